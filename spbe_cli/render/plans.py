"""How a plan was made, in words: what steps cost, how far items rise, what it starts from."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from spbe_cli.core.instrument import Instrument
from spbe_cli.core.plan.answers import Parts, Route, Years, claimed_in, parts_of, plan_of
from spbe_cli.core.plan.basis import Basis, From
from spbe_cli.core.plan.plans import Measure
from spbe_cli.core.plan.served import unserved
from spbe_cli.core.plan.usual import Widened
from spbe_cli.core.result import Result
from spbe_cli.i18n import _, counted
from spbe_cli.render import prose, words
from spbe_cli.render.national import usual
from spbe_cli.render.phrases import found_said, index_said, unbacked_said
from spbe_cli.render.published import beside

if TYPE_CHECKING:
    from spbe_cli.core.plan.headroom import Headroom
    from spbe_cli.core.plan.sections import SectionPlan, SectionStep
    from spbe_cli.core.plan.sharing import Share  # only roadmaps pay for it


def effort_title(unit: str | None, room: int) -> str:
    """Return the heading of a column of efforts, with the unit where `room` columns hold it."""
    titled = _("upaya ({unit})").format(unit=words.safe(unit)) if unit else ""
    return titled if 0 < len(titled) <= room else _("upaya")


def manner(found: Route | Years | Parts) -> Iterator[str]:
    """Say what a plan starts from, what its steps cost, and how usual its rise is."""
    yield from terms(found)
    yield from usual(found.asks, found.before.instrument.places)
    yield from beside(claimed_in(found))


def terms(found: Route | Years | Parts, *, paper: bool = False) -> Iterator[str]:
    """Say what a plan starts from, what its steps cost, and how far an indicator rises.

    First, which of its years another instrument will assess. A `paper` names no option of the
    command line.
    """
    plan = plan_of(found)
    yield from otherwise_assessed(found.before.instrument, unserved(found), paper=paper)
    if not isinstance(found, Parts):
        yield from _start(found, paper=paper)
    if plan.steps and plan.measure is not None:
        yield f"{_measure(found)}{_bound(found)}"
    if found.widened is not None:
        yield _widened(found.before, found.widened)


def otherwise_assessed(
    law: Instrument, years: Sequence[int], *, paper: bool = False
) -> Iterator[str]:
    """Warn of years that will be assessed by another instrument: its index is another one."""
    if years:
        said = _(
            "Perhatian: {instrument} bukan instrumen evaluasi tahun {years} (terakhir {last}); "
            "indeks tahun itu akan dihitung dengan instrumen lain"
        ).format(
            instrument=words.safe(law.short),
            years=words.listed(map(str, years)),
            last=law.years[1] or law.years[0],
        )
        yield said if paper else said + _(", lihat spbe carry")


def start_said(basis: Basis | None, *, paper: bool = False) -> Iterator[str]:
    """Say whether figures start from what is proven; nothing where nothing is to prove."""
    if basis is not None and (bare := unbacked_said(basis.claimed)):
        claimed = index_said(basis.claimed.known, basis.claimed.instrument.places)
        yield bare
        yield _("Dihitung dari yang diklaim, {claimed}").format(claimed=claimed)
    if basis is None or basis.proof is None or not basis.proof.losses:
        return
    places = basis.claimed.instrument.places
    claimed = index_said(basis.claimed.known, places)
    proven = index_said(basis.proof.known, places)
    if basis.start is From.PROVEN:
        said = _("Dihitung dari yang terbukti, {proven}; yang diklaim {claimed}")
        other = From.CLAIMED
    else:
        said = _("Dihitung dari yang diklaim, {claimed}; yang terbukti {proven}")
        other = From.PROVEN
    yield said.format(claimed=claimed, proven=proven) + ("" if paper else f": --from {other}")
    if again := found_said(basis.claimed):
        yield again[:1].upper() + again[1:]


def in_the_way(found: Route | Years | Parts, *, paper: bool = False) -> Iterator[str]:
    """Say which sections cannot reach their floor, and which terms, given up, let a plan be."""
    for one in () if isinstance(found, Parts) else found.short:
        said = _("{kind} {id} paling tinggi {index}, kurang dari {floor}").format(
            kind=words.kind(one.scored.section.kind),
            id=one.scored.section.id,
            index=words.figure(one.top),
            floor=words.in_full(one.floor, 2),
        )
        yield said[0].upper() + said[1:]
    if isinstance(found, Years) and found.share is not None:
        yield _idle(found, found.share, paper=paper)
    locks = () if isinstance(found, Years) else found.locks
    names = _given_up() if paper else _options(locks)
    said = _("Dapat dicapai {name}: upaya {effort}")
    for term, plan in found.remedies:
        yield said.format(name=names[term], effort=words.effort(plan.effort, plan.unit))


def _options(locks: Iterable[str]) -> dict[str, str]:
    """Return terms that may be given up, as the options that ask for them."""
    without = _("tanpa {options}")
    return {
        "locked": without.format(options=_(" dan ").join(locks)),
        "outside": _("dengan --outside"),
        "max_step": without.format(options="--max-step"),
        "max_level": without.format(options="--max-level"),
        "floors": without.format(options="--floor"),
        "capacity": without.format(options="--capacity"),
        "all": _("bila semua syarat itu dilepas"),
    }


def _given_up() -> dict[str, str]:
    """Return terms that may be given up, as a paper says them."""
    return {
        "locked": _("bila yang ditahan ikut naik"),
        "outside": _("bila indeks dari instansi lain ikut naik"),
        "max_step": _("bila kenaikan satu indikator tidak dibatasi"),
        "max_level": _("bila tingkat tertinggi tidak dibatasi"),
        "floors": _("tanpa nilai minimum setiap bagian"),
        "capacity": _("bila upaya setahun tidak dibatasi"),
        "all": _("bila semua syarat itu dilepas"),
    }


def _idle(found: Years, share: "Share", *, paper: bool) -> str:
    """Say in which years all is done, and with which capacity each year has its share."""
    if paper:
        years = words.listed(map(str, share.busy))
        said = _("Semua langkah diambil pada {years}").format(years=years)
        shared = _("; dengan upaya paling banyak {capacity} setahun terbagi: {efforts}")
        return said if share.capacity is None else said + _share(shared, share)
    said = (
        _("Tanpa --capacity semua langkah diambil pada {years}")
        if found.capacity is None
        else _("Dengan --capacity itu semua langkah diambil pada {years}")
    ).format(years=words.listed(map(str, share.busy)))
    if share.capacity is None:
        return said
    return said + _share(_("; dengan --capacity {capacity} terbagi: {efforts}"), share)


def _share(said: str, share: "Share") -> str:
    return said.format(
        capacity=words.in_full(share.capacity or Fraction(0)),
        efforts=prose.conjoined([words.amount(one) for one in share.efforts]),
    )


def section_levels(step: "SectionStep") -> str:
    """Return a step of a section: ``13 tingkat naik (dahulukan Aspek 8 …)``."""
    said = levels_risen(step.levels, full=step.full)
    if step.full:
        said += _(", sejauh masih dapat naik")
    return said + parts_first(step.room)


def levels_risen(levels: int, *, full: bool) -> str:
    """Say how many levels rise; at most, where there may be no room for so many."""
    said = counted("{count} tingkat naik", levels)
    return _("paling banyak {levels}").format(levels=said) if full else said


def gains_apart(found: "SectionPlan") -> Iterator[str]:
    """Say why the gains of sections do not add up to the rise of the index, where they do not."""
    if found.apart:
        yield _(
            "Naiknya tiap bagian adalah yang paling kecil; jumlahnya kurang dari naiknya indeks, "
            "karena yang paling kecil itu tidak dapat terjadi bersamaan"
        )


def parts_first(room: "Headroom") -> str:
    """Name the parts whose indicators weigh most."""
    if not room.first:
        return ""
    listed = ", ".join(
        f"{words.kind(part.kind).capitalize()} {part.id} {words.name(part.name)}"
        for part in room.first
    )
    return _(" (dahulukan {parts})").format(parts=listed)


def unproven(least: Fraction) -> str:
    """Say that less effort might do, but not less than `least`."""
    return _("mungkin ada rencana yang lebih hemat; paling sedikit {least}").format(
        least=words.in_full(least)
    )


def surplus_words(surplus: Fraction | None, equal: int) -> Iterator[str]:
    """Say what a plan adds beyond need, and how many others cost the same."""
    said = []
    if surplus is not None:
        beyond = _("Melampaui target {surplus}").format(surplus=words.gap(surplus))
        said.append(beyond if surplus else _("Tepat pada target"))
    if equal:
        said.append(words.many("ada {count} rencana lain dengan upaya yang sama", equal))
    if said:
        yield "; ".join(said)


def _start(found: Route | Years, *, paper: bool) -> Iterator[str]:
    """Say how far the target is from claim and from proof, and what of a plan serves which."""
    basis, plan = found.basis, plan_of(found)
    yield from start_said(basis, paper=paper)
    if basis is None or basis.proof is None or not basis.proof.losses:
        return
    if plan.target is not None:
        ends = (basis.claimed.index, basis.proof.index)
        claimed, proven = (None if end is None else plan.target - end for end in ends)
        if claimed is not None and proven is not None:
            yield _(
                "Jarak ke target: {claimed} dari yang diklaim, {proven} dari yang terbukti"
            ).format(claimed=words.gap(max(claimed, claimed * 0)), proven=words.gap(proven))
    parts = parts_of(found)
    if parts is not None and plan.steps:
        yield _(
            "Membuktikan yang diklaim: {proving} (upaya {proof}); menaikkan: {raising} "
            "(upaya {rise})"
        ).format(
            proving=counted("{count} langkah", parts[0].steps),
            proof=words.effort(parts[0].effort, plan.unit),
            raising=counted("{count} langkah", parts[1].steps),
            rise=words.effort(parts[1].effort, plan.unit),
        )


def _measure(found: Route | Years | Parts) -> str:
    """Say what a step costs."""
    measure, scale = plan_of(found).measure, found.before.instrument.scale
    if measure is Measure.RISING:
        low = scale.minimum
        listed = ", ".join(f"{level} = {level - low}" for level in scale.levels()[1:])
        return _("Upaya menanjak: ke tingkat {listed}").format(listed=listed)
    if measure is Measure.FLAT:
        return _("Upaya rata: setiap tingkat 1")
    return _("Upaya menurut berkas")


def _bound(found: Route | Years | Parts) -> str:
    """Say how far one indicator rises at most; nothing where that is not bounded."""
    step = found.terms.max_step
    if step is None:
        return ""
    if isinstance(found, Years):
        said = _("paling banyak {step} tingkat setahun untuk satu indikator")
    else:
        said = _("paling banyak {step} tingkat untuk satu indikator")
    proving = not isinstance(found, Parts) and found.basis is not None and found.basis.gaps
    return f"; {said.format(step=step)}" + (
        _(", di luar pembuktian tingkat yang sudah diklaim") if proving else ""
    )


def _widened(before: Result, wide: Widened) -> str:
    """Say that the usual levels do not do, and how many this plan takes."""
    values: dict[str, object] = {"usual": wide.usual, "step": wide.step, "year": wide.year}
    if wide.most is None:
        said = _(
            "Dengan paling banyak {usual} tingkat tidak ditemukan rencana; rencana ini memakai "
            "{step}"
        )
        return said.format(**values)
    values["index"] = words.decimal(wide.most, before.instrument.places)
    if wide.year is not None:
        said = _(
            "Dengan paling banyak {usual} tingkat setahun tercapai {index} pada {year}; rencana "
            "ini memakai {step}"
        )
        return said.format(**values)
    said = _("Dengan paling banyak {usual} tingkat tercapai {index}; rencana ini memakai {step}")
    return said.format(**values)
