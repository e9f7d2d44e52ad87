"""Ids of an instrument file are unique, and what is named elsewhere in it exists."""

from collections.abc import Iterator, Sequence

from spbe_cli.problems import Place, Problem, hint
from spbe_cli.store.yaml.tree import Mapping, Node, Scalar, child, children, text_at


def check(root: Node, domains: list[Node], aspects: list[Node], name: str) -> list[Problem]:
    """Return the problems of names in an instrument's content."""
    names = _Names(root, domains, aspects, name)
    return [*names.ids(), *names.references()]


class _Names:
    def __init__(self, root: Node, domains: list[Node], aspects: list[Node], name: str) -> None:
        self.root, self.domains, self.aspects, self.name = root, domains, aspects, name

    def ids(self) -> Iterator[Problem]:
        """Ids are unique among sources, kinds, outside indices, domains, aspects, indicators."""
        lists = [children(self.root, key) for key in ("sources", "kinds", "outside")]
        for nodes in (*lists, self.domains, self.aspects):
            yield from self.unique([(child(node, "id"), ()) for node in nodes])
        indicators = [node for aspect in self.aspects for node in children(aspect, "indicators")]
        yield from self.unique([(child(node, "id"), _services(node)) for node in indicators])
        for node in indicators:
            yield from self.unique([(child(one, "code"), ()) for one in children(node, "evidence")])

    def unique(self, nodes: list[tuple[Node | None, Sequence[str]]]) -> Iterator[Problem]:
        """Report an id that was used before, be it as one of the services of an indicator."""
        seen: dict[str, Node] = {}
        for ident, more in nodes:
            if not isinstance(ident, Scalar):
                continue
            for name in (ident.text, *more):
                first = seen.setdefault(name, ident)
                if first is not ident:
                    yield self.problem("E102", ident, id=name, line=first.line)

    def references(self) -> Iterator[Problem]:
        """What is named elsewhere exists: sources, kinds, outside indices."""
        known = {
            key: [name for node in children(self.root, key) if (name := text_at(node, "id"))]
            for key in ("sources", "kinds", "outside")
        }
        for aspect in self.aspects:
            for indicator in children(aspect, "indicators"):
                for key, among in (("kind", "kinds"), ("outside", "outside")):
                    name = text_at(indicator, key)
                    if name is not None and name not in known[among]:
                        params = {"key": key, "id": name, **hint(name, known[among])}
                        yield self.problem("E108", child(indicator, key), **params)
        numbers_ = [
            name
            for aspect in self.aspects
            for indicator in children(aspect, "indicators")
            if (name := text_at(indicator, "id"))
        ]
        for advice in children(self.root, "advice"):
            for key in ("practice", "policy"):
                name = text_at(advice, key)
                if name is not None and name not in numbers_:
                    params = {"key": key, "id": name, **hint(name, numbers_)}
                    yield self.problem("E108", child(advice, key), **params)
        yield from self.cited(self.root, known["sources"])

    def cited(self, node: Node, sources: list[str]) -> Iterator[Problem]:
        """Every `source` list, wherever it stands, names sources that are declared."""
        below = node.items.values() if isinstance(node, Mapping) else getattr(node, "items", ())
        for citation in children(node, "source"):
            words = citation.text.split() if isinstance(citation, Scalar) else []
            name = words[0] if words else ""
            if name not in sources:
                params = {"id": name, "known": tuple(sources)}
                yield self.problem("E107", citation, **params)
        for one in below:
            if not isinstance(one, Scalar):
                yield from self.cited(one, sources)

    def problem(self, code: str, node: Node | None, **params: object) -> Problem:
        place = Place(self.name, node.line, node.column) if node else Place(self.name)
        return Problem(code, place, params)


def _services(node: Node) -> list[str]:
    """Return the further ids of a repeatable indicator: ``35-2``, ``35-3``."""
    ident, count = text_at(node, "id"), text_at(node, "repeatable") or "1"
    last = int(count) if count.isdecimal() and len(count) < 3 else 1
    return [f"{ident}-{n}" for n in range(2, last + 1)]
