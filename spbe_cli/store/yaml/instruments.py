"""Instruments: those that are shipped, and those of a user's own, from YAML to records."""

import re
from functools import cache
from pathlib import Path

from spbe_cli.core.instrument import Instrument
from spbe_cli.i18n import _
from spbe_cli.problems import DataError, Place, Problem
from spbe_cli.store import bundled, files
from spbe_cli.store.yaml import tree
from spbe_cli.store.yaml.instrument_records import build_instrument, served
from spbe_cli.store.yaml.tree import Node, text_at

_YEARS = r"(?ms)^years:.*?(?=^\w)"
_HEAD = 4096  # characters of a shipped file within which its years stand
_Years = tuple[int, int | None]


@cache
def _heads() -> dict[str, tuple[bool, _Years]]:
    """Return of each shipped instrument whether a file has to name it, and the years it serves.

    Only the years are read of each file: the tree of indicators is by far the larger part.
    """
    found = {}
    for file in bundled.folder("indicators").iterdir():
        if not file.name.endswith(".yaml"):
            continue
        with file.open(encoding="utf-8") as text:
            years = re.search(_YEARS, text.read(_HEAD))
        if years is not None:
            root = tree.parse_tree(years[0], file.name)[0]
            named = text_at(tree.child(root, "years"), "named") == "true"
            found[file.name.removesuffix(".yaml")] = (named, served(root))
    return dict(sorted(found.items(), key=lambda pair: (pair[1][0], pair[1][1][0])))


def shipped() -> dict[str, _Years]:
    """Return the ids of the shipped instruments and the years they serve.

    First those that follow each other and are chosen by the year, oldest first.
    """
    return {name: years for name, (_named, years) in _heads().items()}


def by_year() -> dict[str, _Years]:
    """Return those that are chosen by the year where a file names none, oldest first."""
    return {name: years for name, (named, years) in _heads().items() if not named}


def current() -> str:
    """Return the id of the shipped instrument that is in force."""
    return next(reversed(by_year()))


def for_year(year: int, place: Place | None = None) -> Instrument:
    """Return the shipped instrument that serves an evaluation year; DataError E206 if none does."""
    for name, (first, last) in reversed(by_year().items()):
        if first <= year and (last is None or year <= last):
            return _shipped(name)
    years = tuple(
        _("{name} sejak {first}").format(name=name, first=first)
        if last is None
        else f"{name} {first}–{last}"
        for name, (first, last) in by_year().items()
    )
    raise DataError([Problem("E206", place, {"year": year, "years": years})])


def is_file(reference: str) -> bool:
    """Tell whether a reference names a file, rather than the id of a shipped instrument."""
    return reference.lower().endswith((".yaml", ".yml"))


def _may_exist(reference: str) -> bool:
    """Whether a system can have a file of that name: more than 255 bytes are no name."""
    parts = reference.replace("\\", "/").split("/")
    return len(reference) < 4096 and all(len(one.encode("utf-8", "replace")) < 256 for one in parts)


def load(reference: str, *, place: Place | None = None, base: Path | None = None) -> Instrument:
    """Return an instrument by id (``permenpanrb-59-2020``, ``59/2020``) or by file.

    A reference that ends in .yaml or .yml is a file, relative to `base`. Raises DataError where
    it is not known (E205, at `place`) or the file has problems.
    """
    if is_file(reference) and _may_exist(reference):
        return read(str(base / reference if base else reference))
    wanted = re.sub(r"[\s/_]+", "-", reference.strip().lower())
    known = re.fullmatch(r"[a-z0-9-]{1,100}", wanted) is not None  # no path out of the folder
    if known and (bundled.folder("indicators") / f"{wanted}.yaml").is_file():
        return _shipped(wanted)
    matches = [name for name in shipped() if name == wanted or name.endswith(f"-{wanted}")]
    if len(matches) != 1 or "-" not in wanted:
        from difflib import get_close_matches

        near = get_close_matches(wanted[:100], shipped(), n=1, cutoff=0.8)  # `hint`: no numbers
        params = {"id": reference} | ({"near": near[0]} if near else {"known": tuple(shipped())})
        raise DataError([Problem("E205", place, params)])
    return _shipped(matches[0])


def read(name: str) -> Instrument:
    """Read an instrument of a user's own; DataError with every problem of the file."""
    root, problems = examine(name)
    if problems or root is None:
        raise DataError(problems)
    return build_instrument(root)


def examine(name: str) -> tuple[Node | None, list[Problem]]:
    """Parse an instrument file and return its tree with every problem found, in file order."""
    from spbe_cli.store.yaml import schemas, shape
    from spbe_cli.store.yaml.instrument_rules import check

    root, problems = tree.parse_tree(files.read_text(name, assessment=False), name)
    if root is not None:
        problems += [*shape.check(root, schemas.instrument_schema(), name), *check(root, name)]
    return root, tree.in_order(problems)


@cache
def _shipped(name: str) -> Instrument:
    """Build a shipped instrument; tests prove the shipped files sound, so no check is run here."""
    file = bundled.folder("indicators") / f"{name}.yaml"
    root, problems = tree.parse_tree(file.read_text("utf-8"), file.name)
    if problems or root is None:
        raise DataError(problems)
    return build_instrument(root)
