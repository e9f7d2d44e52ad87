"""Formats of plans: spbe-plan/1, -progress/1, -scenarios/1, -sensitivity/1, -risk/1."""

from spbe_cli.core.plan.basis import From
from spbe_cli.core.plan.plans import Measure, Status
from spbe_cli.core.planned import Progress
from spbe_cli.render.data import plan as plans, risk as risks, scenarios as tried, singles as alone
from spbe_cli.render.data.formats.kinds import (
    COUNT,
    DATE,
    EXACT,
    FIXED,
    FLAG,
    NOTHING,
    TEXT,
    WHOLE,
    Schema,
    among,
    constant,
    document,
    either,
    head,
    joined,
    listed,
    local,
    mapped,
    maybe,
    record,
)

_INDEX = record(index=FIXED, exact=EXACT, predicate=TEXT)
_MOVE = record(indicator=TEXT, from_=EXACT, to=EXACT, effort=EXACT, gain=EXACT, index=EXACT)
_TEXTS = listed(TEXT)


def plan() -> Schema:
    """Return the schema of a plan, of a roadmap over years, and of a plan by sections."""
    manner, hurdles = _manner(), _hurdles()
    both = joined(head(plans.FORMAT), _plan(), record(climb=maybe(_climb())), manner, hurdles)
    route = joined(both, record(alternatives_complete=FLAG))
    years = joined(both, record(proven=FLAG, years=listed(_year())))
    definitions = {
        "step": _step(),
        "route": route,
        "roadmap": years,
        "sections": joined(head(plans.FORMAT), _by_sections(), manner, hurdles),
    }
    return document(
        plans.FORMAT,
        either(*(local(name) for name in ("route", "roadmap", "sections"))),
        definitions,
    )


def _plan() -> Schema:
    section = record(
        kind=TEXT, id=TEXT, name=TEXT, from_=maybe(EXACT), to=maybe(EXACT), change=maybe(EXACT)
    )
    return record(
        status=among(Status),
        target=maybe(EXACT),
        from_=_INDEX,
        to=_INDEX,
        next=maybe(record(predicate=TEXT, lacking=EXACT)),
        surplus=maybe(EXACT),
        indicators=WHOLE,
        effort=EXACT,
        least_effort=EXACT,
        unit=maybe(TEXT),
        equal_plans=maybe(WHOLE),
        steps=listed(local("step")),
        merged=listed(_MOVE),
        sections=listed(section),
        alternatives=listed(record(to=_INDEX, effort=EXACT, steps=listed(local("step")))),
    )


def _step() -> Schema:
    return record(
        indicator=TEXT,
        name=TEXT,
        from_=EXACT,
        to=EXACT,
        effort=EXACT,
        gain=EXACT,
        index=EXACT,
        owner=maybe(TEXT),
        demand=maybe(TEXT),
        condition=maybe(TEXT),
        evidence=_TEXTS,
        year=maybe(WHOLE),
    )


def _year() -> Schema:
    return joined(record(year=WHOLE, target=EXACT, served=FLAG), _INDEX, record(effort=EXACT))


def _climb() -> Schema:
    stop = joined(
        record(year=WHOLE, quarter=maybe(WHOLE)),
        _INDEX,
        record(target=maybe(EXACT), steps=WHOLE, effort=EXACT, indicators=_TEXTS),
    )
    return record(bounds=listed(record(predicate=TEXT, from_=EXACT)), stops=listed(stop))


def _manner() -> Schema:
    end = record(exact=maybe(EXACT), lacking=maybe(EXACT))
    part = maybe(record(steps=WHOLE, effort=EXACT))
    basis = record(
        {"found": end},  # where files are lost
        from_=among(From),
        gaps=WHOLE,
        claimed=end,
        proven=end,
        proving=part,
        raising=part,
    )
    wide = record(usual=WHOLE, step=WHOLE, reaches=maybe(_INDEX), year=maybe(WHOLE))
    yardstick = _yardstick()
    by_year = listed(joined(record(year=WHOLE), yardstick))
    return record(
        measure=maybe(among(Measure)),
        step_efforts=maybe(mapped(COUNT)),
        max_step=maybe(WHOLE),
        widened=maybe(wide),
        yardstick=either(yardstick, by_year, NOTHING),
        basis=maybe(basis),
    )


