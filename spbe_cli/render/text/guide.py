"""The guide on a terminal: its chapters, and one of them."""

from typing import TYPE_CHECKING

from spbe_cli.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spbe_cli.core.support import Chapter
    from spbe_cli.render.text.screen import Screen

_WIDEST = 100  # a longer line is hard to read


def contents_text(chapters: "Sequence[Chapter]") -> str:
    """Return the headings, sections under their chapters."""
    lines = [f"{'  ' * (one.depth - 1)}{one.heading}" for one in chapters]
    return "\n".join([*lines, "", _("Satu bab: spbe guide KATA, misalnya spbe guide bukti"), ""])


def chapter_text(found: "Sequence[Chapter]", screen: "Screen") -> str:
    """Return the first of several chapters, drawn for a terminal, and what else fits."""
    text = "".join(_parts(found[0].text, screen._replace(width=min(screen.width, _WIDEST))))
    if len(found) == 1:
        return text
    others = "\n".join(f"  {one.heading}" for one in found[1:])
    return f"{text}\n{_('Bagian lain yang sesuai:')}\n{others}\n"


def _parts(text: str, screen: "Screen") -> "Iterator[str]":
    """Yield prose, and blocks of code as they are: a command broken over lines cannot be copied."""
    from rich.markdown import Markdown

    from spbe_cli.render.text.screen import draw

    for number, part in enumerate(text.split("```")):
        if number % 2 == 0:
            yield draw([Markdown(part, hyperlinks=False)], screen)
        else:
            code = screen.marks(part.partition("\n")[2].rstrip())
            yield "\n" + "".join(f"  {line}".rstrip() + "\n" for line in code.split("\n")) + "\n"
