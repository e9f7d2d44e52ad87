"""Parts of an instrument that stand beside its tree: variants of a criterion, and the calendar."""

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from spbe_cli.core.instrument import Text


class Variant(NamedTuple):
    """Another wording of a level's criterion, from a source that the instrument does not follow."""

    level: int
    text: str
    source: tuple[str, ...]


class Stage(NamedTuple):
    """A stage of an evaluation: its first and last day (None: one day), known or estimated."""

    id: str
    name: "Text"
    first: dt.date
    last: dt.date | None
    estimated: bool

    @property
    def closing(self) -> dt.date:
        """The day on which it ends."""
        return self.last or self.first

    @property
    def hands_in(self) -> bool:
        """Whether evidence is handed in during it: an upload, of whichever round."""
        return self.id.startswith("upload")


class Calendar(NamedTuple):
    """The stages of the evaluation of one year, in their order."""

    year: int
    stages: tuple[Stage, ...]
    source: tuple[str, ...]
    note: str | None

    def following(self, day: dt.date) -> Stage | None:
        """Return the first stage that is not over on a day; None where all are."""
        return next((one for one in self.stages if one.closing >= day), None)

    def deadline(self, day: dt.date) -> Stage | None:
        """Return the stage of handing in that ends next, the day itself counted."""
        return next((one for one in self.stages if one.hands_in and one.closing >= day), None)
