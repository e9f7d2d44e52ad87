"""Writes docs/score.svg, the picture in the README: what ``spbe score`` prints, in its colours.

Run it after a change of that output: ``python docs/picture.py``.
"""

import io
import os
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

ROOT = Path(__file__).resolve().parents[1]
PICTURE = ROOT / "docs/score.svg"
ARGUMENTS = ("score", "examples/bandar-lampung-2023.yaml")
WIDTH = 80

_THEME = TerminalTheme(
    background=(22, 27, 34),
    foreground=(230, 237, 243),
    normal=[
        (72, 79, 88),
        (255, 123, 114),
        (63, 185, 80),
        (210, 153, 34),
        (88, 166, 255),
        (188, 140, 255),
        (57, 197, 207),
        (177, 186, 196),
    ],
)
# rich's own frame fetches a font from the network and draws the buttons of a window; this one does
# neither. Its fonts are 0.6 as wide as high; textLength stretches any other to the same grid.
_ASPECT = 0.6
_FRAME = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">
<title>COMMAND</title>
<style>
.{unique_id}-matrix {{
  font-family: "DejaVu Sans Mono", Menlo, Consolas, "Liberation Mono", monospace;
  font-size: {char_height}px;
}}
{styles}
</style>
<defs>
{lines}
</defs>
<rect width="100%" height="100%" rx="8" fill="#161b22"/>
<g class="{unique_id}-matrix" xml:space="preserve">
<text x="{terminal_x}" y="32" fill="#7d8590">$&#160;COMMAND</text>
<g transform="translate({terminal_x}, {terminal_y})">
{backgrounds}
{matrix}
</g>
</g>
</svg>
"""


def output() -> str:
    """Return what the program prints on a terminal of `WIDTH` columns, with its colour codes."""
    other = ("NO_COLOR", "SPBE_LANG", "TERM")
    env = {key: value for key, value in os.environ.items() if key not in other}
    terminal = {"FORCE_COLOR": "1", "COLORTERM": "truecolor", "COLUMNS": str(WIDTH)}
    done = subprocess.run(
        [sys.executable, "-m", "spbe_cli", *ARGUMENTS],
        cwd=ROOT,
        env={**env, **terminal, "TERM": "xterm-256color", "PYTHONUTF8": "1"},
        capture_output=True,
        check=True,
    )
    return done.stdout.decode("utf-8").replace("\r\n", "\n").rstrip("\n")


def picture(text: str) -> str:
    """Return an SVG picture of a terminal's text."""
    console = Console(record=True, width=WIDTH, file=io.StringIO(), color_system="truecolor")
    console.print(Text.from_ansi(text))
    command = " ".join(("spbe", *ARGUMENTS))
    drawn = console.export_svg(
        theme=_THEME,
        code_format=_FRAME.replace("COMMAND", command),
        font_aspect_ratio=_ASPECT,
        unique_id="spbe",
    )
    return "".join(f"{line.strip()}\n" for line in drawn.splitlines() if line.strip())


if __name__ == "__main__":
    PICTURE.write_text(picture(output()), "utf-8", newline="\n")
