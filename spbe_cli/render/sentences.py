"""The sentences of a report's first page, composed from its figures.

Each function returns whole sentences, for a reader who has a minute and stands.
"""

from collections.abc import Iterator
from fractions import Fraction

from spbe_cli.core import numbers
from spbe_cli.core.evidence import weigh
from spbe_cli.core.index import exact_of, printed
from spbe_cli.core.instrument import Section
from spbe_cli.core.many import comparison, report as core
from spbe_cli.core.many.report import Moved, Report
from spbe_cli.core.result import Result, SectionScore, walk
from spbe_cli.i18n import _, counted
from spbe_cli.render import caveats, published, words
from spbe_cli.render.national import standing_words, usual
from spbe_cli.render.phrases import (
    files_lost,
    found_said,
    index_said,
    index_words,
    other_predicate,
    predicate_words,
    unbacked_said,
)
from spbe_cli.render.targets import target_said


def headline(report: Report) -> str:
    """Say whose index it is, and what it amounts to."""
    result = report.result
    values = {
        "index": words.name(result.instrument.index_name),
        "institution": words.safe(result.assessment.institution),
        "year": result.assessment.year,
        "value": index_words(result),
        "predicate": predicate_words(result),
        "opinion": words.opinion(result.opinion),
    }
    if published.provisional(result):
        values["opinion"] = _("{opinion} (sementara)").format(opinion=values["opinion"])
    if result.provisional:
        said = _(
            "{index} {institution} tahun {year} untuk sementara {value}, predikat {predicate}, "
            "menurut nilai {opinion}."
        )
    elif not any(printed([result])):
        said = _(
            "{index} {institution} tahun {year} belum dapat ditetapkan; yang masih mungkin {value} "
            "({predicate}), menurut nilai {opinion}."
        )
    else:
        said = _(
            "{index} {institution} tahun {year} sebesar {value}, predikat {predicate}, "
            "menurut nilai {opinion}."
        )
    return said.format(**values)


def state_sentences(report: Report) -> Iterator[str]:
    """Say how the index moved, how far target and next predicate are, and how sure all that is."""
    yield from change_said(report)
    yield from rose_and_fell(report)
    yield from target_said(report)
    result = report.result
    asks = () if report.advice is None else report.advice.asks
    basis = getattr(report.advice, "basis", None)
    for said in usual(asks, result.instrument.places):
        if basis is not None and basis.gaps:
            proven = _("Dihitung dari indeks yang terbukti: {said}.")
            yield proven.format(said=said[:1].lower() + said[1:])
        else:
            yield f"{said}."
    yield from following_said(result)
    yield from caveats.disputed_said(result)
    yield from caveats.assumed_said(result)
    yield from caveats.uncounted_said(result)
    yield from proven_said(report)
    yield from standing_words(report.standing, result.instrument.places)
    yield from (f"{line}." for line in published.agreement(result))
    if said := published.published_source(result):
        yield _("Sumber: {source}.").format(source=said.rstrip("."))
    if report.rows and not result.instrument.verified:
        yield caveats.unverified(result)


def following_said(result: Result) -> Iterator[str]:
    """Say how far the next predicate is."""
    following = core.ahead_within(result)
    if following is not None:
        yield _("Predikat {name} dimulai dari {bound}: kurang {gap}.").format(
            name=words.name(following[0].name),
            bound=words.decimal(following[0].lower, result.instrument.places),
            gap=words.roughly(*following[1]),
        )
    elif core.at_top(result):
        yield _("Predikat tertinggi sudah dicapai.")


def change_said(report: Report) -> Iterator[str]:
    """Say what last year's index was, and how far it moved."""
    result, before = report.result, report.previous
    if before is None:
        return
    year = before.assessment.year
    moved = comparison.change(result, report.earlier)
    shown = {"year": year, "value": index_words(before), "predicate": predicate_words(before)}
    if not comparison.comparable(result, before):
        yield _(
            "Tahun {year} dinilai dengan {instrument} ({value}, {predicate}); "
            "indeks dua instrumen tidak dapat dikurangkan."
        ).format(**shown, instrument=words.safe(before.instrument.short))
    elif report.earlier is None:
        yield _(
            "Tahun {year}: {value} ({predicate}) menurut nilai {opinion}; selisih tidak dihitung "
            "karena penilainya berbeda."
        ).format(**shown, opinion=words.opinion(before.opinion))
    elif moved is None:
        yield _since(result, before).format(**shown)
    elif moved[0] == 0:
        yield _("Tetap {value} ({predicate}), sama dengan tahun {year}.").format(**shown)
    else:
        said = (
            _("Naik {gap} dari {value} ({predicate}) pada tahun {year}.")
            if moved[0] > 0
            else _("Turun {gap} dari {value} ({predicate}) pada tahun {year}.")
        )
        yield said.format(**shown, gap=_risen(result, before, moved))


