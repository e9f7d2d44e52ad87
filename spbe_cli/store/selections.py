"""Mappings keyed by the names of indicators (``29-31: 2``), in effort and scenario files."""

from collections.abc import Iterable, Iterator

from spbe_cli.core import naming
from spbe_cli.core.result import Result
from spbe_cli.problems import Place, Problem
from spbe_cli.store.located import Mapping, Node, Scalar


class Selections:
    """Reads such mappings of file `name`; `problems` gathers what is wrong with their keys."""

    def __init__(self, name: str, result: Result) -> None:
        self.name, self.result = name, result
        self.problems: list[Problem] = []

    def entries(self, node: Node | None) -> Iterator[tuple[Scalar, list[str], Node]]:
        """Yield key, the items it names, and value; a node that is no mapping has no entries."""
        for text, value in node.items.items() if isinstance(node, Mapping) else ():
            key = node.keys[text]
            items, problems = naming.pick(self.result, text, lambda _part, key=key: self.place(key))
            self.problems += problems
            yield key, items, value

    def once[Named](
        self, seen: dict[Named, Scalar], wanted: Iterable[tuple[str, Named]], key: Scalar
    ) -> None:
        """Report the items of `wanted` that were named before, by the line where that was.

        What counts as the same is the second of each pair; `seen` keeps where it stood first.
        """
        again: dict[int, list[str]] = {}
        for item, named in wanted:
            first = seen.setdefault(named, key)
            if first is not key:
                again.setdefault(first.line, []).append(item)
        for line, items in again.items():
            self.problems.append(Problem("E227", self.place(key), {"items": items, "line": line}))

    def place(self, node: Node) -> Place:
        """Return where a node stands."""
        return Place(self.name, node.line, node.column)
