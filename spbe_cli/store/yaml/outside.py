"""Changes the index of another body inside an assessment file; every other line stays as it was."""

from collections.abc import Iterator, Mapping as Map
from contextlib import suppress
from fractions import Fraction
from pathlib import Path
from typing import Any

from spbe_cli.core.assessment import Assessment
from spbe_cli.core.records import replace
from spbe_cli.problems import FileError, Place, Problem
from spbe_cli.store import files
from spbe_cli.store.yaml import assessment_file, assessments, editing, splicing, tree
from spbe_cli.store.yaml.blocks import Unknown
from spbe_cli.store.yaml.pages import Page
from spbe_cli.store.yaml.tree import Mapping


def put_outside(
    path: Path, name: str, value: Fraction | None, of: Assessment | None = None
) -> editing.Written:
    """Write the index of another body, or take it away (None), for a caller that holds the lock.

    It stands in the place of a file that it was computed from. Otherwise as `editing.put_locked`.
    """
    text = files.read_text(str(path))
    before, _law = assessments.parse_assessment(text, str(path))
    if of is not None and (before.institution, before.year) != (of.institution, of.year):
        raise FileError([Problem("E019", Place(str(path)))])
    put = {} if value is None else {name: value}
    known = {key: one for key, one in before.outside.items() if key != name or value is not None}
    feeds = {key: one for key, one in before.feeds.items() if key != name}
    wanted = replace(before, outside={**known, **put}, feeds=feeds)
    attempts = _attempts(text, str(path), before, wanted)
    written = editing.rewritten(path, text, wanted, attempts, (name,))
    return written._replace(assessment=assessments.looked_for(wanted, str(path)))


def _attempts(
    text: str, file: str, before: Assessment, wanted: Assessment
) -> Iterator[editing.Attempt]:
    """Yield texts with other indices: only those changed, their block, the whole file."""
    root, _problems = tree.parse_tree(text, file)
    old, new = _written(before), _written(wanted)
    if isinstance(root, Mapping):
        with suppress(Unknown):
            yield True, splicing.spliced(text, "outside", old, new, {}, erase=True)
        with suppress(IndexError):  # YAML counts other lines than these
            block = assessments.dump_outside(wanted) if new else ""
            yield True, Page(text, root).with_block("outside", block, before="indicators")
    yield False, editing.anew(text, wanted)


def _written(one: Assessment) -> Map[str, Any]:
    """Return the indices as a file holds them."""
    found: Map[str, Any] = assessment_file.plain(one).get("outside", {})
    return found