def _since(result: Result, before: Result) -> str:
    """Say what last year was, and how far the index moved for certain while it is open."""
    if not before.sure:
        return _("Tahun {year}: {value} ({predicate}).")
    low, high = (end - exact_of(before) for end in result.known.ends)
    if low > 0 or high < 0:
        said = _("naik") if low > 0 else _("turun")
        ends = sorted((abs(low), abs(high)))
        size = words.roughly(*ends)
        shown = sorted(
            abs(numbers.rounded(end, 2) - (before.display or Fraction(0)))
            for end in result.known.ends
        )
        if [numbers.rounded(one, 2) for one in ends] != shown:
            exact = words.distance_between(ends[0], ends[1])
            size = _("{change} (tepatnya {exact})").format(change=size, exact=exact)
        return _("Tahun {year}: {value} ({predicate})") + f"; {said} {size}."
    return _("Tahun {year}: {value} ({predicate}).")


def _risen(result: Result, before: Result, moved: comparison.Shift) -> str:
    """Return the size of a change; the exact one too where the printed figures differ otherwise."""
    shown = (result.display or Fraction(0)) - (before.display or Fraction(0))
    size = words.risen(abs(moved.by), abs(shown)).replace("+", "")
    return size if moved.exact else _("{size} (selisih angka yang dicetak)").format(size=size)


def rose_and_fell(report: Report) -> Iterator[str]:
    """Say how many indicators rose and fell, and which sections fell: page one hides no fall."""
    found = core.moved(report)
    if found is None:
        return
    if any(row.previous is not None for row in report.rows):
        rose, fell = (counted("{count} indikator", len(rows)) for rows in (found.rose, found.fell))
        said = _("{rose} naik, {fell} turun").format(rose=rose, fell=fell)
        items = words.listed(row.id for row in found.fell)
        yield f"{said} ({items})." if items else f"{said}."
    falls = [
        _("{section} turun {gap}").format(section=section_name(one), gap=words.rough(-moved.by))
        for one, moved in found.sections
        if moved.by < 0
    ]
    if falls:
        yield f"{'; '.join(falls)}."
    yield from below_last_year(found)


def below_last_year(found: Moved) -> Iterator[str]:
    """Say what is below last year without having fallen: not answered yet, or not proven."""
    if found.assumed:
        items = "; ".join(
            f"{row.id} ({words.figure(row.previous, 0)} → {words.figure(row.score.level, 0)})"
            for row in found.assumed
            if row.previous is not None and row.score.level is not None
        )
        sunk = "".join(
            "; "
            + _("{section} lebih rendah {gap}").format(
                section=section_name(one), gap=words.rough(-moved.by)
            )
            for one, moved in found.sunk
        )
        said = _("Belum terisi, sementara dihitung di bawah tahun lalu: indikator {items}{sunk}.")
        yield said.format(items=items, sunk=sunk)
    if found.short:
        items = words.listed(row.id for row in found.short)
        said = _("Terbukti di bawah tingkat tahun lalu, walau klaimnya tidak: indikator {items}.")
        yield said.format(items=items)


def proven_said(report: Report) -> Iterator[str]:
    """Say what index the recorded evidence carries."""
    proof = report.proof
    if proof is None:
        if said := unbacked_said(report.result):
            yield f"{said}."
        return
    lost = files_lost(weigh(report.result.assessment))
    if not proof.losses:
        yield _("Seluruh nilai didukung bukti yang tercatat.")
        return
    value = index_said(proof.known, report.result.instrument.places)
    yield _(
        "Bukti yang tercatat baru mendukung indeks {value}; {count} indikator belum terbukti "
        "sepenuhnya."
    ).format(
        value=f"{value} ({words.predicate(proof.predicate)})" if proof.predicate else value,
        count=len(proof.losses),
    )
    if both := other_predicate(report.result, proof):
        yield _("Predikat: {said}.").format(said=both)
    if lost:
        said = found_said(report.result) or lost
        yield f"{said[:1].upper()}{said[1:]}."


def section_indices(result: Result, listed: tuple[SectionScore, ...]) -> list[tuple[str, str]]:
    """Return sections as (name, index)."""
    return [
        (section_name(one), words.decimal(index, result.instrument.places))
        for one, index in printed(listed)
    ]


def section_name(one: SectionScore) -> str:
    """Return a section as ``Aspek 3 Perencanaan …``."""
    return titled(one.section)


def axis_name(section: Section) -> str:
    """Return a section as figures name it: ``A1 Kebijakan …``, ``D1 …``."""
    return f"{words.section_letter(section)} {words.name(section.name)}"


def titled(section: Section) -> str:
    """Return a section of the instrument as ``Aspek 3 Perencanaan …``."""
    return f"{words.kind(section.kind).capitalize()} {section.id} {words.name(section.name)}"


def section_words(result: Result) -> str:
    """Return what the sections of a result are called: ``domain dan aspek``, ``aspek``."""
    kinds = dict.fromkeys(words.kind(one.section.kind) for one in walk(result.sections))
    return _(" dan ").join(kinds)
