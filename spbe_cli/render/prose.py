"""Lists and ranges as running text has them."""

import re
from collections.abc import Iterable, Sequence

from spbe_cli.i18n import _
from spbe_cli.render import words


def enumerated(items: Iterable[str]) -> str:
    """Join words as a sentence does: ``1–5 dan 7``."""
    return conjoined(words.listed(items).split(", "))


def conjoined(parts: Sequence[str]) -> str:
    """Join parts as a sentence does, each as it is: ``27, 27 dan 30``."""
    return _(" dan ").join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))


def ranges(text: str) -> str:
    """Return a text of an instrument with its ranges as papers write them: ``tingkat 1–3``."""
    return re.sub(r"(?<![\w-])(\d{1,2})-(\d{1,2})(?![\w-])", _range, text)


def _range(found: re.Match[str]) -> str:
    low, high = found.groups()
    return f"{low}–{high}" if int(low) < int(high) else found[0]
