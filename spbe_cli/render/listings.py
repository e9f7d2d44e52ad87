"""The sentences and tables of a ranking, as every face shows them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from spbe_cli.core.assessment import Opinion
from spbe_cli.core.many import ranking as core, standing
from spbe_cli.core.many.ranking import (
    Contradiction,
    InstitutionRow,
    Ranked,
    Ranking,
    Statistics,
    Used,
)
from spbe_cli.core.score.lattice import Value
from spbe_cli.i18n import _
from spbe_cli.render import words

_LESSER = "*"  # marks an index that is less authoritative than others in the list
_CONTRADICTED = "!"  # marks a predicate that was published as another one
PRINTED_INDEX = "°"  # marks a change of printed indices
NEIGHBOURS = 5  # rows above and below one's own, in its group
MOVED = 5  # rows that rose, and that fell, most


class Listing(NamedTuple):
    """A table of texts. `texts`: the columns, from 0, that hold words; the others hold figures."""

    heads: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    texts: tuple[int, ...] = (0,)


def ranking_title(ranking: Ranking) -> str:
    """Say what is ranked."""
    return " · ".join(
        (
            _("Peringkat {year}").format(year=ranking.year),
            words.safe(ranking.law.short),
            words.many("{count} instansi", len(ranking.rows)),
            _("menurut {field}").format(field=field_name(ranking, ranking.field)),
        )
    )


def field_name(ranking: Ranking, field: int) -> str:
    """Return a field in words: the index, or ``domain 3``."""
    if field == core.WHOLE:
        return _("indeks")
    section = ranking.law.sections[field]
    return f"{words.kind(section.kind)} {section.id}"


def lesser(ranking: Ranking) -> str:
    """Return the kinds of the indices that are marked, in words."""
    rows = (one.row for one in ranking.rows)
    kinds = dict.fromkeys(words.opinion(one.standing) for one in rows if ranking.marks(one))
    return _(" atau ").join(kinds)


def mixed_said(ranking: Ranking) -> Iterator[str]:
    """Say first of all that official indices are ranked among others: the order is no result."""
    if ranking.marked:
        yield _(
            "Perhatian: daftar ini mencampur nilai {best} dengan nilai {opinions} ({count} "
            "instansi, bertanda {mark}); peringkat belum resmi"
        ).format(
            best=words.opinion(ranking.opinion),
            opinions=lesser(ranking),
            count=words.thousands(ranking.marked),
            mark=_LESSER,
        )


def notes(ranking: Ranking, shown: Sequence[Ranked]) -> Iterator[str]:
    """Say what the marks mean, what is not shown or was inferred, and how sure the figures are."""
    yield _("peringkat menurut {field} sebelum pembulatan").format(
        field=field_name(ranking, ranking.field)
    )
    yield from _marks(ranking)
    if len(shown) < len(ranking.rows):
        yield _("{count} dari {all} ditampilkan; semuanya: --top {all}").format(
            count=len(shown), all=len(ranking.rows)
        )
    if ranking.unranked:
        yield _("{count} tanpa {field} tidak diperingkat").format(
            count=ranking.unranked, field=field_name(ranking, ranking.field)
        )
    if ranking.before is not None:
        paired = sum(one.earlier is not None for one in ranking.rows)
        yield _("{count} di antaranya ada juga pada {year}").format(
            count=paired, year=ranking.before
        )
    if ranking.gone:
        yield _("{count} instansi hanya ada pada {year}").format(
            count=ranking.gone, year=ranking.before
        )
    provinces = Counter(one.row.province for one in ranking.rows if one.row.province)
    if provinces:
        said = (f"{words.safe(name)} {count}" for name, count in sorted(provinces.items()))
        yield _("menurut provinsi: {names}").format(names=", ".join(said))
    inferred = sum(one.row.inferred for one in ranking.rows)
    if inferred:
        yield _("kelompok {count} instansi disimpulkan dari namanya").format(count=inferred)
    if rest := sum(not one.row.whole.sure for one in ranking.rows):
        yield _(
            "indeks sebelum pembulatan {rest} instansi tidak dapat dipastikan; instansi yang "
            "urutannya tidak pasti diberi peringkat yang sama"
        ).format(rest=rest)
    if unsure := sum(not one.row.predicate for one in ranking.rows):
        yield _("?: predikat {count} instansi tidak pasti").format(count=unsure)


def _marks(ranking: Ranking) -> Iterator[str]:
    """Say what the marks beside names, predicates and changes mean."""
    if ranking.marked:
        yield _("{mark}: nilai {opinions} di antara nilai {best} ({count} instansi)").format(
            mark=_LESSER,
            opinions=lesser(ranking),
            best=words.opinion(ranking.opinion),
            count=words.thousands(ranking.marked),
        )
    if ranking.opinion is not Opinion.OFFICIAL:
        yield _("tidak ada nilai eksternal dalam daftar ini; peringkatnya belum resmi")
    if contradicted := sum(bool(one.row.printed) for one in ranking.rows):
        yield _(
            "{mark}: predikat yang diumumkan tidak cocok dengan indeksnya atau tidak dikenal "
            "({count} instansi); yang ditampilkan dan dihitung ialah predikat menurut indeks"
        ).format(mark=_CONTRADICTED, count=words.thousands(contradicted))
    if not all(standing.exactly_moved(one, ranking.field) for one in ranking.rows):
        yield _("{mark}: selisih angka yang dicetak").format(mark=PRINTED_INDEX)
    if others := sum(not standing.comparable_row(one) for one in ranking.rows):
        yield _(
            "selisih {count} instansi tidak dihitung: nilainya dari penilai lain pada {year}"
        ).format(count=words.thousands(others), year=ranking.before)


def left_out(names: Sequence[str]) -> Iterator[str]:
    """Name the rows of the lists that are no institutions."""
    if names:
        said = _("baris yang bukan instansi dilewati: {names}")
        yield said.format(names=words.listed(words.safe(one) for one in names))


def finding(one: Contradiction) -> str:
    """Return a finding as a line, and what the ranking goes by."""
    used = {
        Used.INDEX: _("Predikat dihitung menurut indeks."),
        Used.LEVELS: _("Peringkat menurut tingkat indikator."),
        Used.SECTIONS: _("Peringkat menurut bagian yang cocok dengan indeksnya."),
        Used.PUBLISHED: _("Peringkat menurut angka yang diumumkan."),
        Used.NOTHING: _("Tidak diperingkat."),
    }
    return f"{words.safe(one.institution)}: {words.problem_line(one.problem)} {used[one.used]}"


def ranks(ranking: Ranking, shown: Sequence[Ranked], *, wide: bool) -> Listing:
    """Return the rows shown; `wide` with every section."""
    fields = ranked_sections(ranking) if wide else [ranking.field] if ranking.field >= 0 else []
    grouped, compared = wide or ranking.before is None, ranking.before is not None
    placed = wide and placed_rows(ranking)
    heads = [_("no."), _("instansi"), *[_("kelompok")] * grouped, *[_("provinsi")] * placed]
    texts = [*range(1, len(heads)), len(heads) + 1]
    heads += [_("indeks"), _("predikat")]
    heads += [words.section_letter(ranking.law.sections[field]) for field in fields]
    heads += [_("no. {year}").format(year=ranking.before), _("selisih")] * compared
    places, rows = ranking.law.places, []
    for one in shown:
        row = one.row
        cells = [str(one.rank), row_name(ranking, row), *[words.group(row.group)] * grouped]
        cells += [words.safe(row.province)] * placed
        cells += [words.decimal(row.whole.display, places), predicate_word(row)]
        cells += [_display(core.value_of(row, field), places) for field in fields]
        if compared:
            cells.append("" if one.earlier is None else str(one.earlier.rank))
            cells.append(moved_by(ranking, one))
        rows.append(tuple(cells))
    return Listing(tuple(heads), rows, tuple(texts))


def placed_rows(ranking: Ranking) -> bool:
    """Whether the list says the province of any row."""
    return any(one.row.province for one in ranking.rows)


def row_name(ranking: Ranking, row: InstitutionRow) -> str:
    """Return the name of a row, marked where its index is not official and others are."""
    return words.safe(row.institution) + _LESSER * ranking.marks(row)


def predicate_word(row: InstitutionRow) -> str:
    """Return the predicate of a row; a mark where it is one of several."""
    return (words.predicate(row.predicate) or "?") + (_CONTRADICTED if row.printed else "")


def moved_by(ranking: Ranking, one: Ranked) -> str:
    """Return by how much a row moved, marked where printed indices were subtracted."""
    by = standing.since_last_year(ranking, one)
    if by is None:
        return ""
    return words.risen(by) + ("" if standing.exactly_moved(one, ranking.field) else PRINTED_INDEX)


def ranked_sections(ranking: Ranking) -> list[int]:
    """Return the sections of which any row says something."""
    return [
        at
        for at in range(len(ranking.law.sections))
        if any(one.row.sections[at] is not None for one in ranking.rows)
    ]


def moves(ranking: Ranking) -> Iterator[Listing]:
    """Yield those that rose most and those that fell most, where there are any."""
    titles = (_("paling naik"), _("paling turun"))
    for title, listed in zip(titles, standing.movers(ranking, MOVED), strict=True):
        rows = []
        for one in listed:
            moved, earlier = standing.since_last_year(ranking, one), one.earlier
            if moved is not None and earlier is not None:
                values = (core.value_of(each.row, ranking.field) for each in (earlier, one))
                shown = (_display(each, ranking.law.places) for each in values)
                place = f"{earlier.rank} → {one.rank}"
                rows.append((row_name(ranking, one.row), *shown, moved_by(ranking, one), place))
        years = (_("indeks {year}").format(year=one) for one in (ranking.before, ranking.year))
        heads = (title, *years, _("selisih"), _("peringkat"))
        if rows:
            yield Listing(heads, rows)


def by_predicate(ranking: Ranking) -> Listing:
    """Return how many rows have each predicate."""
    counted = core.predicates(ranking.law, [one.row for one in ranking.rows])
    names = {one.name.id: words.name(one.name) for one in ranking.law.predicates}
    rows = [
        (
            _("tidak pasti") if name is None else names[name],
            str(count),
            words.decimal(Fraction(100 * count, len(ranking.rows)), 1),
        )
        for name, count in counted.items()
    ]
    return Listing((_("predikat"), _("jumlah"), _("persen")), rows)


def histogram_bins(ranking: Ranking) -> Listing:
    """Return how many rows lie in each range of the field they are ranked by."""
    rows = [(bin_name(ranking, low), str(len(found))) for low, found in core.histogram(ranking)]
    return Listing((field_name(ranking, ranking.field), _("jumlah")), rows)


def section_heading(ranking: Ranking, field: int) -> str:
    """Return a section as a heading of a column: ``1 Kebijakan Internal SPBE``."""
    named = ranking.law.sections[field]
    return f"{named.id} {words.name(named.name)}"


def bin_name(ranking: Ranking, low: Fraction) -> str:
    """Return the range of a bin of the histogram; its end belongs to the next one, if any."""
    end = low + core.BIN
    return f"{words.decimal(low)}–{'<' * (end < ranking.law.scale.maximum)}{words.decimal(end)}"


def statistics_rows(ranking: Ranking) -> Listing:
    """Return the statistics of the index and of each section."""
    rows = []
    for field, found in core.described(ranking, [one.row for one in ranking.rows]):
        label = field_name(ranking, field)
        if field != core.WHOLE:
            label += f" {words.name(ranking.law.sections[field].name)}"
        rows.append((label[:1].upper() + label[1:], *_figures(ranking, found)))
    return Listing((_("bagian"), *statistic_titles()), rows)


def group_statistics(ranking: Ranking) -> Listing:
    """Return the statistics of each group in the field they are ranked by."""
    rows = [
        (words.group(name), str(len(listed)), *_figures(ranking, found))
        for name, listed in core.groups(ranking).items()
        if (found := core.statistics(ranking, listed, ranking.field)) is not None
    ]
    return Listing((_("kelompok"), _("jumlah"), *statistic_titles()), rows)


def statistic_titles() -> tuple[str, ...]:
    """Return the words for the statistics, in the order of `core.figures`."""
    return (_("min"), "Q1", _("median"), "Q3", _("maks"), _("rata-rata"))


def _figures(ranking: Ranking, found: Statistics) -> Iterator[str]:
    return (words.decimal(value, ranking.law.places) for value in core.figures(found))


def _display(value: Value | None, places: int) -> str:
    return "" if value is None else words.decimal(value.display, places)
