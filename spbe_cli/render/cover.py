"""What stands on a report beside its figures: title, signatures, logo, and where it comes from."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from spbe_cli.core.clauses import Stage
from spbe_cli.core.instrument import Instrument
from spbe_cli.core.many.comparison import Run
from spbe_cli.core.many.report import Report
from spbe_cli.i18n import _, language
from spbe_cli.render import words


class SourceFile(NamedTuple):
    """A file that a report was made from; `digest` is the SHA-256 of its bytes."""

    file: str
    digest: str


def source_of(name: str, data: bytes) -> SourceFile:
    """Return a file that was read, by its name and its bytes."""
    from hashlib import sha256

    return SourceFile(name, sha256(data).hexdigest())


class Signer(NamedTuple):
    """Who signs; `number` is the NIP."""

    name: str
    position: str = ""
    number: str = ""


class Logo(NamedTuple):
    """A picture; `kind` is ``png`` or ``jpeg``, the size is in its own pixels."""

    data: bytes
    kind: str
    width: int
    height: int


class Cover(NamedTuple):
    """Title (empty: the usual one), signatures, logo, and what the report was made from and when.

    `sources` are in the order of the report's results, `progress` tells how the work went on.
    `criteria`: whether each indicator is shown with the criteria of its levels.
    `place`: where it is signed; a line to fill in where it is empty.
    """

    date: dt.date
    version: str
    sources: tuple[SourceFile, ...]
    title: str = ""
    signers: tuple[Signer, ...] = ()
    logo: Logo | None = None
    progress: str = ""
    criteria: bool = True
    place: str = ""


def for_the_public(cover: Cover) -> Cover:
    """Return a cover without names of files, and without how the work went on."""
    sources = tuple(one._replace(file="") for one in cover.sources)
    return cover._replace(sources=sources, progress="")


def source_line(one: SourceFile) -> str:
    """Return a source as ``penilaian.yaml, SHA-256 …``; without a name that is kept back."""
    if not one.file:
        return f"SHA-256 {one.digest}"
    said = _("{file}, SHA-256 {digest}")
    return said.format(file=words.safe(one.file), digest=one.digest)


def report_title(report: Report, cover: Cover) -> str:
    """Return the title of a report."""
    result = report.result
    return words.safe(cover.title) or _("Laporan {index} {year}").format(
        index=words.name(result.instrument.index_name), year=result.assessment.year
    )


def provenance(report: Report, cover: Cover) -> list[tuple[str, str]]:
    """Return where a report comes from, as (label, value): its figures can be computed again."""
    listed = []
    for result, data in zip(report.results, cover.sources, strict=True):
        law, year = result.instrument, result.assessment.year
        listed += [
            (_("Data {year}").format(year=year), source_line(data)),
            (_("Instrumen {year}").format(year=year), _instrument(law)),
            (_("Nilai {year}").format(year=year), words.opinion(result.opinion)),
        ]
        if result.provisional:
            said = _("sementara: yang belum terisi dihitung sebagai nilai terendah")
            listed.append((_("Sifat {year}").format(year=year), said))
        elif not result.complete:
            listed.append((_("Sifat {year}").format(year=year), _("belum lengkap")))
    return [
        *listed,
        (_("Program"), f"spbe {cover.version}"),
        (_("Tanggal laporan"), long_date(cover.date)),
        *([(_("Riwayat pengisian"), cover.progress)] if cover.progress else []),
    ]


def origin_rows(instrument: Instrument, cover: Cover) -> list[tuple[str, str]]:
    """Return where a page of many institutions comes from, as (label, value)."""
    return [
        *((_("Data"), source_line(one)) for one in cover.sources),
        (_("Instrumen"), _instrument(instrument)),
        (_("Program"), f"spbe {cover.version}"),
        (_("Tanggal"), long_date(cover.date)),
    ]


def compared(runs: Sequence[Run], cover: Cover) -> list[tuple[str, str]]:
    """Return where a comparison comes from, as (label, value)."""
    laws = dict.fromkeys(run.instrument.id for run in runs)
    return [
        *((_("Data"), source_line(one)) for one in cover.sources),
        *(
            (_("Instrumen"), _instrument(run.instrument))
            for run in runs
            if laws.pop(run.instrument.id, True) is None
        ),
        (_("Program"), f"spbe {cover.version}"),
        (_("Tanggal"), long_date(cover.date)),
    ]


def _instrument(law: Instrument) -> str:
    return _("{id}, edisi {version} ({regulation})").format(
        id=law.id, version=edition(law), regulation=words.safe(law.regulation)
    )


def edition(instrument: Instrument) -> str:
    """Return a mark of what an instrument's results rest on: another mark, another edition."""
    from hashlib import sha256

    law = instrument
    rules = (law.scale, law.places, law.basis, dict(law.basis_by_year), law.predicates)
    tree = [(one.kind, one.id, one.name, one.weight) for one in law.walk()]
    leaves = [
        (one.id, one.name, one.weight, dict(one.levels), one.outside, one.repeatable)
        for one in law.indicators()
    ]
    said = repr((law.id, rules, tree, leaves, dict(law.outside)))
    return sha256(said.encode("utf-8", "replace")).hexdigest()[:12]


def days(stage: Stage) -> str:
    """Return the first and last day of a stage of an evaluation."""
    first = long_date(stage.first)
    return first if stage.last is None else f"{first}–{long_date(stage.last)}"


def long_date(day: dt.date) -> str:
    """Write a date as letters do: ``5 Maret 2026``."""
    months = (
        "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember"
        if language() == "id"
        else "January February March April May June July August September October November December"
    ).split()
    return f"{day.day} {months[day.month - 1]} {day.year}"
