"""The levels of a kertas kerja as those of the opinion that the user asked for."""

from collections.abc import Sequence

from spbe_cli.core.assessment import Opinion
from spbe_cli.core.collect.form import Form
from spbe_cli.core.collect.worksheet import NamedColumn, Worksheet
from spbe_cli.core.records import replace
from spbe_cli.problems import DataError, Place, Problem
from spbe_cli.store.tables.worksheet import BY_ROLE, Read


def of_opinion(found: Read, opinion: Opinion, named: Sequence[NamedColumn]) -> Read:
    """Return what was read with its levels as those of an opinion.

    Where a file has columns of several, those of this one are taken and the others are not read; a
    target stays one. DataError E336 where none of several is of it, and none was `named`.
    """
    wanted = {BY_ROLE[one.role] for one in named if one.role in ("level", "official")}
    forms: list[Form] = []
    worksheets = found.worksheets
    for file in dict.fromkeys(one.place.file for one in found.forms):
        own = [one for one in found.forms if one.place.file == file]
        told = {one.opinion for one in own if any(row.level is not None for row in one.rows)}
        rivals = told - {Opinion.TARGET}
        said = [one for one in Opinion if one in rivals & wanted]
        taken = opinion if opinion in told else next(iter(said), None)
        if taken is not None and len(told) > 1:
            kept = {taken, Opinion.TARGET}
            of = {taken: opinion}
            forms += [
                replace(one, opinion=of.get(one.opinion, one.opinion))
                if one.opinion in kept
                else _wordless(one)
                for one in own
            ]
            gone = {key for key, one in BY_ROLE.items() if one not in kept}
            worksheets = [
                _without(one, gone) if one.place.file == file else one for one in worksheets
            ]
        elif len(rivals) > 1:
            levels = [
                (one.place.sheet, each)
                for one in worksheets
                if one.place.file == file
                for each in one.columns
                if each.role in ("level", "official")
            ]
            several = len({sheet for sheet, _each in levels}) > 1
            names = (
                f"{sheet}: {each.heading}" if several else each.heading for sheet, each in levels
            )
            shown = tuple(dict.fromkeys(names))
            params = {"key": "level", "names": shown, "one": levels[0][1].short}
            raise DataError([Problem("E336", Place(file), params)])
        else:
            forms += [
                one if one.opinion is Opinion.TARGET and rivals else replace(one, opinion=opinion)
                for one in own
            ]
            worksheets = [
                _as(one, opinion) if one.place.file == file else one for one in worksheets
            ]
    return Read(forms, worksheets, found.doubts)


def _wordless(one: Form) -> Form:
    return replace(one, rows=tuple(row._replace(level=None) for row in one.rows))


def _without(one: Worksheet, roles: set[str]) -> Worksheet:
    """Return a worksheet of which some columns are not read after all."""
    gone = tuple(each.heading for each in one.columns if one.role(each) in roles)
    kept = tuple(each for each in one.columns if one.role(each) not in roles)
    return one._replace(columns=kept, unread=(*one.unread, *gone))


def _as(one: Worksheet, opinion: Opinion) -> Worksheet:
    """Return a worksheet whose plain levels are of an opinion, whatever its title says."""
    if not one.opinion or BY_ROLE[one.opinion] in (opinion, Opinion.TARGET):
        return one
    return one._replace(opinion="", said="")
