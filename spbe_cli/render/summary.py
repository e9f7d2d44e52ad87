"""The one page of a report in words: what every face of `--summary` shows."""

from collections.abc import Iterator
from fractions import Fraction

from spbe_cli.core.index import printed
from spbe_cli.core.institutions import group_of
from spbe_cli.core.many.report import MOST_NAMED, ItemView, Report, unfinished
from spbe_cli.core.many.summary import Summary
from spbe_cli.core.owed.todo import Debtor, debts_by_kind
from spbe_cli.i18n import _, counted, language
from spbe_cli.render import (
    advice,
    caveats,
    cover as front,
    moves,
    national,
    one_page,
    published,
    sentences,
    words,
)
from spbe_cli.render.cover import Cover
from spbe_cli.render.details import View
from spbe_cli.render.phrases import index_words, predicate_words
from spbe_cli.render.targets import target_said
from spbe_cli.render.todo import debt_kind, influence

_ROOM = 90  # characters of a name that people gave: the page stays one page
_REGIONS = ("provinsi", "kabupaten", "kota")


def summary_view(summary: Summary, cover: Cover) -> View:
    """Return the texts of the one page."""
    report = summary.report
    result = report.result
    places = result.instrument.places
    view = {
        "language": language(),
        "title": words.safe(cover.title)
        or _("Ringkasan {index} {year}").format(
            index=words.name(result.instrument.index_name), year=result.assessment.year
        ),
        "institution": words.safe(result.assessment.institution),
        "year": result.assessment.year,
        "instrument": words.safe(result.instrument.short),
        "opinion": words.opinion(result.opinion),
        "provisional": result.provisional or published.provisional(result),
        "final": any(printed([result])) and not result.provisional,
        "index_name": words.name(result.instrument.index_name),
        "index": index_words(result),
        "predicate": predicate_words(result),
        "place": list(national.standing_words(report.standing, places)),
        "change": [*sentences.change_said(report), *_below(summary)],
        "rose": list(_moved(summary, 1)),
        "fell": list(_moved(summary, -1)),
        "target": [*target_said(report), *_following(report)],
        "proven": list(sentences.proven_said(report)),
        "warnings": list(caveats.warnings(report)),
        "asked_of": _asked_of(summary),
        "asked": list(_asked(report))[:MOST_NAMED],
        "behind": list(zip(_owners(summary), map(_owed, summary.behind), strict=True)),
        "sources": list(_sources(summary, cover)),
        "date": front.long_date(summary.date),
        "signers": [one._asdict() for one in cover.signers],
        "public": report.public,
    }
    return one_page.shortened(view)


def _following(report: Report) -> Iterator[str]:
    """Say how far the next predicate is where nobody set a target."""
    if report.target is None:
        yield from sentences.following_said(report.result)


def _asked(report: Report) -> Iterator[str]:
    """Yield what is asked: answers, then proofs where nothing that proves levels is recorded."""
    listed = advice.first(report)
    answers = 1 if unfinished(report) else 0  # the first sentence asks for them
    yield from listed[:answers]
    proofs = list(advice.proofs_asked(report))
    yield from proofs
    yield from (one for one in listed[answers:] if one not in proofs)
    if said := advice.no_plan(report):
        yield said


def _owners(summary: Summary) -> list[str]:
    return one_page.told_apart([words.safe(one.owner or "") for one in summary.behind], _ROOM)


def _asked_of(summary: Summary) -> str:
    """Return the heading of what is asked, by who leads such an institution."""
    if group_of(summary.report.result.assessment.institution) in _REGIONS:
        return _("Mohon arahan Sekretaris Daerah")
    return _("Mohon arahan pimpinan")


def _below(summary: Summary) -> Iterator[str]:
    """Say what is below last year though it did not fall: it is easily overlooked."""
    if summary.moved is not None:
        yield from sentences.below_last_year(summary.moved)


def _moved(summary: Summary, way: int) -> Iterator[str]:
    """Yield the sections that went one way, the furthest first, then the indicators that did."""
    found = summary.moved
    if found is None:
        return
    for one, moved in found.sections:
        if moved.by * way > 0:
            yield f"{sentences.section_name(one)}: {moves.rough_change(moved)}"
    rows = found.rose if way > 0 else found.fell
    if rows:
        furthest = sorted(rows, key=lambda row: -abs(_by(row)))[:MOST_NAMED]
        said = counted("{count} indikator", len(rows))
        yield _("{count}, terbesar: {items}").format(
            count=said[:1].upper() + said[1:], items="; ".join(map(_step, furthest))
        )


def _by(row: ItemView) -> Fraction:
    return (row.score.level or Fraction(0)) - (row.previous or Fraction(0))


def _step(row: ItemView) -> str:
    levels = [words.figure(one, 0) for one in (row.previous, row.score.level) if one is not None]
    return f"{row.id} {words.name(row.score.item.indicator.short)} {' → '.join(levels)}"


def _owed(one: Debtor) -> str:
    """Say of how many indicators a unit owes what, and what the index loses by it."""
    owed = ", ".join(f"{debt_kind(each)} {count}" for each, count in debts_by_kind(one).items())
    said = counted("{count} indikator", len(one.items)) + f" ({owed})"
    if not one.stake:
        return said
    return said + "; " + influence(words.rough(one.stake))


def _sources(summary: Summary, cover: Cover) -> Iterator[str]:
    report = summary.report
    if said := published.published_source(report.result):
        yield _("Sumber: {source}.").format(source=said.rstrip("."))
    if report.standing is not None:
        yield _("Daftar nasional: {source}.").format(source=report.standing.source.rstrip("."))
    file, digest = cover.sources[-1]
    name = words.clipped(words.safe(file), _ROOM)
    yield _("Data: {data}; spbe {version}.").format(
        data=", ".join(filter(None, (name, f"SHA-256 {digest}"))), version=cover.version
    )
