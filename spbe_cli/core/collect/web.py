"""Links in texts, as people write and join them."""

import re
from collections.abc import Iterator

_ENDINGS = "id|com|org|net|gov|edu|info|app|link|page|site|me|io|ly|co|gl|dev|cloud|xyz|biz|tv|my"
_FILES = r"\.(?:pdf|docx?|xlsx?|pptx?|jpe?g|png|zip|rar|csv|txt|mp4|ods|odt|ya?ml)(?:$|[?#])"
# Nothing repeats without a bound: a cell may hold 32,767 characters of anything.
_START = rf"(?:[a-z][a-z0-9+.-]{{0,20}}://|www\.|(?:[a-z0-9-]{{1,63}}\.){{1,6}}(?:{_ENDINGS})/)"
_NEXT = (
    rf"[)\]}};,>\"'”’»]{{1,9}}[(\[{{<\"'“‘«]{{0,3}}{_START}"  # what a link is joined to another by
)
LINK = re.compile(
    rf"(?:[a-z][a-z0-9+.-]{{0,20}}://|www\."
    rf"|(?<![\w@/.\\-])(?:[a-z0-9-]{{1,63}}\.){{1,6}}(?:{_ENDINGS})/)"
    rf"(?:(?!{_NEXT})\S)*[)\]}}]*",
    re.IGNORECASE,
)
_AFTER = ".,;:!?>\"'”’»"
_PAIRS = {")": "(", "]": "[", "}": "{"}


def links(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the links in a text, each with its place: without what ends the sentence around it."""
    for found in LINK.finditer(text):
        link = trimmed(found[0])
        if link.endswith("://") or link.lower() in ("www", "www."):
            continue
        if not ("://" in link or link.lower().startswith("www.")) and re.search(
            _FILES, link, re.IGNORECASE
        ):
            continue  # ``folder.id/surat.pdf`` is a file
        yield found.start(), found.start() + len(link), link


def trimmed(link: str) -> str:
    """Return a link without marks at its end, and without a bracket that it does not open."""
    surplus = {last: link.count(last) - link.count(first) for last, first in _PAIRS.items()}
    end = len(link)
    while end:
        last = link[end - 1]
        if surplus.get(last, 0) > 0:
            surplus[last] -= 1
        elif last not in _AFTER:
            break
        end -= 1
    return link[:end]


def is_link(text: str) -> bool:
    """Whether a text is a link and nothing else: ``https://…``, ``s.id/x``."""
    found = list(links(text))
    return len(found) == 1 and found[0][:2] == (0, len(text))
