"""Holds what the program writes as JSON against its schema: every answer that any test asks for."""

import json
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import Any

import jsonschema
from jsonschema.exceptions import best_match

from spbe_cli.render.data import formats

# Answers that are lists do not name their format; the command does.
_LISTS = {
    ("instrument", "list"): "spbe-instruments/1",
    ("instrument", "check"): "spbe-problems/1",
    ("check",): "spbe-check/1",
}
_KEPT = 20  # rows at either end of a long list: the others were written by the same lines
seen: dict[str, int] = {}  # how many answers of each format this run has held against its schema


@cache
def validator(name: str) -> Any:
    schema = formats.schema(name)
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(
        schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )


def format_of(arguments: Sequence[str], data: Any) -> str:
    """Return the format that an answer is in."""
    if isinstance(data, dict):
        return str(data["format"])
    for words, name in _LISTS.items():
        at = [arguments.index(word) if word in arguments else -1 for word in words]
        if min(at) >= 0 and at == sorted(at):
            return name
    return str(data[0]["format"]) if data else "spbe-score/1"


def fault(name: str, data: Any) -> str:
    """Return what is wrong with an answer; empty where nothing is."""
    found = best_match(validator(name).iter_errors(data))
    if found is None:
        return ""
    return f"{name} at {found.json_path}: {found.message[:300]}"


def hold(arguments: Sequence[str], text: str) -> None:
    """Fail where JSON that was asked for is not as its schema says.

    The schema of a format is in ``spbe_cli/render/data/formats``: a new key belongs there too.
    """
    wanted = pairwise(arguments)
    if ("--format", "json") not in wanted or not text:
        return
    data = json.loads(text)
    name = format_of(arguments, data)
    seen[name] = seen.get(name, 0) + 1
    told = fault(name, _shortened(data))
    assert not told, f"{told}\n(its schema: spbe_cli/render/data/formats)"


def _shortened(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _shortened(one) for key, one in value.items()}
    if isinstance(value, list):
        few = value if len(value) <= 2 * _KEPT else [*value[:_KEPT], *value[-_KEPT:]]
        return [_shortened(one) for one in few]
    return value
