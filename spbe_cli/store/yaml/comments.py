"""Where the comments of a YAML text stand: a number sign within a value is none."""

import re
from collections import Counter
from typing import NamedTuple

_COMMENT = re.compile(r"#[^\r\n\x85\u2028\u2029]*")  # between values, whatever stands before it
_HEAD = re.compile(r"[|>][-+0-9]*")  # before the lines of a text; a comment may stand beside it
_BELOW = re.compile(r"(?:\r?\n[ \t]*)*\r?\n([ \t]*)#[^\r\n]*")


class Comment(NamedTuple):
    """A comment as it is written, from its number sign on; `start` counts characters."""

    start: int
    text: str


def comments_in(text: str) -> list[Comment]:
    """Return the comments of a YAML text in their order; the text is one that can be read."""
    import yaml

    found: list[Comment] = []
    at = 0
    for token in yaml.scan(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        if not isinstance(token, yaml.ScalarToken):
            continue
        start, end = token.start_mark.index, token.end_mark.index
        found += _between(text, at, start)
        if token.style in ("|", ">"):
            head = _HEAD.match(text, start)
            beside = text.find("\n", start, end)
            found += _between(text, head.end() if head else start, end if beside < 0 else beside)
        at = end
    return [*found, *_between(text, at, len(text))]


def _between(text: str, start: int, end: int) -> list[Comment]:
    return [Comment(one.start(), one[0].rstrip()) for one in _COMMENT.finditer(text, start, end)]


def are_kept(before: str, after: str) -> bool:
    """Whether each comment of a text stands in another one, too, wherever."""
    if "#" not in before:
        return True
    texts = (Counter(one.text for one in comments_in(text)) for text in (before, after))
    return next(texts) <= next(texts)


def below(text: str, stop: int, column: int) -> int:
    """Return where the comments end that follow the line ending at `stop` and belong to it.

    Those are the ones that stand deeper than the column of its key.
    """
    while (found := _BELOW.match(text, stop)) and len(found[1]) > column:
        stop = found.end()
    return stop


def would_be_text(text: str, stop: int, column: int) -> bool:
    """Whether a comment follows that lines put before it, from `column` on, would take in."""
    found = _BELOW.match(text, stop)
    return found is not None and len(found[1]) >= column
