"""Checks a located YAML tree against a JSON Schema: one description for our reader and for editors.

Only the keywords our own schemas use are understood. A scalar is text until its schema says
number or integer; quotes do not matter, and a decimal comma is a decimal point.
"""

import re
from collections.abc import Iterator, Mapping as Map

from spbe_cli import vocabulary
from spbe_cli.i18n import _
from spbe_cli.json_schema import Schema
from spbe_cli.problems import Place, Problem, hint
from spbe_cli.store.yaml.kinds import level_said, read_date
from spbe_cli.store.yaml.tree import Mapping, Node, Scalar, Sequence

_KINDS = {Mapping: "object", Sequence: "array"}


def check(root: Node, schema: Schema, name: str) -> list[Problem]:
    """Return every difference between a tree and a schema, with its place in file `name`."""
    return list(_Checker(schema.get("$defs", {}), name).node(root, schema, ""))


class _Checker:
    def __init__(self, definitions: Map[str, Schema], name: str) -> None:
        self.definitions, self.name = definitions, name

    def node(self, node: Node, schema: Schema, path: str) -> Iterator[Problem]:
        schema = self._resolve(schema, node)
        if not self._fits(node, schema):
            if (misnamed := _misnamed(node, schema, path)) is not None:
                yield misnamed._replace(place=self._place(node))
                return
            params = {
                "key": path or _("isi berkas"),
                "found": _found(node),
                "expected": schema.get("title", ""),
            }
            yield Problem("E031" if _unseen(node) else "E010", self._place(node), params)
        elif isinstance(node, Mapping):
            yield from self._mapping(node, schema, path)
        elif isinstance(node, Sequence):
            for position, item in enumerate(node.items, 1):
                yield from self.node(item, schema.get("items", {}), f"{path}[{position}]")

    def _mapping(self, node: Mapping, schema: Schema, path: str) -> Iterator[Problem]:
        properties: Map[str, Schema] = schema.get("properties", {})
        patterns: Map[str, Schema] = schema.get("patternProperties", {})
        for key, value in node.items.items():
            inner = properties.get(key) or next(
                (found for pattern, found in patterns.items() if re.search(pattern, key)), None
            )
            if inner is not None and _fits_plainly(value, inner):  # as nearly all do, and quicker
                continue
            below = f"{path}.{key}" if path else key
            if inner is not None:
                yield from self.node(value, inner, below)
            elif not schema.get("additionalProperties", True):
                known = list(properties) or [str(schema.get("title", ""))]
                place = self._place(node.keys[key])
                meant = vocabulary.meant(key)
                near = next(({"near": one} for one in meant if one in known), hint(key, known))
                yield Problem("E008", place, {"key": below, **near})
        for key in schema.get("required", ()):
            if key not in node.items:
                below = f"{path}.{key}" if path else key
                yield Problem("E009", self._place(node), {"key": below, "name": key})

    def _resolve(self, schema: Schema, node: Node) -> Schema:
        """Follow a reference, and of alternatives take the one meant by the node's form."""
        if "$ref" in schema:
            return self._resolve(self.definitions[schema["$ref"].rpartition("/")[2]], node)
        if "anyOf" in schema:
            options = [self._resolve(option, node) for option in schema["anyOf"]]
            kind = _KINDS.get(type(node), "")
            fitting = [o for o in options if self._fits(node, o)]
            alike = [o for o in options if kind in _types(o)]
            title = schema.get("title", options[0].get("title", ""))
            return (fitting or alike or [{**options[0], "title": title}])[0]
        return schema

    def _fits(self, node: Node, schema: Schema) -> bool:
        if isinstance(node, Scalar):
            return _fits(node, schema)
        types = _types(schema)
        enough = len(node.items) >= int(schema.get("minItems") or schema.get("minProperties") or 0)
        free = not types and "enum" not in schema
        return enough and (free or _KINDS[type(node)] in types)

    def _place(self, node: Node) -> Place:
        return Place(self.name, node.line, node.column)


def _fits_plainly(node: Node, schema: Schema) -> bool:
    """Whether a text fits a schema that refers to no other; False where that is not so simple."""
    simple = "$ref" not in schema and "anyOf" not in schema
    return simple and isinstance(node, Scalar) and _fits(node, schema)


def _types(schema: Schema) -> tuple[str, ...]:
    types = schema.get("type", ())
    return (types,) if isinstance(types, str) else tuple(types)


def _fits(node: Scalar, schema: Schema) -> bool:
    types = _types(schema)
    if node.empty:
        fits = "null" in types or None in schema.get("enum", ())
    elif "enum" in schema:
        fits = node.text in [_as_text(one) for one in schema["enum"]]
    elif schema.get("format") == "level":
        fits = level_said(node.text) is not None
    elif "pattern" in schema:
        fits = re.search(schema["pattern"], node.text) is not None
    elif schema.get("format") == "date":
        fits = read_date(node.text) is not None
    elif "integer" in types:
        fits = _is_integer(node.text, schema)
    else:
        fits = not types or "string" in types
    return fits


def _is_integer(text: str, schema: Schema) -> bool:
    if re.fullmatch(r"\s*[0-9]{1,9}\s*", text) is None:
        return False
    low, high = int(schema.get("minimum", 0)), int(schema.get("maximum", 10**9))
    return low <= int(text) <= high


def _as_text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _misnamed(node: Node, schema: Schema, path: str) -> Problem | None:
    """Return E352 where number and name of a level contradict each other."""
    item = path.partition("indicators.")[2].partition(".")[0]
    if schema.get("format") != "level" or not isinstance(node, Scalar) or not item:
        return None
    from spbe_cli.core.collect.written import misnamed_level  # hardly any file needs it

    return misnamed_level(node.text, item)


def _unseen(node: Node) -> bool:
    """Whether a text has characters in it that nobody sees."""
    from spbe_cli.core.text import bare

    return isinstance(node, Scalar) and bare(node.text) != node.text


def _found(node: Node) -> str:
    """Return what stands there, short enough for one line of a message."""
    if isinstance(node, Mapping):
        return "{…}" if node.items else "{}"
    if isinstance(node, Sequence):
        return "[…]" if node.items else "[]"
    text = re.sub(r"[ \t\r\n]+", " ", node.text)  # a no-break space stays, and is named
    return (text[:40] + "…" if len(text) > 40 else text) or '""'
