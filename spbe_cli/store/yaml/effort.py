"""Efforts of steps from YAML."""

from collections.abc import Iterator
from fractions import Fraction

from spbe_cli.core import numbers
from spbe_cli.core.plan.plans import Efforts
from spbe_cli.core.result import Result
from spbe_cli.problems import Problem
from spbe_cli.store.yaml import schemas
from spbe_cli.store.yaml.names import Seen, Selections, read
from spbe_cli.store.yaml.tree import Mapping, Node, Scalar, child, text_at


def load(name: str, result: Result) -> Efforts:
    """Read an effort file (``-``: standard input) for the items of a result.

    Raises DataError with every problem of the file, FileError where it cannot be read.
    """
    reader = _Reader(name, result)
    return read(name, schemas.effort_schema(), reader, reader.efforts)


class _Reader(Selections):
    """Turns a tree into efforts; parts of the wrong form are passed over, being reported."""

    def efforts(self, root: Node) -> Efforts:
        levels = {
            level: effort for _key, level, effort in self.by_level(child(root, "levels"), "levels")
        }
        items: dict[str, Fraction] = {}
        steps: dict[tuple[str, int], Fraction] = {}
        seen: Seen = {}
        for key, named, value in self.entries(child(root, "indicators")):
            if isinstance(value, Scalar):
                self.once(seen, named, key)
                items |= dict.fromkeys(named, _effort(value))
            else:
                for inner, level, effort in self.by_level(value, f"indicators.{key.text}"):
                    self.once(seen, named, inner, inner.text)
                    steps |= {(item, level): effort for item in named}
        unit = " ".join((text_at(root, "unit") or "").split())
        return Efforts(unit or None, levels, items, steps)

    def by_level(self, node: Node | None, path: str) -> Iterator[tuple[Scalar, int, Fraction]]:
        """Yield key, level and effort; E008 where no step leads to that level."""
        known = [str(level) for level in self.result.instrument.scale.levels()[1:]]
        if not isinstance(node, Mapping):
            return
        for level, value in node.items.items():
            key = node.keys[level]
            if level in known and isinstance(value, Scalar):
                yield key, int(level), _effort(value)
            elif level not in known and schemas.INTEGER.search(level):
                params = {"key": f"{path}.{level}", "known": known}
                self.problems.append(Problem("E008", self.place(key), params))


def _effort(node: Scalar) -> Fraction:
    """Return the effort written; 1 where none is, which the schema has reported."""
    return numbers.parse(node.text) or Fraction(1)
