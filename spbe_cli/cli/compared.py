"""Last year's assessment, which several commands compare with, and today's date."""

import datetime as dt
import os
from contextlib import suppress
from fractions import Fraction

import typer

from spbe_cli.cli.output import tell
from spbe_cli.core.assessment import Assessment
from spbe_cli.core.owed.dossier import last_level
from spbe_cli.core.result import Result
from spbe_cli.i18n import _
from spbe_cli.problems import SpbeError
from spbe_cli.render import words
from spbe_cli.store.yaml import previous
from spbe_cli.store.yaml.previous import Earlier, Shelf


def earlier_than(
    file: str, assessment: Assessment, named: str | None, shelf: Shelf | None = None
) -> Earlier:
    """Return the assessment to compare with: the one named, else last year's beside `file`.

    Which one it is, is said; of another instrument, or not from an earlier year, the one named is
    refused.
    """
    if named is None:
        found = previous.year_before(file, assessment, shelf)
    else:
        found = Earlier(named, _named(named, assessment))
    tell_previous(found, assessment)
    return found


def tell_previous(found: Earlier, assessment: Assessment) -> None:
    """Name the file that is compared with, or one that only nearly fits."""
    if found.assessment is not None:
        tell(_("Pembanding: {file}").format(file=words.safe(found.file)))
    for file, institution in found.near:
        said = _("{file}: penilaian {year} bernama {name}, tidak dipakai sebagai pembanding")
        year, name = assessment.year - 1, words.safe(institution)
        tell(said.format(file=words.safe(file), year=year, name=name))


def tell_fallen(file: str, result: Result) -> None:
    """Name the items that provisionally count as the lowest level and stood higher last year."""
    try:
        earlier = previous.year_before(file, result.assessment).assessment
    except SpbeError:  # two files fit, or one is not to be read: then last year is not known
        return
    before = {} if earlier is None else earlier.answers
    low = result.instrument.scale.minimum
    levels: dict[Fraction, list[str]] = {}
    for one in result.items():
        answer = before.get(one.item.id)
        known = last_level(answer) if answer and one.origin == "provisional" else None
        if known is not None and known[1] > low:
            levels.setdefault(known[1], []).append(one.item.id)
    if earlier is not None and levels:
        said = "; ".join(
            _("{level}: indikator {items}").format(
                level=words.in_full(level), items=words.listed(levels[level])
            )
            for level in sorted(levels, reverse=True)
        )
        tell(
            _(
                "Sementara dihitung {low} meskipun tingkatnya pada {year} lebih tinggi: {said}"
            ).format(low=low, year=earlier.year, said=said)
        )


def _named(name: str, assessment: Assessment) -> Assessment:
    from spbe_cli.store.yaml import assessments

    earlier, _law = assessments.load(name, look=False)
    if earlier.instrument != assessment.instrument or earlier.year >= assessment.year:
        raise typer.BadParameter(
            _("--previous memerlukan penilaian tahun sebelumnya dengan instrumen yang sama")
        )
    return earlier


def today() -> dt.date:
    """Return today's date; SOURCE_DATE_EPOCH, if set, makes what is written repeatable."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    with suppress(ValueError, OverflowError, OSError):  # a date that no calendar has
        return dt.datetime.fromtimestamp(int(epoch), tz=dt.UTC).date()
    return dt.datetime.now().astimezone().date()
