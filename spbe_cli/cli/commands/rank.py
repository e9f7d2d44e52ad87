"""``spbe rank``: many institutions in order."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from spbe_cli.cli import options
from spbe_cli.cli.ignored import tell_ignored
from spbe_cli.cli.inputs import expanded
from spbe_cli.cli.output import Format, again, answer, following, show, tell
from spbe_cli.cli.progress import tracked
from spbe_cli.cli.usage import Command
from spbe_cli.core.instrument import Instrument
from spbe_cli.core.many import ranking as core, standing
from spbe_cli.core.many.ranking import Contradiction, InstitutionRow
from spbe_cli.core.provinces import province_name
from spbe_cli.i18n import N_, _
from spbe_cli.problems import DataError, Place, Problem
from spbe_cli.store import files, national
from spbe_cli.store.tables import headings, lists

if TYPE_CHECKING:
    from spbe_cli.render.cover import Cover

_SHOWN = 20  # rows on a screen unless more are asked for
_COLUMNS = ("institution", "year", "index", "predicate", "group", "province", "opinion")
_FIELDS = ("group", "province", "year", "predicate", "instrument")


def build() -> typer.Typer:
    """Return the command."""
    app = typer.Typer(rich_markup_mode=None, add_completion=False)
    app.command(
        "rank",
        cls=Command,
        help=N_("Susun peringkat banyak instansi: urutan, statistik, dan posisi salah satunya."),
        epilog=N_(
            "Contoh:\n"
            '  spbe rank nasional:2024 --me "Kota Palangka Raya"\n'
            "  spbe rank nasional:2023 nasional:2024 --where group=kota\n"
            "  spbe rank daftar.xlsx --where group=kota --top 10\n"
            "  spbe rank 2023.csv 2024.csv --sort domain_3\n"
            "  spbe rank penilaian/ -o peringkat.xlsx"
        ),
    )(rank_command)
    return app


def rank_command(
    ctx: typer.Context,
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar=N_("SUMBER"),
            help=N_(
                "Folder penilaian, daftar CSV atau xlsx, atau nasional:2024 (nasional:2023); dua "
                "tahun memberi perubahan."
            ),
        ),
    ],
    *,
    where: Annotated[
        list[str] | None,
        typer.Option(
            metavar="group=kota",
            help=N_("Hanya kelompok, provinsi, tahun, predikat, instrumen ini; boleh beberapa."),
        ),
    ] = None,
    sort: Annotated[
        str, typer.Option(metavar="domain_3", help=N_("Urut menurut domain; bawaannya index."))
    ] = "index",
    top: Annotated[
        int | None,
        typer.Option(metavar="10", help=N_("Hanya sampai peringkat ini; di layar bawaannya 20.")),
    ] = None,
    me: Annotated[
        str | None,
        typer.Option(
            metavar=N_("INSTANSI"),
            help=N_("Tampilkan posisi instansi ini dalam kelompoknya."),
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="PERINGKAT.xlsx",
            help=N_("Tulis ke berkas; bentuknya menurut akhiran: .html atau .xlsx."),
        ),
    ] = None,
    year: Annotated[
        int | None,
        typer.Option(metavar="2024", help=N_("Tahun daftar yang tidak menyebutkannya.")),
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option(
            metavar=N_('index="Nilai Akhir"'),
            help=N_("Judul kolom yang dibaca untuk sesuatu; boleh beberapa."),
        ),
    ] = None,
    format: options.FormatOption = Format.TEXT,
) -> None:
    """Rank institutions; what contradicts itself in a list is told, not mended."""
    if out is not None and out.suffix.casefold() not in (".html", ".xlsx"):
        raise typer.BadParameter(_("-o memerlukan nama berkas .html atau .xlsx"))
    if top is not None and top < 1:
        raise typer.BadParameter(_("--top paling sedikit 1"))
    filters = [_filter(text) for text in where or []]
    by = headings.heading_key(sort)
    if by != "index" and ":" not in by:
        raise typer.BadParameter(_("--sort ditulis index atau domain_3"))
    sources = expanded(sources)
    watch = partial(tracked, what=_("membaca"))
    found = lists.read(sources, _columns(column), year, watch=watch)
    tell_ignored(found)
    kept, findings = _kept(found, filters)
    if len(kept) > 1:
        raise DataError(standing.mixed(kept))
    ((name, rows),) = kept.items()
    lattice = found.lattices[name]
    ranking = core.rank(rows, lattice, _field(by, lattice.law))
    if not ranking.rows:
        params = {"key": sort, "also": "--column", "names": ("index",)}
        raise DataError([Problem("E401", Place(f"--sort {sort}"), params)])
    limit = top or (_SHOWN if format is Format.TEXT and out is None else None)
    shown = [one for one in ranking.rows if limit is None or one.rank <= limit]
    place = (
        None
        if me is None
        else standing.position(
            ranking, standing.row_of_institution(ranking, me, Place(f"--me {me}"))
        )
    )
    left_out = [name for _file, names in found.summaries for name in names]
    standings = core.AskedRanking(ranking, shown, findings, place, left_out)
    if out is not None:
        _write(out, standings, _cover(sources))
    else:
        answer("rank", "ranking", standings, format)
        if format is Format.TEXT:
            following(again(ctx, "-o peringkat.xlsx"))
        elif format is Format.CSV and ranking.marked:  # a table has no room for a sentence
            from spbe_cli.render.listings import mixed_said

            tell(*mixed_said(ranking))


def _cover(sources: list[str]) -> "Cover":
    """Return what a page was made from, and when."""
    import spbe_cli
    from spbe_cli.cli.compared import today
    from spbe_cli.render.cover import Cover, source_of

    listed = [
        each
        for one in sources
        for each in (sorted(Path(one).glob("*.y*ml")) if Path(one).is_dir() else [Path(one)])
        if str(each) != files.STDIN and (str(each) == one or not files.is_shadow(each.name))
    ]
    read = [
        (one.name, files.read_bytes(str(one)))
        for one in listed
        if national.list_year(str(one)) is None
    ]
    read += [
        (f"{one} ({national.SOURCES[int(year)]})", national.national_list(one, year))
        for one in sources
        if (year := national.list_year(one)) is not None
    ]
    return Cover(today(), spbe_cli.__version__, tuple(source_of(*one) for one in read))


def _write(out: Path, standings: core.AskedRanking, cover: "Cover") -> None:
    from spbe_cli.store import reports

    content: str | bytes
    if out.suffix.casefold() == ".xlsx":
        from spbe_cli.render.sheet import rank as sheet

        content = sheet.workbook(standings, cover)
    else:
        from spbe_cli.render.page import rank as page
        from spbe_cli.store import templates

        content = page.html(standings, cover, templates.load())
    reports.write(out, content)
    show(_("{file}: peringkat ditulis\n").format(file=out.as_posix()))


class Filter(NamedTuple):
    """What rows are chosen by: a field, how it was asked for, and each value as it was written."""

    key: str
    said: str
    values: dict[str, str]


def _filter(text: str) -> Filter:
    """Read ``group=kota,kabupaten``."""
    said, _equals, written = text.partition("=")
    key = headings.heading_key(said)
    listed = [" ".join(one.split()) for one in written.split(",") if one.strip()]
    values = {(province_name(one) if key == "province" else one).casefold(): one for one in listed}
    if key not in _FIELDS or not values:
        raise typer.BadParameter(
            _("--where ditulis group=kota; yang dapat disaring: {fields}").format(
                fields=", ".join(_FIELDS)
            )
        )
    return Filter(key, " ".join(said.split()), values)


def _columns(written: list[str] | None) -> dict[str, str]:
    """Read ``index=Nilai Akhir``."""
    found = {}
    for one in written or []:
        key, _equals, heading = one.partition("=")
        key = headings.heading_key(key)
        if not (key in _COLUMNS or ":" in key or key.isdecimal()) or not heading.strip():
            said = _('--column ditulis index="Nilai Akhir"; yang dapat dipilih: {keys}')
            raise typer.BadParameter(said.format(keys=", ".join(_COLUMNS)))
        found[key] = heading.strip()
    return found


def _kept(
    found: lists.Lists, filters: list[Filter]
) -> tuple[dict[str, list[InstitutionRow]], list[Contradiction]]:
    """Return the rows that pass every filter, and what was found of them.

    Raises DataError: E416 where none does, E432 where no row says what is asked for.
    """
    kept = {law: list(rows) for law, rows in found.rows.items()}
    for key, asked, values in filters:
        said = {_said(key, law, row) for law, rows in kept.items() for row in rows}
        known = tuple(sorted(said - {""}))
        if key == "province":
            _tell_unplaced(kept)
        kept = {
            law: [row for row in rows if _compared(key, _said(key, law, row)) in values]
            for law, rows in kept.items()
        }
        if not any(kept.values()):
            params = {"key": asked, "name": ", ".join(values.values()), "known": known}
            column = key if key in _COLUMNS else "…"
            lost = Problem("E432", Place(f"--where {asked}"), {"key": asked, "one": column})
            problem = Problem("E416", Place(f"--where {asked}"), params) if known else lost
            raise DataError([problem])
    kept = {law: rows for law, rows in kept.items() if rows}
    if not kept:
        raise DataError([one.problem for one in found.findings] or [Problem("E408")])
    if not filters:
        return kept, found.findings
    left = {(row.institution, row.year) for rows in kept.values() for row in rows}
    return kept, [one for one in found.findings if (one.institution, one.year) in left]


def _compared(key: str, text: str) -> str:
    """Return a text as filters compare it: provinces are the same in any spelling."""
    return (province_name(text) if key == "province" else text).casefold()


def _tell_unplaced(kept: dict[str, list[InstitutionRow]]) -> None:
    """Tell whom a filter by provinces leaves out because the list says no province of them."""
    names = [row.institution for rows in kept.values() for row in rows if not row.province]
    if names and any(row.province for rows in kept.values() for row in rows):
        from spbe_cli.render import words  # most lists say it of all

        said = _("tidak ikut karena provinsinya tidak disebut: {names}")
        shown = [*names[:5], "…"] if len(names) > 5 else names
        tell(words.safe(said.format(names=words.listed(shown))))


def _said(key: str, law: str, row: InstitutionRow) -> str:
    if key == "instrument":
        return law
    if key == "province":
        return row.province
    if key == "predicate":
        return row.predicate.name.id if row.predicate else ""
    return str(row.year) if key == "year" else row.group


def _field(by: str, law: Instrument) -> int:
    """Return the field to sort by: the index, or a section by its kind and id."""
    if by == "index":
        return core.WHOLE
    ids = [one.ref for one in law.sections]
    if by not in ids:
        kind, _colon, name = by.partition(":")
        params = {"kind": kind, "id": name, "instrument": law.id, "known": tuple(ids)}
        raise DataError([Problem("E213", Place(f"--sort {by}"), params)])
    return ids.index(by)
