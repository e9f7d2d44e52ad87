"""``spbe form``: an assessment as a form, for one unit or for each, with a letter of request."""

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from spbe_cli import i18n
from spbe_cli.cli import options
from spbe_cli.cli.output import show
from spbe_cli.cli.usage import Command
from spbe_cli.core import owners
from spbe_cli.core.assessment import Opinion
from spbe_cli.i18n import N_, _
from spbe_cli.problems import DataError, FileError, Place, Problem
from spbe_cli.store import bundled, files
from spbe_cli.store.yaml import assessments

if TYPE_CHECKING:
    from spbe_cli.render.sheet.form import Plan

# Windows takes none of these for a file, superscripts included.
_RESERVED = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|clock\$|(com|lpt)[\d¹²³])(\..*)?", re.IGNORECASE
)
_LONGEST = 120  # bytes of a name: the whole must be below 255
_LETTER = "surat-permintaan.md.j2"


def build() -> typer.Typer:
    """Return the command."""
    app = typer.Typer(rich_markup_mode=None, add_completion=False)
    app.command(
        "form",
        cls=Command,
        help=N_("Tulis formulir Excel (atau CSV) untuk diisi tanpa program ini."),
        epilog=N_(
            "Contoh:\n"
            "  spbe form penilaian-2024.yaml -o lke.xlsx\n"
            "  spbe form penilaian-2024.yaml --owner Bappeda -o bappeda.xlsx\n"
            "  spbe form penilaian-2024.yaml --split --due 2024-07-31 -o formulir"
        ),
    )(form_command)
    return app


def form_command(
    file: options.File,
    *,
    out: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar="LKE.xlsx",
            help=N_("Berkas baru (.xlsx atau .csv); dengan --split, sebuah folder."),
        ),
    ],
    owner: Annotated[
        str | None,
        typer.Option(metavar=N_("NAMA"), help=N_("Hanya indikator yang diampu unit ini.")),
    ] = None,
    split: Annotated[
        bool,
        typer.Option(
            "--split", help=N_("Satu formulir dan satu surat permintaan untuk setiap pengampu.")
        ),
    ] = False,
    due: Annotated[
        str | None,
        typer.Option(metavar="2026-03-31", help=N_("Batas waktu yang ditulis dalam surat.")),
    ] = None,
    template: Annotated[
        str | None,
        typer.Option(metavar=N_("BERKAS"), help=N_("Templat surat milik sendiri (jinja2).")),
    ] = None,
    opinion: Annotated[
        Opinion,
        typer.Option(
            metavar="self|verified|official|target",
            help=N_("Nilai siapa yang diisi; bawaannya self (mandiri)."),
        ),
    ] = Opinion.SELF,
    instrument: options.Law = None,
) -> None:
    """Write one form, or with `split` a folder of forms and letters."""
    ending = out.suffix.casefold()
    if not split and ending not in (".xlsx", ".csv"):
        raise typer.BadParameter(_("-o memerlukan nama berkas .xlsx atau .csv"))
    if split and owner is not None:
        raise typer.BadParameter(_("--split dan --owner tidak dapat dipakai bersama"))
    if not split and (due is not None or template is not None):
        raise typer.BadParameter(_("--due dan --template memerlukan --split"))
    deadline = _date(due)
    from spbe_cli.render.sheet import form

    assessment, law = assessments.load(file, instrument=instrument)
    units = owners.units(assessment, law.items())
    if split:
        _split(form.Plan(law, assessment, opinion), units, out, deadline, template)
        return
    items = None if owner is None else frozenset(owners.of(units, owner, Place(file)))
    plan = form.Plan(law, assessment, opinion, items, owner or "")
    files.write_new(
        out, form.csv_text(plan, i18n.language()) if ending == ".csv" else form.workbook(plan)
    )
    count = sum(plan.asks(item) for items in units.values() for item in items)
    show(_("{file}: {count} baris\n").format(file=out.as_posix(), count=count))


def _date(text: str | None) -> dt.date | None:
    if text is None:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(_("--due memerlukan tanggal, misalnya 2026-03-31")) from None


def _split(
    plan: "Plan",
    units: Mapping[str, list[str]],
    folder: Path,
    due: dt.date | None,
    template: str | None,
) -> None:
    """Write a form and a letter for each unit; nothing where one of the files exists already."""
    from spbe_cli.render.page import letter
    from spbe_cli.render.sheet import form

    text = (
        bundled.folder("templates").joinpath(_LETTER).read_text("utf-8")
        if template is None
        else files.read_text(template)
    )
    pages: dict[Path, str | bytes] = {}
    stems: set[str] = set()
    for owner, items in units.items():
        stem = _stem(owner, stems)
        own = plan._replace(items=frozenset(items), owner=owner)
        pages[folder / f"{stem}.xlsx"] = form.workbook(own)
        request = letter.Request(items, plan.opinion, owner, f"{stem}.xlsx", due)
        try:
            pages[folder / f"{stem}.md"] = letter.letter(
                text, plan.instrument, plan.assessment, request
            )
        except Exception as error:  # a template of the user's own may fail in any way
            if template is None:
                raise
            line = getattr(error, "lineno", 0) or 0
            place = Place(template, line, 1)
            raise DataError([Problem("E022", place, {"reason": str(error)})]) from None
    files.tidy(folder)
    there = [Problem("E015", Place(str(path))) for path in pages if path.exists()]
    if there:
        raise FileError(there)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        params = {"reason": files.reason(error)}
        raise FileError([Problem("E014", Place(str(folder)), params)]) from None
    written: list[Path] = []
    try:
        for path, data in pages.items():
            files.write_new(path, data)
            written.append(path)
    except FileError:  # half of the forms would stand in the way of the next try
        for path in written:
            path.unlink(missing_ok=True)
        raise
    for (owner, items), path in zip(units.items(), list(pages)[::2], strict=True):
        said = _("{file}: {count} baris, {owner}\n")
        show(
            said.format(file=path.as_posix(), count=len(items), owner=owner or _("tanpa pengampu"))
        )


def _stem(owner: str, taken: set[str]) -> str:
    """Return a file name that Windows takes and that no other unit has."""
    plain = re.sub(r'[<>:"/\\|?*\x00-\x1f\x7f]+', "-", owner)
    plain = unicodedata.normalize("NFC", "".join(filter(str.isprintable, plain)))
    plain = plain[:80].encode()[:_LONGEST].decode("utf-8", "ignore").strip(" .-")
    plain = plain or ("unit" if owner else "tanpa-pengampu")
    if _RESERVED.fullmatch(plain):
        plain += "-unit"
    stem, count = plain, 1
    while stem.casefold() in taken:
        count += 1
        stem = f"{plain}-{count}"
    taken.add(stem.casefold())
    return stem
