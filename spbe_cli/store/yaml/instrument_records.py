"""The records of an instrument, from the tree of its file; the file has been checked before."""

from datetime import date
from fractions import Fraction

from spbe_cli.core.clauses import (
    Advice,
    Band,
    Calendar,
    EvidenceExample,
    Kind,
    KindLevel,
    OutsideIndex,
    Predecessors,
    Predicate,
    Scale,
    ScoreRule,
    Source,
    Stage,
    Text,
    Variant,
)
from spbe_cli.core.instrument import Indicator, Instrument, Section
from spbe_cli.store.yaml import tree
from spbe_cli.store.yaml.tree import Mapping, Node, Scalar, children, entries, number, text, texts


def build(root: Node) -> Instrument:
    """Turn a tree that has no problems into records."""
    scale = tree.child(root, "scale")
    basis = tree.child(root, "predicate_basis")
    kinds = {kind.id: kind for kind in map(_kind, children(root, "kinds"))}
    return Instrument(
        id=_need(root, "id"),
        title=_text(root, "title"),
        regulation=_need(root, "regulation"),
        short=_need(root, "short"),
        index_name=_text(root, "index"),
        years=served(root),
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
        kinds=kinds,
        outside={one.id: one for one in map(_outside, children(root, "outside"))},
        sections=tuple(_section(one, "domain", kinds) for one in children(root, "domains"))
        or tuple(_section(one, "aspect", kinds) for one in children(root, "aspects")),
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
        calendar=tuple(map(_calendar, children(root, "calendar"))),
        named=text(tree.child(root, "years"), "named") == "true",
    )


def served(root: Node | None) -> tuple[int, int | None]:
    """Return the first and last year that an instrument serves; None where it still does."""
    span = tree.child(root, "years")
    last = text(span, "to")
    return int(text(span, "from") or 0), int(last) if last else None


def _calendar(node: Node) -> Calendar:
    stages = tuple(
        Stage(
            _need(one, "id"),
            _text(one, "name"),
            date.fromisoformat(_need(one, "from")),
            date.fromisoformat(last) if (last := text(one, "to")) else None,
            text(one, "estimated") == "true",
        )
        for one in children(node, "stages")
    )
    return Calendar(int(_need(node, "year")), stages, texts(node, "source"), text(node, "note"))


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
        places=int(places) if (places := text(node, "places")) else None,
    )


def _section(node: Node, kind: str, kinds: dict[str, Kind]) -> Section:
    return Section(
        kind=kind,
        id=_need(node, "id"),
        name=_text(node, "name"),
        weight=_weight(node),
        sections=tuple(_section(one, "aspect", kinds) for one in children(node, "aspects")),
        indicators=tuple(_indicator(one, kinds) for one in children(node, "indicators")),
        source=texts(node, "source"),
        note=text(node, "note"),
    )


def _indicator(node: Node, kinds: dict[str, Kind]) -> Indicator:
    name = _text(node, "name")
    own = _by_level(node, "levels")
    shared = kinds[_need(node, "kind")].levels
    return Indicator(
        id=_need(node, "id"),
        name=name,
        short=_text(node, "short") if tree.child(node, "short") else name,
        weight=_weight(node),
        kind=_need(node, "kind"),
        levels=own or {level: one.summary or "" for level, one in shared.items()},
        general=not own,
        other_names=texts(node, "other_names"),
        variants=tuple(
            Variant(int(_need(one, "level")), _need(one, "text"), texts(one, "source"))
            for one in children(node, "variants")
        ),
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
        instrument=text(node, "instrument"),
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


def _weight(node: Node) -> Fraction:
    found = tree.weight_of(node)
    if found is None:
        raise ValueError("weight is no number although the file was checked")
    return found


def _number(node: Node | None, key: str) -> Fraction:
    found = number(node, key)
    if found is None:
        raise ValueError(f"{key} is no number although the file was checked")
    return found
