"""What an external assessor would ask about an assessment: findings, each by a rule.

Unlike `checking`, nothing here stops a file from being scored. The rules and their words are in
`spbe_cli.rules`; what is known of evidence files comes in as `FileFacts`.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from spbe_cli.core import numbers
from spbe_cli.core.assessment import Answer, Assessment, Evidence, Opinion, State
from spbe_cli.core.collect.checking import place_of
from spbe_cli.core.instrument import Indicator, Instrument
from spbe_cli.core.score.estimate import points, rungs
from spbe_cli.core.score.proof import covers, proven_level
from spbe_cli.core.score.scoring import items_of
from spbe_cli.problems import Place

_MANY = 3  # indicators that share one file
_FAR = 2  # levels that are too far apart: practice and policy, self and official
_REVIEWED = (4, 5)  # levels that demand regular review
_YEARS = 2  # after which a review is out of date


class FileFacts(NamedTuple):
    """What is known of an evidence file.

    `inside`: within the folder of the assessment. `looked`: False for a file outside it, which is
    left alone. `content` is equal for files of equal content, None where it was not read; `reason`
    says why it could not be.
    """

    inside: bool = True
    looked: bool = True
    exists: bool = True
    size: int = 0
    content: str | None = None
    reason: str | None = None


class Finding(NamedTuple):
    """One thing that a rule found; `params` fill its words. `indicator`: None where many."""

    code: str
    place: Place | None
    indicator: str | None
    params: Mapping[str, object]


class Case(NamedTuple):
    """What the rules look at. `facts` are keyed by the file as the assessment writes it."""

    instrument: Instrument
    assessment: Assessment
    previous: Assessment | None
    facts: Mapping[str, FileFacts]
    opinion: Opinion

    def claims(self) -> dict[str, Fraction]:
        """Return the claimed levels, by item id."""
        return self.assessment.levels(self.opinion)

    def documents(self) -> Iterator[tuple[str, int, Evidence, Answer]]:
        """Yield every piece of evidence: item id, position from 1, evidence, its answer."""
        for item, answer in self.assessment.answers.items():
            for position, evidence in enumerate(answer.evidence, 1):
                yield item, position, evidence, answer

    def files(self) -> Iterator[tuple[str, int, str, FileFacts]]:
        """Yield every evidence file that is known: item id, position, name, facts."""
        for item, position, evidence, _answer in self.documents():
            if evidence.file is not None and evidence.file in self.facts:
                yield item, position, evidence.file, self.facts[evidence.file]

    def found(self, code: str, path: str, indicator: str | None, **params: object) -> Finding:
        """Return a finding at a path of the file, or at the indicator where that has no place."""
        near = f"indicators.{indicator}" if indicator else "indicators"
        return Finding(code, place_of(self.assessment, path, near), indicator, params)


def lint(
    instrument: Instrument,
    assessment: Assessment,
    *,
    previous: Assessment | None = None,
    facts: Mapping[str, FileFacts] | None = None,
) -> list[Finding]:
    """Return every finding, in the order of the file.

    `previous` is an earlier assessment by the same instrument. Without `facts`, evidence files are
    not judged.
    """
    opinion = claimed_opinion(assessment)
    case = Case(instrument, assessment, previous, facts or {}, opinion)
    found = [finding for rule in _RULES for finding in rule(case)]
    return sorted(
        found, key=lambda one: (one.place.line, one.place.column) if one.place else (0, 0)
    )


def claimed_opinion(assessment: Assessment) -> Opinion:
    """Return whose levels are the claim: the institution's own where there are any."""
    order = (Opinion.SELF, Opinion.VERIFIED, Opinion.OFFICIAL)
    return next((one for one in order if assessment.levels(one)), Opinion.SELF)


_NOTHING = Answer()


