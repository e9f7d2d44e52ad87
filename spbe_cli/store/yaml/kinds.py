"""How single values stand in YAML: kinds that read them, write them, and make their schema.

`read` passes over what has the wrong form (`shape` reports it); `write` returns plain values for
`writing`. Texts are translated when a schema is made, not when a module is imported.
"""

import re
from contextlib import suppress
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any

from spbe_cli.core import numbers
from spbe_cli.core.assessment import Opinion
from spbe_cli.i18n import N_, _
from spbe_cli.json_schema import Schema
from spbe_cli.problems import Place
from spbe_cli.store.yaml.tree import Node, Scalar
from spbe_cli.vocabulary import LEVEL_PATTERN, OPINION_PATTERN, OPINIONS

ITEM_PATTERN = r"^[0-9A-Za-z][0-9A-Za-z.-]*$"
AMOUNT = r"^\s*[0-9]{1,15}([.,][0-9]{1,2})?\s*$"
NUMBER = r"^\s*[0-9]{1,9}([.,][0-9]{1,12})?\s*$"


_KEY = re.compile(r"0|[1-9][0-9]{0,8}")


class Places:
    """Where things stand in a file: dotted paths and their places, filled while a tree is read."""

    __slots__ = ("file", "places")

    def __init__(self, file: str) -> None:
        self.file = file
        self.places: dict[str, Place] = {"": Place(file)}

    def keep(self, at: str, node: Node) -> None:
        """Note where the value of a path stands."""
        self.places[at] = Place(self.file, node.line, node.column)


class Figure(str):
    """A number as text, to be written without quotes."""

    __slots__ = ()


class ValueKind:
    """A kind of value. `title` tells what to write there.

    `name`: a schema defines it once, under that name. `null`: it may be empty wherever it stands.
    """

    __slots__ = ("name", "null", "title")

    def __init__(self, title: str = "", *, name: str = "", null: bool = False) -> None:
        self.title, self.name, self.null = title, name, null

    def form(self, says: dict[str, str]) -> Schema:
        """Return the schema as such; `says` is its description, or empty."""
        raise NotImplementedError

    def whole(self, says: str = "") -> Schema:
        """Return the schema, described."""
        form = self.form({"description": _(says)} if says else {})
        return optional(form) if self.null else form

    def schema(self, says: str = "") -> Schema:
        """Return the schema where a value of this kind stands: a reference, if it has a name."""
        if not self.name:
            return self.whole(says)
        described = {"description": _(says)} if says else {}
        return {"$ref": f"#/$defs/{self.name}", **described}

    def read(self, node: Node, at: str, notes: Places) -> Any:
        """Return the value of a node; None where it is empty or has the wrong form."""
        return node.text if isinstance(node, Scalar) and not node.empty else None

    def write(self, value: Any) -> Any:
        """Return a value as a file holds it."""
        return value


class TextKind(ValueKind):
    """Any text; of a `pattern`, if there is one."""

    __slots__ = ("pattern",)

    def __init__(self, pattern: str = "", title: str = N_("teks")) -> None:
        super().__init__(title)
        self.pattern = pattern

    def form(self, says: dict[str, str]) -> Schema:
        pattern = {"pattern": self.pattern} if self.pattern else {}
        return {"type": "string", "title": _(self.title), **says, **pattern}

    def read(self, node: Node, at: str, notes: Places) -> str | None:
        return super().read(node, at, notes) or None  # an empty text says as little as none


class IdentKind(ValueKind):
    """The number or name of an item."""

    __slots__ = ()

    def form(self, says: dict[str, str]) -> Schema:
        return {
            "type": ["integer", "string"],
            "pattern": ITEM_PATTERN,
            "title": _(self.title),
            **says,
        }

    def write(self, value: str) -> str | int:
        return key(value)


class NumberKind(ValueKind):
    """An exact number, with a decimal point or comma."""

    __slots__ = ()

    def form(self, says: dict[str, str]) -> Schema:
        return {"type": ["number", "string"], "pattern": NUMBER, "title": _(self.title), **says}

    def read(self, node: Node, at: str, notes: Places) -> Fraction | None:
        return numbers.parse(node.text) if isinstance(node, Scalar) and not node.empty else None

    def write(self, value: Fraction) -> Figure:
        if numbers.places_of(value) is None:
            raise ValueError(f"{value} has no exact decimal")
        return Figure(numbers.exact(value))


