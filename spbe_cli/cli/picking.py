"""Indicators and sections as they are named on the command line: ``29-31``, ``domain:4``."""

import re
from dataclasses import replace
from fractions import Fraction

import typer

from spbe_cli.core import numbers
from spbe_cli.core.checking import check
from spbe_cli.core.instrument import Instrument
from spbe_cli.core.result import Result, SectionScore, leaves, walk
from spbe_cli.i18n import _
from spbe_cli.problems import DataError, Place, Problem, hint

_RANGE = re.compile(r"(\d+)-(\d+)")
_QUOTIENT = re.compile(r"([0-9]{1,9}) */ *([0-9]{1,9})")


def changed(result: Result, changes: list[str]) -> dict[str, Fraction]:
    """Read ``29-31=2``; the levels are checked as those of a file are."""
    levels: dict[str, Fraction] = {}
    for change in changes:
        items, _equals, written = change.partition("=")
        level = numbers.parse(written)
        if level is None or not items.strip():
            raise typer.BadParameter(
                _("--set ditulis indikator=tingkat, misalnya --set 12=3 atau --set 29-31=2")
            )
        levels |= dict.fromkeys(picked(result, items, "--set"), level)
    one, places = result.assessment, dict(result.assessment.places)
    for item, level in levels.items():
        one = one.with_level(item, result.opinion, level)
        places.pop(f"indicators.{item}.{result.opinion}", None)
        places[f"indicators.{item}"] = Place(f"--set {item}={numbers.exact(level)}")
    problems = check(result.instrument, replace(one, places=places))
    if problems:
        raise DataError(problems)
    return levels


def free(result: Result, only: list[str], owners: list[str]) -> set[str]:
    """Return the items that may rise: those of `only` and of `owners`, all without either."""
    free = {one.item.id for one in result.items()}
    if only:
        free &= {item for text in only for item in picked(result, text, "--only")}
    if owners:
        answers = result.assessment.answers
        named = {item: " ".join((one.owner or "").split()) for item, one in answers.items()}
        wanted = {" ".join(owner.split()).casefold() for owner in owners}
        unknown = wanted - {name.casefold() for name in named.values() if name}
        for owner in sorted(unknown):
            known = sorted({name for name in named.values() if name})
            params = {"name": owner, **hint(owner, known)}
            raise DataError([Problem("E317", Place(f"--owner {owner}"), params)])
        free &= {item for item, name in named.items() if name.casefold() in wanted}
    return free


def picked(result: Result, text: str, option: str) -> list[str]:
    """Read ``12``, ``29-31``, ``domain:4`` or several of them with commas; DataError if unknown."""
    items = [one.item.id for one in result.items()]
    found = []
    for part in filter(None, (part.strip() for part in text.split(","))):
        span = _RANGE.fullmatch(part)
        if ":" in part:
            kind, _colon, name = part.partition(":")
            inside = section(result, kind, name, Place(f"{option} {part}"))
            found += [one.item.id for one in leaves([inside])]
        elif part in items:
            found.append(part)
        elif span and int(span[1]) <= int(span[2]):
            numbers_ = range(int(span[1]), int(span[2]) + 1)
            found += [item for item in items if item.isdecimal() and int(item) in numbers_]
            if {str(number) for number in numbers_} - set(items):
                raise _unknown(result.instrument, part, items, option)
        elif span:
            raise typer.BadParameter(
                _("{option}: rentang {part} terbalik").format(option=option, part=part)
            )
        else:
            raise _unknown(result.instrument, part, items, option)
    if not found:
        raise typer.BadParameter(_("{option} tidak menyebut indikator").format(option=option))
    return found


def _unknown(law: Instrument, part: str, items: list[str], option: str) -> DataError:
    params = {"id": part, "instrument": law.id, **hint(part, items)}
    return DataError([Problem("E204", Place(f"{option} {part}"), params)])


def section(result: Result, kind: str, name: str, place: Place) -> SectionScore:
    """Return the scored section of a kind and id; DataError E213 if there is none."""
    english = {_("domain"): "domain", _("aspek"): "aspect"}
    wanted = english.get(kind.strip().casefold(), kind.strip().casefold())
    found = [
        one
        for one in walk(result.sections)
        if (one.section.kind, one.section.id) == (wanted, name.strip())
    ]
    if not found:
        known = [f"{one.section.kind}:{one.section.id}" for one in walk(result.sections)]
        params = {"kind": wanted, "id": name, "instrument": result.instrument.id}
        raise DataError([Problem("E213", place, {**params, **hint(f"{wanted}:{name}", known)})])
    return found[0]


def floor(result: Result, text: str) -> tuple[tuple[str, str], Fraction]:
    """Read ``domain:3=2.00``."""
    named, _equals, written = text.partition("=")
    kind, _colon, name = named.partition(":")
    value, scale = numbers.parse(written), result.instrument.scale
    if value is None or not name:
        raise typer.BadParameter(_("--floor ditulis domain:3=2.00"))
    if not scale.minimum <= value <= scale.maximum:
        raise typer.BadParameter(
            _("--floor harus antara {low} dan {high}").format(low=scale.minimum, high=scale.maximum)
        )
    found = section(result, kind, name, Place(f"--floor {text}")).section
    return (found.kind, found.id), value


def chances(result: Result, texts: list[str]) -> tuple[Fraction | None, dict[str, Fraction]]:
    """Read ``0.3`` (for all) and ``29-31=0.5`` (for some): the last one said of each holds."""
    general, named = None, dict[str, Fraction]()
    for text in texts:
        items, equals, written = text.rpartition("=")
        chance = _chance(written)
        if chance is None or bool(equals) != bool(items.strip()):
            raise typer.BadParameter(
                _("--chance ditulis 0.3, 30%, 27/47, atau 29-31=0.5; peluang antara 0 dan 1")
            )
        if equals:
            named |= dict.fromkeys(picked(result, items, "--chance"), chance)
        else:
            general = chance
    return general, named


def _chance(text: str) -> Fraction | None:
    """Read ``0.3``, ``0,3``, ``30%`` or ``27/47``; None where it is no number from 0 to 1."""
    quotient, percent = _QUOTIENT.fullmatch(text.strip()), text.rstrip().removesuffix("%")
    if quotient is not None:
        value = Fraction(int(quotient[1]), int(quotient[2])) if int(quotient[2]) else None
    else:
        value = numbers.parse(percent)
        if value is not None and percent != text.rstrip():
            value /= 100
    return value if value is not None and value <= 1 else None
