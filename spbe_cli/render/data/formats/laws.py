"""Formats about instruments: the tree, one indicator, lists, search, difference."""

from spbe_cli.core.clauses import OutsideIndex, Source, Text, Variant
from spbe_cli.core.instrument import Indicator, Instrument
from spbe_cli.core.laws import difference as differing, search as searching
from spbe_cli.json_schema import Schema
from spbe_cli.render.data.formats.kinds import (
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
    of_records,
    one_of,
    whole_schema,
)
from spbe_cli.render.data.instrument import FORMAT


def instrument_format() -> Schema:
    """Return the schema of a whole instrument, or of one of its indicators."""
    found: dict[str, Schema] = {}
    for one in (Instrument, Indicator, OutsideIndex, Source, Text, Variant):
        of_records(one, found)
    format_ = closed_object(format=constant(FORMAT))
    page = all_keys_of(format_, found["Indicator"], _page())
    found |= {"whole": all_keys_of(format_, found["Instrument"]), "page": page}
    return whole_schema(FORMAT, either(local("whole"), local("page")), found)


def _page() -> Schema:
    item = closed_object(id=TEXT, text=TEXT, counted=FLAG, points=maybe(EXACT))
    step = closed_object(
        level=WHOLE_NUMBER,
        name=maybe(local("Text")),
        summary=maybe(TEXT),
        criterion=TEXT,
        condition=maybe(TEXT),
        variants=array_of(local("Variant")),
        scores=maybe(array_of(EXACT)),
        points=maybe(EXACT),
        counted=WHOLE_NUMBER,
        items=array_of(item),
    )
    section = closed_object(kind=TEXT, id=TEXT, name=local("Text"), note=maybe(TEXT))
    return closed_object(
        instrument=closed_object(id=TEXT, short=TEXT, verified=FLAG),
        sections=array_of(section),
        total=EXACT,
        gain=EXACT,
        steps=array_of(step),
        examples=array_of(TEXT),
        outside_index=maybe(local("OutsideIndex")),
        sources=array_of(local("Source")),
    )


def instruments_format() -> Schema:
    """Return the schema of the list of instruments: a list, so it does not name its format."""
    one = closed_object(
        id=TEXT,
        short=TEXT,
        title=TEXT,
        index=TEXT,
        from_=WHOLE_NUMBER,
        to=maybe(WHOLE_NUMBER),
        indicators=WHOLE_NUMBER,
        replaces=maybe(TEXT),
        replaced_by=maybe(TEXT),
        verified=FLAG,
        named=FLAG,
    )
    return whole_schema("spbe-instruments/1", array_of(one))


def problems_format() -> Schema:
    """Return the schema of the problems of a file: a list, so it does not name its format."""
    one = closed_object(
        file=TEXT, line=WHOLE_NUMBER, column=WHOLE_NUMBER, code=TEXT, message=TEXT, remedy=TEXT
    )
    return whole_schema("spbe-problems/1", array_of(one))


def search_format() -> Schema:
    """Return the schema of places where words stand."""
    place = closed_object(
        part=one_of(searching.FoundIn), level=maybe(WHOLE_NUMBER), item=maybe(TEXT), text=TEXT
    )
    found: dict[str, Schema] = {}
    text = of_records(Text, found)
    hit = closed_object(instrument=TEXT, indicator=TEXT, name=text, places=array_of(place))
    name = "spbe-search/1"
    return whole_schema(
        name,
        closed_object(
            format=constant(name), words=TEXT, instruments=array_of(TEXT), hits=array_of(hit)
        ),
        found,
    )


def difference_format() -> Schema:
    """Return the schema of what differs between two instruments."""
    law = closed_object(
        id=TEXT, short=TEXT, domain=WHOLE_NUMBER, aspect=WHOLE_NUMBER, indicator=WHOLE_NUMBER
    )
    top = array_of(closed_object(kind=TEXT, id=TEXT, name=TEXT, weight=EXACT))
    value = {"type": ["string", "integer", "boolean", "null"]}
    change = closed_object(
        change=one_of(differing.AmendmentKind),
        kind=maybe(TEXT),
        id=maybe(TEXT),
        name=TEXT,
        level=maybe(WHOLE_NUMBER),
        before=value,
        after=value,
    )
    side = closed_object(
        index=maybe(FIXED), exact=maybe(EXACT), predicate=maybe(TEXT), missing=array_of(TEXT)
    )
    effect = closed_object(
        institution=TEXT,
        year=WHOLE_NUMBER,
        opinion=OPINION,
        before=side,
        after=side,
        change=maybe(EXACT),
    )
    name = "spbe-difference/1"
    whole = closed_object(
        format=constant(name),
        before=law,
        after=law,
        editions=FLAG,
        sections=closed_object(before=top, after=top),
        changes=array_of(change),
        same_names=array_of(closed_object(before=TEXT, after=TEXT)),
        predecessors=mapped(array_of(TEXT)),
        effect=maybe(effect),
    )
    return whole_schema(name, whole)
