"""A new assessment file: every indicator of the instrument, named, waiting for its level."""

from collections.abc import Iterator
from pathlib import Path

from spbe_cli.core.instrument import Instrument, Section
from spbe_cli.i18n import _
from spbe_cli.store import assessments, files


def create(path: Path, institution: str, year: int, instrument: Instrument, reference: str) -> None:
    """Write a new file for people to fill in; FileError E015 where one of that name exists.

    `reference` is how the file names its instrument: an id, or the file of a user's own.
    """
    lines = [
        _("# Penilaian menurut {instrument}").format(instrument=instrument.short),
        *assessments.dump_head(institution, year, reference),
        "",
        "indicators:",
        *(line for section in instrument.sections for line in _lines(section)),
    ]
    files.write_new(path, "\n".join(lines) + "\n")


def _lines(section: Section) -> Iterator[str]:
    kind = {"domain": _("Domain"), "aspect": _("Aspek")}[section.kind]
    yield f"  # {kind} {section.id} · {section.name.id}"
    for child in section.sections:
        yield from _lines(child)
    yield from (f"  {one.id}:  # {one.short.id}" for one in section.indicators)
