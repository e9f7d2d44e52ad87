"""A row of a kertas kerja before it is known whose it is."""

from typing import NamedTuple

from spbe_cli.core.collect.likeness import Names
from spbe_cli.core.institutions import sums_up


class TableLine(NamedTuple):
    """A row as it is read: its texts, and those of its number and name."""

    row: int
    texts: dict[int, str]
    number: str
    name: str
    values: frozenset[str]  # what it holds something of

    @property
    def start(self) -> str:
        """Return its first text."""
        return next((text for text in self.texts.values() if text), "")

    def sums_up(self, names: Names) -> bool:
        """Whether it sums up others, by its first words or its name; no indicator is called so."""
        said = dict.fromkeys(filter(None, (self.start, self.name)))
        return any(sums_up(one) and names.meant(one)[0] is None for one in said)
