"""A new assessment file: every indicator of the instrument, named, waiting for its level."""

from collections.abc import Callable, Iterator
from pathlib import Path

from spbe_cli.core.instrument import Indicator, Instrument
from spbe_cli.i18n import _
from spbe_cli.store import files
from spbe_cli.store.yaml import assessments


def create(path: Path, institution: str, year: int, instrument: Instrument, reference: str) -> None:
    """Write a new file for people to fill in; FileError E015 where one of that name exists.

    `reference` is how the file names its instrument: an id, or the file of a user's own.
    """
    lines = [
        _("# Penilaian menurut {instrument}").format(instrument=instrument.short),
        *assessments.dump_head(institution, year, reference),
        "",
        "indicators:",
        *indicator_lines(instrument, lambda one: f"{one.id}:"),
    ]
    files.write_new(path, "\n".join(lines) + "\n")


def indicator_lines(instrument: Instrument, entry: Callable[[Indicator], str]) -> Iterator[str]:
    """Yield the lines under ``indicators:``: `entry` of each, named, beneath its sections."""
    for section in instrument.walk():
        kind = {"domain": _("Domain"), "aspect": _("Aspek")}[section.kind]
        yield f"  # {kind} {section.id} · {section.name.id}"
        for one in section.indicators:
            first, *rest = entry(one).splitlines()
            yield f"  {first}  # {one.short.id}"
            yield from (f"  {line}" for line in rest)
