"""Levels in tables: every indicator on a line, and the opinions of an assessment side by side."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from spbe_cli.core.assessment import Opinion
from spbe_cli.core.many import comparison
from spbe_cli.core.many.comparison import ItemLevels
from spbe_cli.core.many.report import ItemView, Report
from spbe_cli.i18n import _
from spbe_cli.render import details, moves, sentences, side_by_side, words
from spbe_cli.render.details import View
from spbe_cli.render.phrases import index_words

_ORDER = (Opinion.SELF, Opinion.VERIFIED, Opinion.OFFICIAL, Opinion.TARGET)


def levels_table(report: Report) -> View:
    """Return every indicator with its levels, a column for whatever is known of some of them.

    `heads` belong to `cells`; `change` is ▲ or ▼ since last year, `short` marks what is not proven.
    """
    rows = report.rows
    given = [one for one in _ORDER if any(one in row.answer.levels for row in rows)]
    if any(row.score.origin != "given" for row in rows) or not given:
        given = [one for one in given if one is not report.result.opinion]
        columns = [(_("Tingkat"), [details.level_text(row.score.level) for row in rows])]
    else:
        columns = []
    columns += [(_capital(words.opinion(one)), _levels(rows, one)) for one in given]
    if any(row.proven is not None for row in rows):
        columns.append((_("Terbukti"), [_text(row.proven) for row in rows]))
    if any(row.previous is not None for row in rows):
        columns.insert(0, (_("Tahun lalu"), [_text(row.previous) for row in rows]))
    cells = zip(*(values for _head, values in columns), strict=True)
    return {
        "heads": [head for head, _values in columns],
        "rows": [
            {
                "id": row.id,
                "name": words.name(row.score.item.indicator.name),
                "cells": list(each),
                "change": details.moved_mark(row),
                "short": row.proven is not None and row.proven != row.score.level,
            }
            for row, each in zip(rows, cells, strict=True)
        ],
    }


def opinions_beside(report: Report) -> View | None:
    """Return the opinions of the report's assessment side by side; None where it has one only."""
    run = report.judged
    if run is None:
        return None
    heads = [words.opinion(one.opinion) for one in run.results]
    return {
        "heads": [_capital(one) for one in heads],
        "said": [f"{one}." for one in moves.moved_sentence(run, heads[0], heads[-1]) if one],
        "total": {
            "title": words.name(run.instrument.index_name),
            "cells": [index_words(one) for one in run.results],
            "change": "" if run.change is None else moves.rough_change(run.change),
        },
        "sections": [
            {
                "depth": row.depth,
                "title": sentences.titled(row.section),
                "cells": side_by_side.section_cells(run, row),
                "change": "" if row.change is None else moves.rough_change(row.change),
            }
            for row in run.sections
        ],
        "lowered": _steps(comparison.fell(run)),
        "raised": _steps(comparison.rose(run)),
    }


def _steps(rows: Iterable[ItemLevels]) -> list[View]:
    """Return items whose level another opinion changed, in the order of the regulation."""
    listed = list(rows)
    return [
        {
            "id": row.item.id,
            "name": words.name(row.item.indicator.short),
            "levels": " → ".join(map(side_by_side.level_or_dash, row.levels)),
            "change": change,
            "share": share,
        }
        for row, (change, share) in zip(listed, side_by_side.item_moves(listed), strict=True)
    ]


def _levels(rows: Sequence[ItemView], opinion: Opinion) -> list[str]:
    return [_text(row.answer.levels.get(opinion)) for row in rows]


def _text(level: Fraction | None) -> str:
    return "" if level is None else details.level_text(level)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
