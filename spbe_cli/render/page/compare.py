"""Results side by side as one HTML page that needs nothing else."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from spbe_cli.core.many import comparison as core
from spbe_cli.core.many.comparison import ItemLevels, Run, SectionRow
from spbe_cli.i18n import _, language
from spbe_cli.render import cover as front, published, sentences, side_by_side, words
from spbe_cli.render.cover import Cover
from spbe_cli.render.details import View
from spbe_cli.render.moves import moved_sentence, rough_change
from spbe_cli.render.page import fill
from spbe_cli.render.phrases import index_words, predicate_words
from spbe_cli.render.side_by_side import Column
from spbe_cli.render.successors import succession

if TYPE_CHECKING:
    from spbe_cli.core.result import Result

_NAME = "perbandingan.html.j2"


def html(runs: Sequence[Run], cover: Cover, templates: fill.Templates) -> str:
    """Return a comparison as HTML."""
    results = side_by_side.results(runs)
    columns = side_by_side.columns(results)
    values = {
        "language": language(),
        "title": _("Perbandingan"),
        "common": side_by_side.common(results),
        "columns": list(_columns(runs, columns)),
        "runs": list(_runs(runs, columns)),
        "printed": side_by_side.printed_note(runs),
        "sources": [*side_by_side.announced(runs), *_sources(runs, columns)],
        "origin": front.compared(runs, cover),
    }
    return fill.rendered(_NAME, values, templates)


def _columns(runs: Sequence[Run], columns: Sequence[Column]) -> Iterator[View]:
    steps = [rough_change(step) for run in runs for step in core.index_shifts(run.results)]
    first = {id(run.results[0]) for run in runs[1:]}
    for column, one, step in zip(columns, side_by_side.results(runs), steps, strict=True):
        yield {
            "told": column.told,
            "index": index_words(one),
            "change": step,
            "predicate": predicate_words(one),
            "break": id(one) in first,
        }


def _runs(runs: Sequence[Run], columns: Sequence[Column]) -> Iterator[View]:
    at = 0
    last: tuple[Result, str] | None = None
    for run in runs:
        own = columns[at : at + len(run.results)]
        at += len(run.results)
        between = None if last is None else succession(last, (run.results[0], own[0].title))
        last = run.results[-1], own[-1].title
        rows = side_by_side.differing(run)
        higher, lower = side_by_side.directions(run)
        yield {
            "title": words.safe(run.instrument.short) if len(runs) > 1 else "",
            "said": [one for one in moved_sentence(run, own[0].title, own[-1].title) if one],
            "heads": [one.title for one in own],
            "sections": [
                _section(run, *pair)
                for pair in zip(run.sections, side_by_side.section_moves(run.sections), strict=True)
            ],
            "items": list(map(_item, rows, side_by_side.item_moves(rows))),
            "moves": [
                {"title": title, "items": list(map(_move, listed))}
                for title, listed in ((lower, core.fell(run)), (higher, core.rose(run)))
                if listed
            ],
            "same": list(side_by_side.same_levels(run)),
            "between": between,
        }


def _section(run: Run, row: SectionRow, moved: Sequence[str]) -> View:
    return {
        "depth": row.depth,
        "title": sentences.titled(row.section),
        "cells": side_by_side.section_cells(run, row),
        "change": moved[0],
        "share": moved[1],
    }


def _item(row: ItemLevels, moved: Sequence[str]) -> View:
    return {
        "depth": "",
        "title": f"{row.item.id}. {words.name(row.item.indicator.short)}",
        "cells": list(map(side_by_side.level_or_dash, row.levels)),
        "change": moved[0],
        "share": moved[1],
    }


def _move(row: ItemLevels) -> str:
    first, last = (
        side_by_side.level_or_dash(row.levels[0]),
        side_by_side.level_or_dash(row.levels[-1]),
    )
    return f"{row.item.id}. {words.name(row.item.indicator.short)}: {first} → {last}"


def _sources(runs: Sequence[Run], columns: Sequence[Column]) -> Iterator[tuple[str, str]]:
    """Yield where the figures of a column were published."""
    for column, one in zip(columns, side_by_side.results(runs), strict=True):
        if source := published.published_source(one):
            yield column.told, source