def _unanswered(case: Case) -> Iterator[Finding]:
    """SPB001, SPB002: indicators of which nothing is recorded yet are one finding."""
    assessment, claims = case.assessment, case.claims()
    if not claims and assessment.published is not None:
        return  # a file of published figures has no levels, and needs none
    absent = []
    for section in case.instrument.walk():
        for item in items_of(section, assessment.answers):
            feed = case.instrument.outside.get(item.indicator.outside or "")
            if item.id in claims:
                continue
            if feed is not None and feed.converts:
                if feed.id not in assessment.outside:
                    path = f"indicators.{item.id}"
                    yield case.found("SPB002", path, item.id, id=item.id, name=feed.id)
            elif assessment.answers.get(item.id, _NOTHING) != _NOTHING:
                yield case.found("SPB001", f"indicators.{item.id}", item.id, id=item.id)
            else:
                absent.append(item.id)
    if absent:
        yield case.found("SPB001", "indicators", _only(absent), id=tuple(absent))


def _unproven(case: Case) -> Iterator[Finding]:
    """SPB003, and SPB004 where no evidence is recorded at all."""
    claims = case.claims()
    if not case.assessment.has_evidence():
        if claims and not case.assessment.has_items():
            yield case.found("SPB004", "indicators", None)
        return
    for item, claimed in claims.items():
        answer = case.assessment.answers[item]
        proven = proven_level(case.instrument.scale, claimed, answer.evidence)
        if proven < claimed:
            path = f"indicators.{item}.{case.opinion}"
            params = {"claimed": claimed, "proven": proven, "next": int(proven) + 1}
            yield case.found("SPB003", path, item, id=item, **params)


def _broken_files(case: Case) -> Iterator[Finding]:
    """SPB005, SPB006, SPB007, SPB008: files that nobody else could open."""
    for item, position, name, facts in case.files():
        path = f"indicators.{item}.evidence.{position}"
        if not facts.inside:
            yield case.found("SPB008", path, item, id=item, file=name)
        if not facts.looked:
            continue
        if not facts.exists:
            yield case.found("SPB005", path, item, id=item, file=name)
        elif facts.reason is not None:
            yield case.found("SPB007", path, item, id=item, file=name, reason=facts.reason)
        elif facts.size == 0:
            yield case.found("SPB006", path, item, id=item, file=name)


def _same_files(case: Case) -> Iterator[Finding]:
    """SPB009, SPB010: one content behind several pieces of evidence."""
    uses: dict[str, dict[str, tuple[int, str]]] = {}  # content → item → its first place and name
    for item, position, name, facts in case.files():
        if facts.content is None or facts.size == 0:
            continue
        first = uses.setdefault(facts.content, {}).setdefault(item, (position, name))
        if first[0] != position:
            path = f"indicators.{item}.evidence.{position}"
            yield case.found("SPB009", path, item, id=item, file=name, other=first[0])
    for items in uses.values():
        if len(items) >= _MANY:
            item, (position, name) = next(iter(items.items()))
            path = f"indicators.{item}.evidence.{position}"
            yield case.found("SPB010", path, None, id=tuple(items), file=name)


def _dates(case: Case) -> Iterator[Finding]:
    """SPB011, SPB012: evidence too old for what it proves, or too young for the year."""
    year, claims = case.assessment.year, case.claims()
    oldest = dt.date(year - _YEARS, 12, 31)
    for item, position, evidence, answer in case.documents():
        path = f"indicators.{item}.evidence.{position}"
        if evidence.date is None:
            continue
        date = evidence.date.isoformat()
        claimed = claims.get(item, Fraction(0))
        stale = [
            level
            for level in _REVIEWED
            if covers(evidence, level, claimed)
            and evidence.date < oldest
            and not any(
                covers(one, level, claimed) and one.date is not None and one.date >= oldest
                for one in answer.evidence
            )
        ]
        if stale:
            params = {"level": tuple(map(str, stale)), "date": date, "year": year}
            yield case.found("SPB011", path, item, id=item, **params)
        if evidence.date.year > year:
            name = evidence.file or evidence.title or evidence.url or str(position)
            yield case.found("SPB012", path, item, id=item, file=name, date=date, year=year)


