"""An instrument: a regulation's tree of indicators, its scale, predicates and sources.

The small values are named tuples, the nodes of the tree plain slotted classes (`records` says why).
"""

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction

from spbe_cli.core.clauses import (
    Advice,
    Calendar,
    EvidenceExample,
    Kind,
    OutsideIndex,
    Predecessors,
    Predicate,
    Scale,
    ScoreRule,
    Source,
    Text,
    Variant,
)


class Indicator:
    """One indicator with everything its regulation says of it. `weight` is in percent.

    `general`: no source gives it criteria of its own; `levels` are those of its kind.
    """

    __slots__ = (
        "id",
        "name",
        "short",
        "weight",
        "kind",
        "levels",
        "evidence",
        "source",
        "confidence",
        "outside",
        "repeatable",
        "conditions",
        "legal",
        "stewards",
        "predecessors",
        "guideline",
        "note",
        "variants",
        "other_names",
        "general",
    )

    def __init__(
        self,
        id: str,
        name: Text,
        short: Text,
        weight: Fraction,
        kind: str,
        levels: Mapping[int, str],
        evidence: tuple[EvidenceExample, ...],
        source: tuple[str, ...],
        confidence: str,
        outside: str | None = None,
        repeatable: int = 1,
        conditions: Mapping[int, str] | None = None,
        legal: tuple[str, ...] = (),
        stewards: tuple[str, ...] = (),
        predecessors: Predecessors | None = None,
        guideline: str | None = None,
        note: str | None = None,
        variants: tuple[Variant, ...] = (),
        other_names: tuple[str, ...] = (),
        general: bool = False,
    ) -> None:
        self.id = id
        self.name = name
        self.short = short
        self.weight = weight
        self.kind = kind
        self.levels = levels
        self.evidence = evidence
        self.source = source
        self.confidence = confidence
        self.outside = outside
        self.repeatable = repeatable
        self.conditions = conditions
        self.legal = legal
        self.stewards = stewards
        self.predecessors = predecessors
        self.guideline = guideline
        self.note = note
        self.variants = variants
        self.other_names = other_names
        self.general = general

    def item_ids(self) -> tuple[str, ...]:
        """Return the ids under which it may be answered: ``35``, ``35-2``, ``35-3``."""
        return (self.id, *(f"{self.id}-{n}" for n in range(2, self.repeatable + 1)))

    def checklist(self) -> dict[str, EvidenceExample]:
        """Return its items of evidence by id: the portal's code, else level and position.

        ``L3-2`` is the second item of level 3 in the order of the instrument, coded ones counted.
        """
        found: dict[str, EvidenceExample] = {}
        counts: dict[int, int] = {}
        for one in self.evidence:
            if one.level is not None:
                counts[one.level] = counts.get(one.level, 0) + 1
                found[one.code or f"L{one.level}-{counts[one.level]}"] = one
        return found


class Section:
    """An inner node of the tree: a domain (of aspects) or an aspect (of indicators)."""

    __slots__ = (
        "kind",
        "id",
        "name",
        "weight",
        "sections",
        "indicators",
        "source",
        "note",
    )

    def __init__(
        self,
        kind: str,
        id: str,
        name: Text,
        weight: Fraction,
        sections: tuple["Section", ...],
        indicators: tuple[Indicator, ...],
        source: tuple[str, ...],
        note: str | None,
    ) -> None:
        self.kind = kind
        self.id = id
        self.name = name
        self.weight = weight
        self.sections = sections
        self.indicators = indicators
        self.source = source
        self.note = note

    @property
    def key(self) -> tuple[str, str]:
        """What it is known by in an instrument: ``("domain", "4")``."""
        return self.kind, self.id

    @property
    def ref(self) -> str:
        """The same, as people write it: ``domain:4``."""
        return f"{self.kind}:{self.id}"

    def walk(self) -> Iterator["Section"]:
        """Yield this section and all sections beneath it, in the order of the regulation."""
        yield self
        for section in self.sections:
            yield from section.walk()


class Instrument:
    """A regulation as data. `years` are the evaluation years it serves (None: still open).

    `named`: it serves only files that name it; no year chooses it.

    `basis` is the index the predicate is read from, ``exact`` or ``rounded``;
    `basis_by_year` holds the years that were different in practice.
    """

    __slots__ = (
        "id",
        "title",
        "regulation",
        "short",
        "index_name",
        "years",
        "replaces",
        "replaced_by",
        "verified",
        "notes",
        "sources",
        "scale",
        "places",
        "basis",
        "basis_by_year",
        "predicates",
        "kinds",
        "outside",
        "sections",
        "advice",
        "score_rule",
        "calendar",
        "named",
    )

    def __init__(
        self,
        id: str,
        title: Text,
        regulation: str,
        short: str,
        index_name: Text,
        years: tuple[int, int | None],
        replaces: str | None,
        replaced_by: str | None,
        verified: bool,
        notes: tuple[str, ...],
        sources: tuple[Source, ...],
        scale: Scale,
        places: int,
        basis: str,
        basis_by_year: Mapping[int, str],
        predicates: tuple[Predicate, ...],
        kinds: Mapping[str, Kind],
        outside: Mapping[str, OutsideIndex],
        sections: tuple[Section, ...],
        advice: tuple[Advice, ...] = (),
        score_rule: ScoreRule | None = None,
        calendar: tuple[Calendar, ...] = (),
        *,
        named: bool = False,
    ) -> None:
        self.id = id
        self.title = title
        self.regulation = regulation
        self.short = short
        self.index_name = index_name
        self.years = years
        self.replaces = replaces
        self.replaced_by = replaced_by
        self.verified = verified
        self.notes = notes
        self.sources = sources
        self.scale = scale
        self.places = places
        self.basis = basis
        self.basis_by_year = basis_by_year
        self.predicates = predicates
        self.kinds = kinds
        self.outside = outside
        self.sections = sections
        self.advice = advice
        self.score_rule = score_rule
        self.calendar = calendar
        self.named = named

    def predicate(self, name: str) -> Predicate | None:
        """Return the predicate of a name in either language; capitals and blanks aside."""
        wanted = " ".join(name.split()).casefold()
        named = (
            one
            for one in self.predicates
            if wanted in (one.name.to("id").casefold(), one.name.to("en").casefold())
        )
        return next(named, None)

    def walk(self) -> Iterator[Section]:
        """Yield every section, parents before children, in the order of the regulation."""
        for section in self.sections:
            yield from section.walk()

    def indicators(self) -> Iterator[Indicator]:
        """Yield every indicator in the order of the regulation."""
        for section in self.walk():
            yield from section.indicators

    def items(self) -> dict[str, Indicator]:
        """Return the indicator of every item, by the item's id, in the order of the regulation."""
        return {item: one for one in self.indicators() for item in one.item_ids()}

    def item(self, name: str) -> str | None:
        """Return the id of an item as people write it: ``3``, or ``I3`` as portals do."""
        known = self.items()
        bare = re.sub(r"^[Ii]\s*(?=\d)", "", name.strip())
        return next((one for one in (name.strip(), bare) if one in known), None)

    def schedule(self, year: int) -> Calendar | None:
        """Return the calendar of an evaluation year; None where no source gives one."""
        return next((one for one in self.calendar if one.year == year), None)

    @property
    def total(self) -> Fraction:
        """The weight of everything: the sum of its sections' weights."""
        return sum((section.weight for section in self.sections), Fraction(0))

    def serves(self, year: int) -> bool:
        """Tell whether evaluations of `year` use this instrument."""
        first, last = self.years
        return first <= year and (last is None or year <= last)
