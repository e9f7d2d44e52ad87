"""Formats of plans: spbe-plan/1, -progress/1, -scenarios/1, -sensitivity/1."""

from spbe_cli.core.plan.basis import From
from spbe_cli.core.plan.plans import Measure, Status
from spbe_cli.core.planned import Progress
from spbe_cli.json_schema import Schema
from spbe_cli.render.data import plan as plans, scenarios as tried, singles as alone
from spbe_cli.render.data.formats.kinds import (
    COUNT,
    DATE,
    EXACT,
    FIXED,
    FLAG,
    NULL,
    TEXT,
    WHOLE_NUMBER,
    all_keys_of,
    array_of,
    closed_object,
    constant,
    either,
    head_keys,
    local,
    mapped,
    maybe,
    one_of,
    whole_schema,
)
from spbe_cli.render.data.formats.scored import ANNOUNCED

_INDEX = closed_object(index=FIXED, exact=EXACT, predicate=TEXT)
_MOVE = closed_object(indicator=TEXT, from_=EXACT, to=EXACT, effort=EXACT, gain=EXACT, index=EXACT)
_TEXTS = array_of(TEXT)


def plan_format() -> Schema:
    """Return the schema of a plan, of a roadmap over years, and of a plan by sections."""
    manner, hurdles = _manner(), _hurdles()
    both = all_keys_of(
        head_keys(plans.FORMAT), _plan(), closed_object(climb=maybe(_climb())), manner, hurdles
    )
    route = all_keys_of(both, closed_object(alternatives_complete=FLAG))
    shared = closed_object(capacity=EXACT, efforts=array_of(EXACT))
    spread = closed_object(idle_years=array_of(WHOLE_NUMBER), shared=maybe(shared))
    years = all_keys_of(both, closed_object(proven=FLAG, years=array_of(_year())), spread)
    definitions = {
        "step": _step(),
        "route": route,
        "roadmap": years,
        "sections": all_keys_of(head_keys(plans.FORMAT), _by_sections(), manner, hurdles),
    }
    return whole_schema(
        plans.FORMAT,
        either(*(local(name) for name in ("route", "roadmap", "sections"))),
        definitions,
    )


def _plan() -> Schema:
    section = closed_object(
        kind=TEXT, id=TEXT, name=TEXT, from_=maybe(EXACT), to=maybe(EXACT), change=maybe(EXACT)
    )
    return closed_object(
        status=one_of(Status),
        target=maybe(EXACT),
        from_=_INDEX,
        to=_INDEX,
        next=maybe(closed_object(predicate=TEXT, lacking=EXACT)),
        surplus=maybe(EXACT),
        indicators=WHOLE_NUMBER,
        effort=EXACT,
        least_effort=EXACT,
        unit=maybe(TEXT),
        equal_plans=maybe(WHOLE_NUMBER),
        steps=array_of(local("step")),
        merged=array_of(_MOVE),
        sections=array_of(section),
        alternatives=array_of(
            closed_object(to=_INDEX, effort=EXACT, steps=array_of(local("step")))
        ),
    )


def _step() -> Schema:
    return closed_object(
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
        year=maybe(WHOLE_NUMBER),
    )


def _year() -> Schema:
    return all_keys_of(
        closed_object(year=WHOLE_NUMBER, target=EXACT, served=FLAG),
        _INDEX,
        closed_object(effort=EXACT),
    )


def _climb() -> Schema:
    stop = all_keys_of(
        closed_object(year=WHOLE_NUMBER, quarter=maybe(WHOLE_NUMBER)),
        _INDEX,
        closed_object(target=maybe(EXACT), steps=WHOLE_NUMBER, effort=EXACT, indicators=_TEXTS),
    )
    return closed_object(
        bounds=array_of(closed_object(predicate=TEXT, from_=EXACT)),
        stops=array_of(stop),
        since=maybe(closed_object(year=WHOLE_NUMBER, quarter=WHOLE_NUMBER)),
    )


def _manner() -> Schema:
    end = closed_object(exact=maybe(EXACT), lacking=maybe(EXACT))
    part = maybe(closed_object(steps=WHOLE_NUMBER, effort=EXACT))
    basis = closed_object(
        {"found": end},  # where files are lost
        from_=one_of(From),
        gaps=WHOLE_NUMBER,
        claimed=end,
        proven=end,
        proving=part,
        raising=part,
    )
    wide = closed_object(
        usual=WHOLE_NUMBER, step=WHOLE_NUMBER, reaches=maybe(_INDEX), year=maybe(WHOLE_NUMBER)
    )
    yardstick = _yardstick()
    by_year = array_of(all_keys_of(closed_object(year=WHOLE_NUMBER), yardstick))
    return closed_object(
        measure=maybe(one_of(Measure)),
        step_efforts=maybe(mapped(COUNT)),
        max_step=maybe(WHOLE_NUMBER),
        widened=maybe(wide),
        unserved_years=array_of(WHOLE_NUMBER),
        yardstick=either(yardstick, by_year, NULL),
        basis=maybe(basis),
        announced=maybe(ANNOUNCED),
    )


