"""How records stand in YAML: a table of fields reads them, writes them, and makes their schema."""

import re
from collections.abc import Callable, Mapping as Map
from typing import Any

from spbe_cli.i18n import _
from spbe_cli.json_schema import Schema
from spbe_cli.store.yaml.kinds import ITEM_PATTERN, Places, ValueKind, key, optional
from spbe_cli.store.yaml.tree import Mapping, Node, Sequence


class OneLine(dict[str, Any]):
    """A mapping to be written on one line."""

    __slots__ = ()


class List(ValueKind):
    """A list of values of one kind; where records stand is noted, counted from 1."""

    __slots__ = ("noted", "of")

    def __init__(self, of: ValueKind, title: str) -> None:
        super().__init__(title)
        self.of, self.noted = of, isinstance(of, Record)

    def form(self, says: dict[str, str]) -> Schema:
        return {"type": "array", "title": _(self.title), **says, "items": self.of.schema()}

    def read(self, node: Node, at: str, notes: Places) -> tuple[Any, ...]:
        found = []
        for number, one in enumerate(node.items if isinstance(node, Sequence) else (), 1):
            below = f"{at}.{number}"
            if self.noted:
                notes.keep(below, one)
            value = self.of.read(one, below, notes)
            if value is not None:
                found.append(value)
        return tuple(found)

    def write(self, value: tuple[Any, ...]) -> list[Any]:
        return [self.of.write(one) for one in value]


class OneOrMore(ValueKind):
    """A value of one kind, or a list of them; one that stands alone is written alone."""

    __slots__ = ("of",)

    def __init__(self, of: ValueKind, title: str) -> None:
        super().__init__(title)
        self.of = of

    def form(self, says: dict[str, str]) -> Schema:
        one = self.of.schema()
        return {"anyOf": [one, {"type": "array", "items": one}], "title": _(self.title), **says}

    def read(self, node: Node, at: str, notes: Places) -> tuple[Any, ...] | None:
        listed = node.items if isinstance(node, Sequence) else (node,)
        found = tuple(value for one in listed if (value := self.of.read(one, at, notes)))
        return found or None

    def write(self, value: tuple[Any, ...]) -> Any:
        plain = [self.of.write(one) for one in value]
        return plain[0] if len(plain) == 1 else plain


class ByName(ValueKind):
    """Values of one kind by the names of items; where each stands is noted.

    `closed`: names that the schema refuses are passed over.
    """

    __slots__ = ("closed", "of")

    def __init__(self, of: ValueKind, title: str, *, closed: bool = False) -> None:
        super().__init__(title)
        self.of, self.closed = of, closed

    def form(self, says: dict[str, str]) -> Schema:
        return {
            "type": "object",
            "title": _(self.title),
            **says,
            "additionalProperties": False,
            "patternProperties": {ITEM_PATTERN: self.of.schema()},
        }

    def read(self, node: Node, at: str, notes: Places) -> dict[str, Any]:
        found = {}
        for name, one in (node.items if isinstance(node, Mapping) else {}).items():
            if self.closed and re.search(ITEM_PATTERN, name) is None:
                continue
            below = f"{at}.{name}"
            value = self.of.read(one, below, notes)
            if value is not None:
                notes.keep(below, one)
                found[name] = value
        return found

    def write(self, value: Map[str, Any]) -> dict[Any, Any]:
        return {key(name): self.of.write(one) for name, one in value.items()}


class Field:
    """A key of a record: its kind, what it is for, and the attribute that keeps it, if not `key`.

    `rank`: it is written before keys of a higher one, which does not change the schema. `noted`:
    where it stands is noted, if it says something.
    """

    __slots__ = ("attr", "key", "kind", "noted", "rank", "required", "says")

    def __init__(  # noqa: PLR0913  one for each column of the table
        self,
        key: str,
        kind: ValueKind,
        says: str = "",
        *,
        attr: str = "",
        rank: int = 0,
        required: bool = False,
        noted: bool = False,
    ) -> None:
        self.key, self.kind, self.says, self.attr = key, kind, says, attr or key
        self.rank, self.required, self.noted = rank, required, noted

    def schema(self) -> Schema:
        """Return the schema of the value; a key that is not required may be left empty."""
        schema = self.kind.schema(self.says)
        return schema if self.required else optional(schema)


