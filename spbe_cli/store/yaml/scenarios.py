"""Levels to try, under names, from YAML."""

from fractions import Fraction

from spbe_cli.core import numbers
from spbe_cli.core.assessment import Answer
from spbe_cli.core.collect.checking import check
from spbe_cli.core.records import replace
from spbe_cli.core.result import Result
from spbe_cli.problems import Place
from spbe_cli.store.yaml import schemas
from spbe_cli.store.yaml.names import Seen, Selections, read
from spbe_cli.store.yaml.tree import Node, Scalar, entries

Levels = dict[str, Fraction]


def load(name: str, result: Result) -> dict[str, Levels]:
    """Read a scenario file (``-``: standard input): levels by item, by the scenario's name.

    The levels are checked as those of an assessment are. Raises DataError with every problem of the
    file, FileError where it cannot be read.
    """
    reader = _Reader(name, result)
    return read(name, schemas.scenarios_schema(), reader, reader.scenarios)


class _Reader(Selections):
    """Reads one scenario after another; parts of the wrong form are passed over."""

    def scenarios(self, root: Node) -> dict[str, Levels]:
        return {key: self.levels(node) for key, node in entries(root, "scenarios").items()}

    def levels(self, node: Node) -> Levels:
        levels: Levels = {}
        seen: Seen = {}
        for key, items, value in self.entries(node):
            self.once(seen, items, key)
            level = numbers.parse(value.text) if isinstance(value, Scalar) else None
            if level is not None:
                self.check(items, level, self.place(value))
                levels |= dict.fromkeys(items, level)
        return levels

    def check(self, items: list[str], level: Fraction, place: Place) -> None:
        """Judge a level by the instrument: once where it stands, however many items it is for."""
        tried = replace(
            self.result.assessment,
            answers={item: Answer({self.result.opinion: level}) for item in items[:1]},
            outside={},
            published=None,
            places={"": place},
        )
        self.problems += check(self.result.instrument, tried)
