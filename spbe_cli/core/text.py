"""Texts as people and their programs send them: what no file could carry, what nobody sees."""

import re

# Patterns are compiled when they are first used: most files hold plain letters.
_PAIR = "[\ud800-\udbff][\udc00-\udfff]"
_LONE = "[\ud800-\udfff]"
# What stands in a text without being seen: zero widths, direction marks, joiners, soft hyphens.
INVISIBLE = (
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
_BLANKS = "[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"
NAMES = {
    "\u00a0": "NBSP",
    "\u00ad": "SHY",
    "\u200b": "ZWSP",
    "\u200c": "ZWNJ",
    "\u200d": "ZWJ",
    "\u200e": "LRM",
    "\u200f": "RLM",
    "\u2060": "WJ",
    "\ufeff": "BOM",
}


def carried(text: str) -> str:
    """Return a text as UTF-8 can carry it: halves of characters are joined, or replaced."""
    if re.search(_LONE, text) is None:
        return text
    joined = re.sub(
        _PAIR, lambda one: one[0].encode("utf-16", "surrogatepass").decode("utf-16"), text
    )
    return re.sub(_LONE, "\ufffd", joined)


def bare(text: str) -> str:
    """Return a text as it is seen: without what is invisible, and with plain blanks."""
    if text.isascii():
        return text
    return re.sub(_BLANKS, " ", re.sub(INVISIBLE, "", text))


def hidden(text: str) -> str:
    """Return a text with a name in the place of what nobody sees in it: ``3⟨ZWSP U+200B⟩``."""
    if text.isascii() or bare(text) == text:
        return text
    return "".join(char if bare(char) == char else _named(char) for char in text)


def _named(char: str) -> str:
    name = f"{NAMES[char]} " if char in NAMES else ""
    return f"⟨{name}U+{ord(char):04X}⟩"


def stripped(text: str) -> str:
    """Return a text without blanks and invisible characters around it; inside they stay."""
    if text.isascii():
        return text.strip()
    seen = [at for at, char in enumerate(text) if bare(char).strip()]
    return text[seen[0] : seen[-1] + 1] if seen else ""


def plain_text(text: str) -> str:
    """Return a text with the line ends of one system and no blanks around it."""
    return carried(text).replace("\r\n", "\n").replace("\r", "\n").strip()


def number_alone(text: str) -> str:
    """Return the number of a document without the word that says it is one: ``Nomor``, ``No.``."""
    return re.sub(r"(?i)^(?:nomor|no\.?|nr\.?)\s+", "", text)


def guarded(text: str) -> str:
    """Return a text that no spreadsheet runs: an apostrophe before what begins a formula."""
    return f"'{text}" if text.lstrip("'").startswith(tuple("=+-@\t\r")) else text


def unguarded(text: str) -> str:
    """Return a text without the apostrophe of `guarded`."""
    return text[1:] if re.match(r"'+[=+\-@\t\r]", text) else text
