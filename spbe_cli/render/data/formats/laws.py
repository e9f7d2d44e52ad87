"""Formats about instruments: the tree, one indicator, lists, search, difference."""

from spbe_cli.core.clauses import OutsideIndex, Source, Text, Variant
from spbe_cli.core.instrument import Indicator, Instrument
from spbe_cli.core.laws import difference as differing, search as searching
from spbe_cli.render.data.formats.kinds import (
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
    of_records,
    record,
)
from spbe_cli.render.data.instrument import FORMAT


def instrument() -> Schema:
    """Return the schema of a whole instrument, or of one of its indicators."""
    found: dict[str, Schema] = {}
    for one in (Instrument, Indicator, OutsideIndex, Source, Text, Variant):
        of_records(one, found)
    format_ = record(format=constant(FORMAT))
    page = joined(format_, found["Indicator"], _page())
    found |= {"whole": joined(format_, found["Instrument"]), "page": page}
    return document(FORMAT, either(local("whole"), local("page")), found)


def _page() -> Schema:
    item = record(id=TEXT, text=TEXT, counted=FLAG, points=maybe(EXACT))
    step = record(
        level=WHOLE,
        name=maybe(local("Text")),
        summary=maybe(TEXT),
        criterion=TEXT,
        condition=maybe(TEXT),
        variants=listed(local("Variant")),
        scores=maybe(listed(EXACT)),
        points=maybe(EXACT),
        counted=WHOLE,
        items=listed(item),
    )
    section = record(kind=TEXT, id=TEXT, name=local("Text"), note=maybe(TEXT))
    return record(
        instrument=record(id=TEXT, short=TEXT, verified=FLAG),
        sections=listed(section),
        total=EXACT,
        gain=EXACT,
        steps=listed(step),
        examples=listed(TEXT),
        outside_index=maybe(local("OutsideIndex")),
        sources=listed(local("Source")),
    )


def instruments() -> Schema:
    """Return the schema of the list of instruments: a list, so it does not name its format."""
    one = record(
        id=TEXT,
        short=TEXT,
        title=TEXT,
        index=TEXT,
        from_=WHOLE,
        to=maybe(WHOLE),
        indicators=WHOLE,
        replaces=maybe(TEXT),
        replaced_by=maybe(TEXT),
        verified=FLAG,
        named=FLAG,
    )
    return document("spbe-instruments/1", listed(one))


def problems() -> Schema:
    """Return the schema of the problems of a file: a list, so it does not name its format."""
    one = record(file=TEXT, line=WHOLE, column=WHOLE, code=TEXT, message=TEXT, remedy=TEXT)
    return document("spbe-problems/1", listed(one))


def search() -> Schema:
    """Return the schema of places where words stand."""
    place = record(part=among(searching.Part), level=maybe(WHOLE), item=maybe(TEXT), text=TEXT)
    found: dict[str, Schema] = {}
    text = of_records(Text, found)
    hit = record(instrument=TEXT, indicator=TEXT, name=text, places=listed(place))
    name = "spbe-search/1"
    return document(
        name,
        record(format=constant(name), words=TEXT, instruments=listed(TEXT), hits=listed(hit)),
        found,
    )


def difference() -> Schema:
    """Return the schema of what differs between two instruments."""
    law = record(id=TEXT, short=TEXT, domain=WHOLE, aspect=WHOLE, indicator=WHOLE)
    top = listed(record(kind=TEXT, id=TEXT, name=TEXT, weight=EXACT))
    value = {"type": ["string", "integer", "boolean", "null"]}
    change = record(
        change=among(differing.Kind),
        kind=maybe(TEXT),
        id=maybe(TEXT),
        name=TEXT,
        level=maybe(WHOLE),
        before=value,
        after=value,
    )
    side = record(
        index=maybe(FIXED), exact=maybe(EXACT), predicate=maybe(TEXT), missing=listed(TEXT)
    )
    effect = record(
        institution=TEXT,
        year=WHOLE,
        opinion=OPINION,
        before=side,
        after=side,
        change=maybe(EXACT),
    )
    name = "spbe-difference/1"
    whole = record(
        format=constant(name),
        before=law,
        after=law,
        editions=FLAG,
        sections=record(before=top, after=top),
        changes=listed(change),
        same_names=listed(record(before=TEXT, after=TEXT)),
        predecessors=mapped(listed(TEXT)),
        effect=maybe(effect),
    )
    return document(name, whole)