def _yardstick() -> Schema:
    return closed_object(
        start=FIXED,
        rise=EXACT,
        low=FIXED,
        high=FIXED,
        widened=FLAG,
        institutions=WHOLE_NUMBER,
        rose=WHOLE_NUMBER,
        percent=FIXED,
        lower_quartile=EXACT,
        median=EXACT,
        upper_quartile=EXACT,
        years=array_of(WHOLE_NUMBER),
        sources=_TEXTS,
    )


def _hurdles() -> Schema:
    return closed_object(
        short_floors=array_of(closed_object(section=TEXT, highest=EXACT, floor=EXACT)),
        remedies=array_of(closed_object(without=TEXT, effort=EXACT, unit=maybe(TEXT))),
    )


def _by_sections() -> Schema:
    step = closed_object(
        indicator=NULL,
        section=TEXT,
        name=TEXT,
        levels=COUNT,
        at_most=FLAG,
        effort=COUNT,
        gain=EXACT,
        index=EXACT,
        first=_TEXTS,
    )
    return closed_object(
        grain=constant("section"),
        status=one_of(Status),
        target=maybe(EXACT),
        from_=all_keys_of(_INDEX, closed_object(candidates=array_of(EXACT))),
        to=_INDEX,
        effort=COUNT,
        least_effort=maybe(COUNT),
        unit=NULL,
        equal_plans=maybe(WHOLE_NUMBER),
        steps=array_of(step),
        alternatives=array_of(NULL),
        climb=maybe(_climb()),
    )


def progress_format() -> Schema:
    """Return the schema of planned against done."""
    step = closed_object(
        indicator=TEXT,
        to=EXACT,
        year=maybe(WHOLE_NUMBER),
        status=maybe(one_of(Progress)),
        due=maybe(DATE),
    )
    name = "spbe-progress/1"
    whole = closed_object(
        today=DATE,
        target=maybe(EXACT),
        planned=WHOLE_NUMBER,
        now=_INDEX,
        after=_INDEX,
        holds=maybe(FLAG),
        lacking=maybe(EXACT),
        reached=array_of(step),
        said_done=array_of(step),
        late=array_of(step),
        unserved_years=array_of(WHOLE_NUMBER),
        left=WHOLE_NUMBER,
        left_effort=EXACT,
        unit=maybe(TEXT),
    )
    return whole_schema(name, all_keys_of(head_keys(name), whole))


def scenarios_format() -> Schema:
    """Return the schema of what-ifs beside the present state."""
    section = closed_object(kind=TEXT, id=TEXT, name=TEXT, index=FIXED, exact=EXACT)
    state = closed_object(
        index=FIXED,
        exact=EXACT,
        change=EXACT,
        predicate=maybe(TEXT),
        next=maybe(TEXT),
        lacking=maybe(EXACT),
        sections=array_of(section),
    )
    whole = closed_object(
        present=state, scenarios=array_of(all_keys_of(closed_object(name=TEXT), state))
    )
    return whole_schema(tried.FORMAT, all_keys_of(head_keys(tried.FORMAT), whole))


def singles_format() -> Schema:
    """Return the schema of what single steps are worth, by items or by published sections."""
    row = closed_object(
        kind=one_of(("rise", "lift", "cut")),
        id=TEXT,
        name=TEXT,
        from_=maybe(EXACT),
        to=maybe(EXACT),
        effort=maybe(EXACT),
        change=EXACT,
        index=EXACT,
    )
    section = closed_object(
        kind=constant("rise"),
        id=TEXT,
        name=TEXT,
        change=maybe(EXACT),
        most=maybe(EXACT),
        levels=COUNT,
    )
    first = head_keys(alone.FORMAT)
    items = all_keys_of(first, closed_object(exact=maybe(EXACT), rows=array_of(row)))
    grain = closed_object(grain=constant("section"), exact=maybe(EXACT), rows=array_of(section))
    return whole_schema(
        alone.FORMAT,
        either(local("items"), local("sections")),
        {"items": items, "sections": all_keys_of(first, grain)},
    )
