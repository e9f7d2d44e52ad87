"""What changed from one instrument, or edition of one, to another; and what it does to an index."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from spbe_cli.core.clauses import Predicate
from spbe_cli.core.instrument import Indicator, Instrument, Section
from spbe_cli.core.result import Result

AmendedValue = Fraction | int | str | bool | None


class AmendmentKind(StrEnum):
    """What a change is about."""

    SCALE = "scale"
    PLACES = "places"
    BASIS = "basis"
    PREDICATE = "predicate"
    WEIGHT = "weight"
    NAME = "name"
    CAPABILITY = "capability"
    OUTSIDE = "outside"
    SERVICES = "services"
    CRITERION = "criterion"
    CONDITION = "condition"
    EVIDENCE = "evidence"
    ADDED = "added"
    REMOVED = "removed"


class Amendment(NamedTuple):
    """A thing that differs: where it stands, and what is there before and after.

    `where` is ``domain``, ``aspect`` or ``indicator`` with its id, or empty for the whole; `level`
    is that of a criterion; `name` is the predicate, or the section or indicator, that it concerns.
    """

    kind: AmendmentKind
    where: tuple[str, str] | None
    name: str
    level: int | None
    before: AmendedValue
    after: AmendedValue


class Difference(NamedTuple):
    """Two instruments and what changed between them.

    `editions`: they share most indicators, by number and name, and are compared one by one; else
    only what stands above the indicators is, and `shared` are the indicators of one name (their
    numbers before and after). `followed` are indicators of the later one and those of the earlier
    that it names as predecessors. `effect` is a result under each, of the same levels.
    """

    before: Instrument
    after: Instrument
    editions: bool
    changes: tuple[Amendment, ...]
    shared: tuple[tuple[str, str], ...]
    followed: tuple[tuple[str, tuple[str, ...]], ...]
    effect: tuple[Result, Result] | None = None

    @property
    def counts(self) -> tuple[Mapping[str, int], Mapping[str, int]]:
        """How many domains, aspects and indicators each has."""
        return _counts(self.before), _counts(self.after)


def difference(
    before: Instrument, after: Instrument, effect: tuple[Result, Result] | None = None
) -> Difference:
    """Compare two instruments; `effect` are the results of one assessment under each."""
    old, new = _indicators(before), _indicators(after)
    same = [key for key in old if key in new and _folded(old[key]) == _folded(new[key])]
    editions = 2 * len(same) >= min(len(old), len(new))
    changes = list(_heads(before, after))
    if editions:
        changes += _sections(before, after)
        changes += _leaves(old, new)
    by_name = {_folded(one): key for key, one in new.items()}
    shared = [(key, by_name[_folded(one)]) for key, one in old.items() if _folded(one) in by_name]
    followed = [
        (one.id, (*earlier.main, *earlier.partial))
        for one in new.values()
        if (earlier := one.predecessors) is not None and earlier.instrument == before.id
    ]
    return Difference(
        before, after, editions, tuple(changes), tuple(shared), tuple(followed), effect
    )


def _indicators(law: Instrument) -> dict[str, Indicator]:
    return {one.id: one for one in law.indicators()}


def _folded(one: Indicator) -> str:
    return " ".join(one.name.id.split()).casefold()


def _counts(law: Instrument) -> dict[str, int]:
    kinds = [section.kind for section in law.walk()]
    counts = {kind: kinds.count(kind) for kind in ("domain", "aspect")}
    return {**counts, "indicator": sum(1 for _one in law.indicators())}


def _heads(before: Instrument, after: Instrument) -> Iterator[Amendment]:
    """Scale, rounding, what the predicate is read from, and the predicates by their names."""
    pairs: tuple[tuple[AmendmentKind, str, AmendedValue, AmendedValue], ...] = (
        (AmendmentKind.SCALE, "minimum", before.scale.minimum, after.scale.minimum),
        (AmendmentKind.SCALE, "maximum", before.scale.maximum, after.scale.maximum),
        (AmendmentKind.SCALE, "decimal", before.scale.decimal, after.scale.decimal),
        (AmendmentKind.PLACES, "", before.places, after.places),
        (AmendmentKind.BASIS, "", before.basis, after.basis),
    )
    for kind, name, old, new in pairs:
        if old != new:
            yield Amendment(kind, None, name, None, old, new)
    bounds, later = _bounds(before.predicates), _bounds(after.predicates)
    for name in dict.fromkeys((*bounds, *later)):
        if bounds.get(name) != later.get(name):
            yield Amendment(
                AmendmentKind.PREDICATE, None, name, None, bounds.get(name), later.get(name)
            )


def _bounds(predicates: tuple[Predicate, ...]) -> dict[str, Fraction]:
    return {one.name.id: one.lower for one in predicates}


def _sections(before: Instrument, after: Instrument) -> Iterator[Amendment]:
    old: dict[tuple[str, str], Section] = {one.key: one for one in before.walk()}
    new = {one.key: one for one in after.walk()}
    yield from _there(old, new)
    for key, one in old.items():
        if key in new:
            yield from _named(key, one, new[key])


def _leaves(old: Mapping[str, Indicator], new: Mapping[str, Indicator]) -> Iterator[Amendment]:
    earlier = {("indicator", key): value for key, value in old.items()}
    later = {("indicator", key): value for key, value in new.items()}
    yield from _there(earlier, later)
    for key, one in earlier.items():
        if key in later:
            yield from _named(key, one, later[key])
            yield from _asked(key, one, later[key])


def _there(
    old: Mapping[tuple[str, str], Section | Indicator],
    new: Mapping[tuple[str, str], Section | Indicator],
) -> Iterator[Amendment]:
    """Yield what only one of them has, with its weight."""
    for key, one in old.items():
        if key not in new:
            yield Amendment(AmendmentKind.REMOVED, key, one.name.id, None, one.weight, None)
    for key, one in new.items():
        if key not in old:
            yield Amendment(AmendmentKind.ADDED, key, one.name.id, None, None, one.weight)


def _named(
    key: tuple[str, str], old: Section | Indicator, new: Section | Indicator
) -> Iterator[Amendment]:
    if old.weight != new.weight:
        yield Amendment(AmendmentKind.WEIGHT, key, new.name.id, None, old.weight, new.weight)
    if old.name.id != new.name.id:
        yield Amendment(AmendmentKind.NAME, key, new.name.id, None, old.name.id, new.name.id)


def _asked(key: tuple[str, str], old: Indicator, new: Indicator) -> Iterator[Amendment]:
    """Yield what an indicator asks for that it did not, or not so."""
    name = new.name.id
    pairs: tuple[tuple[AmendmentKind, AmendedValue, AmendedValue], ...] = (
        (AmendmentKind.CAPABILITY, old.kind, new.kind),
        (AmendmentKind.OUTSIDE, old.outside, new.outside),
        (AmendmentKind.SERVICES, old.repeatable, new.repeatable),
    )
    for kind, before, after in pairs:
        if before != after:
            yield Amendment(kind, key, name, None, before, after)
    ladders = (
        (AmendmentKind.CRITERION, old.levels, new.levels),
        (AmendmentKind.CONDITION, old.conditions or {}, new.conditions or {}),
        (AmendmentKind.EVIDENCE, _evidence(old), _evidence(new)),
    )
    for kind, one, other in ladders:
        for level in sorted({*one, *other}):
            if one.get(level) != other.get(level):
                at = level if level >= 0 else None
                yield Amendment(kind, key, name, at, one.get(level), other.get(level))


def _evidence(one: Indicator) -> dict[int, str]:
    """Return the evidence of each level as one text; under -1 that of no level."""
    found: dict[int, list[str]] = {}
    for example in one.evidence:
        found.setdefault(-1 if example.level is None else example.level, []).append(example.text)
    return {level: "; ".join(texts) for level, texts in found.items()}
