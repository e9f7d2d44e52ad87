"""``spbe evidence``: list it, pack it for the portal, verify that nothing has changed since."""

import re
from fractions import Fraction
from pathlib import Path
from typing import Annotated

import typer

from spbe_cli.cli import options
from spbe_cli.cli.inputs import expanded, file_first, unused
from spbe_cli.cli.output import Format, answer, following, show, tell
from spbe_cli.cli.progress import ProgressBar
from spbe_cli.cli.usage import Command, verbs_group
from spbe_cli.core import numbers, owners
from spbe_cli.core.assessment import Assessment
from spbe_cli.core.owed import bundle, dossier
from spbe_cli.i18n import N_, _
from spbe_cli.problems import ExitCode, FileError, Place
from spbe_cli.render import words
from spbe_cli.render.evidence import files_packed, not_packed
from spbe_cli.store import bundle as store, parts, templates
from spbe_cli.store.evidence import unreadable
from spbe_cli.store.yaml import assessments

_UNITS = {"": 1, "B": 1, "KB": 10**3, "MB": 10**6, "GB": 10**9}


def build() -> typer.Typer:
    """Return the group of commands."""
    app = typer.Typer(
        cls=verbs_group("evidence"),
        help=N_("Bukti dukung: daftar, paket untuk portal, dan pemeriksaan paket."),
        rich_markup_mode=None,
        add_completion=False,
    )
    app.command(
        "list",
        cls=Command,
        help=N_("Daftar semua bukti dukung dan keadaan berkasnya."),
        epilog=N_("Contoh:\n  spbe evidence list penilaian-2024.yaml --missing"),
    )(list_evidence)
    app.command(
        "pack",
        cls=Command,
        help=N_("Kumpulkan berkas bukti dukung ke dalam zip, menurut indikator dan butir."),
        epilog=N_(
            "Contoh:\n"
            "  spbe evidence pack penilaian-2024.yaml -o bukti.zip\n"
            "  spbe evidence pack 2024.yaml -o bukti.zip --max 10MB"
        ),
    )(pack_command)
    app.command(
        "verify",
        cls=Command,
        help=N_("Bandingkan bukti dukung dengan paketnya; keluar dengan kode 5 bila berbeda."),
        epilog=N_(
            "Contoh:\n"
            "  spbe evidence verify penilaian-2024.yaml bukti.zip\n"
            "  spbe evidence verify penilaian-2024.yaml daftar.csv"
        ),
    )(verify_command)
    return app


def list_evidence(
    file: options.File,
    *,
    missing: Annotated[
        bool, typer.Option("--missing", help=N_("Hanya berkas yang hilang atau kosong."))
    ] = False,
    owner: options.Owner = None,
    instrument: options.Law = None,
    format: options.FormatOption = Format.TEXT,
) -> None:
    """List every piece of evidence."""
    _assessment, found = _read(file, instrument)
    documents = [each for one in found.items for each in one.documents]
    if owner is not None:
        units = owners.units(found.result.assessment, [one.id for one in found.items])
        kept = set(owners.items_owned(units, owner, Place(file)))
        found = found._replace(items=tuple(one for one in found.items if one.id in kept))
    if missing:
        items = (
            one._replace(documents=tuple(d for d in one.documents if d.broken))
            for one in found.items
        )
        found = found._replace(items=tuple(items))
    answer("evidence", "listed", found, format)
    following(_after_list(documents), file, form=format)


def _after_list(documents: list[dossier.Document]) -> str:
    """Return what to do next: ask for evidence, for what is missing of it, or pack it."""
    if not documents:
        return "spbe form {0} --split -o formulir"
    packed = any(each.found is dossier.Found.FOUND for each in documents)
    if not packed or any(each.broken for each in documents):
        return "spbe todo {0}"
    return "spbe evidence pack {0} -o bukti.zip"


