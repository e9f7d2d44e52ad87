"""What a piece of evidence proves: a document is no more than what is there of it."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

from spbe_cli.core.assessment import Assessment, Evidence, FileState
from spbe_cli.core.clauses import EvidenceExample
from spbe_cli.core.nothing import doubtful, holds, named

Asked = Mapping[str, EvidenceExample]  # the checklist of an indicator: its items by their ids
_ANYTHING: Asked = MappingProxyType({})
_LOST = (FileState.MISSING, FileState.EMPTY, FileState.UNREADABLE)


class Weighed(NamedTuple):
    """How much evidence there is: what was looked at and what was found of it.

    `files` counts files by what was found of them; `links` and `titles` are entries that nobody
    looked at; `nothing` are entries that name no document.
    """

    entries: int
    files: Mapping[FileState, int]
    links: int
    titles: int
    nothing: int

    @property
    def lost(self) -> int:
        """How many files prove nothing: not there, empty, or not readable."""
        return sum(self.files.get(one, 0) for one in _LOST)


def names_something(one: Evidence) -> bool:
    """Whether a piece of evidence names a file, a link, or a document by its title."""
    if named(one.file) or named(one.url):
        return True
    return holds(one.title or "") and not doubtful(one.title or "")


def stands(one: Evidence, files: Mapping[str, FileState]) -> bool:
    """Whether there is something behind a piece of evidence.

    A link counts, and a title without a file; what lies outside the folder is not looked at and
    counts too. A file that is not there, empty or not readable is nothing.
    """
    if not names_something(one):
        return False
    return bool(named(one.url)) or files.get(one.file or "") not in _LOST


def covers(evidence: Evidence, level: int, claimed: Fraction, asked: Asked = _ANYTHING) -> bool:
    """Whether evidence is about a level: one of its own levels, and of the items that it is for.

    Without either it is about all it is claimed for. `asked` is the checklist of its indicator.
    """
    if evidence.levels and level not in evidence.levels:
        return False
    about = [asked[one].level for one in evidence.items if one in asked]
    if about:
        return level in about
    return bool(evidence.levels) or level <= claimed


def uncovered(
    levels: Iterable[int],
    claimed: Fraction,
    evidence: Iterable[Evidence],
    files: Mapping[str, FileState] = MappingProxyType({}),
    asked: Asked = _ANYTHING,
) -> Iterator[int]:
    """Yield those of some levels that no evidence is about; what does not stand counts for none."""
    standing = [one for one in evidence if stands(one, files)]
    for level in levels:
        if not any(covers(one, level, claimed, asked) for one in standing):
            yield level


def weigh(assessment: Assessment) -> Weighed:
    """Count the evidence of an assessment; a file that several entries name is one."""
    entries = [one for answer in assessment.answers.values() for one in answer.evidence]
    known = {file for one in entries if (file := named(one.file))}
    return Weighed(
        entries=len(entries),
        files=_counted(assessment.files[one] for one in known if one in assessment.files),
        links=sum(1 for one in entries if named(one.url)),
        titles=sum(
            1 for one in entries if not (named(one.file) or named(one.url)) and names_something(one)
        ),
        nothing=sum(1 for one in entries if not names_something(one)),
    )


def _counted(states: Iterable[FileState]) -> dict[FileState, int]:
    found: dict[FileState, int] = {}
    for state in states:
        found[state] = found.get(state, 0) + 1
    return found
