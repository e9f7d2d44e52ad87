"""Rules about evidence: entries that are none, files, dates."""

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction

from spbe_cli.core.check.case import Case, Finding
from spbe_cli.core.collect.web import is_link
from spbe_cli.core.evidence import covers, names_something
from spbe_cli.core.nothing import doubtful, named

_MANY = 3  # indicators that share one file
_REVIEWED = (4, 5)  # levels that demand regular review
_YEARS = 2  # after which a review is out of date


def _nothing(case: Case) -> Iterator[Finding]:
    """SPB022, SPB023: entries that name no document, and those that say there is none."""
    for item, position, evidence, _answer in case.documents():
        if names_something(evidence):
            continue
        path = f"indicators.{item}.evidence.{position}"
        said = (one for one in (evidence.title, evidence.url, evidence.file) if one)
        title = next(filter(doubtful, said), "")
        code = "SPB023" if title else "SPB022"
        yield case.found(code, path, item, id=item, number=position, title=title)


def _broken_files(case: Case) -> Iterator[Finding]:
    """SPB005 to SPB008, SPB035, SPB036: files that nobody else could open."""
    for item, position, name, facts in case.files():
        if not named(name):
            continue  # SPB022 or SPB023 tells
        path = f"indicators.{item}.evidence.{position}"
        if not facts.inside:
            yield case.found("SPB008", path, item, id=item, file=name)
        if not facts.looked:
            continue
        if facts.exists:
            pass
        elif is_link(name):
            yield case.found("SPB035", path, item, id=item, file=name)
        elif facts.near is not None:
            written, there = (f'"{one}"' for one in (name, facts.near))  # blanks at the ends count
            yield case.found("SPB036", path, item, id=item, file=written, near=there)
        else:
            yield case.found("SPB005", path, item, id=item, file=name)
        if facts.reason is not None:
            yield case.found("SPB007", path, item, id=item, file=name, reason=facts.reason)
        elif facts.exists and facts.size == 0:
            yield case.found("SPB006", path, item, id=item, file=name)


def _same_files(case: Case) -> Iterator[Finding]:
    """SPB009, SPB010: one content behind several pieces of evidence."""
    uses: dict[str, dict[str, tuple[int, str]]] = {}  # content → item → its first place and name
    for item, position, name, facts in case.files():
        if facts.content is None or facts.size == 0:
            continue
        first = uses.setdefault(facts.content, {}).setdefault(item, (position, name))
        if first[0] != position:
            path = f"indicators.{item}.evidence.{position}"
            yield case.found("SPB009", path, item, id=item, file=name, other=first[0])
    for items in uses.values():
        if len(items) >= _MANY:
            item, (position, name) = next(iter(items.items()))
            path = f"indicators.{item}.evidence.{position}"
            yield case.found("SPB010", path, None, id=tuple(items), file=name)


def _dates(case: Case) -> Iterator[Finding]:
    """SPB011, SPB012: evidence too old for what it proves, or too young for the year."""
    year, claims = case.assessment.year, case.claims()
    oldest = dt.date(year - _YEARS, 12, 31)
    for item, position, evidence, answer in case.documents():
        path = f"indicators.{item}.evidence.{position}"
        if evidence.date is None:
            continue
        date = evidence.date.isoformat()
        claimed, asked = claims.get(item, Fraction(0)), case.asked(item)
        stale = [
            level
            for level in _REVIEWED
            if covers(evidence, level, claimed, asked)
            and evidence.date < oldest
            and not any(
                covers(one, level, claimed, asked) and one.date is not None and one.date >= oldest
                for one in answer.evidence
            )
        ]
        if stale:
            params = {"level": tuple(map(str, stale)), "date": date, "year": year}
            yield case.found("SPB011", path, item, id=item, **params)
        if evidence.date.year > year:
            name = evidence.file or evidence.title or evidence.url or str(position)
            yield case.found("SPB012", path, item, id=item, file=name, date=date, year=year)


DOCUMENTS = (_nothing, _broken_files, _same_files, _dates)
