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


class Calendar(NamedTuple):
    """The stages of the evaluation of one year, in their order."""

    year: int
    stages: tuple[Stage, ...]
    source: tuple[str, ...]
    note: str | None
