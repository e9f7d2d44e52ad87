"""What a report advises: what to do first, and the plan, which are one."""

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from spbe_cli.core.index import printed
from spbe_cli.core.many import advice as advices, report as core, strengths
from spbe_cli.core.many.report import Report
from spbe_cli.core.many.summary import to_prove
from spbe_cli.core.moves import Move
from spbe_cli.core.plan import answers
from spbe_cli.core.plan.answers import Parts, plan_of
from spbe_cli.core.plan.plans import Plan, Step, merged
from spbe_cli.core.result import Result
from spbe_cli.core.score.proof import unbacked
from spbe_cli.i18n import _, counted
from spbe_cli.render import plans, sentences, words
from spbe_cli.render.plans import section_levels

if TYPE_CHECKING:
    from spbe_cli.core.plan.sections import SectionPlan

AdviceView = dict[str, Any]

_ROOM = 60  # characters of an owner's name


def no_plan(report: Report) -> str:
    """Say why there is a target and no plan; empty where there is a plan, or no target."""
    if report.target is None or report.advice is not None:
        return ""
    return _("Rencana belum dapat disusun: {count} indikator belum terisi.").format(
        count=len(core.unfinished(report))
    )


def planned(report: Report, found: "Plan | SectionPlan") -> str:
    """Say what a plan takes, or how far one can get."""
    places, target = report.result.instrument.places, found.target or Fraction(0)
    values = {
        "target": words.in_full(target, 2),
        "index": words.decimal(found.index, places),
        "exact": words.figure(found.index, places),
        "effort": words.effort(found.effort, found.unit),
        "steps": counted("{count} langkah", len(found.steps)),
        "levels": counted("{count} langkah", _levels(found))
        if _proves(report)
        else plans.levels_risen(_levels(found), full=getattr(found, "full", False)),
    }
    if found.status == "reached":
        said = _("Target {target} sudah tercapai.")
    elif found.status == "unreachable":
        exactly = _(" (tepatnya {exact})").format(exact=values["exact"])
        values["exactly"] = "" if values["exact"] == values["index"] else exactly
        said = (
            _("Target {target} tidak dapat dicapai: yang pasti paling tinggi {index}{exactly}.")
            if report.result.recovered
            else _("Target {target} tidak dapat dicapai: paling tinggi {index}{exactly}.")
        )
    elif report.result.recovered:
        values["sections"] = counted("{count} bagian", len(found.steps))
        said = _(
            "Rencana menuju {target}: {levels} pada {sections}; indeks menjadi sekurang-kurangnya "
            "{exact}, apa pun rincian yang tidak diumumkan."
        )
    else:
        items = {step.item for step in found.steps if isinstance(step, Step)}
        values["items"] = counted("{count} indikator", len(items))
        said = (
            _("{steps} pada {items}, upaya {effort}; indeks menjadi {index} (tepatnya {exact}).")
            if report.planned is not None
            else _(
                "Rencana paling hemat menuju {target}: {levels} pada {items}, upaya {effort}; "
                "indeks menjadi {index} (tepatnya {exact})."
            )
            if found.status == "optimal"
            else _(
                "Rencana menuju {target}: {levels} pada {items}, upaya {effort}; "
                "indeks menjadi {index} (tepatnya {exact}). Mungkin ada rencana yang lebih hemat."
            )
        )
    return said.format(**values)


def _proves(report: Report) -> bool:
    """Whether a plan has to prove what is claimed: not each of its steps is a rise."""
    basis = getattr(report.advice, "basis", None)
    return basis is not None and bool(basis.gaps)


def _levels(found: "Plan | SectionPlan") -> int:
    """Return how many levels a plan rises in all."""
    return len(found.steps) if isinstance(found, Plan) else found.levels


def first(report: Report) -> list[str]:
    """Say what to do first: answer what is open, prove, then what is best for its effort.

    Where there is a plan, it is what the plan does first.
    """
    plan = None if report.advice is None else plan_of(report.advice)
    if plan is not None and plan.steps:
        return [*_open(report), *_first_of(report)]
    if asked := list(proofs_asked(report)):  # nothing unproven is proposed for raising
        return [*_open(report), *asked]
    return [*_open(report), *(_best(report) if report.rows else _by_section(report.result))]


def first_title(report: Report, title: str) -> str:
    """Return a heading of what to do first, with half a sentence that says by what it is ordered.

    Units owing evidence stand in another order: by what the index loses without it.
    """
    plan = None if report.advice is None else plan_of(report.advice)
    if plan is not None and plan.steps:
        order = _("yang lebih dahulu dalam rencana")
    elif unbacked(report.result):
        order = _("menurut besarnya bagian indeks yang bertumpu padanya")
    elif report.rows:
        order = _("menurut kenaikan indeks dibandingkan dengan upayanya")
    else:
        return title
    return f"{title} ({order})"


def proofs_asked(report: Report) -> Iterator[str]:
    """Ask for evidence of what most rests on, where nothing that proves any level is recorded."""
    law = report.result.instrument
    for one in to_prove(report):
        yield _(
            "Lengkapi bukti dukung indikator {id} {name} (diklaim {claimed}, belum ada bukti "
            "tercatat): {share} dari indeks bertumpu padanya."
        ).format(
            id=one.score.item.id,
            name=words.name(one.score.item.indicator.short),
            claimed=words.in_full(one.to),
            share=words.rough(one.gain(law)),
        )


