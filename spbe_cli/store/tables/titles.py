"""Compares what stands above the table of a kertas kerja with the assessment that it comes to."""

from typing import NamedTuple

from spbe_cli.core.assessment import Assessment
from spbe_cli.core.collect import titles
from spbe_cli.problems import Place, Problem
from spbe_cli.store.tables.cells import cell_text
from spbe_cli.store.tables.sheets import SheetCells
from spbe_cli.store.tables.table_columns import page_place


class TitleProblems(NamedTuple):
    """What is wrong with a title, and what is doubtful."""

    problems: list[Problem]
    doubts: list[Problem]


def title_problems(name: str, page: SheetCells, above: int, one: Assessment) -> TitleProblems:
    """Compare institution and year with the rows that stand above a row.

    Another institution or year is a problem (E310, E312) where a title plainly says so and none
    says ours; else it is doubtful (E342), with the title quoted.
    """
    lines: list[tuple[str, Place]] = []
    labelled: list[tuple[str, Place]] = []
    for row in range(1, above):
        cells = [(at, cell_text(cell.value)) for at, cell in page.cells.get(row, {}).items()]
        filled = [(at, text) for at, text in cells if text.strip()]
        lines += [
            (line.strip(), page_place(name, page, row, at))
            for at, text in filled
            for line in text.split("\n")
            if line.strip()
        ]
        said = (titles.institution_in(text, one.institution) for _at, text in filled)
        if len(filled) > 1 and not any(said):  # ``Kabupaten/Kota`` beside its name
            whole = " ".join(" ".join(text.split()) for _at, text in filled)
            labelled.append((whole, page_place(name, page, row, filled[-1][0])))
    found = TitleProblems([], [])
    for problem in (_whose([*lines, *labelled], one), _when(lines, one)):
        found.problems.extend(problem.problems)
        found.doubts.extend(problem.doubts)
    return found


def _whose(lines: list[tuple[str, Place]], one: Assessment) -> TitleProblems:
    found = TitleProblems([], [])
    named = [
        (said, line, place, titles.is_other(said, one.institution))
        for line, place in lines
        if (said := titles.institution_in(line, one.institution)) is not None
    ]
    if any(other is False for *_said, other in named):
        return found  # others are the province, the ministry, the unit
    for said, line, place, other in named:
        params = {"found": said.name if other else line, "expected": one.institution}
        if other:
            found.problems.append(Problem("E310", place, params))
        else:
            found.doubts.append(Problem("E342", place, params))
    return found


def _when(lines: list[tuple[str, Place]], one: Assessment) -> TitleProblems:
    found = TitleProblems([], [])
    dated = [(years, line, place) for line, place in lines if (years := titles.years_of(line))]
    ours = any(one.year in years for years, *_line in dated)
    for years, line, place in dated:
        if one.year in years or min(years) < one.year < max(years):  # ``2021–2026``
            continue
        params = {"found": line, "expected": str(one.year)}
        if ours or not titles.plainly_dated(line):
            found.doubts.append(Problem("E342", place, params))
        else:
            params["found"] = str(min(years))
            found.problems.append(Problem("E312", place, params))
    return found
