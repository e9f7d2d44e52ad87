"""Results side by side: what may be subtracted, by how much it moved, and what moved it.

Indices of different instruments are never subtracted. Within one instrument the change of the index
is the sum of what its items contribute to it: Σ(weight × level) / Σ(weight) is linear in the levels
(PermenPANRB 59/2020, Lampiran I hlm. 21–24), so the contributions add up to it exactly.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from spbe_cli.core import institutions
from spbe_cli.core.assessment import Assessment, Opinion
from spbe_cli.core.index import Indexed, printed, rise
from spbe_cli.core.instrument import Indicator, Instrument, Section
from spbe_cli.core.result import IndicatorScore, Item, Result, SectionScore, walk
from spbe_cli.core.score.scoring import score
from spbe_cli.problems import DataError


class Shift(NamedTuple):
    """By how much an index moved; `exact`: of exact indices, not of printed ones."""

    by: Fraction
    exact: bool


class SectionRow(NamedTuple):
    """A section in every column (None: not known there).

    `change` is from the first column to the last, `contribution` its share of the change of the
    index; exact where the change is.
    """

    section: Section
    depth: int
    scores: tuple[SectionScore | None, ...]
    change: Shift | None
    contribution: Fraction | None


class ItemLevels(NamedTuple):
    """An item in every column (None: not answered there, or only sections are known).

    `change` of its level is from the first column to the last; None where a level is open.
    `contribution` is its share of the change of the index.
    """

    item: Item
    scores: tuple[IndicatorScore | None, ...]
    change: Fraction | None
    contribution: Fraction | None

    @property
    def levels(self) -> tuple[Fraction | None, ...]:
        """Its level in every column."""
        return tuple(None if one is None else one.level for one in self.scores)


class Run(NamedTuple):
    """Columns of one instrument that stand together.

    `items` come in the order of what they contribute to the change, the largest first, then in the
    order of the regulation. `change` is from the first column to the last.
    """

    results: tuple[Result, ...]
    change: Shift | None
    sections: tuple[SectionRow, ...]
    items: tuple[ItemLevels, ...]

    @property
    def instrument(self) -> Instrument:
        """The instrument of all its columns."""
        return self.results[0].instrument


def compare(results: Iterable[Result]) -> tuple[Run, ...]:
    """Return results side by side, in their order, broken where the instrument changes."""
    return tuple(_run(tuple(run)) for run in runs(results))


def judged(result: Result) -> Run | None:
    """Return the opinions of a result's assessment side by side, from its own to the official one.

    None where there are not two of them that have an index, or levels of one item.
    """
    assessment = result.assessment
    opinions = [one for one in assessment.opinions() if one is not Opinion.TARGET]
    if len(opinions) < 2 or assessment.as_if:
        return None
    results = tuple(one for opinion in opinions if (one := _judged_by(result, opinion)))
    if len(results) < 2:
        return None
    run = _run(results)
    known = run.change is not None or any(row.change is not None for row in run.items)
    return run if known else None


def _judged_by(result: Result, opinion: Opinion, *, provisional: bool = False) -> Result | None:
    """Score another opinion; None where its published figures are too few or fit no levels."""
    try:
        return score(result.instrument, result.assessment, opinion, provisional=provisional)
    except DataError:  # `check` tells of it (SPB034); who did not ask for it is not stopped
        return None


def by_year_or_as_given(results: Iterable[Result]) -> list[Result]:
    """Return results of one institution by year; those of several as they are given."""
    listed = list(results)
    if all(one_institution(one.assessment, listed[0].assessment) for one in listed):
        listed.sort(key=lambda one: one.assessment.year)
    return listed


def one_institution(one: Assessment, other: Assessment) -> bool:
    """Whether two assessments are of the same institution."""
    return institutions.same(one.institution, other.institution)


def by_one_opinion(results: Sequence[Result], *, provisional: bool = False) -> list[Result]:
    """Score all by the opinion of the last, where they have it with an index."""
    opinion = results[-1].opinion
    found = []
    for one in results:
        if one.opinion != opinion and opinion in one.assessment.opinions():
            other = _judged_by(one, opinion, provisional=provisional)
            found.append(other if other is not None and any(printed([other])) else one)
        else:
            found.append(one)
    return found


def comparable(result: Result, other: Result | None) -> bool:
    """Whether two results are of one instrument."""
    return other is not None and other.instrument.id == result.instrument.id


def subtractable(result: Result, other: Result | None) -> bool:
    """Whether two indices may be subtracted: one instrument, and one opinion or one assessment.

    Opinions of one assessment are of the same institution and year: what differs is the judgement.
    """
    return (
        other is not None
        and comparable(result, other)
        and (other.opinion == result.opinion or other.assessment is result.assessment)
    )


def runs(results: Iterable[Result]) -> list[list[Result]]:
    """Return the results, in their order, in runs of one instrument."""
    return _joined(results, comparable)


def unbroken(results: Iterable[Result]) -> list[list[Result]]:
    """Return the results, in their order, in runs whose indices may be subtracted."""
    return _joined(results, subtractable)


def _joined(
    results: Iterable[Result], fits: Callable[[Result, Result], bool]
) -> list[list[Result]]:
    found: list[list[Result]] = []
    for result in results:
        if found and fits(result, found[-1][-1]):
            found[-1].append(result)
        else:
            found.append([result])
    return found


def change(one: Indexed | None, earlier: Indexed | None) -> Shift | None:
    """Return by how much an index moved.

    Where one of the exact indices is not known, the printed ones are subtracted.
    """
    if one is None or earlier is None:
        return None
    if (exact := rise(earlier, one)) is not None:
        return Shift(exact, exact=True)
    if one.display is None or earlier.display is None:
        return None
    return Shift(one.display - earlier.display, exact=False)


def section_of(result: Result | None, like: SectionScore) -> SectionScore | None:
    """Return the section of another result that has the same kind and id."""
    wanted = like.section.key
    found = [
        one
        for one in walk(result.sections if result is not None else ())
        if one.section.key == wanted
    ]
    return found[0] if found else None


def index_shifts(results: Sequence[Result]) -> list[Shift | None]:
    """Return the change of each index from the one before it; None where none may be told."""
    before = [None, *results[:-1]]
    return [
        change(one, other) if subtractable(one, other) else None
        for one, other in zip(results, before, strict=True)
    ]


def succeeding(newer: Instrument, older: Instrument) -> list[Indicator]:
    """Return the indicators that the newer instrument maps to predecessors in the older one."""
    return [
        one
        for one in newer.indicators()
        if one.predecessors is not None and one.predecessors.instrument == older.id
    ]


def fell(run: Run) -> tuple[ItemLevels, ...]:
    """Return the items whose level is lower in the last column than in the first."""
    return tuple(row for row in run.items if row.change is not None and row.change < 0)


def rose(run: Run) -> tuple[ItemLevels, ...]:
    """Return the items whose level is higher in the last column than in the first."""
    return tuple(row for row in run.items if row.change is not None and row.change > 0)


def _run(results: tuple[Result, ...]) -> Run:
    first, last = results[0], results[-1]
    whole = len(results) > 1 and subtractable(last, first)
    return Run(
        results,
        change(last, first) if whole else None,
        tuple(_sections(results, whole=whole)),
        tuple(sorted(_items(results, whole=whole), key=_size, reverse=True)),
    )


def _size(row: ItemLevels) -> Fraction:
    return abs(row.contribution or Fraction(0))


def _sections(results: tuple[Result, ...], *, whole: bool) -> Iterator[SectionRow]:
    """Yield every section that is known in some column, in the order of the regulation."""
    law = results[-1].instrument
    known = [{one.section.key: one for one in walk(result.sections)} for result in results]

    def beneath(sections: Iterable[Section], depth: int) -> Iterator[SectionRow]:
        for section in sections:
            scores = tuple(column.get(section.key) for column in known)
            if any(scores):
                moved = change(scores[-1], scores[0]) if whole else None
                share = None if moved is None else moved[0] * section.weight / law.total
                yield SectionRow(section, depth, scores, moved, share)
            yield from beneath(section.sections, depth + 1)

    return beneath(law.sections, 0)


def _items(results: tuple[Result, ...], *, whole: bool) -> Iterator[ItemLevels]:
    """Yield every item that is known in some column, in the order of the regulation.

    A service (``35-2``) that one column does not count contributes nothing there.
    """
    known = [{one.item.id: one for one in result.items()} for result in results]
    whole = whole and not results[0].recovered and not results[-1].recovered
    for indicator in results[-1].instrument.indicators():
        for item in indicator.item_ids():
            scores = tuple(column.get(item) for column in known)
            named = [one.item for one in scores if one is not None]
            if named:
                first, last = (scores[0], scores[-1]) if whole else (None, None)
                yield ItemLevels(
                    named[-1],
                    scores,
                    _difference(_level(first), _level(last)),
                    _difference(_share(first), _share(last)) if whole else None,
                )


def _level(one: IndicatorScore | None) -> Fraction | None:
    return None if one is None else one.level


def _share(one: IndicatorScore | None) -> Fraction | None:
    return Fraction(0) if one is None else one.contribution


def _difference(first: Fraction | None, last: Fraction | None) -> Fraction | None:
    return None if first is None or last is None else last - first
