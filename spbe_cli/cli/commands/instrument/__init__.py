"""``spbe instrument``: list, show, search, diff, new, check, schema."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from spbe_cli.cli import completion
from spbe_cli.cli.commands.instrument import study
from spbe_cli.cli.inputs import newest_known
from spbe_cli.cli.output import Format, answer, emit, following
from spbe_cli.cli.usage import Command, verbs_group
from spbe_cli.core.clauses import Examined
from spbe_cli.core.instrument import Instrument
from spbe_cli.core.laws.page import indicator_page
from spbe_cli.i18n import N_, _
from spbe_cli.problems import DataError, ExitCode, Problem, hint
from spbe_cli.render.data.encode import json_text
from spbe_cli.store.yaml import assessment_file, instruments


class SchemaKind(StrEnum):
    """The kinds of file that have a schema."""

    ASSESSMENT = "assessment"
    INSTRUMENT = "instrument"
    EFFORT = "effort"
    SCENARIOS = "scenarios"


_FormatOption = Annotated[
    Format, typer.Option("--format", metavar="text|json|csv", help=N_("Bentuk keluaran."))
]


def build() -> typer.Typer:
    """Return the group of commands."""
    app = typer.Typer(
        cls=verbs_group("instrument"),
        help=N_("Instrumen: daftar, isi, pemeriksaan, dan skema."),
        rich_markup_mode=None,
        add_completion=False,
    )
    app.command("list", cls=Command, help=N_("Daftar instrumen yang tersedia."))(list_instruments)
    app.command(
        "show",
        cls=Command,
        help=N_("Tampilkan susunan dan bobot sebuah instrumen, atau satu indikator lengkap."),
        epilog=N_(
            "Contoh:\n"
            "  spbe instrument show 59/2020\n"
            "  spbe instrument show 59/2020 12\n"
            "  spbe instrument show 8/2026 I3 --level 4\n"
            "  spbe instrument show instrumen-saya.yaml"
        ),
    )(show_instrument)
    app.command(
        "search",
        cls=Command,
        help=N_("Cari indikator menurut kata pada nama, kriteria, syarat, bukti, atau catatan."),
        epilog=N_(
            "Contoh:\n"
            "  spbe instrument search audit\n"
            "  spbe instrument search satu data --instrument 8/2026"
        ),
    )(study.search_command)
    app.command(
        "diff",
        cls=Command,
        help=N_("Tampilkan apa yang berubah antara dua instrumen, dan pengaruhnya pada indeks."),
        epilog=N_(
            "Contoh:\n"
            "  spbe instrument diff 59/2020 8/2026\n"
            "  spbe instrument diff 59/2020 instrumen-saya.yaml --on penilaian-2024.yaml"
        ),
    )(study.diff_command)
    app.command(
        "new",
        cls=Command,
        help=N_("Mulai instrumen sendiri dari salinan instrumen lain."),
        epilog=N_("Contoh:\n  spbe instrument new -o instrumen-saya.yaml --like 59/2020"),
    )(study.new_command)
    app.command(
        "check",
        cls=Command,
        help=N_(
            "Periksa berkas instrumen buatan sendiri; setiap masalah disebut beserta letaknya."
        ),
        epilog=N_("Contoh:\n  spbe instrument check instrumen-saya.yaml"),
    )(check_instrument)
    app.command(
        "schema",
        cls=Command,
        help=N_(
            "Cetak JSON Schema berkas penilaian, instrumen, upaya, atau skenario, untuk penyunting "
            "seperti VS Code."
        ),
        epilog=N_(
            "Contoh:\n"
            "  spbe instrument schema > penilaian.schema.json\n"
            "  spbe instrument schema instrument -o instrumen.schema.json\n\n"
            "Lalu tulis di baris pertama berkas YAML:\n"
            "  # yaml-language-server: $schema=penilaian.schema.json"
        ),
    )(show_schema)
    return app


def list_instruments(*, format: _FormatOption = Format.TEXT) -> None:
    """List the shipped instruments."""
    shelf = [instruments.load(name) for name in instruments.shipped()]
    answer("instrument", "list", shelf, format)
    following("spbe instrument show {0}", instruments.current(), form=format)


def show_instrument(
    instrument: Annotated[
        str | None,
        typer.Argument(
            metavar="ID",
            help=N_("Id instrumen atau berkas; bawaannya instrumen yang berlaku."),
            autocompletion=completion.complete_instruments,
        ),
    ] = None,
    indicator: Annotated[
        str | None,
        typer.Argument(
            metavar=N_("INDIKATOR"),
            help=N_("Nomor indikator."),
            autocompletion=completion.complete_indicators,
        ),
    ] = None,
    *,
    level: Annotated[
        str | None,
        typer.Option("--level", metavar="3", help=N_("Hanya tingkat ini dari satu indikator.")),
    ] = None,
    format: _FormatOption = Format.TEXT,
) -> None:
    """Show a whole instrument, one indicator of it, or one level of that."""
    named = instrument or instruments.current()
    law = instruments.load(named)
    if indicator is None:
        if level is not None:
            raise typer.BadParameter(_("--level memerlukan nomor indikator"))
        answer("instrument", "tree", law, format)
        following("spbe instrument show {0} {1}", named, next(iter(law.items())), form=format)
        return
    item = law.item(indicator)
    if item is None:
        known = [one.id for one in law.indicators()]
        params = {"id": indicator, "instrument": law.short, **hint(indicator, known)}
        raise DataError([Problem("E204", None, params)])
    answer("indicator", "page", indicator_page(law, law.items()[item], _level(law, level)), format)
    if file := newest_known(law.id):
        following("spbe show {0} {1}", file, item, form=format)
    else:
        following("spbe examples {0}", _("contoh"), form=format)


def _level(law: Instrument, text: str | None) -> int | None:
    """Read a level of the scale; None where none was asked for."""
    if text is None:
        return None
    levels = {str(level): level for level in law.scale.levels()}
    if text.strip() not in levels:
        raise typer.BadParameter(
            _("--level harus antara {low} dan {high}").format(**law.scale.ends())
        )
    return levels[text.strip()]


def check_instrument(
    file: Annotated[str, typer.Argument(metavar=N_("BERKAS"), help=N_("Berkas instrumen (YAML)."))],
    *,
    format: _FormatOption = Format.TEXT,
) -> int:
    """Check an instrument file; its problems are the output."""
    problems = instruments.examine(file)[1]
    answer("instrument", "examined", Examined(file, problems), format)
    if not problems:
        following("spbe instrument show {0}", file, form=format)
    return ExitCode.DATA if problems else ExitCode.DONE


def show_schema(
    kind: Annotated[
        SchemaKind,
        typer.Argument(
            metavar="assessment|instrument|effort|scenarios",
            help=N_("Jenis berkas; bawaannya assessment."),
        ),
    ] = SchemaKind.ASSESSMENT,
    *,
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar=N_("BERKAS"), help=N_("Tulis ke berkas baru ini.")),
    ] = None,
) -> None:
    """Print the JSON Schema of a kind of file."""
    from spbe_cli.store import files
    from spbe_cli.store.yaml import schemas

    schema = {
        SchemaKind.ASSESSMENT: assessment_file.assessment_schema,
        SchemaKind.INSTRUMENT: schemas.instrument_schema,
        SchemaKind.EFFORT: schemas.effort_schema,
        SchemaKind.SCENARIOS: schemas.scenarios_schema,
    }[kind]
    text = json_text(schema())
    if output is None:
        emit(text)
    else:
        files.write_new(Path(output), text)
