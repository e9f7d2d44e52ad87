"""``spbe check``: what an external assessor would ask about an assessment."""

from typing import Annotated

import typer

from spbe_cli.cli import options
from spbe_cli.cli.compared import earlier_than, today
from spbe_cli.cli.inputs import expanded, newest
from spbe_cli.cli.output import Format, answer, following, screen, show
from spbe_cli.cli.progress import tracked
from spbe_cli.cli.usage import Command
from spbe_cli.core.check.case import Finding
from spbe_cli.core.check.lint import lint
from spbe_cli.i18n import N_, _
from spbe_cli.problems import ExitCode, SpbeError, together
from spbe_cli.render.findings import weight
from spbe_cli.rules import RULES, Severity
from spbe_cli.store import evidence
from spbe_cli.store.yaml import assessments
from spbe_cli.store.yaml.previous import Shelf


def build() -> typer.Typer:
    """Return the command."""
    app = typer.Typer(rich_markup_mode=None, add_completion=False)
    app.command(
        "check",
        cls=Command,
        help=N_("Periksa penilaian sebelum dikirim: yang akan ditanyakan asesor eksternal."),
        epilog=N_(
            "Contoh:\n"
            "  spbe check penilaian-2024.yaml\n"
            "  spbe check penilaian-2024.yaml --strict\n"
            "  spbe check --explain SPB003"
        ),
    )(check_files)
    return app


def check_files(
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar=N_("BERKAS"),
            help=N_("Berkas penilaian (YAML); - untuk masukan standar. Boleh lebih dari satu."),
        ),
    ] = None,
    *,
    strict: Annotated[
        bool, typer.Option("--strict", help=N_("Peringatan juga membuat pemeriksaan gagal."))
    ] = False,
    previous: Annotated[
        str | None,
        typer.Option(
            metavar=N_("BERKAS"),
            help=N_("Penilaian tahun lalu; bawaannya dicari di folder yang sama."),
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option(
            metavar="SPB010",
            help=N_("Lewati sebuah aturan; boleh lebih dari satu, dipisah koma."),
        ),
    ] = None,
    explain: Annotated[
        str | None,
        typer.Option(metavar="SPB003", help=N_("Jelaskan sebuah aturan; tanpa berkas.")),
    ] = None,
    format: options.FormatOption = Format.TEXT,
) -> int:
    """Check files; silent where all is well. Exit code 5 on errors, if `strict` on warnings too."""
    if explain is not None:
        from spbe_cli.render.text.check import explanation_text

        show(explanation_text(_code(explain), screen().width))
        return ExitCode.DONE
    files = expanded(files or [newest()])
    passed_over = {_code(code) for written in ignore or [] for code in written.split(",")}
    found = [one for one in _findings(files, previous) if one.code not in passed_over]
    answer("check", "findings", found, format)
    failing = {Severity.ERROR, *([Severity.WARNING] if strict else [])}
    failed = any(weight(one) in failing for one in found)
    if len(files) == 1:  # of many, none is the next
        following(_next(found), files[0], form=format)
    return ExitCode.GATE if failed else ExitCode.DONE


def _next(found: list[Finding]) -> str:
    """Return what to do about findings: the first error first, then evidence, then the report."""
    errors = [one for one in found if weight(one) is Severity.ERROR]
    if any(one.code == "SPB001" for one in errors):
        return "spbe score {0}"
    if errors and errors[0].indicator:
        return f"spbe show {{0}} {errors[0].indicator}"
    if errors:
        return f"spbe check --explain {errors[0].code}"
    if any(weight(one) is Severity.WARNING for one in found):
        return "spbe todo {0}"
    return "spbe report {0} -o laporan.html"


def _findings(files: list[str], previous: str | None) -> list[Finding]:
    found: list[Finding] = []
    errors: list[SpbeError] = []
    shelf = Shelf()
    for file in tracked(files, _("memeriksa")):
        try:
            assessment, law = assessments.load(file)
            earlier = earlier_than(file, assessment, previous, shelf)
            facts = evidence.file_facts(file, assessment)
            found += lint(law, assessment, previous=earlier.assessment, facts=facts, today=today())
        except SpbeError as error:
            errors.append(error)
    if errors:
        raise together(errors)
    return found


def _code(written: str) -> str:
    code = written.strip().upper()
    if code not in RULES:
        known = f"{min(RULES)}–{max(RULES)}"
        raise typer.BadParameter(
            _("aturan {code} tidak ada; yang ada {known}").format(code=written, known=known)
        )
    return code
