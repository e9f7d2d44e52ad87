"""Efforts of steps from YAML."""

from collections.abc import Iterator
from fractions import Fraction

from spbe_cli.core import numbers
from spbe_cli.core.planning import Efforts
from spbe_cli.core.result import Result
from spbe_cli.problems import DataError, Problem
from spbe_cli.store import files, located, schemas, shape
from spbe_cli.store.located import Mapping, Node, Scalar, child, text
from spbe_cli.store.selections import Selections


def load(name: str, result: Result) -> Efforts:
    """Read an effort file (``-``: standard input) for the items of a result.

    Raises DataError with every problem of the file, FileError where it cannot be read.
    """
    root, problems = located.parse(files.read_text(name), name)
    if root is None:
        raise DataError(problems)
    problems += shape.check(root, schemas.effort(), name)
    reader = _Reader(name, result)
    efforts = reader.efforts(root)
    problems += reader.problems
    if problems:
        raise DataError(located.in_order(problems))
    return efforts


class _Reader(Selections):
    """Turns a tree into efforts; parts of the wrong form are passed over, being reported."""

    def efforts(self, root: Node) -> Efforts:
        levels = dict(self.by_level(child(root, "levels"), "levels"))
        items: dict[str, Fraction] = {}
        steps: dict[tuple[str, int], Fraction] = {}
        whole: dict[str, Scalar] = {}  # where an item has one effort for all its levels
        parts: dict[tuple[str, int], Scalar] = {}  # where it has one for a level
        for key, named, value in self.entries(child(root, "indicators")):
            if isinstance(value, Mapping):
                for level, effort in self.by_level(value, f"indicators.{key.text}"):
                    pairs = [(item, (item, level)) for item in named]
                    self.once(parts, pairs, value.keys[str(level)])
                    steps |= dict.fromkeys((pair for _item, pair in pairs), effort)
            elif isinstance(value, Scalar):
                self.once(whole, zip(named, named, strict=True), key)
                items |= dict.fromkeys(named, numbers.parse(value.text) or Fraction(1))
        unit = " ".join((text(root, "unit") or "").split())
        return Efforts(unit or None, levels, items, steps)

    def by_level(self, node: Node | None, path: str) -> Iterator[tuple[int, Fraction]]:
        """Yield the efforts written by level; E008 where no step leads to that level."""
        known = [str(level) for level in self.result.instrument.scale.levels()[1:]]
        for level, value in node.items.items() if isinstance(node, Mapping) else ():
            if level in known and isinstance(value, Scalar):
                yield int(level), numbers.parse(value.text) or Fraction(1)
            elif level not in known and schemas.INTEGER.search(level):
                params = {"key": f"{path}.{level}", "known": known}
                self.problems.append(Problem("E008", self.place(node.keys[level]), params))
