"""Instruments: those that are shipped, and those of a user's own, from YAML to records."""

import re
from fractions import Fraction
from functools import cache
from pathlib import Path

from spbe_cli.core.instrument import (
    Advice,
    Band,
    EvidenceExample,
    Indicator,
    Instrument,
    Kind,
    KindLevel,
    OutsideIndex,
    Predecessors,
    Predicate,
    Scale,
    ScoreRule,
    Section,
    Source,
    Text,
)
from spbe_cli.i18n import _
from spbe_cli.problems import DataError, Place, Problem
from spbe_cli.store import bundled, files
from spbe_cli.store.yaml import tree
from spbe_cli.store.yaml.tree import Mapping, Node, Scalar, children, entries, number, text, texts

_YEARS = re.compile(r"^years:.*?(?=^\w)", re.MULTILINE | re.DOTALL)


@cache
def shipped() -> dict[str, tuple[int, int | None]]:
    """Return the ids of the shipped instruments and the years they serve, oldest first.

    Only the years are parsed of each file: the tree of indicators is by far the larger part.
    """
    found = {}
    for file in bundled.folder("indicators").iterdir():
        years = _YEARS.search(file.read_text("utf-8")) if file.name.endswith(".yaml") else None
        if years is not None:
            root = tree.parse(years[0], file.name)[0]
            found[file.name.removesuffix(".yaml")] = _years(root)
    return dict(sorted(found.items(), key=lambda pair: pair[1][0]))


def current() -> str:
    """Return the id of the shipped instrument that is in force."""
    return next(reversed(shipped()))