def _yardstick() -> Schema:
    return record(
        start=FIXED,
        rise=EXACT,
        low=FIXED,
        high=FIXED,
        widened=FLAG,
        institutions=WHOLE,
        rose=WHOLE,
        percent=FIXED,
        lower_quartile=EXACT,
        median=EXACT,
        upper_quartile=EXACT,
        years=listed(WHOLE),
        sources=_TEXTS,
    )


def _hurdles() -> Schema:
    return record(
        short_floors=listed(record(section=TEXT, highest=EXACT, floor=EXACT)),
        remedies=listed(record(without=TEXT, effort=EXACT, unit=maybe(TEXT))),
    )


def _by_sections() -> Schema:
    step = record(
        indicator=NOTHING,
        section=TEXT,
        name=TEXT,
        levels=COUNT,
        effort=COUNT,
        gain=EXACT,
        index=EXACT,
        first=_TEXTS,
    )
    return record(
        grain=constant("section"),
        status=among(Status),
        target=maybe(EXACT),
        from_=joined(_INDEX, record(candidates=listed(EXACT))),
        to=_INDEX,
        effort=COUNT,
        least_effort=maybe(COUNT),
        unit=NOTHING,
        equal_plans=maybe(WHOLE),
        steps=listed(step),
        alternatives=listed(NOTHING),
    )


def progress() -> Schema:
    """Return the schema of planned against done."""
    step = record(
        indicator=TEXT,
        to=EXACT,
        year=maybe(WHOLE),
        status=maybe(among(Progress)),
        due=maybe(DATE),
    )
    name = "spbe-progress/1"
    whole = record(
        today=DATE,
        target=maybe(EXACT),
        planned=WHOLE,
        now=_INDEX,
        after=_INDEX,
        holds=maybe(FLAG),
        lacking=maybe(EXACT),
        reached=listed(step),
        said_done=listed(step),
        late=listed(step),
        left=WHOLE,
        left_effort=EXACT,
        unit=maybe(TEXT),
    )
    return document(name, joined(head(name), whole))


def scenarios() -> Schema:
    """Return the schema of what-ifs beside the present state."""
    section = record(kind=TEXT, id=TEXT, name=TEXT, index=FIXED, exact=EXACT)
    state = record(
        index=FIXED,
        exact=EXACT,
        change=EXACT,
        predicate=maybe(TEXT),
        next=maybe(TEXT),
        lacking=maybe(EXACT),
        sections=listed(section),
    )
    whole = record(present=state, scenarios=listed(joined(record(name=TEXT), state)))
    return document(tried.FORMAT, joined(head(tried.FORMAT), whole))


def singles() -> Schema:
    """Return the schema of what single steps are worth, by items or by published sections."""
    row = record(
        kind=among(("rise", "lift", "cut")),
        id=TEXT,
        name=TEXT,
        from_=maybe(EXACT),
        to=maybe(EXACT),
        effort=maybe(EXACT),
        change=EXACT,
        index=EXACT,
    )
    section = record(
        kind=constant("rise"),
        id=TEXT,
        name=TEXT,
        change=maybe(EXACT),
        most=maybe(EXACT),
        levels=COUNT,
    )
    first = head(alone.FORMAT)
    items = joined(first, record(exact=maybe(EXACT), rows=listed(row)))
    grain = record(grain=constant("section"), exact=maybe(EXACT), rows=listed(section))
    return document(
        alone.FORMAT,
        either(local("items"), local("sections")),
        {"items": items, "sections": joined(first, grain)},
    )


def risk() -> Schema:
    """Return the schema of the chances of index and predicate."""
    fall = record(
        indicator=TEXT,
        from_=EXACT,
        to=EXACT,
        chance=EXACT,
        percent=FIXED,
        given=FLAG,
        proven=FLAG,
    )
    whole = record(
        exact=maybe(EXACT),
        predicate=maybe(TEXT),
        proven=maybe(record(index=FIXED, exact=EXACT, indicators=WHOLE)),
        mean=EXACT,
        quantiles=listed(record(share=EXACT, percent=EXACT, index=EXACT)),
        between=record(percent=EXACT),
        falls=listed(fall),
        assumed=record(chance=EXACT, source=TEXT, default=FLAG),
        predicates=listed(record(name=TEXT, from_=EXACT, chance=EXACT, percent=FIXED)),
        histogram=listed(record(from_=EXACT, below=EXACT, percent=FIXED)),
        indices=WHOLE,
        distribution=maybe(listed(record(index=EXACT, chance=EXACT))),
    )
    return document(risks.FORMAT, joined(head(risks.FORMAT), whole))
