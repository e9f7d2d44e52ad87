"""What is said of a change: how far the index moved, how many items did, and what moved it most."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from spbe_cli.core.many.announced import unpublished_parts
from spbe_cli.core.many.comparison import (
    Run,
    SectionRow,
    Shift,
    change,
    index_shifts,
    one_institution,
    section_of,
    subtractable,
)
from spbe_cli.core.many.report import Report
from spbe_cli.core.result import walk
from spbe_cli.i18n import _
from spbe_cli.render import words

PRINTED_CHANGE = "*"  # marks a change of printed indices


def change_mark(by: Shift | None) -> str:
    """Write the change of an index, marked where it is one of printed indices."""
    if by is None:
        return ""
    return words.signed(by[0]) + ("" if by[1] else PRINTED_CHANGE)


def share_marks(column: Iterable[Shift | None]) -> list[str]:
    """Write what each part contributes to a change, all with the decimals that one of them needs.

    They add up to the change before it is rounded.
    """
    listed = list(column)
    sizes = iter(words.signed_column(one.by for one in listed if one is not None))
    marks = ("" if one is None or one.exact else PRINTED_CHANGE for one in listed)
    return [
        "" if one is None else next(sizes) + mark for one, mark in zip(listed, marks, strict=True)
    ]


def rough_change(by: Shift | None) -> str:
    """Write a change with two decimals, marked where it is one of printed indices."""
    return "" if by is None else words.risen(by.by) + ("" if by.exact else PRINTED_CHANGE)


def any_printed(report: Report) -> bool:
    """Whether a report shows a change of printed indices: the mark then needs its words."""
    earlier = report.earlier
    found = [change(one, section_of(earlier, one)) for one in walk(report.result.sections)]
    return any(one is not None and not one.exact for one in (*found, *index_shifts(report.results)))


def moved_sentence(run: Run, first: str, last: str) -> Iterator[str]:
    """Say why the index moved from one column to another, each named by its heading."""
    if len(run.results) < 2:
        return
    yield ""
    if run.change is None:
        yield _why_not(run)
        return
    yield _whole(run, run.change, first, last)
    yield from _counted(run)
    yield from _judged(run)
    largest = _largest(run, run.change[0])
    if largest is not None and largest.contribution is not None:
        yield _("Sumbangan terbesar: {kind} {id} {name} ({share})").format(
            kind=words.kind(largest.section.kind),
            id=largest.section.id,
            name=words.name(largest.section.name),
            share=change_mark(
                Shift(largest.contribution, exact=bool(largest.change and largest.change.exact))
            ),
        )


def _why_not(run: Run) -> str:
    first, last = run.results[0], run.results[-1]
    if not subtractable(last, first):
        return _("Selisih tidak dihitung karena penilainya berbeda ({one} dan {other})").format(
            one=words.opinion(first.opinion), other=words.opinion(last.opinion)
        )
    if first.complete and last.complete:
        return _("Selisih indeks tidak pasti: indeks sebelum pembulatan tidak dapat dipastikan")
    return _("Selisih indeks belum ada: masih ada indikator yang belum terisi")


def _whole(run: Run, change: Shift, first: str, last: str) -> str:
    """Say how far the index moved; of institutions that one is higher, not that it rose."""
    value, exact = change
    if same_institution(run):
        told = _("Naik {size} dari {first} ke {last}")
        if value <= 0:
            told = _("Turun {size} dari {first} ke {last}") if value else _("Indeks tetap")
    else:
        told = _("{last} lebih tinggi {size} daripada {first}")
        if value <= 0:
            told = _("{last} lebih rendah {size} daripada {first}") if value else _("Indeks sama")
    size = words.signed(abs(value)).removeprefix("+") + ("" if exact else PRINTED_CHANGE)
    return told.format(size=size, first=first, last=last)


def _counted(run: Run) -> Iterator[str]:
    """Say how many items rose, fell and stayed; nothing where only sections are known."""
    moves = _moves(run)
    if not moves:
        return
    line = _("{rose} dari {total} {items} lebih tinggi, {fell} lebih rendah, {same} sama")
    if is_judged(run):
        line = _("{fell} dari {total} {items} diturunkan, {rose} dinaikkan, {same} tetap")
    elif same_institution(run):
        line = _("{rose} dari {total} {items} naik, {fell} turun, {same} tetap")
    rose, fell = sum(one > 0 for one in moves), sum(one < 0 for one in moves)
    services = len(run.items) > sum(1 for _one in run.instrument.indicators())
    items, same = _("butir") if services else _("indikator"), len(moves) - rose - fell
    yield line.format(rose=rose, fell=fell, same=same, total=len(moves), items=items)


def _judged(run: Run) -> Iterator[str]:
    """Say by how many levels the second opinion differs, on average."""
    moves = _moves(run)
    fell = [one for one in moves if one < 0]
    if not is_judged(run) or not any(moves):
        return
    line = _("Rata-rata {mean} tingkat untuk semuanya").format(mean=_mean(moves))
    if fell:
        line += "; " + _("{mean} untuk yang diturunkan").format(mean=_mean(fell))
    yield line


def _moves(run: Run) -> list[Fraction]:
    return [row.change for row in run.items if row.change is not None]


def _mean(moves: Sequence[Fraction]) -> str:
    mean = sum(moves, Fraction(0)) / len(moves)
    return f"{words.sign(mean)}{words.decimal(abs(mean), 1)}"


def is_judged(run: Run) -> bool:
    """Whether opinions of one assessment stand side by side."""
    return run.results[0].assessment is run.results[-1].assessment


def same_institution(run: Run) -> bool:
    """Whether the first and the last column are of one institution."""
    return one_institution(run.results[0].assessment, run.results[-1].assessment)


def _largest(run: Run, value: Fraction) -> SectionRow | None:
    """Return the innermost section that moved the index most, in the direction it went.

    None where some parts are not known: one of them may have moved it more.
    """
    if any(map(unpublished_parts, run.results)):
        return None
    known = [row for row in run.sections if row.contribution is not None]
    depths = [*(row.depth for row in known), 0]
    along = [
        row
        for row, after in zip(known, depths[1:], strict=True)
        if after <= row.depth and value * (row.contribution or 0) > 0
    ]
    return max(along, key=lambda row: abs(row.contribution or Fraction(0)), default=None)
