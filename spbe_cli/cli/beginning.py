"""The questions that begin a new assessment: institution, year, instrument, file."""

from pathlib import Path

import typer

from spbe_cli.cli.output import show
from spbe_cli.core.instrument import Instrument
from spbe_cli.i18n import _
from spbe_cli.problems import FileError, SpbeError
from spbe_cli.render import words
from spbe_cli.store import instruments, skeleton


def ask(instrument: str | None) -> str:
    """Ask, create the file and return its name. Ctrl-D or Ctrl-C leaves nothing behind."""
    show(_("Penilaian baru. Ctrl-C membatalkan.") + "\n")
    try:
        institution = _answer(_("Nama instansi: "))
        law, year = _law(instrument)
        return _file(institution, year, law, instrument)
    except EOFError:
        raise typer.Abort from None


def _law(instrument: str | None) -> tuple[Instrument, int]:
    while True:
        year = _answer(_("Tahun evaluasi: "))
        try:
            if not (year.isdecimal() and len(year) == 4):
                show(_("Tulis tahun, misalnya 2025.") + "\n")
                continue
            law = instruments.load(instrument) if instrument else instruments.for_year(int(year))
        except SpbeError as error:
            if instrument:
                raise
            show("".join(f"{words.line(problem)}\n" for problem in error.problems))
            continue
        show(_("Instrumen: {short}").format(short=law.short) + "\n")
        return law, int(year)


def _file(institution: str, year: int, law: Instrument, instrument: str | None) -> str:
    reference = instrument if instrument and instruments.is_file(instrument) else law.id
    while True:
        usual = _("penilaian-{year}.yaml").format(year=year)
        name = input(_("Nama berkas [{usual}]: ").format(usual=usual)).strip() or usual
        try:
            skeleton.create(Path(name), institution, year, law, reference)
        except FileError as error:
            show("".join(f"{words.line(problem)}\n" for problem in error.problems))
            continue
        return name


def _answer(prompt: str) -> str:
    """Ask until something is written."""
    while True:
        text = input(prompt).strip()
        if text:
            return text
