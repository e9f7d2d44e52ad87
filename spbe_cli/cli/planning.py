"""What plans are asked for on the command line: of `simulate`, and of `report`."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

import typer

from spbe_cli.cli import names
from spbe_cli.cli.inputs import check_target, number_option
from spbe_cli.core import numbers
from spbe_cli.core.plan import answers, measuring
from spbe_cli.core.plan.basis import Basis, From, basis
from spbe_cli.core.plan.plans import Measure, Terms, one_each
from spbe_cli.core.records import replace
from spbe_cli.core.result import Result
from spbe_cli.i18n import _
from spbe_cli.problems import DataError, Place, Problem, hint
from spbe_cli.store import national

_MOST_YEARS = 10  # of a roadmap


class Wishes(NamedTuple):
    """What a plan is to reach and to keep to, as it stands on the command line."""

    target: str | None = None
    predicate: str | None = None
    floor: Sequence[str] = ()
    budget: str | None = None
    by: Sequence[str] = ()
    capacity: str | None = None
    lock: Sequence[str] = ()
    only: Sequence[str] = ()
    owner: Sequence[str] = ()
    outside: bool = False
    start: From | None = None
    max_step: int | None = None
    max_level: int | None = None
    effort: str | None = None
    alternatives: int | None = None
    explain: bool = False
    out: Path | None = None
    template: str | None = None
    quarters: str | None = None
    calendar: bool = False

    @classmethod
    def of(cls, params: Mapping[str, Any]) -> "Wishes":
        """Return the wishes among the parameters of a command."""
        return cls(**{name: params[name] for name in cls._fields if params.get(name) is not None})


def locks_of(wishes: Wishes) -> tuple[str, ...]:
    """Return the options that keep indicators where they are."""
    options = {"--lock": wishes.lock, "--only": wishes.only, "--owner": wishes.owner}
    return tuple(name for name, value in options.items() if value)


def terms_of(result: Result, wishes: Wishes) -> Terms:
    """Return what a plan must keep to."""
    max_level, max_step = caps(wishes)
    free = names.free(result, wishes.only, wishes.owner)
    locked = {item for text in wishes.lock for item in names.picked(result, text, "--lock")}
    locked |= {one.item.id for one in result.items() if one.item.id not in free}
    if not wishes.outside:
        locked |= {one.item.id for one in result.items() if one.foreign}
    return replace(
        efforts(result, wishes.effort),
        locked=frozenset(locked),
        max_level=max_level,
        max_step=max_step,
        floors=dict(names.floor(result, text) for text in wishes.floor),
    )


def caps(wishes: Wishes) -> tuple[int | None, int | None]:
    """Return the highest level and the most levels for an item."""
    for name, value in (("--max-step", wishes.max_step), ("--max-level", wishes.max_level)):
        if value is not None and value < 1:
            raise typer.BadParameter(_("{name} memerlukan angka di atas nol").format(name=name))
    return wishes.max_level, wishes.max_step


def efforts(result: Result, name: str | None) -> Terms:
    """Return terms that say no more than what steps cost: by a name, or by a file."""
    if name is None or name == Measure.RISING:
        return Terms()
    if name == Measure.FLAT:
        return Terms(effort=one_each)
    from spbe_cli.store.yaml import effort as store

    found = store.load(name, result)
    return Terms(effort=found.of, unit=found.unit)


def goal_of(result: Result, wishes: Wishes) -> Fraction | None:
    """Return the index to reach: the target, or the bound of a predicate if that is higher."""
    target, law = number_option("--target", wishes.target), result.instrument
    check_target(target, law.scale)
    if not wishes.predicate:
        return target
    named = law.predicate(wishes.predicate)
    if named is None:
        known = [one.name.id for one in law.predicates]
        place = Place(f"--predicate {wishes.predicate}")
        params = {"name": wishes.predicate, **hint(wishes.predicate, known)}
        raise DataError([Problem("E214", place, params)])
    return max(named.lower, target or Fraction(0))


def capacity_of(wishes: Wishes) -> Fraction | None:
    """Return the most effort of a year; None where none is named."""
    capacity = number_option("--capacity", wishes.capacity)
    if capacity is not None and capacity <= 0:
        raise typer.BadParameter(_("{name} memerlukan angka di atas nol").format(name="--capacity"))
    return capacity


def wanted_basis(result: Result, wanted: From | None) -> Basis:
    """Return what plans start from: the claimed levels, or those that evidence proves."""
    found = basis(result, wanted)
    if wanted is From.PROVEN and found.proof is None:
        raise typer.BadParameter(
            _(
                "--from proven memerlukan nilai mandiri dan bukti dukung yang tercatat dalam "
                "berkas itu; pakailah --from claimed"
            )
        )
    return found


def targets_of(result: Result, texts: Sequence[str]) -> dict[int, Fraction]:
    """Read ``2027=3.00``: the exact index to reach by the end of each year."""
    targets: dict[int, Fraction] = {}
    for text in texts:
        written, _equals, index = text.partition("=")
        target = numbers.parse(index)
        year = written.strip()
        if target is None or not year.isdecimal() or len(year) != len("2027"):
            raise typer.BadParameter(_("--by ditulis tahun=indeks, misalnya --by 2027=3.00"))
        check_target(target, result.instrument.scale, "--by")
        if int(year) in targets:
            raise typer.BadParameter(_("--by menyebut tahun {year} dua kali").format(year=year))
        targets[int(year)] = target
    first, last = min(targets), max(targets)
    if first <= result.assessment.year:
        raise typer.BadParameter(
            _("--by memerlukan tahun sesudah {year}").format(year=result.assessment.year)
        )
    if last - first >= _MOST_YEARS:
        raise typer.BadParameter(
            _("--by mencakup paling banyak {count} tahun").format(count=_MOST_YEARS)
        )
    return targets


def planned_advice(
    result: Result, wishes: Wishes
) -> answers.Route | answers.Years | answers.Parts | None:
    """Return the plan for a target or for years; None where neither is named, or nothing is sure.

    It is what `simulate` answers: whoever asks for advice gets the same.
    """
    if not (wishes.target or wishes.by):
        return None
    if result.recovered:
        from spbe_cli.cli import sectional  # few files hold published sections only

        terms = sectional.section_terms(result, wishes)
        found = answers.parts_to(result, goal_of(result, wishes), terms)
        return measuring.measured(found._replace(locks=locks_of(wishes)), national.load())
    if not result.sure:
        return None
    terms, start = terms_of(result, wishes), wanted_basis(result, wishes.start)
    if wishes.by:
        targets = targets_of(result, wishes.by)
        years = answers.roadmap_to(start, targets, terms, capacity_of(wishes))
        return measuring.measured(years, national.load())
    route = answers.route_to(start, goal_of(result, wishes), terms)
    return measuring.measured(route._replace(locks=locks_of(wishes)), national.load())
