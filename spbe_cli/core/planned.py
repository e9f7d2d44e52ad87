"""A plan as an assessment file keeps it: its steps, and how far they are."""

import datetime as dt
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple


class Progress(StrEnum):
    """Where a planned step stands, as its owner says."""

    OPEN = "belum"
    UNDER_WAY = "berjalan"
    DONE = "selesai"


class PlannedStep(NamedTuple):
    """One level more for an item, what it costs, and when to take it, where that is said.

    `status` is what its owner says of it, `due` its deadline, `program` the code of the programme
    that pays for it, `budget` what that is, in rupiah.
    """

    item: str
    to: Fraction
    effort: Fraction = Fraction(1)
    year: int | None = None
    quarter: int | None = None
    status: Progress | None = None
    due: dt.date | None = None
    program: str | None = None
    budget: Fraction | None = None


class Planned(NamedTuple):
    """The steps that somebody decided on, the index they are for, and the unit of efforts."""

    target: Fraction | None = None
    unit: str | None = None
    steps: tuple[PlannedStep, ...] = ()