def _first_of(report: Report) -> Iterator[str]:
    """Say what the plan does first."""
    if isinstance(report.advice, Parts):
        for part in report.advice.plan.steps[: core.MOST_NAMED]:
            yield _(
                "Utamakan {section}: {levels}; indeks bertambah sekurang-kurangnya {gain}."
            ).format(
                section=sentences.section_name(part.room.known),
                levels=section_levels(part),
                gain=words.rough(part.gain),
            )
        return
    basis = None if report.advice is None else report.advice.basis
    gaps = {} if basis is None else basis.gaps
    for step in advices.soonest(report)[: core.MOST_NAMED]:
        yield _step_said(report, step, step.gain, gaps.get(step.item))


def _best(report: Report) -> Iterator[str]:
    """Name the best single steps: those that `simulate` names without a target."""
    found, law = advices.best(report), report.result.instrument
    for move in found.moves[: core.MOST_NAMED]:
        yield _step_said(report, move, move.gain(law), found.gaps.get(move.score.item.id))


def _step_said(report: Report, step: Step | Move, gain: Fraction, claimed: Fraction | None) -> str:
    """Say a step: to prove what is `claimed`, to rise above it, or (None) to rise."""
    said = (
        _("Naikkan indikator {id} {name} dari {level} ke {to}: indeks bertambah {gain}.")
        if claimed is None
        else _(
            "Buktikan indikator {id} {name}, terbukti {level}, sampai tingkat {to} (diklaim "
            "{claimed}): indeks yang terbukti bertambah {gain}."
        )
        if step.to <= claimed
        else _(
            "Buktikan indikator {id} {name}, terbukti {level}, sampai tingkat {claimed} yang "
            "diklaim, lalu naikkan ke {to}: indeks yang terbukti bertambah {gain}."
        )
    )
    item = step.score.item
    return said.format(
        id=item.id,
        name=_named(report, item.id, words.name(item.indicator.short)),
        level=_from(report, step.start),
        to=words.figure(step.to, 0),
        gain=words.rough(gain),
        claimed="" if claimed is None else words.in_full(claimed),
    )


def _from(report: Report, level: Fraction) -> str:
    """Return the level that a step starts from, marked where it is no more than claimed."""
    said = words.figure(level, 0)
    return _("{level} (diklaim)").format(level=said) if unbacked(report.result) else said


def _named(report: Report, item: str, name: str) -> str:
    """Return the name of an indicator, and who owns it where that is known."""
    owner = words.clipped(words.safe(report.result.assessment.owner(item) or ""), _ROOM)
    return f"{name} ({owner})" if owner else name


def _open(report: Report) -> Iterator[str]:
    items = [row.id for row in core.unfinished(report)]
    if items:
        yield _("Isi {count} indikator yang belum bernilai: {items}.").format(
            count=len(items), items=words.listed(items)
        )


def _by_section(result: Result) -> Iterator[str]:
    """Name the sections in which one level more of everything gains most."""
    total = result.instrument.total
    high = result.instrument.scale.maximum
    gains = {
        id(one): min(Fraction(1), high - index) * one.section.weight / total
        for one, index in printed(strengths.finest(result))
        if index < high
    }
    listed = sorted(
        (one for one in strengths.finest(result) if id(one) in gains),
        key=lambda one: -gains[id(one)],
    )
    for one in listed[: core.MOST_NAMED]:
        yield _(
            "Utamakan {section} ({value}): bila semua indikatornya naik satu tingkat, indeks "
            "bertambah paling banyak {gain}."
        ).format(
            section=sentences.section_name(one),
            value=words.decimal(one.display or Fraction(0), result.instrument.places),
            gain=words.rough(gains[id(one)]),
        )


def advice_view(report: Report) -> AdviceView | None:
    """Return the plan that was decided on, or the one for the target; None where there is neither.

    `notes` say on what terms, and what is in the way of it.
    """
    advice = report.advice
    if advice is None:
        return None
    found = answers.plan_of(advice)
    notes = [*plans.terms(advice, paper=True), *plans.in_the_way(advice, paper=True)]
    if found.steps and not isinstance(advice, answers.Years):
        notes = [*plans.surplus_words(found.surplus, found.equal), *notes]
    if isinstance(advice, answers.Parts):
        notes += plans.gains_apart(advice.plan)
    return {
        "title": _("Rencana")
        if found.target is None
        else _("Rencana menuju {target}").format(target=words.in_full(found.target, 2)),
        "dated": any(getattr(step, "year", None) for step in found.steps),
        "said": planned(report, found),
        "notes": [f"{said}." for said in notes],
        "steps": list(
            _section_steps(advice) if isinstance(advice, answers.Parts) else _steps(report)
        ),
    }


def _steps(report: Report) -> Iterator[AdviceView]:
    found = advices.shown_plan(report)
    steps = list(merged(found.steps)) if found else []
    for step, gain in zip(steps, words.signed_column(one.gain for one in steps), strict=True):
        start, to = words.figure(step.start, 0), words.figure(step.to, 0)
        yield {
            "id": step.item,
            "name": words.name(step.score.item.indicator.name),
            "from": start,
            "to": to,
            "levels": f"{start} → {to}",
            "effort": words.amount(step.effort),
            "gain": gain,
            "index": words.decimal(step.index, 4),
            "year": str(step.year or ""),
            "owner": words.safe(report.result.assessment.owner(step.item) or "")
            if step.item in report.result.assessment.answers
            else "",
        }


def _section_steps(found: answers.Parts) -> Iterator[AdviceView]:
    """Yield the sections that have to rise: of what was published, no indicator is known."""
    gains = words.signed_column(step.gain for step in found.plan.steps)
    for step, gain in zip(found.plan.steps, gains, strict=True):
        yield {
            "id": "",
            "name": sentences.section_name(step.room.known) + plans.parts_first(step.room),
            "from": "",
            "to": "",
            "levels": plans.levels_risen(step.levels, full=step.full),
            "effort": str(step.levels),
            "gain": gain,
            "index": words.decimal(step.index, 4),
            "year": "",
            "owner": "",
        }
