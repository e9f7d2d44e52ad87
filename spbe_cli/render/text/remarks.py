"""What stands beneath the table of a score: losses, evidence, sources, disputes."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from spbe_cli.core.assessment import Opinion
from spbe_cli.core.evidence import weigh
from spbe_cli.core.result import Result, disputed_predicate
from spbe_cli.core.score.proof import Proof
from spbe_cli.i18n import _
from spbe_cli.render import published, words
from spbe_cli.render.derivation import levels_beside
from spbe_cli.render.phrases import (
    files_lost,
    index_said,
    index_words,
    outside_text,
    unbacked_said,
    unchecked,
)
from spbe_cli.render.text.screen import Screen, blank_table

if TYPE_CHECKING:
    from rich.table import Table


_MOST_LISTED = 6  # candidates behind a published index; of more, only the ends are shown


MOST_LOSSES = 10  # unproven indicators shown; the rest are counted


def claimed_and_proven(result: Result, proof: Proof) -> str:
    """Return the claimed index and the proven one, and how many files of evidence are lost."""
    places = result.instrument.places
    said = _("klaim {claimed} · terbukti {proven}").format(
        claimed=index_words(result), proven=index_said(proof.known, places)
    )
    if proof.predicate and proof.predicate != result.predicate:
        said += f" ({words.name(proof.predicate.name)})"
    return " · ".join(filter(None, (said, files_lost(weigh(result.assessment)))))


def losses(proof: Proof, screen: Screen) -> "Table":
    """Return the indicators whose evidence falls short, largest loss of the index first."""
    from rich.text import Text

    table = blank_table()
    table.add_column(_("belum terbukti"), ratio=1)
    for title in (_("klaim"), _("terbukti"), _("selisih")):
        table.add_column(title, justify="right", no_wrap=True)
    for one in proof.losses[:MOST_LOSSES]:
        table.add_row(
            Text(f"{one.item.id} {words.name(one.item.indicator.short)}"),
            words.in_full(one.claimed),
            words.in_full(one.proven),
            words.gap(one.loss),
        )
    table.width = min(screen.width - 2, 92)
    return table


def remarks(result: Result) -> Iterator[str]:
    """Yield what a reader must know beside the figures, weightiest first."""
    instrument, assessment = result.instrument, result.assessment
    places = instrument.places
    if not result.recovered:
        scored = tuple(result.items())
        services = len(scored) > sum(1 for _one in instrument.indicators())
        said = (
            _("{count} dari {total} butir terisi")
            if services
            else _("{count} dari {total} indikator terisi")
        )
        count = len(scored) - len(result.missing) - len(result.assumed)
        yield said.format(count=count, total=len(scored)) + _evidence(result)
        yield from _unchecked(result)
        yield from _estimated(result)
    if result.missing:
        yield _("Belum terisi: {items}").format(items=words.listed(result.missing))
        yield _("Indeks yang masih mungkin: {low} sampai {high}").format(
            low=words.figure(result.lowest, places), high=words.figure(result.highest, places)
        )
        if result.provisional:
            yield _(
                "Sementara: yang belum terisi dihitung sebagai {minimum}, nilai terendah skala"
            ).format(minimum=instrument.scale.minimum)
        else:
            yield _("Indeks sementara: tambahkan --provisional")
    for one in result.items():
        if one.outside is not None and (one.foreign or one.uncounted):
            yield outside_text(one, instrument.places)
    if result.assumed and not result.missing:
        yield _("Indeks yang masih mungkin: {low} sampai {high}").format(
            low=words.figure(result.lowest, places), high=words.figure(result.highest, places)
        )
    yield from _recovered(result)
    yield from _dispute(result)
    if not instrument.serves(assessment.year):
        yield _("Perhatian: {instrument} bukan instrumen evaluasi tahun {year}").format(
            instrument=words.safe(instrument.short), year=assessment.year
        )
    yield from published.agreement(result)
    others = [
        one for one in assessment.opinions() if one != result.opinion and assessment.levels(one)
    ]
    if others:
        yield _("Nilai lain dalam berkas: {opinions}").format(
            opinions=", ".join(f"{words.opinion(one)} (--opinion {one})" for one in others)
        )
    if said := published.published_source(result):
        yield _("Sumber: {source}").format(source=said)


def _estimated(result: Result) -> Iterator[str]:
    if result.assessment.has_items():
        from spbe_cli.render import checklist  # few files have any

        yield from checklist.estimate_remarks(result)


def _evidence(result: Result) -> str:
    count = sum(len(answer.evidence) for answer in result.assessment.answers.values())
    if count:
        return " · " + _("{count} bukti dukung tercatat").format(count=count)
    if result.assessment.has_items():
        return ""
    said = unbacked_said(result) or _("tidak ada bukti dukung tercatat")
    return f" · {said[:1].lower()}{said[1:]}"


def _unchecked(result: Result) -> Iterator[str]:
    """Name the evidence that counts for a claim though nobody looked at it."""
    if result.opinion is Opinion.SELF and (said := unchecked(weigh(result.assessment))):
        yield said


def _recovered(result: Result) -> Iterator[str]:
    """Name the exact indices that may stand behind a published one."""
    if result.recovered:
        listed = [words.figure(one, result.instrument.places) for one in result.candidates]
        if len(listed) > _MOST_LISTED:
            listed = [listed[0], "…", listed[-1]]
        yield _(
            "Diturunkan dari indeks yang diumumkan; indeks sebelum pembulatan yang mungkin: "
            "{candidates}"
        ).format(candidates="; ".join(listed))
        if given := levels_beside(result):
            yield given


def _dispute(result: Result) -> Iterator[str]:
    """Say so where the exact and the rounded index fall into different predicates."""
    other = disputed_predicate(result)
    if other and result.predicate:
        yield _(
            "Perhatian: predikat {name} menurut praktik tahun {year}; "
            "dengan cara pembulatan lain {other}"
        ).format(
            name=words.name(result.predicate.name),
            year=result.assessment.year,
            other=words.name(other.name),
        )
