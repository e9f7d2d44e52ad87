"""The questions that begin a new assessment: institution, year, instrument, file."""

import re
from pathlib import Path

import typer

from spbe_cli.cli.output import show
from spbe_cli.core import numbers
from spbe_cli.core.instrument import Instrument
from spbe_cli.i18n import _
from spbe_cli.problems import FileError, SpbeError
from spbe_cli.render import words
from spbe_cli.store.yaml import assessment_file, begin, instruments


def ask(instrument: str | None) -> str:
    """Ask, create the file and return its name. Ctrl-D or Ctrl-C leaves nothing behind."""
    show(_("Penilaian baru. Ctrl-C membatalkan.") + "\n")
    try:
        institution = _answer(_("Nama instansi: "))
        year = _year()
        reference, law = _law(year, instrument)
        return _file(institution, year, law, reference)
    except EOFError:
        raise typer.Abort from None


def _year() -> int:
    while True:
        year = _answer(_("Tahun evaluasi: "))
        if (read := numbers.whole_number(year)) in assessment_file.YEARS:
            return int(read or 0)
        show(_("Tulis tahun, misalnya 2025.") + "\n")


def _law(year: int, named: str | None) -> tuple[str, Instrument]:
    """Ask for the instrument (Enter: that of the year); returns how a file names it, and it."""
    try:
        usual = named or instruments.for_year(year).id
    except SpbeError:
        usual = instruments.current()
    while True:
        written = input(_("Instrumen [{usual}]: ").format(usual=usual)).strip() or usual
        try:
            law = instruments.load(written)
        except SpbeError as error:
            show("".join(f"{words.problem_line(problem)}\n" for problem in error.problems))
            continue
        return written if instruments.is_file(written) else law.id, law


def _file(institution: str, year: int, law: Instrument, reference: str) -> str:
    while True:
        usual = _("penilaian-{year}.yaml").format(year=year)
        if law.named:  # beside that of the year's own instrument
            usual = f"{law.id.partition('-')[0]}-{year}.yaml"
        name = input(_("Nama berkas [{usual}]: ").format(usual=usual)).strip(" \t\"'") or usual
        name = _as_yaml(name)
        if not name:
            show(_("Tulis nama berkas .yaml, misalnya {usual}.").format(usual=usual) + "\n")
            continue
        try:
            begin.create(Path(name), institution, year, law, reference)
        except FileError as error:
            show("".join(f"{words.problem_line(problem)}\n" for problem in error.problems))
            continue
        return name


def _as_yaml(name: str) -> str:
    """Return a name under which commands find an assessment; empty where it is of another kind."""
    path = Path(name)
    if path.name.startswith(".") or name.endswith(("/", "\\")) or path.is_dir():
        return ""
    if path.suffix.casefold() in (".yaml", ".yml"):
        return name
    if re.fullmatch(r"\.[A-Za-z]\w{1,4}", path.suffix):
        return ""
    show(_("Berkasnya dinamai {name}.").format(name=words.safe(f"{name}.yaml")) + "\n")
    return f"{name}.yaml"


def _answer(prompt: str) -> str:
    """Ask until something is written."""
    while True:
        text = input(prompt).strip()
        if text:
            return text
