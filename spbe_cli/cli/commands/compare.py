"""``spbe compare``: years, institutions or opinions side by side, and what moved the index."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated

import typer

import spbe_cli
from spbe_cli.cli import completion, letters, options
from spbe_cli.cli.compared import today
from spbe_cli.cli.inputs import expanded
from spbe_cli.cli.output import Format, answer, following, show
from spbe_cli.cli.usage import Command
from spbe_cli.core.assessment import Opinion
from spbe_cli.core.many import announced, comparison
from spbe_cli.core.result import Result
from spbe_cli.i18n import N_, _
from spbe_cli.problems import SpbeError, together
from spbe_cli.render.cover import Cover, source_of
from spbe_cli.store import files as disk, reports
from spbe_cli.store.yaml import assessments


def _page(runs: Sequence[comparison.Run], cover: Cover, _template: str | None) -> str:
    from spbe_cli.render.page import compare
    from spbe_cli.store import templates

    return compare.html(runs, cover, templates.load())


def _workbook(runs: Sequence[comparison.Run], cover: Cover, _template: str | None) -> bytes:
    from spbe_cli.render.sheet import compare

    return compare.workbook(runs, cover)


def _document(runs: Sequence[comparison.Run], cover: Cover, template: str | None) -> bytes:
    paper = letters.paper(letters.Own(paper=template))
    from spbe_cli.render.word import compare

    return compare.document(runs, cover, paper)


# What writes a comparison to a file, by the ending of its name: a new face is hooked in here.
_FACES: dict[str, Callable[[Sequence[comparison.Run], Cover, str | None], str | bytes]] = {
    ".html": _page,
    ".xlsx": _workbook,
    ".docx": _document,
}


def build() -> typer.Typer:
    """Return the command."""
    app = typer.Typer(rich_markup_mode=None, add_completion=False)
    app.command(
        "compare",
        cls=Command,
        help=N_("Bandingkan tahun, instansi, atau penilai: selisih indeks dan sebabnya."),
        epilog=N_(
            "Contoh:\n"
            "  spbe compare 2023.yaml 2024.yaml\n"
            "  spbe compare kota-a.yaml kota-b.yaml kota-c.yaml\n"
            "  spbe compare 2024.yaml --opinions self,official\n"
            "  spbe compare 2023.yaml 2024.yaml -o selisih.xlsx"
        ),
    )(compare_command)
    return app


def compare_command(
    names: Annotated[
        list[str],
        typer.Argument(
            metavar=N_("BERKAS"),
            help=N_("Berkas penilaian: beberapa tahun, beberapa instansi, atau satu saja."),
        ),
    ],
    *,
    opinions: Annotated[
        str | None,
        typer.Option(
            metavar="self,official",
            autocompletion=completion.opinion_lists,
            help=N_("Jenis nilai: beberapa untuk satu berkas, satu untuk beberapa berkas."),
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="SELISIH.html|xlsx|docx",
            help=N_("Tulis ke berkas; bentuknya menurut akhiran: .html, .xlsx, atau .docx."),
        ),
    ] = None,
    template: options.PaperOption = None,
    format: options.FormatOption = Format.TEXT,
) -> None:
    """Set results side by side; indices of two instruments are never subtracted."""
    if out is not None:
        _check(out, format)
    letters.paper_wanted(out, template)
    chosen = _opinions(opinions)
    files = expanded(names)
    _refuse(files, chosen)
    results = comparison.by_year_or_as_given(_read(files, chosen))
    if not chosen:
        results = comparison.by_one_opinion(results)
    runs = comparison.compare(results)
    if out is None:
        answer("compare", "comparison", runs, format)
    else:
        reports.write(out, _FACES[out.suffix.casefold()](runs, _cover(files), template))
        show(_("{file}: perbandingan ditulis\n").format(file=out.as_posix()))
    unanswered = any(result.missing for result in results)
    newest = max(reversed(results), key=lambda one: one.assessment.year).assessment.places.get("")
    file = files[-1] if newest is None else newest.file
    following("spbe todo {0}" if unanswered else "spbe simulate {0}", file, form=format)


def _check(out: Path, format: Format) -> None:
    """Refuse an ending that no face writes, and a file that is to be shown as data as well."""
    if out.suffix.casefold() not in _FACES:
        said = _("-o {name}: akhiran itu tidak dikenal; yang dikenal: {endings}")
        raise typer.BadParameter(said.format(name=out.name, endings=", ".join(_FACES)))
    if format is not Format.TEXT:
        said = _("{one} tidak dapat digabung dengan {other}")
        raise typer.BadParameter(said.format(one="--format", other="-o"))


def _cover(files: list[str]) -> Cover:
    """Return what was compared, and when."""
    found = [(Path(file).name, disk.read_bytes(file)) for file in files if file != disk.STDIN]
    return Cover(today(), spbe_cli.__version__, tuple(source_of(*one) for one in found))


def _opinions(written: str | None) -> list[Opinion]:
    """Read ``self,official``; nothing where the option is not given."""
    if written is None:
        return []
    parts = [part.strip().casefold() for part in written.split(",")]
    known = options.OPINION_NAMES
    for part in parts:
        if part not in known:
            listed = ", ".join(one.value for one in Opinion)
            raise typer.BadParameter(
                _("{name} harus salah satu dari: {choices}").format(
                    name=f"--opinions {part}".strip(), choices=listed
                )
            )
    if len({known[part] for part in parts}) < len(parts):
        raise typer.BadParameter(_("--opinions menyebut nilai yang sama dua kali"))
    return [known[part] for part in parts]


def _refuse(files: list[str], opinions: list[Opinion]) -> None:
    """Refuse what gives no two columns, and the same file twice."""
    if len(files) == 1 and len(opinions) < 2:
        raise typer.BadParameter(
            _("satu berkas memerlukan --opinions, misalnya --opinions self,official")
        )
    if len(files) > 1 and len(opinions) > 1:
        raise typer.BadParameter(_("beberapa berkas memerlukan satu nilai saja pada --opinions"))
    known: set[str] = set()
    for file in files:
        path = file if file == "-" else os.path.realpath(file)  # no fault where links go in circles
        if path in known:
            raise typer.BadParameter(_("{file} disebut dua kali").format(file=file))
        known.add(path)


def _read(files: list[str], opinions: list[Opinion]) -> list[Result]:
    """Score every file, once for each opinion; all problems of all files at once."""
    found: list[Result] = []
    errors: list[SpbeError] = []
    for file in files:
        try:
            assessment, law = assessments.load(file)
        except SpbeError as error:
            errors.append(error)
            continue
        wanted: list[Opinion | None] = [*opinions] or [None]
        for opinion in wanted:
            try:
                found.append(announced.scored(law, assessment, opinion))
            except SpbeError as error:
                errors.append(error)
    if errors:
        raise together(errors)
    return found
