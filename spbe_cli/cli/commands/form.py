"""``spbe form``: an assessment as a form, for one unit or for each, with a letter of request."""

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from spbe_cli import i18n
from spbe_cli.cli import completion, letters, options
from spbe_cli.cli.compared import today
from spbe_cli.cli.inputs import day_option
from spbe_cli.cli.output import following, show, tell
from spbe_cli.cli.usage import Command
from spbe_cli.core import owners
from spbe_cli.core.assessment import Opinion
from spbe_cli.core.owed import dossier, todo
from spbe_cli.i18n import N_, _
from spbe_cli.problems import FileError, Place, Problem
from spbe_cli.render import words
from spbe_cli.store import files, refusals, temporary
from spbe_cli.store.yaml import assessments

if TYPE_CHECKING:
    from spbe_cli.render.forms import FormContent

_LONGEST = 120  # bytes of a name: the whole must be below 255


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
            "  spbe form penilaian-2024.yaml --split --due 2024-07-31 -o formulir\n"
            "  spbe form penilaian-2024.yaml --split --remind --due 2024-08-07 -o formulir"
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
    remind: Annotated[
        bool,
        typer.Option(
            "--remind",
            help=N_("Surat tagihan bertanggal hari ini; formulir yang sudah ada dibiarkan."),
        ),
    ] = False,
    template: options.TemplateOption = None,
    opinion: Annotated[
        Opinion,
        typer.Option(
            parser=options.read_opinion,
            autocompletion=completion.opinions,
            metavar="self|verified|official|target",
            help=N_("Jenis nilai yang diisi; jika tidak disebut, self (mandiri)."),
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
    if not split and (due is not None or template or remind):
        raise typer.BadParameter(_("--due, --remind, dan --template memerlukan --split"))
    deadline = day_option("--due", due)
    from spbe_cli.render.data import form as table
    from spbe_cli.render.forms import FormContent, unfitting
    from spbe_cli.render.sheet import form

    assessment, law = assessments.load(file, instrument=instrument)
    units = owners.units(assessment, law.items())
    if split:
        plan = FormContent(law, assessment, opinion)
        _split(plan, units, out, deadline, letters.own(template), remind=remind)
        following("spbe import {1}/*.xlsx --into {0}", file, out.as_posix())
        return
    items = None if owner is None else frozenset(owners.items_owned(units, owner, Place(file)))
    plan = FormContent(law, assessment, opinion, items, owner or "")
    files.write_new(
        out, table.form_csv(plan, i18n.language()) if ending == ".csv" else form.workbook(plan)
    )
    count = sum(plan.asks(item) for items in units.values() for item in items)
    show(_("{file}: {count} baris\n").format(file=out.as_posix(), count=count))
    for doubt in unfitting(plan, out.as_posix()):
        tell(words.problem_line(doubt))
    following("spbe import {1} --into {0}", file, out.as_posix())


def _split(
    plan: "FormContent",
    units: Mapping[str, list[str]],
    folder: Path,
    due: dt.date | None,
    own_templates: letters.Own,
    *,
    remind: bool,
) -> None:
    """Write a form for each unit, and a letter for each that owes something.

    Nothing is written where one of the files exists already; to `remind`, forms that are there
    stay as they are, and letters bear the date in their names.
    """
    from spbe_cli.render.forms import unfitting
    from spbe_cli.render.page import letter
    from spbe_cli.render.sheet import form

    text = letters.template(letters.REQUEST, own_templates)
    paper = letters.paper(own_templates)
    found = todo.todo(dossier.gather(plan.instrument, plan.assessment), today(), due=due)
    reminds = remind and own_templates.text is None and plan.opinion is Opinion.SELF
    owing = letters.template(letters.REMINDER, own_templates) if reminds else ""
    debtors = {one.owner or "" for one in found.debtors}
    pages: dict[Path, str | bytes] = {}
    said: list[str] = []
    doubts: list[Problem] = []
    stems: set[str] = set()
    for owner, items in units.items():
        stem = _stem(owner, stems)
        own = plan._replace(items=frozenset(items), owner=owner)
        path = folder / f"{stem}.xlsx"
        if not (remind and path.exists()):
            pages[path] = form.workbook(own)
            doubts += unfitting(own, path.as_posix())
        told = _("{file}: {count} baris, {owner}").format(
            file=path.as_posix(), count=len(items), owner=owner or _("tanpa pengampu")
        )
        request = letter.Request(items, plan.opinion, owner, f"{stem}.xlsx", due)
        if not letter.owes(found, request):
            said.append(told + _("; lengkap, tanpa surat"))
            continue
        said.append(told)
        name = f"{stem}-{found.today.isoformat()}" if remind else stem
        if owing and owner in debtors:
            written = letter.reminder(owing, found, owner, form=f"{stem}.xlsx")
        else:
            written = letters.fill_letter(own_templates, letter.letter, text, found, request)
        pages[folder / f"{name}.md"] = written
        pages[folder / f"{name}.docx"] = letters.letter_document(written, owner, paper)
    temporary.tidy(folder)
    there = [Problem("E015", Place(str(path))) for path in pages if path.exists()]
    if there:
        if not remind:
            tell(_("Formulir dan surat sudah ada; untuk menagih dengannya, tambahkan --remind."))
        raise FileError(there)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        params = {"reason": refusals.reason(error)}
        raise FileError([Problem("E014", Place(str(folder)), params)]) from None
    files.write_several(pages)  # half of them would stand in the way of the next try
    for line in said:
        show(f"{line}\n")
    for doubt in doubts:
        tell(words.problem_line(doubt))


def _stem(owner: str, taken: set[str]) -> str:
    """Return a file name that Windows takes and that no other unit has."""
    plain = re.sub(r'[<>:"/\\|?*\x00-\x1f\x7f]+', "-", owner)
    plain = unicodedata.normalize("NFC", "".join(filter(str.isprintable, plain)))
    plain = plain[:80].encode()[:_LONGEST].decode("utf-8", "ignore").strip(" .-")
    plain = plain or ("unit" if owner else "tanpa-pengampu")
    if refusals.is_device(plain):
        plain += "-unit"
    stem, count = plain, 1
    while stem.casefold() in taken:
        count += 1
        stem = f"{plain}-{count}"
    taken.add(stem.casefold())
    return stem
