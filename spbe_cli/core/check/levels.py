"""Rules about levels: open ones, unproven ones, and those that do not fit what else is known."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from spbe_cli.core.assessment import Answer, Explanation, Opinion
from spbe_cli.core.check.case import NO_ANSWER, Case, Finding, only
from spbe_cli.core.evidence import uncovered
from spbe_cli.core.instrument import Indicator
from spbe_cli.core.nothing import named
from spbe_cli.core.numbers import rounded
from spbe_cli.core.result import differences
from spbe_cli.core.score.proof import proven_level
from spbe_cli.core.score.recovery import recover
from spbe_cli.core.score.scoring import items_of, recoverable, score_levels
from spbe_cli.problems import DataError

# Decimal levels are rounded figures themselves: each may be half a hundredth off, and so may an
# index computed from them; the published one was computed from the levels before rounding.
_ROUNDED = Fraction(1, 100)
_FAR = 2  # levels that are too far apart: practice and policy, self and official


def _unanswered(case: Case) -> Iterator[Finding]:
    """SPB001, SPB002: indicators of which nothing is recorded yet are one finding."""
    assessment, claims = case.assessment, case.claims()
    published = assessment.published
    if published is not None and (not claims or _rests_on_published(case)):
        return  # a file of published figures needs no levels
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
            elif assessment.answers.get(item.id, NO_ANSWER) != NO_ANSWER:
                yield case.found("SPB001", f"indicators.{item.id}", item.id, id=item.id)
            else:
                absent.append(item.id)
    if absent:
        yield case.found("SPB001", "indicators", only(absent), id=tuple(absent))


def _uncounted(case: Case) -> Iterator[Finding]:
    """SPB038: an index of another body that does not count, since another level is given.

    What an external assessor decided stands; a level that the index gives anyhow contradicts none.
    """
    if case.opinion is Opinion.OFFICIAL:
        return
    law = case.instrument
    for one in score_levels(law, case.assessment, case.opinion).items():
        (name, value), level = one.outside or ("", None), one.level
        if not one.uncounted or value is None:
            continue
        score = law.outside[name].score(value)
        converted = None if score is None else rounded(score, law.places)
        if level is None or converted is None or converted == rounded(level, law.places):
            continue
        path = f"indicators.{one.item.id}.{case.opinion}"
        params = {"name": name, "index": value, "level": level, "converted": converted}
        yield case.found("SPB038", path, one.item.id, id=one.item.id, **params)


def _unproven(case: Case) -> Iterator[Finding]:
    """SPB003, SPB020; SPB004 and SPB021 where no evidence is recorded at all.

    What only a lost file leaves unproven is told of that file (SPB005 to SPB007); where more is
    lacking, what is proven is what it is everywhere else: a lost file proves nothing.
    """
    claims, own = case.claims(), case.opinion is Opinion.SELF
    if not case.assessment.has_evidence():
        if claims and not case.assessment.has_items():
            yield case.found("SPB004" if own else "SPB021", "indicators", None)
        return
    scale, files = case.instrument.scale, case.seen()
    for item, claimed in claims.items():
        evidence, asked = case.assessment.answers[item].evidence, case.asked(item)
        if proven_level(scale, claimed, evidence, asked=asked) < claimed:
            proven = proven_level(scale, claimed, evidence, files, asked)
            path = f"indicators.{item}.{case.opinion}"
            above = range(int(proven) + 1, int(claimed) + 1)
            params = {
                "claimed": claimed,
                "proven": proven,
                "next": tuple(uncovered(above, claimed, evidence, files, asked)),
            }
            yield case.found("SPB003" if own else "SPB020", path, item, id=item, **params)


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
            compared = case.previous.places.get("")
            found = case.found(
                code, path, item, id=item, file=compared.file if compared else "", **params
            )
            yield found._replace(explained=_explained(case.assessment.answers[item]))


def _explained(answer: Answer) -> str:
    """Return what is written that answers a question: a note, or what the portal is told.

    A note that says there is none (``tidak ada``) answers nothing, nor does an explanation of an
    earlier year that nobody has confirmed since.
    """
    told = answer.explanation or Explanation()
    if told.carried is not None:
        told = Explanation()
    written = (" ".join((one or "").split()) for one in (answer.note, told.analysis, told.fact))
    return next(filter(named, written), "")


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


def _disputed(case: Case) -> Iterator[Finding]:
    """SPB017: self-assessed far above official."""
    official = case.assessment.levels(Opinion.OFFICIAL)
    for item, level in case.assessment.levels(Opinion.SELF).items():
        if item in official and level >= official[item] + _FAR:
            path = f"indicators.{item}.{Opinion.SELF}"
            yield case.found("SPB017", path, item, id=item, level=level, official=official[item])


def _items(indicators: Mapping[str, Indicator], name: str) -> tuple[str, ...]:
    return indicators[name].item_ids() if name in indicators else ()


def _rests_on_published(case: Case) -> bool:
    """Whether the index comes from published figures, of which some levels may narrow the range."""
    published = case.assessment.published
    return (
        published is not None
        and published.opinion is case.opinion
        and recoverable(case.instrument, case.assessment)
    )


def _impossible(case: Case) -> Iterator[Finding]:
    """SPB034: published figures that no levels give, beside those that the file holds."""
    assessment, published = case.assessment, case.assessment.published
    if published is None or not recoverable(case.instrument, assessment):
        return
    if score_levels(case.instrument, assessment, published.opinion).complete:
        return  # SPB024 tells
    try:
        recover(case.instrument, assessment, published)
    except DataError as error:
        for one in error.problems:
            kind, name = one.params.get("kind", "index"), one.params.get("id", "")
            path = f"published.{kind}s.{name}" if name else "published.index"
            params = {"kind": kind, "name": name, "value": one.params.get("value")}
            yield case.found("SPB034", path, None, **params)


def _contradicted(case: Case) -> Iterator[Finding]:
    """SPB024: levels that give another index than the one published beside them."""
    published = case.assessment.published
    if published is None or not case.assessment.levels(published.opinion):
        return
    result = score_levels(case.instrument, case.assessment, published.opinion)
    for kind, name, told, computed in differences(result):
        if case.instrument.scale.decimal and abs(told - computed) <= _ROUNDED:
            continue
        path = f"published.{kind}s.{name}" if name else "published.index"
        params = {"kind": kind, "name": name, "value": told, "computed": computed}
        yield case.found("SPB024", path, None, **params)
    reached, told_so = result.predicate, published.predicate
    if reached and told_so and told_so != reached.name.id:
        path = "published.predicate"
        yield case.found("SPB029", path, None, name=told_so, found=reached.name.id)


LEVEL_RULES = (
    *(_unanswered, _uncounted, _unproven, _changes),
    *(_practice, _disputed, _contradicted, _impossible),
)
