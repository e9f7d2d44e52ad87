"""What was published of an assessment: its source, and whether the levels agree with it."""

from collections.abc import Iterator

from spbe_cli.core import numbers
from spbe_cli.core.result import Result, announced_beside, differences
from spbe_cli.i18n import _
from spbe_cli.render import words


def provisional(result: Result) -> bool:
    """Whether the source of an official result calls it provisional."""
    published = result.assessment.published
    source = (published.source or "").casefold() if published is not None else ""
    return "sementara" in source and published is not None and published.opinion == result.opinion


def published_source(result: Result) -> str:
    """Return where the published figures were published; empty where that is not known."""
    published = result.assessment.published
    return words.safe(published.source or "") if published is not None else ""


def beside(result: Result) -> Iterator[str]:
    """Name the index that was published of another opinion, or before all levels were known."""
    published = announced_beside(result)
    if published is None or published.index is None:
        return
    yield (
        _("Diumumkan (nilai {opinion}): {index} {predicate}")
        .format(
            opinion=words.opinion(published.opinion),
            index=words.in_full(published.index, result.instrument.places),
            predicate=words.safe(published.predicate or ""),
        )
        .rstrip()
    )


def agreement(result: Result) -> Iterator[str]:
    """Compare with what was published of this opinion; name what was published of another."""
    found = list(disagreement(result))
    yield from found
    published = result.assessment.published
    if found or published is None or result.assessment.as_if or not _comparable(result):
        return
    if not result.recovered and (published.sections or published.index):
        yield _("Hasil penghitungan sama dengan angka yang diumumkan")


def _comparable(result: Result) -> bool:
    """Whether what was published is of the same opinion, and the result is whole."""
    published = result.assessment.published
    same = published is not None and published.opinion == result.opinion
    return same and (result.recovered or result.complete)


def disagreement(result: Result) -> Iterator[str]:
    """Say where what was published differs, or what was published of another opinion."""
    published = result.assessment.published
    if published is None or result.assessment.as_if:
        return
    places = result.instrument.places
    yield from beside(result)
    if not _comparable(result):
        return
    for kind, name, printed, computed in differences(result):
        decimals = max(numbers.places_of(printed) or 0, places)
        yield _("{part}: diumumkan {printed}; hasil penghitungan {computed}").format(
            part=f"{words.kind(kind).capitalize()} {name}".strip(),
            printed=words.decimal(printed, decimals),
            computed=words.decimal(computed, decimals),
        )
    predicate = result.predicate
    if predicate and published.predicate not in (None, predicate.name.id):
        yield _("Predikat: diumumkan {printed}; hasil penghitungan {computed}").format(
            printed=words.safe(str(published.predicate)), computed=words.name(predicate.name)
        )
