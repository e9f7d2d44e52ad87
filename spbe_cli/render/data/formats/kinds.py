"""What the schemas of our JSON formats are made of: closed records, exact numbers, references."""

import datetime as dt
import types
from collections.abc import Iterable, Mapping
from enum import StrEnum
from fractions import Fraction
from typing import Any, Union, get_args, get_origin, get_type_hints

from spbe_cli.core.assessment import Opinion
from spbe_cli.json_schema import DRAFT, Schema, references

TEXT: Schema = {"type": "string"}
WHOLE_NUMBER: Schema = {"type": "integer"}
FLAG: Schema = {"type": "boolean"}
NULL: Schema = {"type": "null"}
EXACT: Schema = {"$ref": "#/$defs/exact"}
FIXED: Schema = {"$ref": "#/$defs/fixed"}
COUNT: Schema = {"$ref": "#/$defs/count"}
DATE: Schema = {"$ref": "#/$defs/date"}
_SHARED: dict[str, Schema] = {
    "exact": {
        "type": "string",
        "pattern": r"^-?[0-9]+([.][0-9]+|/[1-9][0-9]*)?$",
        "description": "An exact number: a decimal where that is exact, else a fraction.",
    },
    "fixed": {
        "type": "string",
        "pattern": r"^-?[0-9]+([.][0-9]+)?$",
        "description": "A rounded number, with a point.",
    },
    "count": {"type": "string", "pattern": "^[0-9]+$", "description": "A whole number, as text."},
    "date": {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
}


def closed_object(may: Mapping[str, Schema] | None = None, /, **keys: Schema) -> Schema:
    """Return a closed object: all `keys` are there, those of `may` only in some records.

    A keyword that Python keeps for itself is written with an underscore after it: ``from_``.
    """
    always = {name.removesuffix("_"): one for name, one in keys.items()}
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(always),
        "properties": {**always, **(may or {})},
    }


def all_keys_of(*records: Schema) -> Schema:
    """Return one closed object with the keys of several."""
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [key for one in records for key in one["required"]],
        "properties": {key: inner for one in records for key, inner in one["properties"].items()},
    }


def array_of(one: Schema) -> Schema:
    """Return an array of such values."""
    return {"type": "array", "items": one}


def mapped(one: Schema) -> Schema:
    """Return an object whose keys are ids or names."""
    return {"type": "object", "additionalProperties": one}


def maybe(one: Schema) -> Schema:
    """Return such a value, or null where it is not known."""
    return {"anyOf": [one, NULL]}


def constant(value: str) -> Schema:
    """Return the one value that may stand there."""
    return {"const": value}


def one_of(values: Iterable[str]) -> Schema:
    """Return a closed choice."""
    return {"enum": [str(one) for one in values]}


def either(*several: Schema) -> Schema:
    """Return a value of one form or another."""
    return {"anyOf": list(several)}


def local(name: str) -> Schema:
    """Return a reference to a definition of the same format."""
    return {"$ref": f"#/$defs/{name}"}


OPINION = one_of(Opinion)


def head_keys(format_: str) -> Schema:
    """Return what `encode.head` writes."""
    return closed_object(
        format=constant(format_),
        institution=TEXT,
        year=WHOLE_NUMBER,
        instrument=TEXT,
        opinion=OPINION,
    )


def whole_schema(
    title: str, schema: Schema, definitions: Mapping[str, Schema] | None = None
) -> Schema:
    """Return a whole schema: what it refers to comes with it."""
    own = dict(definitions or {})
    used = references([schema, *own.values()])
    found = own | {name: one for name, one in _SHARED.items() if name in used}
    return {"$schema": DRAFT, "title": title, **schema, **({"$defs": found} if found else {})}


_PLAIN: Mapping[Any, Schema] = {
    str: TEXT,
    int: WHOLE_NUMBER,
    bool: FLAG,
    Fraction: EXACT,
    dt.date: DATE,
    type(None): NULL,
}


def of_records(cls: type, definitions: dict[str, Schema]) -> Schema:
    """Return the schema of a record as `instrument.as_data` writes it, field by field.

    Written and described from the same fields, the two cannot differ. Records beneath it are
    put into `definitions`.
    """
    fields = _fields(cls)
    if cls.__name__ not in definitions:
        definitions[cls.__name__] = {}  # before what is beneath it: a section has sections
        keys = {name: _of_type(hint, definitions) for name, hint in fields.items()}
        definitions[cls.__name__] = closed_object(**keys)
    return local(cls.__name__)


def _fields(cls: type) -> dict[str, Any]:
    import spbe_cli.core.instrument as known  # has the names imported only while types are checked

    names: tuple[str, ...] = getattr(cls, "_fields", None) or cls.__dict__["__slots__"]
    where = cls if hasattr(cls, "_fields") else cls.__init__  # type: ignore[misc]
    hints = get_type_hints(where, localns={**vars(known)})
    return {name: hints[name] for name in names}


def _of_type(hint: Any, definitions: dict[str, Schema]) -> Schema:
    origin, inner = get_origin(hint), get_args(hint)
    if hint in _PLAIN:
        return _PLAIN[hint]
    if origin in (Union, types.UnionType):
        return either(*(_of_type(one, definitions) for one in inner))
    if origin is tuple:
        kinds = [_of_type(one, definitions) for one in dict.fromkeys(inner) if one is not Ellipsis]
        return array_of(kinds[0] if len(kinds) == 1 else either(*kinds))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return mapped(_of_type(inner[1], definitions))
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return one_of(hint)
    return of_records(hint, definitions)
