"""Pieces of a page of text: a titled list, a bullet, lines that a terminal obeys nothing of."""

import textwrap
from collections.abc import Iterable

from spbe_cli.render import words


def joined(lines: Iterable[str]) -> str:
    """Join lines; of what a user's own instrument holds, a terminal must obey nothing."""
    return "".join(words.visible(line).rstrip() + "\n" for line in lines)


def block(title: str, texts: Iterable[str], width: int) -> list[str]:
    """Return a title and its bullets, and a blank line; nothing where there are no texts."""
    lines = [line for text in texts for line in bullet(text, width)]
    return [title, *lines, ""] if lines else []


def bullet(text: str, width: int, indent: str = "  ") -> list[str]:
    """Return the lines of a bullet."""
    return textwrap.wrap(
        text,
        width,
        initial_indent=f"{indent}- ",
        subsequent_indent=f"{indent}  ",
        break_on_hyphens=False,
    )


def under(text: str, width: int, indent: str = "    ", hang: str = "") -> list[str]:
    """Return the lines of a text, indented; the second and further ones by `hang` more."""
    return textwrap.wrap(
        text,
        width,
        initial_indent=indent,
        subsequent_indent=indent + hang,
        break_on_hyphens=False,
    )
