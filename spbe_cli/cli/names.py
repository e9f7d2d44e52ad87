"""Indicators and sections as they are named on the command line: ``29-31``, ``domain:4``."""

from collections.abc import Collection, Iterable, Sequence
from fractions import Fraction

import typer

from spbe_cli.cli.inputs import check_target
from spbe_cli.core import numbers, owners as core
from spbe_cli.core.assessment import Assessment
from spbe_cli.core.collect import naming
from spbe_cli.core.collect.checking import check
from spbe_cli.core.records import replace
from spbe_cli.core.result import Result, SectionScore
from spbe_cli.i18n import _
from spbe_cli.problems import DataError, Place, Problem


def pairs(changes: list[str]) -> list[tuple[str, Fraction]]:
    """Read ``29-31=2`` as names and level; what is no number is refused before any file is read."""
    if not changes:  # most commands suppose nothing
        return []
    from spbe_cli.core.collect.written import read_level

    found = []
    for change in changes:
        items, _equals, written = change.partition("=")
        level = read_level(written)
        if level is None or not items.strip():
            raise typer.BadParameter(
                _("--set ditulis indikator=tingkat, misalnya --set 12=3 atau --set 29-31=2")
            )
        found.append((items.strip(), level))
    return found


def with_changes(
    result: Result, changes: Iterable[tuple[str, Fraction]], also: Collection[str] = ()
) -> Assessment:
    """Return the assessment of a result with other levels, checked as those of a file are.

    The levels stand under `as_if` too. `also` are items that may be named though the result has
    none of them: further services.
    """
    levels: dict[str, Fraction] = {}
    unknown: list[Problem] = []
    for names, level in changes:
        place = f"--set {names}={numbers.exact(level)}"
        for name in names.split(","):
            try:
                own = [name] if name in also else picked(result, name, "--set", Place(place))
            except DataError as error:
                unknown += error.problems
            else:
                levels |= dict.fromkeys(own, level)
    one, places = result.assessment, dict(result.assessment.places)
    for item, level in levels.items():
        one = one.with_level(item, result.opinion, level)
        places.pop(f"indicators.{item}.{result.opinion}", None)
        places[f"indicators.{item}"] = Place(f"--set {item}={numbers.exact(level)}")
    one = replace(one, places=places, as_if=levels)
    problems = [*unknown, *check(result.instrument, one)]
    if problems:
        raise DataError(problems)
    return one


def free(result: Result, only: Sequence[str], owners: Sequence[str]) -> set[str]:
    """Return the items that may rise: those of `only` and of `owners`, all without either."""
    free = {one.item.id for one in result.items()}
    if only:
        free &= {item for text in only for item in picked(result, text, "--only")}
    if owners:
        units = core.units(result.assessment, [one.item.id for one in result.items()])
        if not any(units):
            raise typer.BadParameter(_("--owner: berkas ini tidak mencatat pengampu"))
        named = [core.items_owned(units, owner, Place(f"--owner {owner}")) for owner in owners]
        free &= {item for items in named for item in items}
    return free


def picked(result: Result, text: str, option: str, place: Place | None = None) -> list[str]:
    """Read ``12``, ``29-31``, ``domain:4`` or several of them with commas; DataError if unknown.

    Problems name the option and the part of it, or the given `place`.
    """
    found: list[str] = []
    for part in filter(None, (part.strip() for part in text.split(","))):
        items, problems = naming.pick(result, part, place or Place(f"{option} {part}"), _kinds())
        if any(problem.code == "E112" for problem in problems):
            raise typer.BadParameter(
                _("{option}: rentang {part} terbalik").format(option=option, part=part)
            )
        if problems:
            raise DataError(problems)
        found += items
    if not found:
        raise typer.BadParameter(_("{option} tidak menyebut indikator").format(option=option))
    return found


def _kinds() -> dict[str, str]:
    """Return the kinds of section by their words in the language in use."""
    return {_("domain"): "domain", _("aspek"): "aspect"}


def floor(result: Result, text: str) -> tuple[tuple[str, str], Fraction]:
    """Read ``domain:3=2.00``."""
    named, _equals, written = text.partition("=")
    value, scale = numbers.parse(written), result.instrument.scale
    if value is None or ":" not in named:
        raise typer.BadParameter(_("--floor ditulis domain:3=2.00"))
    check_target(value, scale, "--floor")
    found = section_option(result, named, "--floor").section
    return found.key, value


def section_option(result: Result, text: str, option: str) -> SectionScore:
    """Return the section named ``domain:3``; DataError E213 if there is none."""
    kind, _colon, name = text.partition(":")
    return naming.section(result, kind, name, Place(f"{option} {text}"), _kinds())


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
    percent = text.rstrip().removesuffix("%")
    whole = percent == text.rstrip()
    value = numbers.ratio(percent) if whole else numbers.parse(percent)
    if value is not None and not whole:
        value /= 100
    return value if value is not None and value <= 1 else None
