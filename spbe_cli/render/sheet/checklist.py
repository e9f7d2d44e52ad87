"""The sheet of a form that lists evidence items: one row each, its state a choice."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from spbe_cli.core.assessment import Answer, Opinion, State, Verdict
from spbe_cli.core.clauses import ScoreRule
from spbe_cli.core.collect import seal
from spbe_cli.core.collect.form import ITEM_KEY, item_marks, parts_told
from spbe_cli.core.score.estimate import rungs
from spbe_cli.i18n import _
from spbe_cli.render import words
from spbe_cli.render.forms import FormContent, cell_verdict
from spbe_cli.render.sheet import book as page
from spbe_cli.render.sheet.book import SheetColumn
from spbe_cli.render.sheet.grid import LevelEntry
from spbe_cli.render.sheet.styles import Styles

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

FIRST = 2  # the first column that is shown
_FIXED = ("number", "name", "tier", "code", "text")  # what nobody is asked to fill in
_STATE = FIRST + len(_FIXED)  # the first column of inputs
_KEYS, _HEAD = 2, 3  # rows: the hidden keys, and the titles


def write(
    sheet: "Worksheet",
    styles: Styles,
    plan: FormContent,
    entries: Iterable[LevelEntry],
) -> dict[str, str]:
    """Write the checklists of the indicators that have one, and what an item is worth.

    Returns the seals of the rows.
    """
    seals: dict[str, str] = {}
    columns = [
        SheetColumn(ITEM_KEY, "", 8, hidden=True),
        SheetColumn("marks", "", 8, hidden=True),
        SheetColumn("number", _("No."), 5),
        SheetColumn("name", _("Indikator"), 32),
        SheetColumn("tier", _("Tingkat"), 8),
        SheetColumn("code", _("Butir"), 11),
        SheetColumn("text", _("Bukti yang diminta"), 78),
        SheetColumn("state", _("Keadaan"), 11),
        SheetColumn("remark", _("Catatan asesor"), 36),
    ]
    if plan.opinion is not Opinion.OFFICIAL:  # their form asks for no explanations
        columns.append(SheetColumn("fact", _("Fakta (nama dokumen dan halamannya)"), 36))
        columns.append(SheetColumn("analysis", _("Analisis (mengapa butir itu terpenuhi)"), 36))
    page.set_columns(sheet, columns)
    page.put_text(sheet, 0, FIRST, _("Butir bukti"), styles["title"])
    sheet.set_row(0, 22)
    sheet.set_row(_KEYS, None, None, {"hidden": True})
    for number, one in enumerate(columns):
        sheet.write_string(_KEYS, number, one.key)
        page.put_text(sheet, _HEAD, number, one.title, styles["head"])
    choices = {
        "validate": "list",
        "source": [one.value for one in State],
        "error_title": _("Keadaan"),
        "error_message": _("Pilih salah satu dari daftar."),
    }
    row, widths = _HEAD, [column.width for column in columns]
    for entry in entries:
        answer = plan.assessment.answers.get(entry.item, Answer())
        worth = _worth(plan.instrument.score_rule, entry)
        for code, item in entry.indicator.checklist().items():
            row += 1
            verdict = cell_verdict(answer.items.get(code))
            inputs = _inputs(verdict, columns[_STATE:])
            said = worth.get(code) or ("" if item.counted else _("tidak ikut dihitung"))
            asked = f"{item.text} ({said})" if said else item.text
            name = words.name(entry.indicator.short)
            texts = [entry.item, item_marks(verdict), entry.item, name]
            texts += [str(item.level), code, asked]
            for column, text in enumerate([*texts, *inputs]):
                style = "cell" if column < _STATE else "input"
                page.put_text(sheet, row, column, text, styles[style])
            fixed = {key: texts[at] for at, key in enumerate(_FIXED, FIRST)}
            seals[f"{entry.item}/{code}"] = seal.cell_marks(fixed)
            sheet.data_validation(row, _STATE, row, _STATE, choices)
            written = list(zip([*texts, *inputs], widths, strict=True))
            sheet.set_row(row, page.height(written[FIRST:], 16))
    sheet.freeze_panes(_HEAD + 1, FIRST + 2)
    sheet.autofilter(_HEAD, 0, row, len(columns) - 1)
    sheet.print_area(0, FIRST, row, len(columns) - 1)
    return seals


def _inputs(verdict: Verdict | None, columns: Iterable[SheetColumn]) -> list[str]:
    """Return the state, the remark and the explanation of an item, as far as there are columns."""
    if verdict is None:
        return ["" for _column in columns]
    texts = parts_told(verdict.explanation)
    texts |= {"state": verdict.state.value, "remark": verdict.note or ""}
    return [texts.get(one.key, "") for one in columns]


def _worth(rule: ScoreRule | None, entry: LevelEntry) -> dict[str, str]:
    """Say what each item that counts is worth."""
    found = rungs(rule, entry.indicator, ()) if rule else ()
    said = _("{points} poin")
    return {
        name: said.format(points=words.decimal(rung.worth)) for rung in found for name in rung.items
    }
