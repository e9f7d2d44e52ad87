"""The formats of workbooks: one look for all sheets, each format made when first used."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from spbe_cli.i18n import language

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook

ACCENT, PALE, INPUT, LINE = "#1F4E78", "#DCE6F1", "#FFF9DB", "#A6A6A6"
WARNING = "#9C3D00"
_OWN, _WRAPPED, _BARE = "own ", "wrapped ", "bare "
_SECTION = {"bold": True, "bg_color": PALE, "valign": "top", "border": 1, "border_color": LINE}
_RIGHT = {"align": "right", "valign": "top", "border": 1, "border_color": LINE}
_AMOUNT = "[>=10000]#,##0;General"  # thousands apart from five digits on, as in texts
_STYLES: Mapping[str, Mapping[str, Any]] = {
    "title": {"bold": True, "font_size": 14, "font_color": ACCENT},
    "plain": {"valign": "top", "text_wrap": True},
    "label": {"valign": "top", "font_color": "#595959"},
    "strong": {"bold": True, "valign": "top", "align": "left"},
    "head": {
        "bold": True,
        "bg_color": ACCENT,
        "font_color": "#FFFFFF",
        "border": 1,
        "border_color": LINE,
        "text_wrap": True,
        "valign": "vcenter",
        "align": "center",
    },
    "section": {
        "bold": True,
        "bg_color": PALE,
        "border": 1,
        "border_color": LINE,
        "valign": "top",
        "text_wrap": True,
    },
    "cell": {"valign": "top", "text_wrap": True, "border": 1, "border_color": LINE},
    "indented": {"valign": "top", "align": "left", "indent": 1, "border": 1, "border_color": LINE},
    "aspect": {
        "valign": "top",
        "align": "left",
        "indent": 2,
        "text_wrap": True,
        "border": 1,
        "border_color": LINE,
    },
    "number": {"valign": "top", "align": "center", "border": 1, "border_color": LINE},
    "input": {
        "valign": "top",
        "text_wrap": True,
        "border": 1,
        "border_color": LINE,
        "bg_color": INPUT,
        "locked": False,
        "num_format": "@",
    },
    "choice": {
        "valign": "top",
        "align": "center",
        "bold": True,
        "font_size": 12,
        "border": 1,
        "border_color": LINE,
        "bg_color": INPUT,
        "locked": False,
    },
    "figure": {"num_format": "0.00", "indent": 1, **_RIGHT},
    "weight": {"num_format": "0.00", **_RIGHT},
    "share": {"num_format": "0.0000", **_RIGHT},
    "exact": {"num_format": "0.0000_)", **_RIGHT},  # LibreOffice passes over an indent here
    "change": {"num_format": "+0.00;-0.00;0.00", "indent": 1, **_RIGHT},
    "changeprinted": {"num_format": '+0.00"*";-0.00"*";0.00"*"', **_RIGHT},
    "gain": {"num_format": "+0.0000;-0.0000;0.0000", **_RIGHT},
    "moved": {"num_format": "+0.00_°;-0.00_°;0.00_°", **_RIGHT},
    "movedprinted": {"num_format": '+0.00"°";-0.00"°";0.00"°"', **_RIGHT},
    "link": {"bold": True, "font_color": ACCENT, "underline": 1, "valign": "top", "align": "left"},
    "plainline": {"valign": "top", "align": "left"},
    "level": {"num_format": "General", **_RIGHT},
    "effort": {"num_format": _AMOUNT, **_RIGHT},
    "levelchange": {"num_format": "+General;-General;0", **_RIGHT},
    "sum": {"num_format": "#,##0;-#,##0;", **_RIGHT},
    "money": {"num_format": "#,##0", "bg_color": INPUT, "locked": False, **_RIGHT},
    "date": {"num_format": "yyyy-mm-dd", "bg_color": INPUT, "locked": False, **_RIGHT},
    "framed": {"border": 1, "border_color": LINE},  # of cells that hold something by now
    "word": {"text_wrap": True, **_RIGHT},
    "break": {"italic": True, "align": "center", "font_color": "#595959"},
    "big": {"bold": True, "font_size": 12, "valign": "vcenter"},
    "bigfigure": {
        "bold": True,
        "font_size": 20,
        "font_color": ACCENT,
        "num_format": "0.00",
        "align": "right",
        "valign": "vcenter",
    },
    "state": {
        "bold": True,
        "font_color": WARNING,
        "valign": "vcenter",
        "align": "left",
        "indent": 1,
        "text_wrap": True,
    },
    "remark": {"font_color": "#595959", "valign": "top", "align": "left", "indent": 1},
    # Of a whole level, so that it stands where the same figure of an index does.
    "whole": {"num_format": "0_._0_0", "indent": 1, **_RIGHT},
    "wholechange": {"num_format": "+0_._0_0;-0_._0_0;0_._0_0", "indent": 1, **_RIGHT},
    "count": {"num_format": "0", "indent": 1, **_RIGHT},
    "day": {"valign": "top", "align": "left", "border": 1, "border_color": LINE},
    "far": {"font_color": "#808080"},  # in hidden columns: never wrapped, so no row grows by it
    "sectionindex": {"num_format": "0.00", "indent": 1, **_SECTION, "align": "right"},
    "sectionlevel": {"num_format": "0.00", **_SECTION, "align": "center"},
    "sectionweight": {"num_format": "0.00", **_SECTION, "align": "right"},
    "sectionshare": {"num_format": "0.0000_)", **_SECTION, "align": "right"},
    "sectionchange": {
        "num_format": "+0.00;-0.00;0.00",
        "indent": 1,
        **_SECTION,
        "align": "right",
    },
    "sectioneffort": {"num_format": _AMOUNT, **_SECTION, "align": "right"},
    "sectionsum": {"num_format": "General", **_SECTION, "align": "right"},
    "sectiongain": {"num_format": "+0.0000;-0.0000;0.0000", **_SECTION, "align": "right"},
    "sectionword": {**_SECTION, "align": "left", "indent": 1},
}


class Styles:
    """The formats of one workbook, made when first used."""

    def __init__(self, book: "Workbook") -> None:
        self.book = book
        self.made: dict[str, Format] = {}

    def __getitem__(self, name: str) -> "Format":
        """Return a format by its name.

        ``own`` before it: of the row of one's own institution; ``wrapped``: of merged cells;
        ``bare``: without a frame.
        """
        if name not in self.made:
            plain = name.removeprefix(_OWN).removeprefix(_WRAPPED).removeprefix(_BARE)
            style = {"font_name": "Calibri", "font_size": 9, **_STYLES[plain]}
            if name.startswith(_OWN):
                style |= {"bold": True, "bg_color": PALE}
            if name.startswith(_BARE):
                style = {key: one for key, one in style.items() if not key.startswith("border")}
            if name.startswith(_WRAPPED):
                style |= {"text_wrap": True, "valign": "top", "align": "left"}
            if plain == "day":
                style["num_format"] = _day()
            self.made[name] = self.book.add_format(style)
        return self.made[name]


def size_of(style: str) -> float:
    """Return the size of the letters of a format, in points."""
    return float(_STYLES[style].get("font_size", 9))


def _day() -> str:
    """Return how dates are shown, whatever the language of the spreadsheet."""
    return "[$-421]d mmmm yyyy" if language() == "id" else "[$-409]d mmmm yyyy"
