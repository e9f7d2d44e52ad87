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
from spbe_cli.store.yaml.kinds import read_date
from spbe_cli.store.yaml.tree import (
    Mapping,
    Node,
    Scalar,
    children,
    entries,
    number_at,
    text_at,
    texts,
)


def build_instrument(root: Node) -> Instrument:
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
        replaces=text_at(root, "replaces"),
        replaced_by=text_at(root, "replaced_by"),
        verified=text_at(root, "verified") == "true",
        notes=texts(root, "notes"),
        sources=tuple(
            Source(_need(one, "id"), _need(one, "title"), _need(one, "at"), text_at(one, "note"))
            for one in children(root, "sources")
        ),
        scale=Scale(
            int(_need(scale, "min")), int(_need(scale, "max")), text_at(scale, "decimal") == "true"
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
                text_at(one, "note"),
            )
            for one in children(root, "advice")
        ),
        score_rule=_score_rule(tree.child(root, "score_rule")),
        calendar=tuple(map(_calendar, children(root, "calendar"))),
        named=text_at(tree.child(root, "years"), "named") == "true",
    )


def served(root: Node | None) -> tuple[int, int | None]:
    """Return the first and last year that an instrument serves; None where it still does."""
    span = tree.child(root, "years")
    last = text_at(span, "to")
    return int(text_at(span, "from") or 0), int(last) if last else None


def _day(text: str) -> date:
    """Return a date that the schema has let pass."""
    return read_date(text) or date.min


def _calendar(node: Node) -> Calendar:
    stages = tuple(
        Stage(
            _need(one, "id"),
            _text(one, "name"),
            _day(_need(one, "from")),
            _day(last) if (last := text_at(one, "to")) else None,
            text_at(one, "estimated") == "true",
        )
        for one in children(node, "stages")
    )
    return Calendar(int(_need(node, "year")), stages, texts(node, "source"), text_at(node, "note"))


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
        note=text_at(node, "note"),
        places=int(places) if (places := text_at(node, "places")) else None,
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
        note=text_at(node, "note"),
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
        outside=text_at(node, "outside"),
        repeatable=int(text_at(node, "repeatable") or 1),
        conditions=_by_level(node, "conditions"),
        legal=texts(node, "legal"),
        stewards=texts(node, "stewards"),
        predecessors=_predecessors(tree.child(node, "predecessors")),
        guideline=text_at(node, "guideline"),
        note=text_at(node, "note"),
    )


def _evidence(node: Node) -> EvidenceExample:
    if isinstance(node, Scalar):
        return EvidenceExample(node.text)
    level = text_at(node, "level")
    return EvidenceExample(
        text=_need(node, "text"),
        level=int(level) if level else None,
        code=text_at(node, "code"),
        points=number_at(node, "points"),
        counted=text_at(node, "counted") != "false",
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
            _text(one, "name") if tree.child(one, "name") else None, text_at(one, "summary")
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
        converts=text_at(node, "use") == "conversion",
        missing=number_at(node, "missing"),
        bands=bands,
        confidence=_need(node, "confidence"),
        note=text_at(node, "note"),
        instrument=text_at(node, "instrument"),
    )


def _by_level(node: Node, key: str) -> dict[int, str]:
    found = entries(node, key)
    return {int(level): one.text for level, one in found.items() if isinstance(one, Scalar)}


def _text(node: Node, key: str) -> Text:
    found = tree.child(node, key)
    if isinstance(found, Mapping):
        return Text(_need(found, "id"), text_at(found, "en"))
    return Text(_need(node, key))


def _need(node: Node | None, key: str) -> str:
    found = text_at(node, key)
    if found is None:
        raise ValueError(f"{key} is missing although the file was checked")
    return found


def _weight(node: Node) -> Fraction:
    found = tree.weight_of(node)
    if found is None:
        raise ValueError("weight is no number although the file was checked")
    return found


def _number(node: Node | None, key: str) -> Fraction:
    found = number_at(node, key)
    if found is None:
        raise ValueError(f"{key} is no number although the file was checked")
    return found
