"""What cells of a spreadsheet hold, as text."""

import datetime as dt
import re

from spbe_cli.core.text import carried, plain_text

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_WHOLE = 1e15  # beyond it a binary number has no decimals to speak of


def cell_value(value: object) -> str:
    """Return what a cell holds as text; whole numbers without decimals, dates as in our files.

    Numbers are as they are shown, not as they are stored in binary: 2.15, not 2.1500000000000004.
    """
    if value is None:
        return ""
    if isinstance(value, (dt.datetime, dt.date)):
        return value.isoformat()[:10]
    if isinstance(value, float):
        return str(int(value)) if abs(value) < _WHOLE and value.is_integer() else f"{value:.12g}"
    return plain_text(str(value))


def unescaped(value: str) -> str:
    """Return a text with the characters that XML cannot hold, which Excel writes ``_x001B_``."""
    return carried(_ESCAPED.sub(lambda found: chr(int(found[1], 16)), value))


def cell_text(value: object) -> str:
    """Return the text of a cell, unescaped."""
    return unescaped(cell_value(value))


def item_of(value: object) -> str:
    """Return the number of an indicator that a cell holds: ``12``, not ``12.0``."""
    return cell_value(value).removesuffix(".0")
