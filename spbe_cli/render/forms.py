"""What goes into a form, whatever it is written as."""

from typing import NamedTuple

from spbe_cli.core.assessment import Assessment, Opinion
from spbe_cli.core.instrument import Instrument


class FormContent(NamedTuple):
    """What goes into a form: the assessment, whose level, and the items that are asked."""

    instrument: Instrument
    assessment: Assessment
    opinion: Opinion
    items: frozenset[str] | None = None  # None: all of them, with the index
    owner: str = ""

    def asks(self, item: str) -> bool:
        """Tell whether an item has a row."""
        return self.items is None or item in self.items
