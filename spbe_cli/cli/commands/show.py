"""``spbe show``: everything known of one indicator, on one screen; nothing is locked or changed."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from spbe_cli.cli import completion, names, options
from spbe_cli.cli.compared import earlier_than
from spbe_cli.cli.inputs import file_first, unused
from spbe_cli.cli.output import answer, following, show, tell
from spbe_cli.cli.usage import Command
from spbe_cli.core import owners
from spbe_cli.core.assessment import Opinion
from spbe_cli.core.owed import dispute, dossier
from spbe_cli.i18n import N_, _
from spbe_cli.problems import Place
from spbe_cli.store import files
from spbe_cli.store.yaml import assessments


class ShowFormat(StrEnum):
    """The forms of this command's answer."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"
    PORTAL = "portal"


def build() -> typer.Typer:
    """Return the command."""
    app = typer.Typer(rich_markup_mode=None, add_completion=False)
    app.command(
        "show",
        cls=Command,
        help=N_(
            "Lihat satu indikator: nilai, bukti dukung, catatan, kriteria. Tidak mengubah apa pun."
        ),
        epilog=N_(
            "Contoh:\n"
            "  spbe show penilaian-2024.yaml 12\n"
            "  spbe show 12 15-17\n"
            "  spbe show penilaian-2024.yaml domain:2 --owner Bappeda\n"
            "  spbe show 12 --portal\n"
            "  spbe show penilaian-2024.yaml --opinion official\n"
            "  spbe show 2024.yaml --all --portal -o penjelasan.md"
        ),
    )(show_items)
    return app


def show_items(
    given: Annotated[
        list[str] | None,
        typer.Argument(
            metavar=N_("[BERKAS] INDIKATOR"),
            help=N_("Berkas penilaian, lalu indikator: 12, 29-31, domain:2, atau beberapa."),
            autocompletion=completion.complete_items,
        ),
    ] = None,
    *,
    owner: options.Owner = None,
    every: Annotated[bool, typer.Option("--all", help=N_("Semua indikator."))] = False,
    portal: Annotated[
        bool,
        typer.Option("--portal", help=N_("Teks penjelasan yang siap ditempel ke portal.")),
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar=N_("penjelasan.md"),
            help=N_("Dengan --portal: tulis ke berkas baru."),
        ),
    ] = None,
    opinion: Annotated[
        Opinion | None,
        typer.Option(
            parser=options.read_opinion,
            autocompletion=completion.verdicts,
            metavar="official|verified",
            help=N_("Bahan sanggah: indikator yang dinilai asesor di bawah klaim."),
        ),
    ] = None,
    full: Annotated[
        bool,
        typer.Option("--full", help=N_("Semuanya, meskipun lebih panjang daripada satu layar.")),
    ] = False,
    previous: options.Previous = None,
    instrument: options.Law = None,
    format: Annotated[
        ShowFormat, typer.Option(metavar="text|json|csv", help=N_("Bentuk keluaran."))
    ] = ShowFormat.TEXT,
) -> None:
    """Show the items named, those of a unit, or all."""
    form = ShowFormat.PORTAL if portal else format
    _fitting(form, format, opinion, out)
    file, wanted = file_first(given)
    if not (wanted or owner or every or opinion):
        raise typer.BadParameter(_("sebut indikatornya, misalnya 12, atau --owner, atau --all"))
    assessment, law = assessments.load(file, instrument=instrument)
    found = dossier.gather(law, assessment, earlier_than(file, assessment, previous).assessment)
    found = _chosen(found, wanted, owner, Place(file))._replace(full=full)
    if wanted and owner and not found.items:
        tell(_("Tidak ada di antara indikator itu yang diampu {owner}.").format(owner=owner))
    if opinion is not None:
        answer("dispute", "dispute", dispute.disputes(found, opinion), form)
    elif out is not None:
        from spbe_cli.render.text.show import show_portal

        files.write_new(out, show_portal(found))
        show(
            _("{file}: penjelasan {count} indikator\n").format(
                file=out.as_posix(), count=len(found.items)
            )
        )
    else:
        answer("show", "show", found, form)
    if form is ShowFormat.PORTAL:
        _warn(found)
        following(_after_portal(found, written=out is not None), file, unused(_("penjelasan.md")))
    elif opinion is not None:
        disputed = bool(dispute.disputes(found, opinion).items)
        then = "spbe report {0} -o laporan.html" if disputed else "spbe todo {0}"
        following(then, file, form=form)
    else:
        following("spbe todo {0}", file, form=form)