class Record(ValueKind):
    """A mapping with a closed set of keys.

    `make` builds the record of its attributes, `take` returns those of them that the record does
    not have under that name. `line`: it is written on one line.
    """

    __slots__ = ("fields", "keys", "line", "make", "ranked", "required", "take")

    def __init__(
        self,
        make: Callable[..., Any],
        fields: tuple[Field, ...],
        *,
        take: Callable[[Any], Map[str, Any]] = lambda _record: {},
        name: str = "",
        line: bool = False,
    ) -> None:
        super().__init__(name=name)
        self.make, self.take, self.fields, self.line = make, take, fields, line
        self.keys = {field.key: field for field in fields}
        self.ranked = sorted(fields, key=lambda field: field.rank)
        self.required = [field.key for field in fields if field.required]

    def form(self, says: dict[str, str]) -> Schema:
        return {
            "type": "object",
            "title": "{" + ", ".join(self.keys) + "}",
            "additionalProperties": False,
            "properties": {field.key: field.schema() for field in self.fields},
            **({"required": list(self.required)} if self.required else {}),
            **says,
        }

    def values(self, node: Mapping, at: str, notes: Places) -> dict[str, Any]:
        """Return the values of a mapping by their keys, without those that say nothing."""
        found = {}
        for name, one in node.items.items():
            field = self.keys.get(name)
            if field is not None:
                below = f"{at}.{name}" if at else name
                value = field.kind.read(one, below, notes)
                if value is not None:
                    found[name] = value
                    if field.noted:
                        notes.keep(below, one)
        return found

    def made(self, values: Map[str, Any]) -> Any:
        """Return the record of some values; None where a required one is missing."""
        if any(name not in values for name in self.required):
            return None
        return self.make(**{self.keys[name].attr: value for name, value in values.items()})

    def read(self, node: Node, at: str, notes: Places) -> Any:
        return self.made(self.values(node, at, notes)) if isinstance(node, Mapping) else None

    def write(self, value: Any) -> dict[str, Any]:
        taken = self.take(value)
        kept = OneLine() if self.line else {}
        for field in self.ranked:
            attr = field.attr
            one = taken[attr] if attr in taken else getattr(value, attr, None)
            plain = None if one is None else field.kind.write(one)
            if plain not in (None, [], {}, ""):
                kept[field.key] = plain
        return kept


class Either(ValueKind):
    """A record, or in its place the value of one key (`short`) where nothing more is said.

    The key may be missing from the record: then there is only the short way to write its value.
    """

    __slots__ = ("key", "long", "short")

    def __init__(
        self, key: str, short: ValueKind, long: Record, title: str, *, name: str = ""
    ) -> None:
        super().__init__(title, name=name)
        self.key, self.short, self.long = key, short, long

    def form(self, says: dict[str, str]) -> Schema:
        return {"anyOf": [self.short.schema(), self.long.schema()], "title": _(self.title), **says}

    def read(self, node: Node, at: str, notes: Places) -> Any:
        if isinstance(node, Mapping):
            return self.long.read(node, at, notes)
        value = self.short.read(node, at, notes)
        if value is not None and self.key not in self.long.keys:
            return self.long.make(**{self.key: value})
        return self.long.made({} if value is None else {self.key: value})

    def write(self, value: Any) -> Any:
        plain = self.long.write(value)
        if self.key not in self.long.keys and not plain:
            return self.short.write(getattr(value, self.key))
        return plain if plain.keys() - {self.key} else plain.get(self.key)
