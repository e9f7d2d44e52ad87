"""What helps a user along: a chapter of the guide, a fact about the machine."""

from typing import NamedTuple


class Chapter(NamedTuple):
    """A chapter or a section of one: `depth` 2 or 3, its heading, its text with the heading."""

    depth: int
    heading: str
    text: str


class Fact(NamedTuple):
    """One thing about a machine; `good` is False where it may be the cause of trouble."""

    key: str
    value: str
    good: bool = True
