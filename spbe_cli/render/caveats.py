"""What makes a report's figures less than final or sure, as sentences for its first page."""

from collections.abc import Iterator

from spbe_cli.core.many.report import Report
from spbe_cli.core.result import Result, disputed_predicate
from spbe_cli.i18n import _
from spbe_cli.render import phrases, published, words


def disputed_said(result: Result) -> Iterator[str]:
    """Say that another way of rounding gives another predicate."""
    other = disputed_predicate(result)
    if other is not None:
        yield _(
            "Predikat mengikuti praktik tahun {year}; dengan cara pembulatan lain menjadi {other}."
        ).format(year=result.assessment.year, other=words.name(other.name))


def assumed_said(result: Result) -> Iterator[str]:
    """Say which indices of other bodies are not there yet, and what is still possible."""
    if result.assumed:
        places = result.instrument.places
        yield _(
            "Indeks luar untuk indikator {items} belum ada, dihitung sesuai instrumen; indeks "
            "yang masih mungkin {low} sampai {high}."
        ).format(
            items=words.listed(result.assumed),
            low=words.figure(result.lowest, places),
            high=words.figure(result.highest, places),
        )


def uncounted_said(result: Result) -> Iterator[str]:
    """Say which indices of other bodies do not count, because a level stands in their place."""
    for one in result.items():
        if one.uncounted:
            yield f"{phrases.outside_text(one, result.instrument.places)}."


def warnings(report: Report) -> Iterator[str]:
    """Say in the shortest words what makes the figures less than final or sure.

    ``Aspek 5: diumumkan 1,08; hasil penghitungan 1,09.``
    """
    result = report.result
    if published.provisional(result):
        yield _("Nilai {opinion} masih sementara.").format(opinion=words.opinion(result.opinion))
    yield from disputed_said(result)
    yield from assumed_said(result)
    yield from uncounted_said(result)
    yield from (f"{line}." for line in published.disagreement(result))
    if report.rows and not result.instrument.verified:
        yield _("Kriteria {instrument} belum dicocokkan dengan naskah resmi.").format(
            instrument=words.safe(result.instrument.short)
        )


def unverified(result: Result) -> str:
    """Warn that the criteria shown were not checked against the official text."""
    said = _("Kriteria {instrument} dalam laporan ini belum dicocokkan dengan naskah resmi.")
    return said.format(instrument=words.safe(result.instrument.short))