class LevelKind(NumberKind):
    """A level: a number, or as people write it, ``Level 3``, ``III``, ``3 (Terdefinisi)``."""

    __slots__ = ()

    def form(self, says: dict[str, str]) -> Schema:
        return {**super().form(says), "pattern": LEVEL_PATTERN, "format": "level"}

    def read(self, node: Node, at: str, notes: Places) -> Fraction | None:
        return level_said(node.text) if isinstance(node, Scalar) and not node.empty else None


class AmountKind(NumberKind):
    """An amount of money: what the state spends has more digits than other numbers."""

    __slots__ = ()

    def form(self, says: dict[str, str]) -> Schema:
        return {**super().form(says), "pattern": AMOUNT}

    def read(self, node: Node, at: str, notes: Places) -> Fraction | None:
        return (
            numbers.read_amount(node.text) if isinstance(node, Scalar) and not node.empty else None
        )


class WholeKind(ValueKind):
    """A whole number; of a `span`, if there is one."""

    __slots__ = ("span",)

    def __init__(self, title: str, span: range | None = None) -> None:
        super().__init__(title)
        self.span = span

    def form(self, says: dict[str, str]) -> Schema:
        ends = {} if self.span is None else {"minimum": self.span[0], "maximum": self.span[-1]}
        return {"type": "integer", **ends, "title": _(self.title), **says}

    def read(self, node: Node, at: str, notes: Places) -> int | None:
        found = numbers.parse(node.text) if isinstance(node, Scalar) else None
        return None if found is None else int(found)


class DayKind(ValueKind):
    """A date."""

    __slots__ = ()

    def form(self, says: dict[str, str]) -> Schema:
        return {"type": "string", "format": "date", "title": _(self.title), **says}

    def read(self, node: Node, at: str, notes: Places) -> date | None:
        return read_date(node.text) if isinstance(node, Scalar) else None

    def write(self, value: date) -> str:
        return value.isoformat()


class ChoiceKind(ValueKind):
    """One of some words, which need no translation."""

    __slots__ = ("among",)

    def __init__(self, among: type[StrEnum], title: str, *, null: bool = False) -> None:
        super().__init__(title, null=null)
        self.among = among

    def form(self, says: dict[str, str]) -> Schema:
        return {"enum": [one.value for one in self.among], "title": self.title, **says}

    def read(self, node: Node, at: str, notes: Places) -> StrEnum | None:
        text = node.text if isinstance(node, Scalar) else ""
        return self.among(text) if text in list(self.among) else None

    def write(self, value: StrEnum) -> str:
        return value.value


class OpinionKind(ValueKind):
    """Whose level it is, in English or, as screens have it, in Indonesian."""

    __slots__ = ()

    def form(self, says: dict[str, str]) -> Schema:
        return {"type": "string", "pattern": OPINION_PATTERN, "title": self.title, **says}

    def read(self, node: Node, at: str, notes: Places) -> Opinion | None:
        text = node.text.casefold() if isinstance(node, Scalar) else ""
        return Opinion(OPINIONS[text]) if text in OPINIONS else None

    def write(self, value: Opinion) -> str:
        return value.value


def level_said(text: str) -> Fraction | None:
    """Read a level: a number, or as people write it; None where number and name disagree."""
    value = numbers.parse(text)
    if value is None:
        from spbe_cli.core.collect import written  # most levels are numbers

        return written.read_level(text)
    return value


def read_date(text: str) -> date | None:
    """Read a date: ``2021-05-04``, or as people write it, ``4 Mei 2021``; None where not plain."""
    with suppress(ValueError):
        found = date.fromisoformat(text)
        if found.isoformat() == text:
            return found
    from spbe_cli.core.collect import written  # most dates are written so

    return written.read_day(text)


def key(name: str) -> str | int:
    """Return a name as a file writes it: a number without quotes."""
    return int(name) if _KEY.fullmatch(name) else name


def optional(schema: Schema) -> Schema:
    """Allow a key that is written but left empty: forms and templates leave them so."""
    if "type" in schema:
        types = [schema["type"]] if isinstance(schema["type"], str) else schema["type"]
        return schema | {"type": [*dict.fromkeys((*types, "null"))]}
    if "enum" in schema:
        return schema | {"enum": [*schema["enum"], None]}
    if "$ref" in schema:
        return {"anyOf": [schema, {"type": "null"}]}
    return {**schema, "anyOf": [*schema["anyOf"], {"type": "null"}]}
