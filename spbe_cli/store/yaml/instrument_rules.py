"""What a schema cannot say of an instrument file: sums, bands, references.

The rules read the tree rather than the records, so a file with one fault still has all its
others reported. Parts of the wrong form are passed over: the schema has reported them.
"""

import itertools
from collections.abc import Iterator
from fractions import Fraction

from spbe_cli.core import numbers
from spbe_cli.problems import Place, Problem
from spbe_cli.store.yaml import instrument_names, schemas
from spbe_cli.store.yaml.tree import (
    Mapping,
    Node,
    Scalar,
    child,
    children,
    entries,
    number_at,
    text_at,
    weight_of,
)

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
        *rules.calendar(),
        *rules.weights(),
        *rules.indicators(),
        *instrument_names.check(root, rules.domains, rules.aspects, name),
    ]


class _Rules:
    def __init__(self, root: Node, name: str) -> None:
        self.root, self.name = root, name
        scale = child(root, "scale")
        self.low, self.high = number_at(scale, "min"), number_at(scale, "max")
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
            first, last = number_at(node, low), number_at(node, high)
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
            start, end = number_at(node, "from"), number_at(node, wanted)
            if child(node, other) or not child(node, wanted):
                yield self.problem("E115", node, key=wanted)
            elif start is not None and end is not None and start >= end:
                yield self.problem("E112", node, low=start, high=end)
            if following is not None and end is not None:
                begin = number_at(following, "from")
                if begin is not None and begin != end:
                    code = "E103" if begin > end else "E104"
                    low, high = sorted((begin, end))
                    yield self.problem(code, child(following, "from"), low=low, high=high)
        if listed and self.low is not None and self.high is not None:
            for node, key, bound in ((listed[0], "from", self.low), (listed[-1], "to", self.high)):
                if number_at(node, key) not in (None, bound):
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
                    first, last = number_at(band, low), number_at(band, high)
                    if first is not None and last is not None and first >= last:
                        yield self.problem("E112", band, low=first, high=last)
            for band, following in itertools.pairwise(bands):
                for end, begin in (("to", "from"), ("score_to", "score_from")):
                    last, first = number_at(band, end), number_at(following, begin)
                    if last is not None and first is not None and last != first:
                        yield self.problem("E110", child(following, begin), low=first, high=last)

    def calendar(self) -> Iterator[Problem]:
        """No stage ends before it begins."""
        for year in children(self.root, "calendar"):
            for stage in children(year, "stages"):
                first, last = text_at(stage, "from"), text_at(stage, "to")
                if first is not None and last is not None and last < first:
                    yield self.problem("E112", stage, low=first, high=last)

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
            low, high = number_at(band, "from"), number_at(band, "to")
            if low is not None and high is not None and low >= high:
                yield self.problem("E112", band, low=low, high=high)
        for band, following in itertools.pairwise(bands):
            last, first = number_at(band, "to"), number_at(following, "from")
            if last is not None and first is not None and last != first:
                yield self.problem("E110", child(following, "from"), low=first, high=last)
        for aspect in self.aspects:
            for indicator in children(aspect, "indicators"):
                yield from self.checklist(indicator, [level for level, _band in found])

    def checklist(self, indicator: Node, levels: list[str]) -> Iterator[Problem]:
        """Report levels without an item that counts, where any level has one."""
        items = [
            one for one in children(indicator, "evidence") if text_at(one, "counted") != "false"
        ]
        there = {text_at(one, "level") for one in items} - {None}
        if there:
            for level in levels:
                if level not in there:
                    params = {"id": text_at(indicator, "id"), "level": level}
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
        top = [weight_of(node) for node in self.tops]
        total = sum((weight for weight in top if weight is not None), Fraction(0))
        if top and None not in top and total != _WHOLE:
            key = "domains" if self.domains else "aspects"
            yield self.problem("E109", child(self.root, key), sum=total)

    def sums(self, kind: str, sections: list[Node], beneath: str) -> Iterator[Problem]:
        for section in sections:
            weight = weight_of(section)
            parts = [weight_of(node) for node in children(section, beneath)]
            for node in (section, *children(section, beneath)):
                if weight_of(node) == 0:
                    yield self.problem("E116", child(node, "weight"))
            if weight is None or not parts or None in parts:
                continue
            total = sum((part for part in parts if part is not None), Fraction(0))
            if total != weight:
                params = {
                    "kind": kind,
                    "id": text_at(section, "id"),
                    "weight": weight,
                    "sum": total,
                }
                yield self.problem("E101", child(section, "weight"), **params)

    def indicators(self) -> Iterator[Problem]:
        """Every indicator has all levels of the scale; repeated ones need equal weights."""
        for aspect in self.aspects:
            indicators = children(aspect, "indicators")
            for indicator in indicators:
                yield from self.ladder(indicator, "levels")
                yield from self.ladder(indicator, "conditions", whole=False)
                yield from self.shared(indicator)
                yield from self.variants(indicator)
            repeated = [node for node in indicators if (number_at(node, "repeatable") or 1) > 1]
            if repeated and len({weight_of(node) for node in indicators} - {None}) > 1:
                place = child(repeated[0], "repeatable")
                yield self.problem("E111", place, id=text_at(aspect, "id"))

    def shared(self, indicator: Node) -> Iterator[Problem]:
        """An indicator without criteria of its own has those of its kind."""
        if child(indicator, "levels") or self.low is None or self.high is None:
            return
        name = text_at(indicator, "kind")
        kinds = {text_at(one, "id"): entries(one, "levels") for one in children(self.root, "kinds")}
        if name not in kinds:
            return  # E108 says it
        for level in range(int(self.low), int(self.high) + 1):
            if text_at(kinds[name].get(str(level)), "summary") is None:
                params = {"id": text_at(indicator, "id"), "level": level, "kind": name}
                yield self.problem("E121", indicator, **params)

    def variants(self, indicator: Node) -> Iterator[Problem]:
        """Variants are of levels of the scale."""
        for one in children(indicator, "variants"):
            level, low, high = number_at(one, "level"), self.low, self.high
            if level is None or low is None or high is None:
                continue
            if not low <= level <= high:
                at = child(one, "level")
                yield self.problem("E106", at, level=level, low=low, high=high)

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

    def problem(self, code: str, node: Node | None, **params: object) -> Problem:
        place = Place(self.name, node.line, node.column) if node else Place(self.name)
        return Problem(code, place, params)
