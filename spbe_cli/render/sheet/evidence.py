"""The sheets of evidence: the register, and the items of checklists with their states."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from spbe_cli.core.assessment import Evidence
from spbe_cli.core.many.report import ItemView
from spbe_cli.i18n import _
from spbe_cli.render import details, words
from spbe_cli.render.sheet import book as page
from spbe_cli.render.sheet.book import SheetColumn
from spbe_cli.render.sheet.frame import HEAD_ROW, Frame

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_Pair = tuple[ItemView, Evidence]


def evidence_rows(frame: Frame) -> list[_Pair]:
    """Return every piece of evidence with the row of its indicator."""
    return [(row, one) for row in frame.report.rows for one in row.answer.evidence]


def write_register(frame: Frame, sheet: "Worksheet", found: Sequence[_Pair]) -> None:
    """Write every piece of evidence with its indicator and owner; no column that all leave empty.

    Numbers, pages and levels are numbers where they are one, dates are dates.
    """
    owned = frame.report.result.assessment.owner
    columns = [
        SheetColumn("number", _("No."), 5),
        SheetColumn("id", _("Indikator"), 9),
        SheetColumn("item", _("Nama indikator"), 36),
        SheetColumn("title", _("Bukti dukung"), 42),
        *([SheetColumn("page", _("Halaman"), 10)] if any(one.page for _row, one in found) else []),
        *([SheetColumn("file", _("Berkas"), 30)] if any(one.file for _row, one in found) else []),
        *([SheetColumn("url", _("Tautan"), 30)] if any(one.url for _row, one in found) else []),
        *([SheetColumn("date", _("Tanggal"), 17)] if any(one.date for _row, one in found) else []),
        *(
            [SheetColumn("levels", _("Tingkat"), 9)]
            if any(one.levels for _row, one in found)
            else []
        ),
        *(
            [SheetColumn("owner", _("Pengampu"), 18)]
            if any(owned(row.id) for row, _one in found)
            else []
        ),
    ]
    frame.open(sheet, _("Daftar bukti dukung"), columns)
    styles = {"number": "count", "id": "number", "page": "number", "levels": "number"}
    end = HEAD_ROW
    for end, (row, one) in enumerate(found, HEAD_ROW + 1):
        levels = [float(level) for level in one.levels]
        cells: dict[str, float | str] = {
            "number": float(end - HEAD_ROW),
            "id": page.numeral(row.id),
            "item": words.name(row.score.item.indicator.short),
            "title": words.safe((one.title and one.name) or ""),
            "page": page.numeral(words.safe(one.page or "")),
            "file": words.safe(one.file or ""),
            "url": words.safe((one.url or "").strip()),
            "levels": levels[0] if len(levels) == 1 else ", ".join(map(str, one.levels)),
            "owner": words.safe(owned(row.id) or ""),
        }
        for at, column in enumerate(columns):
            style = frame.styles[styles.get(column.key, "cell")]
            if column.key == "date":
                page.put_date(sheet, end, at, one.date, frame.styles["day"])
            else:
                page.put_value(sheet, end, at, cells[column.key], style)
        page.fit(sheet, end, columns, cells)
    sheet.freeze_panes(HEAD_ROW + 1, 2)
    sheet.autofilter(HEAD_ROW, 0, end, len(columns) - 1)
    sheet.print_area(0, 0, end, len(columns) - 1)


def write_checklists(frame: Frame, sheet: "Worksheet") -> None:
    """Write every item of the checklists that are recorded, with its state."""
    found = list(_items(frame))
    columns = [
        SheetColumn("id", _("Indikator"), 9),
        SheetColumn("name", _("Nama indikator"), 30),
        SheetColumn("code", _("Butir"), 11),
        SheetColumn("level", _("Tingkat"), 8),
        SheetColumn("text", _("Bukti yang diminta"), 78),
        SheetColumn("state", _("Keadaan"), 11),
        *([SheetColumn("note", _("Catatan asesor"), 40)] if any(one[-1] for one in found) else []),
    ]
    frame.open(sheet, _("Butir bukti"), columns)
    page.put_text(
        sheet, 2, 0, " · ".join(details.estimate_view(frame.report)), frame.styles["label"]
    )
    styles = {"id": "number", "level": "number"}
    end = HEAD_ROW
    for end, cells in enumerate(found, HEAD_ROW + 1):
        for at, (column, value) in enumerate(zip(columns, cells, strict=False)):
            page.put_value(sheet, end, at, value, frame.styles[styles.get(column.key, "cell")])
        own = {column.key: value for column, value in zip(columns, cells, strict=False)}
        page.fit(sheet, end, columns, own)
    sheet.freeze_panes(HEAD_ROW + 1, 2)
    sheet.autofilter(HEAD_ROW, 0, end, len(columns) - 1)
    sheet.print_area(0, 0, end, len(columns) - 1)


def _items(frame: Frame) -> Iterator[tuple[float | str, ...]]:
    """Yield every item of a checklist as its cells, the remark of the assessor last."""
    for row in frame.report.rows:
        name = words.name(row.score.item.indicator.short)
        for item in details.indicator(frame.report, row)["checklist"]:
            note = [] if item["counted"] else [_("tidak ikut dihitung")]
            yield (
                page.numeral(row.id),
                name,
                item["code"],
                page.numeral(item["level"]),
                item["text"],
                item["state"],
                "; ".join([*note, *filter(None, [item["note"]])]),
            )