def _changes(case: Case) -> Iterator[Finding]:
    """SPB013, SPB014: against the most authoritative level of the year before."""
    if case.previous is None:
        return
    order = (Opinion.SELF, Opinion.VERIFIED, Opinion.OFFICIAL)
    before = {item: level for one in order for item, level in case.previous.levels(one).items()}
    for item, level in case.claims().items():
        earlier = before.get(item, level)
        code = "SPB013" if level - earlier > 1 else "SPB014" if level < earlier else ""
        if code:
            path = f"indicators.{item}.{case.opinion}"
            params = {"previous": earlier, "year": case.previous.year, "level": level}
            yield case.found(code, path, item, id=item, **params)


def _practice(case: Case) -> Iterator[Finding]:
    """SPB015: practice well above its policy, by the pairs of the instrument."""
    claims = case.claims()
    indicators = {indicator.id: indicator for indicator in case.instrument.indicators()}
    for advice in case.instrument.advice:
        policy = claims.get(advice.policy)
        for item in _items(indicators, advice.practice):
            level = claims.get(item)
            if policy is not None and level is not None and level >= policy + _FAR:
                path = f"indicators.{item}.{case.opinion}"
                params = {"level": level, "policy": advice.policy, "policy_level": policy}
                yield case.found("SPB015", path, item, id=item, **params)


def _owners(case: Case) -> Iterator[Finding]:
    """SPB016: one finding for all of which nothing is recorded yet, or where nobody is named."""
    answers = case.assessment.answers
    bare = [item for item in answers if case.assessment.owner(item) is None]
    begun = [item for item in bare if answers[item] != _NOTHING]
    if len(bare) == len(answers):
        begun = []
    together = [item for item in bare if item not in begun]
    if together:
        yield case.found("SPB016", "indicators", _only(together), id=tuple(together))
    for item in begun:
        yield case.found("SPB016", f"indicators.{item}", item, id=item)


def _disputed(case: Case) -> Iterator[Finding]:
    """SPB017: self-assessed far above official."""
    official = case.assessment.levels(Opinion.OFFICIAL)
    for item, level in case.assessment.levels(Opinion.SELF).items():
        if item in official and level >= official[item] + _FAR:
            path = f"indicators.{item}.{Opinion.SELF}"
            yield case.found("SPB017", path, item, id=item, level=level, official=official[item])


def _items_next(case: Case) -> Iterator[Finding]:
    """SPB018, SPB019: items of the lowest incomplete level, and items above it."""
    rule, places = case.instrument.score_rule, case.instrument.places
    if rule is None:
        return
    for indicator in case.instrument.indicators():
        for item in indicator.item_ids():
            answer = case.assessment.answers.get(item, _NOTHING)
            accepted = {name for name, one in answer.items.items() if one.state is State.ACCEPTED}
            found = rungs(rule, indicator, accepted) if answer.items else ()
            for number, rung in enumerate(found):
                owed = tuple(name for name in rung.open if not _sent(answer, name))
                if owed:
                    to = rule.bands[rung.level][1]
                    now = numbers.rounded(points(rule, found), places)
                    params = {"level": rung.level, "items": owed, "estimate": now, "to": to}
                    yield case.found("SPB018", f"indicators.{item}", item, id=item, **params)
                    above = [name for one in found[number + 1 :] for name in one.items]
                    early = tuple(name for name in above if _sent(answer, name))
                    if early:
                        path = f"indicators.{item}.items.{early[0]}"
                        params = {"level": rung.level, "items": early}
                        yield case.found("SPB019", path, item, id=item, **params)
                    break


def _sent(answer: Answer, name: str) -> bool:
    """Whether an item is in the assessor's hands, or accepted by them."""
    verdict = answer.items.get(name)
    return verdict is not None and verdict.state in (State.UPLOADED, State.ACCEPTED)


_RULES: Sequence[Callable[[Case], Iterator[Finding]]] = (
    _unanswered,
    _unproven,
    _broken_files,
    _same_files,
    _dates,
    _changes,
    _practice,
    _owners,
    _disputed,
    _items_next,
)


def _items(indicators: Mapping[str, Indicator], name: str) -> tuple[str, ...]:
    return indicators[name].item_ids() if name in indicators else ()


def _only(items: Sequence[str]) -> str | None:
    """Return the item where there is just one."""
    return items[0] if len(items) == 1 else None
