"""Mappings keyed by the names of indicators (``29-31: 2``), in effort and scenario files."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from spbe_cli.core.collect import naming
from spbe_cli.core.result import Result
from spbe_cli.json_schema import Schema
from spbe_cli.problems import DataError, Place, Problem
from spbe_cli.store import files
from spbe_cli.store.yaml import shape, tree
from spbe_cli.store.yaml.tree import Mapping, Node, Scalar

Named = TypeVar("Named")
Seen = dict[tuple[str, str], Scalar]  # by item and level ("" for the item as such)


def read(name: str, schema: Schema, reader: "Selections", take: Callable[[Node], Named]) -> Named:
    """Return what `take` makes of file `name` (``-``: standard input), for which `reader` is.

    Raises DataError with every problem of the file, FileError where it cannot be read.
    """
    root, problems = tree.parse_tree(files.read_text(name, assessment=False), name)
    if root is None:
        raise DataError(problems)
    problems += shape.check(root, schema, name)
    found = take(root)
    problems += reader.problems
    if problems:
        raise DataError(tree.in_order(problems))
    return found


class Selections:
    """Reads such mappings of file `name`; `problems` gathers what is wrong with their keys."""

    def __init__(self, name: str, result: Result) -> None:
        self.name, self.result = name, result
        self.problems: list[Problem] = []

    def entries(self, node: Node | None) -> Iterator[tuple[Scalar, list[str], Node]]:
        """Yield key, the items it names, and value; a node that is no mapping has no entries."""
        if not isinstance(node, Mapping):
            return
        for text, value in node.items.items():
            key = node.keys[text]
            items, problems = naming.pick(self.result, text, self.place(key))
            self.problems += problems
            yield key, items, value

    def once(self, seen: Seen, items: Iterable[str], key: Scalar, level: str = "") -> None:
        """Report the items that were named before, for that level, by the line where that was."""
        again: dict[int, list[str]] = {}
        for item in items:
            first = seen.setdefault((item, level), key)
            if first is not key:
                again.setdefault(first.line, []).append(item)
        for line, named in again.items():
            self.problems.append(Problem("E227", self.place(key), {"items": named, "line": line}))

    def place(self, node: Node) -> Place:
        """Return where a node stands."""
        return Place(self.name, node.line, node.column)
