"""What a schema cannot say of an instrument file: sums, bands, references.

The rules read the tree rather than the records, so a file with one fault still has all its
others reported. Parts of the wrong form are passed over: the schema has reported them.
"""

import itertools
from collections.abc import Iterator, Sequence
from fractions import Fraction

from spbe_cli.core import numbers
from spbe_cli.problems import Place, Problem, hint
from spbe_cli.store.yaml import schemas
from spbe_cli.store.yaml.tree import Mapping, Node, Scalar, child, children, entries, number, text

_WHOLE = Fraction(100)


def check(root: Node, name: str) -> list[Problem]:
    """Return the problems of an instrument's content."""
    rules = _Rules(root, name)
    return [
        *rules.head(),
        *rules.predicates(),
        *rules.kinds(),
        *rules.outside(),
        *rules.score_rule(),
        *rules.weights(),
        *rules.indicators(),
        *rules.ids(),
        *rules.references(),
    ]


class _Rules:
    def __init__(self, root: Node, name: str) -> None:
        self.root, self.name = root, name
        scale = child(root, "scale")
        self.low, self.high = number(scale, "min"), number(scale, "max")
        if self.high is not None and self.high > schemas.LARGEST:
            self.high = None  # the schema has reported it; thousands of missing levels help nobody
        if self.low is not None and self.high is not None and self.low > self.high:
            self.low = self.high = None  # E112 says it; against no scale, nothing is out of it
        self.domains = children(root, "domains")
        nested = [aspect for domain in self.domains for aspect in children(domain, "aspects")]
        self.aspects = nested or children(root, "aspects")
        self.tops = self.domains or self.aspects

    def head(self) -> Iterator[Problem]:
        """Ranges that run backwards; a tree that is missing, or there twice."""
        for key, low, high in (("years", "from", "to"), ("scale", "min", "max")):
            node = child(self.root, key)
            first, last = number(node, low), number(node, high)
            if node is not None and first is not None and last is not None and first > last:
                yield self.problem("E112", node, low=first, high=last)
        if not self.tops:
            yield self.problem("E009", self.root, key="domains", name="domains")
        elif child(self.root, "domains") and child(self.root, "aspects"):
            yield self.problem("E118", child(self.root, "aspects"))

    def predicates(self) -> Iterator[Problem]:
        """From the lowest to the highest index, each index has one predicate."""
        listed = [node for node in children(self.root, "predicates") if isinstance(node, Mapping)]
        for node, following in itertools.zip_longest(listed, listed[1:]):
            wanted, other = ("to", "below") if following is None else ("below", "to")
            start, end = number(node, "from"), number(node, wanted)
            if child(node, other) or not child(node, wanted):
                yield self.problem("E115", node, key=wanted)
            elif start is not None and end is not None and start >= end:
                yield self.problem("E112", node, low=start, high=end)
            if following is not None and end is not None:
                begin = number(following, "from")
                if begin is not None and begin != end:
                    code = "E103" if begin > end else "E104"
                    low, high = sorted((begin, end))
                    yield self.problem(code, child(following, "from"), low=low, high=high)
        if listed and self.low is not None and self.high is not None:
            for node, key, bound in ((listed[0], "from", self.low), (listed[-1], "to", self.high)):
                if number(node, key) not in (None, bound):
                    params = {"low": self.low, "high": self.high, "bound": bound}
                    yield self.problem("E113", child(node, key), **params)

    def kinds(self) -> Iterator[Problem]:
        """Each kind of capability names every level from 1 (a level 0 needs no name)."""
        for kind in children(self.root, "kinds"):
            yield from self.ladder(kind, "levels", lowest=1)

    def outside(self) -> Iterator[Problem]:
        """Bands of an outside index follow each other on both scales; scores are on ours."""
        for index in children(self.root, "outside"):
            bands = children(index, "bands")
            yield from self.on_scale(child(index, "missing"))
            for band in bands:
                yield from self.on_scale(child(band, "score_from"))
                yield from self.on_scale(child(band, "score_to"))
                for low, high in (("from", "to"), ("score_from", "score_to")):
                    first, last = number(band, low), number(band, high)
                    if first is not None and last is not None and first >= last:
                        yield self.problem("E112", band, low=first, high=last)
            for band, following in itertools.pairwise(bands):
                for end, begin in (("to", "from"), ("score_to", "score_from")):
                    last, first = number(band, end), number(following, begin)
                    if last is not None and first is not None and last != first:
                        yield self.problem("E110", child(following, begin), low=first, high=last)

    def score_rule(self) -> Iterator[Problem]:
        """Bands of scores follow each other, and each level of a checklist has items that count."""
        rule = child(self.root, "score_rule")
        if not isinstance(rule, Mapping):
            return
        yield from self.ladder(rule, "bands", lowest=1)
        found = entries(rule, "bands").items()
        bands = [band for _level, band in sorted(found, key=lambda pair: int(pair[0]))]
        for band in bands:
            yield from self.on_scale(child(band, "from"))
            yield from self.on_scale(child(band, "to"))
            low, high = number(band, "from"), number(band, "to")
            if low is not None and high is not None and low >= high:
                yield self.problem("E112", band, low=low, high=high)
        for band, following in itertools.pairwise(bands):
            last, first = number(band, "to"), number(following, "from")
            if last is not None and first is not None and last != first:
                yield self.problem("E110", child(following, "from"), low=first, high=last)
        for aspect in self.aspects:
            for indicator in children(aspect, "indicators"):
                yield from self.checklist(indicator, [level for level, _band in found])

    def checklist(self, indicator: Node, levels: list[str]) -> Iterator[Problem]:
        """Report levels without an item that counts, where any level has one."""
        items = [one for one in children(indicator, "evidence") if text(one, "counted") != "false"]
        there = {text(one, "level") for one in items} - {None}
        if there:
            for level in levels:
                if level not in there:
                    params = {"id": text(indicator, "id"), "level": level}
                    yield self.problem("E120", child(indicator, "evidence"), **params)

    def on_scale(self, node: Node | None) -> Iterator[Problem]:
        """Report a score that the scale does not have."""
        value = numbers.parse(node.text) if isinstance(node, Scalar) else None
        if value is None or self.low is None or self.high is None:
            return
        if not self.low <= value <= self.high:
            yield self.problem("E119", node, value=value, low=self.low, high=self.high)

    def weights(self) -> Iterator[Problem]:
        """Weights are positive, written at every level of the tree, and add up."""
        yield from self.sums("domain", self.domains, "aspects")
        yield from self.sums("aspect", self.aspects, "indicators")
        top = [number(node, "weight") for node in self.tops]
        total = sum((weight for weight in top if weight is not None), Fraction(0))
        if top and None not in top and total != _WHOLE:
            key = "domains" if self.domains else "aspects"
            yield self.problem("E109", child(self.root, key), sum=total)

    def sums(self, kind: str, sections: list[Node], beneath: str) -> Iterator[Problem]:
        for section in sections:
            weight = number(section, "weight")
            parts = [number(node, "weight") for node in children(section, beneath)]
            for node in (section, *children(section, beneath)):
                if number(node, "weight") == 0:
                    yield self.problem("E116", child(node, "weight"))
            if weight is None or not parts or None in parts:
                continue
            total = sum((part for part in parts if part is not None), Fraction(0))
            if total != weight:
                params = {"kind": kind, "id": text(section, "id"), "weight": weight, "sum": total}
                yield self.problem("E101", child(section, "weight"), **params)

    def indicators(self) -> Iterator[Problem]:
        """Every indicator has all levels of the scale; repeated ones need equal weights."""
        for aspect in self.aspects:
            indicators = children(aspect, "indicators")
            for indicator in indicators:
                yield from self.ladder(indicator, "levels")
                yield from self.ladder(indicator, "conditions", whole=False)
            repeated = [node for node in indicators if (number(node, "repeatable") or 1) > 1]
            if repeated and len({number(node, "weight") for node in indicators}) > 1:
                place = child(repeated[0], "repeatable")
                yield self.problem("E111", place, id=text(aspect, "id"))

    def ladder(
        self, node: Node, key: str, *, lowest: int | None = None, whole: bool = True
    ) -> Iterator[Problem]:
        """Report levels that are missing (if `whole`) or outside the scale."""
        ladder = child(node, key)
        if not isinstance(ladder, Mapping) or self.low is None or self.high is None:
            return
        first = int(self.low) if lowest is None else max(lowest, int(self.low))
        for level in range(first, int(self.high) + 1):
            if whole and str(level) not in ladder.items:
                yield self.problem("E105", ladder, level=level)
        for written, scalar in ladder.keys.items():
            level_number = numbers.parse(written)
            if level_number is not None and not self.low <= level_number <= self.high:
                params = {"level": written, "low": self.low, "high": self.high}
                yield self.problem("E106", scalar, **params)

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
            key: [name for node in children(self.root, key) if (name := text(node, "id"))]
            for key in ("sources", "kinds", "outside")
        }
        for aspect in self.aspects:
            for indicator in children(aspect, "indicators"):
                for key, among in (("kind", "kinds"), ("outside", "outside")):
                    name = text(indicator, key)
                    if name is not None and name not in known[among]:
                        params = {"key": key, "id": name, **hint(name, known[among])}
                        yield self.problem("E108", child(indicator, key), **params)
        numbers_ = [
            name
            for aspect in self.aspects
            for indicator in children(aspect, "indicators")
            if (name := text(indicator, "id"))
        ]
        for advice in children(self.root, "advice"):
            for key in ("practice", "policy"):
                name = text(advice, key)
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
    ident, count = text(node, "id"), text(node, "repeatable") or "1"
    last = int(count) if count.isdecimal() and len(count) < 3 else 1
    return [f"{ident}-{n}" for n in range(2, last + 1)]
