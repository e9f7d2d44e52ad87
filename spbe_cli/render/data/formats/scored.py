"""The format of a result: spbe-score/1, and what other formats share with it."""

from spbe_cli.core.assessment import FileState
from spbe_cli.render.data.formats.kinds import (
    COUNT,
    EXACT,
    FIXED,
    FLAG,
    OPINION,
    TEXT,
    WHOLE,
    Schema,
    among,
    constant,
    document,
    either,
    joined,
    listed,
    local,
    mapped,
    maybe,
    record,
)
from spbe_cli.render.data.score import FORMAT

BOUNDS = record(lowest=EXACT, highest=EXACT)
NEXT = maybe(record(predicate=TEXT, lacking=EXACT))
_INDEX = record(index=maybe(FIXED), exact=maybe(EXACT), predicate=maybe(TEXT))


def score() -> Schema:
    """Return the schema of one result, or of a list of several."""
    result = joined(
        record(format=constant(FORMAT), institution=TEXT, year=WHOLE, instrument=TEXT),
        record(opinion=OPINION),
        _INDEX,
        record(complete=FLAG, recovered=FLAG, provisional=FLAG, as_if=mapped(EXACT)),
        record(missing=listed(TEXT), assumed=listed(TEXT), bounds=BOUNDS),
        record(candidates=listed(EXACT), weight=EXACT),
        record(
            scale=record(minimum=COUNT, maximum=COUNT),
            predicates=listed(record(name=TEXT, from_=EXACT)),
            next=NEXT,
            nearest=maybe(record(from_=EXACT, distance=EXACT)),
            answered=COUNT,
            items=COUNT,
            evidence=COUNT,
        ),
        record(published=maybe(_published()), proven=maybe(_proven())),
        record(estimate=maybe(_estimate()), sections=listed(local("section"))),
        record(national=maybe(_national())),
    )
    definitions = {"result": result, "section": _section(), "indicator": _indicator()}
    return document(FORMAT, either(local("result"), listed(local("result"))), definitions)


def _published() -> Schema:
    difference = record(kind=TEXT, id=TEXT, published=EXACT, computed=EXACT)
    return record(
        opinion=OPINION,
        index=maybe(EXACT),
        predicate=maybe(TEXT),
        source=maybe(TEXT),
        differences=listed(difference),
    )


def _proven() -> Schema:
    loss = record(id=TEXT, claimed=EXACT, proven=EXACT, loss=EXACT)
    return joined(
        BOUNDS,
        record(
            files=record(**{state.value: COUNT for state in FileState}),
            unchecked=record(links=COUNT, titles=COUNT),
            nothing=COUNT,
        ),
        _INDEX,
        record(losses=listed(loss)),
    )


def _estimate() -> Schema:
    return record(
        index=maybe(FIXED),
        exact=maybe(EXACT),
        missing=listed(TEXT),
        accepted=COUNT,
        counted=COUNT,
        tested=record(scores=COUNT, equal=COUNT, largest_error=EXACT),
    )


def _national() -> Schema:
    return record(
        year=WHOLE,
        group=TEXT,
        index=FIXED,
        rank=COUNT,
        size=COUNT,
        median=EXACT,
        source=TEXT,
        average=maybe(record(index=FIXED, source=TEXT)),
    )


def _section() -> Schema:
    only_some = {
        "printed": maybe(EXACT),
        "window": record(from_=maybe(EXACT), below=maybe(EXACT)),
        "candidates": listed(EXACT),
        "sections": listed(local("section")),
        "indicators": listed(local("indicator")),
    }
    own = record(only_some, id=TEXT, kind=among(("domain", "aspect")), name=TEXT, weight=EXACT)
    return joined(own, _INDEX)


def _indicator() -> Schema:
    rung = record(level=COUNT, accepted=COUNT, counted=COUNT)
    only_some = {
        "outside": record(id=TEXT, value=maybe(EXACT), file=maybe(TEXT)),
        "estimate": maybe(EXACT),
        "items": listed(rung),
    }
    return record(
        only_some,
        id=TEXT,
        name=TEXT,
        weight=EXACT,
        level=maybe(EXACT),
        contribution=maybe(EXACT),
        origin=among(("given", "outside", "assumed", "provisional", "missing")),
    )
