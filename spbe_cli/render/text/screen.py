"""What the terminal can show, and lines drawn for it with rich."""

import io
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table


class Screen(NamedTuple):
    """Width in columns; `colour` as rich names it; `unicode` where bars can be drawn.

    `height` in lines, where it is a terminal from which longer texts scroll away; else 0.
    """

    width: int = 80
    colour: str | None = None
    unicode: bool = True
    height: int = 0

    def marks(self, text: str) -> str:
        """Return drawing characters in a form that the terminal's encoding has."""
        return text if self.unicode else text.translate(_PLAIN)


_PLAIN = str.maketrans({"▇": "#", "─": "-", "▲": "^", "━": "=", "≤": "<=", "→": "->", "−": "-"})


def blank_table(gap: int = 2) -> "Table":
    """Return a table without lines, `gap` columns between its columns; titles stand back."""
    from rich.table import Table

    return Table(box=None, pad_edge=False, padding=(0, gap, 0, 0), header_style="dim")


def draw(parts: "list[RenderableType]", screen: Screen) -> str:
    """Return parts as lines of text, with colour codes only where the screen has colour."""
    from rich.console import Console

    out = io.StringIO()
    console = Console(
        file=out,
        width=screen.width,
        color_system=screen.colour,  # type: ignore[arg-type]  # rich's own name, passed through
        force_terminal=screen.colour is not None,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
    )
    for part in parts:
        console.print(part)
    return screen.marks("\n".join(line.rstrip() for line in out.getvalue().split("\n")))