def _after_portal(found: dossier.Dossiers, *, written: bool) -> str:
    """Return what to do next: write all explanations, look for what they lack, or pack evidence."""
    from spbe_cli.render.dossier import left_open

    lowest = found.result.instrument.scale.bare
    if not written:
        return "spbe show {0} --all --portal -o {1}"
    there = any(each.found is dossier.Found.FOUND for one in found.items for each in one.documents)
    if there and not any(left_open(one, lowest) for one in found.items):
        return "spbe evidence pack {0} -o bukti.zip"
    return "spbe check {0}"


def _fitting(
    form: ShowFormat, written: ShowFormat, opinion: Opinion | None, out: Path | None
) -> None:
    """Refuse options that do not go together; `written` is the form that was asked for."""
    if form is ShowFormat.PORTAL and opinion is not None:
        raise typer.BadParameter(_("--portal dan --opinion tidak dapat dipakai bersama"))
    if out is not None and form is not ShowFormat.PORTAL:
        raise typer.BadParameter(_("-o memerlukan --portal"))
    if form is ShowFormat.PORTAL and written not in (ShowFormat.TEXT, form):
        raise typer.BadParameter(_("--portal berupa teks: tanpa --format"))
    if out is not None and out.suffix.casefold() not in ("", ".md", ".txt"):
        raise typer.BadParameter(_("-o memerlukan nama berkas .md atau .txt"))
    if opinion not in (None, Opinion.OFFICIAL, Opinion.VERIFIED):
        raise typer.BadParameter(_("--opinion memerlukan official (eksternal) atau verified"))


def _chosen(
    found: dossier.Dossiers, wanted: list[str], owner: str | None, place: Place
) -> dossier.Dossiers:
    """Keep the items that are named, or owned by a unit, or both."""
    items = {one.id for one in found.items}
    if wanted:
        codes = {code: one.id for one in found.items for code in one.checklist}
        listed = [codes.get(part.strip(), part) for one in wanted for part in one.split(",")]
        items &= set(names.picked(found.result, ",".join(listed), _("INDIKATOR")))
    if owner is not None:
        units = owners.units(found.result.assessment, [one.id for one in found.items])
        items &= set(owners.items_owned(units, owner, place))
    return found._replace(items=tuple(one for one in found.items if one.id in items))


def _warn(found: dossier.Dossiers) -> None:
    """Say what was left out or marked, and which claims have no explanation yet."""
    from spbe_cli.render import words
    from spbe_cli.render.dossier import carried_over, found as state_of, left_open

    for item, each in ((one, each) for one in found.items for each in one.documents):
        if not each.shows:
            told = _("Indikator {item}: {name} tidak disebut ({state})")
            name = words.safe(each.evidence.file or each.evidence.name) or "–"
            tell(told.format(item=item.id, name=name, state=state_of(each)))
    carried = [one.id for one in found.items if carried_over(one)]
    if carried:
        said = _("Terbawa dari tahun lalu dan ditandai; periksa dahulu: indikator {items}")
        tell(said.format(items=words.listed(carried)))
    lowest = found.result.instrument.scale.bare
    parts = {one.id: left_open(one, lowest) for one in found.items}
    missed = (
        (_("Penjelasan (explanation) belum ditulis: indikator {items}"), {"fact", "analysis"}),
        (_("Fakta belum ditulis: indikator {items}"), {"fact"}),
        (_("Analisis belum ditulis: indikator {items}"), {"analysis"}),
    )
    for said, wanted in missed:
        if bare := [item for item, part in parts.items() if part == wanted]:
            tell(said.format(items=words.listed(bare)))
