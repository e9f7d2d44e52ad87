"""Format of what may become of an index: spbe-risk/1."""

from spbe_cli.json_schema import Schema
from spbe_cli.render.data import risk as risks
from spbe_cli.render.data.formats.kinds import (
    EXACT,
    FIXED,
    FLAG,
    TEXT,
    WHOLE_NUMBER,
    all_keys_of,
    array_of,
    closed_object,
    head_keys,
    maybe,
    whole_schema,
)


def risk_format() -> Schema:
    """Return the schema of the chances of index and predicate."""
    fall = closed_object(
        indicator=TEXT,
        from_=EXACT,
        to=EXACT,
        chance=EXACT,
        percent=FIXED,
        given=FLAG,
        proven=FLAG,
    )
    whole = closed_object(
        exact=maybe(EXACT),
        predicate=maybe(TEXT),
        proven=maybe(closed_object(index=FIXED, exact=EXACT, indicators=WHOLE_NUMBER)),
        mean=EXACT,
        quantiles=array_of(closed_object(share=EXACT, percent=EXACT, index=EXACT)),
        between=closed_object(percent=EXACT),
        falls=array_of(fall),
        assumed=closed_object(chance=EXACT, source=TEXT, default=FLAG),
        predicates=array_of(closed_object(name=TEXT, from_=EXACT, chance=EXACT, percent=FIXED)),
        histogram=array_of(closed_object(from_=EXACT, below=EXACT, percent=FIXED)),
        indices=WHOLE_NUMBER,
        distribution=maybe(array_of(closed_object(index=EXACT, chance=EXACT))),
    )
    return whole_schema(risks.FORMAT, all_keys_of(head_keys(risks.FORMAT), whole))