def pack_command(
    file: options.File,
    *,
    out: Annotated[
        Path,
        typer.Option(
            "--output", "-o", metavar=N_("bukti.zip"), help=N_("Berkas zip baru; tidak menimpa.")
        ),
    ],
    partial: Annotated[
        bool, typer.Option("--partial", help=N_("Paketkan yang ada; yang hilang hanya didaftar."))
    ] = False,
    largest: Annotated[
        str | None,
        typer.Option("--max", metavar="10MB", help=N_("Bagi menjadi beberapa zip sebesar ini.")),
    ] = None,
    instrument: options.Law = None,
) -> None:
    """Gather the files; refuses what is missing unless `partial`."""
    if out.suffix.casefold() != ".zip":
        raise typer.BadParameter(_("-o memerlukan nama berkas .zip"))
    limit = _limit(largest)
    assessment, found = _read(file, instrument)
    listed = bundle.pieces(found)
    if not partial and (
        lost := bundle.refused(assessment, listed, lambda one: unreadable(file, one))
    ):
        raise FileError(lost)
    progress = ProgressBar(_("Memaketkan"), sizes=True)
    texts = templates.load()

    def pages(pieces: object) -> dict[str, bytes]:
        from spbe_cli.render.page.register import register_page

        made: list[bundle.Piece] = list(pieces)  # type: ignore[call-overload]
        text = register_page(found.result, made, texts)
        return {bundle.LIST: store.csv_list(made), bundle.PAGE: text.encode("utf-8")}

    try:
        known = store.digests(file, listed, progress)
        written = store.pack(file, out, known, pages, progress, limit=limit)
    finally:
        progress.end()
    for path, held in written.items():
        show(f"{path.as_posix()}: {_size(path)}, {files_packed(held)}\n")
    if len(written) > 1:
        show(f"{files_packed(known)}\n")
    for line in not_packed(listed):
        tell(line)
    for path, held in written.items() if limit is not None else ():
        if path.stat().st_size > (limit or 0):
            names = ", ".join(words.safe(one.source) for one in held if one.name)
            said = _("{file}: {names} sendirian sudah melampaui --max")
            tell(said.format(file=path.name, names=names))
    places = " ".join(f"{{{number}}}" for number in range(1, len(written) + 1))
    following(f"spbe evidence verify {{0}} {places}", file, *(path.as_posix() for path in written))


def verify_command(
    given: Annotated[
        list[str],
        typer.Argument(
            metavar=N_("[BERKAS] PAKET"),
            help=N_("Berkas penilaian, lalu bukti.zip (semua bagiannya) atau daftar.csv."),
        ),
    ],
    *,
    instrument: options.Law = None,
    format: options.FormatOption = Format.TEXT,
) -> int:
    """Compare evidence with a bundle; exit code 5 where anything differs."""
    named = given[0].casefold().endswith((".yaml", ".yml"))
    file, bundles = file_first(given if named else None)
    bundles = expanded(bundles if named else given)
    if not bundles:
        raise typer.BadParameter(_("PAKET belum ditulis, misalnya bukti.zip"))
    _assessment, found = _read(file, instrument)
    split = parts.with_others(bundles)
    if split.beside:
        tell(_("Bagian lain ikut dibaca: {names}").format(names=", ".join(split.beside)))
    progress = ProgressBar(_("Memeriksa"), sizes=True)
    try:
        kept, damaged = store.read(split.names, progress)
        now = store.digests(file, bundle.pieces(found), progress)
    finally:
        progress.end()
    compared = bundle.discrepancies(kept, now, split.absent, damaged)
    answer("evidence", "verified", compared, format)
    lost = any(one.kind is bundle.DiscrepancyKind.MISSING for one in compared.differences)
    if lost:
        following("spbe evidence list {0} --missing", file, form=format)
    elif compared.differs:
        following("spbe evidence pack {0} -o {1}", file, unused(_("bukti.zip")), form=format)
    else:
        following("spbe report {0} -o laporan.html", file, form=format)
    return ExitCode.GATE if compared.differs else ExitCode.DONE


def _read(file: str, instrument: str | None) -> tuple[Assessment, dossier.Dossiers]:
    assessment, law = assessments.load(file, instrument=instrument)
    return assessment, dossier.gather(law, assessment)


def _limit(text: str | None) -> int | None:
    """Read ``10MB``."""
    if text is None:
        return None
    parts = re.fullmatch(r"([\d.,]+)\s*([kKmMgG]?[bB]?)", text.strip())
    value = numbers.parse(parts[1]) if parts else None
    unit = parts[2].upper() if parts else ""
    of = _UNITS.get(unit if unit.endswith("B") or not unit else f"{unit}B")
    if value is None or of is None or value * of < 100_000:
        raise typer.BadParameter(_("--max memerlukan ukuran, misalnya 10MB"))
    return int(value * Fraction(of))


def _size(path: Path) -> str:
    from spbe_cli.render.evidence import size

    return size(path.stat().st_size)