def for_year(year: int, place: Place | None = None) -> Instrument:
    """Return the shipped instrument that serves an evaluation year; DataError E206 if none does."""
    for name, (first, last) in reversed(shipped().items()):
        if first <= year and (last is None or year <= last):
            return _shipped(name)
    years = tuple(
        _("{name} sejak {first}").format(name=name, first=first)
        if last is None
        else f"{name} {first}–{last}"
        for name, (first, last) in shipped().items()
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
    return _build(root)


def examine(name: str) -> tuple[Node | None, list[Problem]]:
    """Parse an instrument file and return its tree with every problem found, in file order."""
    from spbe_cli.store.yaml import schemas, shape
    from spbe_cli.store.yaml.instrument_rules import check

    root, problems = tree.parse(files.read_text(name), name)
    if root is not None:
        problems += [*shape.check(root, schemas.instrument(), name), *check(root, name)]
    return root, tree.in_order(problems)


@cache
def _shipped(name: str) -> Instrument:
    """Build a shipped instrument; tests prove the shipped files sound, so no check is run here."""
    file = bundled.folder("indicators") / f"{name}.yaml"
    root, problems = tree.parse(file.read_text("utf-8"), file.name)
    if problems or root is None:
        raise DataError(problems)
    return _build(root)


def _years(root: Node | None) -> tuple[int, int | None]:
    years = tree.child(root, "years")
    last = text(years, "to")
    return int(text(years, "from") or 0), int(last) if last else None


def _build(root: Node) -> Instrument:
    """Turn a tree that has no problems into records."""
    scale = tree.child(root, "scale")
    basis = tree.child(root, "predicate_basis")
    return Instrument(
        id=_need(root, "id"),
        title=_text(root, "title"),
        regulation=_need(root, "regulation"),
        short=_need(root, "short"),
        index_name=_text(root, "index"),
        years=_years(root),
        replaces=text(root, "replaces"),
        replaced_by=text(root, "replaced_by"),
        verified=text(root, "verified") == "true",
        notes=texts(root, "notes"),
        sources=tuple(
            Source(_need(one, "id"), _need(one, "title"), _need(one, "at"), text(one, "note"))
            for one in children(root, "sources")
        ),
        scale=Scale(
            int(_need(scale, "min")), int(_need(scale, "max")), text(scale, "decimal") == "true"
        ),
        places=int(_need(tree.child(root, "rounding"), "places")),
        basis=_need(basis, "index"),
        basis_by_year={
            int(year): node.text
            for year, node in entries(basis, "years").items()
            if isinstance(node, Scalar)
        },
        predicates=tuple(
            Predicate(_text(one, "name"), _number(one, "from"))
            for one in children(root, "predicates")
        ),
        kinds={kind.id: kind for kind in map(_kind, children(root, "kinds"))},
        outside={one.id: one for one in map(_outside, children(root, "outside"))},
        sections=tuple(_section(one, "domain") for one in children(root, "domains"))
        or tuple(_section(one, "aspect") for one in children(root, "aspects")),
        advice=tuple(
            Advice(
                _need(one, "practice"),
                _need(one, "policy"),
                texts(one, "source"),
                text(one, "note"),
            )
            for one in children(root, "advice")
        ),
        score_rule=_score_rule(tree.child(root, "score_rule")),
    )


def _score_rule(node: Node | None) -> ScoreRule | None:
    if node is None or isinstance(node, Scalar):
        return None
    bands = {
        int(level): (_number(one, "from"), _number(one, "to"))
        for level, one in entries(node, "bands").items()
    }
    tested = tree.child(node, "tested")
    return ScoreRule(
        bands=dict(sorted(bands.items())),
        scores=int(_need(tested, "scores")),
        equal=int(_need(tested, "equal")),
        largest_error=_number(tested, "largest_error"),
        source=texts(node, "source"),
        note=text(node, "note"),
    )


def _section(node: Node, kind: str) -> Section:
    return Section(
        kind=kind,
        id=_need(node, "id"),
        name=_text(node, "name"),
        weight=_number(node, "weight"),
        sections=tuple(_section(one, "aspect") for one in children(node, "aspects")),
        indicators=tuple(_indicator(one) for one in children(node, "indicators")),
        source=texts(node, "source"),
        note=text(node, "note"),
    )


def _indicator(node: Node) -> Indicator:
    name = _text(node, "name")
    return Indicator(
        id=_need(node, "id"),
        name=name,
        short=_text(node, "short") if tree.child(node, "short") else name,
        weight=_number(node, "weight"),
        kind=_need(node, "kind"),
        levels=_by_level(node, "levels"),
        evidence=tuple(_evidence(one) for one in children(node, "evidence")),
        source=texts(node, "source"),
        confidence=_need(node, "confidence"),
        outside=text(node, "outside"),
        repeatable=int(text(node, "repeatable") or 1),
        conditions=_by_level(node, "conditions"),
        legal=texts(node, "legal"),
        stewards=texts(node, "stewards"),
        predecessors=_predecessors(tree.child(node, "predecessors")),
        guideline=text(node, "guideline"),
        note=text(node, "note"),
    )


def _evidence(node: Node) -> EvidenceExample:
    if isinstance(node, Scalar):
        return EvidenceExample(node.text)
    level = text(node, "level")
    return EvidenceExample(
        text=_need(node, "text"),
        level=int(level) if level else None,
        code=text(node, "code"),
        points=number(node, "points"),
        counted=text(node, "counted") != "false",
    )


def _predecessors(node: Node | None) -> Predecessors | None:
    if node is None:
        return None
    return Predecessors(
        _need(node, "instrument"), texts(node, "main"), texts(node, "partial"), _need(node, "basis")
    )


def _kind(node: Node) -> Kind:
    levels = {
        int(level): KindLevel(
            _text(one, "name") if tree.child(one, "name") else None, text(one, "summary")
        )
        for level, one in entries(node, "levels").items()
    }
    return Kind(_need(node, "id"), _text(node, "name"), levels)


def _outside(node: Node) -> OutsideIndex:
    bands = tuple(
        Band(
            int(_need(one, "level")),
            *(_number(one, key) for key in ("from", "to", "score_from", "score_to")),
        )
        for one in children(node, "bands")
    )
    return OutsideIndex(
        id=_need(node, "id"),
        name=_text(node, "name"),
        owner=_need(node, "owner"),
        converts=text(node, "use") == "conversion",
        missing=number(node, "missing"),
        bands=bands,
        confidence=_need(node, "confidence"),
        note=text(node, "note"),
    )


def _by_level(node: Node, key: str) -> dict[int, str]:
    found = entries(node, key)
    return {int(level): one.text for level, one in found.items() if isinstance(one, Scalar)}


def _text(node: Node, key: str) -> Text:
    found = tree.child(node, key)
    if isinstance(found, Mapping):
        return Text(_need(found, "id"), text(found, "en"))
    return Text(_need(node, key))


def _need(node: Node | None, key: str) -> str:
    found = text(node, key)
    if found is None:
        raise ValueError(f"{key} is missing although the file was checked")
    return found


def _number(node: Node | None, key: str) -> Fraction:
    found = number(node, key)
    if found is None:
        raise ValueError(f"{key} is no number although the file was checked")
    return found
