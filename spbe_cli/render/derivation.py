"""How an index was recovered, rounded and judged, line by line."""

import itertools
from collections.abc import Iterator, Sequence
from fractions import Fraction

from spbe_cli.core.result import Result, SectionScore, innermost
from spbe_cli.core.score.sums import window
from spbe_cli.i18n import _
from spbe_cli.render import words

_MOST_WAYS = 12  # combinations listed behind a published index


def recovered(result: Result) -> Iterator[str]:
    """Yield how an index was recovered from published ones."""
    places = result.instrument.places
    yield _(
        "Indeks yang diumumkan sudah dibulatkan. Karena nilai indikator berupa bilangan bulat, "
        "hanya beberapa jumlah nilai × bobot yang mungkin mendasarinya:"
    )
    yield ""
    for section in result.sections:
        yield from _published(result, section)
    if given := levels_beside(result):
        yield given
    leaves = list(innermost(result.sections))
    yield ""
    total = result.instrument.total
    for ways, sums in enumerate(_ways(result, leaves, total), 1):
        if ways > _MOST_WAYS:
            yield "…"
            break
        terms = " + ".join(words.figure(one) for one in sums)
        yield f"({terms}) : {words.figure(total)} = {words.figure(sum(sums, Fraction(0)) / total)}"
    published = result.assessment.published
    if published is not None and published.index is not None and len(result.candidates) > 1:
        yield _("Yang sesuai dengan indeks yang diumumkan {index} dipertahankan.").format(
            index=words.decimal(published.index, places)
        )


def levels_beside(result: Result) -> str:
    """Say which levels stand beside the published figures; empty where none does."""
    levels = result.assessment.levels(result.opinion)
    if not levels:
        return ""
    return _(
        "Tingkat yang tercatat di samping angka itu, pada indikator {items}, ikut membatasi."
    ).format(items=words.listed(levels))


def _published(result: Result, scored: SectionScore) -> Iterator[str]:
    """Say what was published of a section, and the sums that whole levels allow behind it."""
    published = result.assessment.published
    kind, name = scored.section.key
    printed = published.sections.get((kind, name)) if published is not None else None
    label = f"{words.kind(kind).capitalize()} {name}"
    if printed is None:
        yield _("{label}: tidak diumumkan").format(label=label)
    else:
        low, high = window(result.instrument, printed)
        yield _("{label}: diumumkan {printed}, sehingga {low} ≤ indeks < {high}").format(
            label=label,
            printed=words.in_full(printed, result.instrument.places),
            low=words.in_full(low),
            high=words.in_full(high),
        )
    for part in scored.sections:
        yield from _published(result, part)
    if not scored.sections:
        for candidate in scored.candidates:
            yield "  " + equals(
                _("indeks"), candidate * scored.section.weight, scored.section.weight
            )


def _ways(
    result: Result, leaves: Sequence[SectionScore], total: Fraction
) -> Iterator[tuple[Fraction, ...]]:
    """Yield the sums of the sections that add up to one of the candidates."""
    sums = [[one * leaf.section.weight for one in leaf.candidates] for leaf in leaves]
    for way in itertools.product(*sums):
        if sum(way, Fraction(0)) / total in result.candidates:
            yield way


def ending(result: Result) -> Iterator[str]:
    """Say how the index is rounded, and where its predicate comes from."""
    places = result.instrument.places
    if result.display is not None:
        yield _("Dibulatkan satu kali menjadi {places} desimal (setengah ke atas): {index}").format(
            places=places, index=words.decimal(result.display, places)
        )
    if result.index is None or result.predicate is None or result.display is None:
        return
    year = result.assessment.year
    basis = result.instrument.basis_by_year.get(year, result.instrument.basis)
    value = result.index if basis == "exact" else result.display
    position = result.instrument.predicates.index(result.predicate)
    above = result.instrument.predicates[position + 1 :]
    bounds = f"{words.decimal(result.predicate.lower, places)} ≤ {words.figure(value, places)}"
    if above:
        bounds += f" < {words.decimal(above[0].lower, places)}"
    practice = {
        "exact": _("dari indeks sebelum dibulatkan"),
        "rounded": _("dari indeks yang sudah dibulatkan, menurut praktik tahun itu"),
    }[basis]
    yield _("Predikat {practice}: {bounds} → {name}").format(
        practice=practice, bounds=bounds, name=words.name(result.predicate.name)
    )
    if result.provisional:
        yield _("SEMENTARA: indikator yang belum terisi dihitung sebagai nilai terendah.")


def equals(label: str, total: Fraction, weight: Fraction) -> str:
    """Return ``label = total : weight = quotient``."""
    return (
        f"{label} = {words.figure(total)} : {words.figure(weight)} = {words.figure(total / weight)}"
    )
