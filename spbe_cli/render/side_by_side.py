"""Results side by side in words: what tells the columns apart, and the cells of their rows."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from spbe_cli.core import numbers
from spbe_cli.core.many import comparison as core
from spbe_cli.core.many.announced import unpublished_parts
from spbe_cli.core.many.comparison import ItemLevels, Run, SectionRow, Shift
from spbe_cli.core.result import Result
from spbe_cli.i18n import _
from spbe_cli.render import words
from spbe_cli.render.moves import (
    PRINTED_CHANGE,
    is_judged,
    rough_change,
    same_institution,
    share_marks,
)
from spbe_cli.render.phrases import section_index
from spbe_cli.render.published import beside

OPEN = "–"


class Column(NamedTuple):
    """A column: its short heading, and what tells it from the others."""

    title: str
    told: str


def results(runs: Iterable[Run]) -> list[Result]:
    """Return the results of all columns, in their order."""
    return [one for run in runs for one in run.results]


def common(listed: Sequence[Result]) -> str:
    """Return what all columns have in common."""
    said = [same[0] for same in map(_once, zip(*map(_traits, listed), strict=True)) if same]
    return " · ".join(said) or _("Perbandingan")


def columns(listed: Sequence[Result]) -> list[Column]:
    """Return the columns, each told by what not all have in common: year, opinion, or a number."""
    rows = list(map(_traits, listed))
    different = [len(set(values)) > 1 for values in zip(*rows, strict=True)]
    told = _told(listed, rows, different)
    if not different[0] and len({row[1] for row in rows}) == len(rows):
        titles = [row[1] for row in rows]
        told = [row[1:] for row in told]  # the year comes first: the institution is the same
        joined = (" · ".join([title, *rest]) for title, rest in zip(titles, told, strict=True))
        return [Column(*pair) for pair in zip(titles, joined, strict=True)]
    if different == [False, False, False, True] and len(set(rows)) == len(rows):
        titles = [words.opinion(one.opinion) for one in listed]
        return [Column(title, title) for title in titles]
    numbered = enumerate(map(" · ".join, told), 1)
    return [Column(f"({number})", f"({number}) {text}") for number, text in numbered]


def section_cells(run: Run, row: SectionRow) -> list[str]:
    """Return the index of a section in every column."""
    pairs = zip(run.results, row.scores, strict=True)
    return [OPEN if one is None else section_index(result, one) for result, one in pairs]


def section_moves(rows: Iterable[SectionRow]) -> list[list[str]]:
    """Return how far each section moved, and what it contributes to the change of the index.

    Each of the two columns has one number of decimals: a change two, as the indices beside it.
    """
    listed = list(rows)
    changes = [rough_change(row.change) for row in listed]
    shares = share_marks(
        None
        if row.contribution is None
        else Shift(row.contribution, exact=row.change is None or row.change.exact)
        for row in listed
    )
    return [list(pair) for pair in zip(changes, shares, strict=True)]


def item_moves(rows: Iterable[ItemLevels]) -> list[list[str]]:
    """Return how far each level moved, and what that contributes, as `section_moves` does."""
    listed = list(rows)
    steps = _steps([row.change for row in listed])
    shares = share_marks(
        None if row.contribution is None else Shift(row.contribution, exact=True) for row in listed
    )
    return [list(pair) for pair in zip(steps, shares, strict=True)]


def _steps(changes: Sequence[Fraction | None]) -> list[str]:
    """Write changes of levels, without decimals where all are whole."""
    needed = (numbers.places_of(one) for one in changes if one is not None)
    places = max((4 if one is None else min(one, 4) for one in needed), default=0)
    return [
        "" if one is None else f"{words.sign(one)}{words.decimal(abs(one), places)}"
        for one in changes
    ]


def level_or_dash(value: Fraction | None) -> str:
    """Write a level; a dash where there is none."""
    return OPEN if value is None else words.figure(value, 0)


def compared_items(run: Run) -> bool:
    """Whether levels are known in two columns at least."""
    return sum(1 for one in run.results if not one.recovered) > 1


def differing(run: Run) -> list[ItemLevels]:
    """Return the items whose level is not the same in every column."""
    if not compared_items(run):
        return []
    return [row for row in run.items if len(set(row.levels)) > 1]


def same_levels(run: Run) -> Iterator[str]:
    """Yield the items with the same level in every column, by level."""
    if not compared_items(run):
        return
    found: dict[Fraction | None, list[ItemLevels]] = {}
    for row in run.items:
        if len(set(row.levels)) == 1:
            found.setdefault(row.levels[0], []).append(row)
    for value in sorted(found, key=lambda one: (one is None, one or Fraction(0))):
        line = _("Sama-sama bernilai {level}: {items}")
        if value is None:
            line = _("Belum terisi: {items}")
        items = words.listed(row.item.id for row in found[value])
        yield line.format(level=level_or_dash(value), items=items)


def directions(run: Run) -> tuple[str, str]:
    """Return the words for items that are higher in the last column, and that are lower."""
    if is_judged(run):
        return _("Dinaikkan"), _("Diturunkan")
    if same_institution(run):
        return _("Naik"), _("Turun")
    return _("Lebih tinggi"), _("Lebih rendah")


def announced(runs: Iterable[Run]) -> Iterator[tuple[str, str]]:
    """Yield the columns of which another index was announced, with what it was.

    Not where that index is a column itself. Then those of which parts were not announced.
    """
    listed = results(runs)
    shown = {(id(one.assessment), one.opinion) for one in listed}
    for column, one in zip(columns(listed), listed, strict=True):
        told = one.assessment.published
        other = told is not None and told.opinion != one.opinion
        if told is not None and other and (id(one.assessment), told.opinion) in shown:
            continue
        for said in beside(one):
            yield column.told, said
    for column, one in zip(columns(listed), listed, strict=True):
        for said in _unpublished(one):
            yield column.told, said


def _unpublished(one: Result) -> Iterator[str]:
    """Name the sections that were not published where no levels say more."""
    parts = unpublished_parts(one)
    if parts:
        kinds = dict.fromkeys(part.kind for part in parts)
        names = (
            f"{words.kind(kind)} {words.listed(part.id for part in parts if part.kind == kind)}"
            for kind in kinds
        )
        yield _("hanya memuat indeks yang diumumkan; indeks {parts} belum ada").format(
            parts=", ".join(names)
        )


def printed_note(runs: Iterable[Run]) -> str:
    """Explain the mark of changes of printed indices; nothing where there is none."""
    if not any(map(_is_printed, runs)):
        return ""
    note = _("{mark} selisih angka yang dicetak: indeks sebelum pembulatan tidak dapat dipastikan")
    return note.format(mark=PRINTED_CHANGE)


def _is_printed(run: Run) -> bool:
    moves = [*core.index_shifts(run.results), run.change, *(row.change for row in run.sections)]
    return any(one is not None and not one[1] for one in moves)


def _traits(one: Result) -> tuple[str, ...]:
    return (
        words.safe(one.assessment.institution),
        str(one.assessment.year),
        words.safe(one.instrument.short),
        _("nilai {opinion}").format(opinion=words.opinion(one.opinion)),
    )


def _once(values: tuple[str, ...]) -> tuple[str, ...]:
    return values[:1] if len(set(values)) == 1 else ()


def _told(
    listed: Sequence[Result], rows: Sequence[Sequence[str]], different: Sequence[bool]
) -> list[list[str]]:
    """Return of each result the traits that not all have in common; where alike, its file too."""
    told = [
        [
            trait.removeprefix("PermenPANRB ")
            for trait, differs in zip(row, different, strict=True)
            if differs
        ]
        for row in rows
    ]
    if len(set(map(tuple, told))) == len(told):
        return told
    places = [one.assessment.places.get("") for one in listed]  # two drafts of one assessment
    files = [[words.safe(place.file)] if place else [] for place in places]
    return [[*row, *file] for row, file in zip(told, files, strict=True)]
