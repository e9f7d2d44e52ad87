"""The format of a result: spbe-score/1, and what other formats share with it."""

from spbe_cli.core.assessment import FileState
from spbe_cli.json_schema import Schema
from spbe_cli.render.data.formats.kinds import (
    COUNT,
    EXACT,
    FIXED,
    FLAG,
    OPINION,
    TEXT,
    WHOLE_NUMBER,
    all_keys_of,
    array_of,
    closed_object,
    constant,
    either,
    local,
    mapped,
    maybe,
    one_of,
    whole_schema,
)
from spbe_cli.render.data.score import FORMAT

BOUNDS = closed_object(lowest=EXACT, highest=EXACT)
ANNOUNCED = closed_object(opinion=OPINION, index=EXACT, predicate=maybe(TEXT))
NEXT = maybe(closed_object(predicate=TEXT, lacking=EXACT))
_INDEX = closed_object(index=maybe(FIXED), exact=maybe(EXACT), predicate=maybe(TEXT))


def score_format() -> Schema:
    """Return the schema of one result, or of a list of several."""
    result = all_keys_of(
        closed_object(
            format=constant(FORMAT), institution=TEXT, year=WHOLE_NUMBER, instrument=TEXT
        ),
        closed_object(opinion=OPINION),
        _INDEX,
        closed_object(complete=FLAG, recovered=FLAG, provisional=FLAG, as_if=mapped(EXACT)),
        closed_object(missing=array_of(TEXT), assumed=array_of(TEXT), bounds=BOUNDS),
        closed_object(candidates=array_of(EXACT), weight=EXACT),
        closed_object(
            scale=closed_object(minimum=COUNT, maximum=COUNT),
            predicates=array_of(closed_object(name=TEXT, from_=EXACT)),
            next=NEXT,
            nearest=maybe(closed_object(from_=EXACT, distance=EXACT)),
            answered=COUNT,
            items=COUNT,
            evidence=COUNT,
        ),
        closed_object(published=maybe(_published()), proven=maybe(_proven())),
        closed_object(estimate=maybe(_estimate()), sections=array_of(local("section"))),
        closed_object(national=maybe(_national())),
    )
    definitions = {"result": result, "section": _section(), "indicator": _indicator()}
    return whole_schema(FORMAT, either(local("result"), array_of(local("result"))), definitions)


def _published() -> Schema:
    difference = closed_object(kind=TEXT, id=TEXT, published=EXACT, computed=EXACT)
    return closed_object(
        opinion=OPINION,
        index=maybe(EXACT),
        predicate=maybe(TEXT),
        source=maybe(TEXT),
        differences=array_of(difference),
    )


def _proven() -> Schema:
    loss = closed_object(id=TEXT, claimed=EXACT, proven=EXACT, loss=EXACT)
    return all_keys_of(
        BOUNDS,
        closed_object(
            files=closed_object(**{state.value: COUNT for state in FileState}),
            unchecked=closed_object(links=COUNT, titles=COUNT),
            nothing=COUNT,
        ),
        _INDEX,
        closed_object(losses=array_of(loss)),
    )


def _estimate() -> Schema:
    return closed_object(
        index=maybe(FIXED),
        exact=maybe(EXACT),
        missing=array_of(TEXT),
        accepted=COUNT,
        counted=COUNT,
        tested=closed_object(scores=COUNT, equal=COUNT, largest_error=EXACT),
    )


def _national() -> Schema:
    return closed_object(
        year=WHOLE_NUMBER,
        group=TEXT,
        index=FIXED,
        rank=COUNT,
        size=COUNT,
        median=EXACT,
        source=TEXT,
        average=maybe(closed_object(index=FIXED, source=TEXT)),
        kinds=array_of(closed_object(name=TEXT, index=FIXED, source=TEXT)),
    )


def _section() -> Schema:
    only_some = {
        "printed": maybe(EXACT),
        "window": closed_object(from_=maybe(EXACT), below=maybe(EXACT)),
        "candidates": array_of(EXACT),
        "sections": array_of(local("section")),
        "indicators": array_of(local("indicator")),
    }
    own = closed_object(
        only_some, id=TEXT, kind=one_of(("domain", "aspect")), name=TEXT, weight=EXACT
    )
    return all_keys_of(own, _INDEX)


def _indicator() -> Schema:
    rung = closed_object(level=COUNT, accepted=COUNT, counted=COUNT)
    only_some = {
        "outside": closed_object(id=TEXT, value=maybe(EXACT), file=maybe(TEXT)),
        "estimate": maybe(EXACT),
        "items": array_of(rung),
    }
    return closed_object(
        only_some,
        id=TEXT,
        name=TEXT,
        weight=EXACT,
        level=maybe(EXACT),
        contribution=maybe(EXACT),
        origin=one_of(("given", "outside", "assumed", "provisional", "missing")),
    )
