"""Where results go: text for people, UTF-8 data for programs, and what the terminal can show."""

import os
import re
import sys
from enum import StrEnum
from importlib import import_module
from typing import TYPE_CHECKING

from spbe_cli.cli import waiting
from spbe_cli.i18n import _

if TYPE_CHECKING:
    from typer import Context

    from spbe_cli.render.text.screen import Screen


_CMD = os.name == "nt"  # the shell is not one of POSIX
_READ = ("text", "wa", "portal")  # forms for people; the others are for programs


class Format(StrEnum):
    """The forms every computing command can answer in."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"


class PlanFormat(StrEnum):
    """The forms in which a plan may be answered: deadlines as a calendar, too."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"
    ICS = "ics"


def show(text: str) -> None:
    """Print text for people; characters the console lacks are replaced, never fatal."""
    waiting.end()
    sys.stdout.write(text)


def emit(data: str) -> None:
    """Write data as UTF-8, whatever the console's encoding is: a redirected file must be valid."""
    waiting.end()
    if sys.stdout.isatty():  # which would obey what stands in texts of others
        from spbe_cli.render.words import visible

        sys.stdout.write("".join(f"{visible(line)}\n" for line in data.rstrip("\n").split("\n")))
        return
    if not hasattr(sys.stdout, "buffer"):
        sys.stdout.write(data)
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(data.encode("utf-8", "replace"))


def tell(line: str) -> None:
    """Say something beside the answer: on standard error, so that data in a pipe stays clean."""
    waiting.pause()
    sys.stdout.flush()
    sys.stderr.write(f"{line}\n")


def following(command: str, *files: str, form: StrEnum = Format.TEXT) -> None:
    """Say what to do next, where somebody reads it: ``{0}`` in the command is the first file.

    Nothing is said beside data, or where a file has no name that can be typed.
    """
    typed = [command_line(file) for file in files]
    if form.value == Format.TEXT.value and all(typed):
        tell(_("Berikutnya: {command}").format(command=command.format(*typed)))


def again(ctx: "Context", *more: str) -> str:
    """Return the command line in use with more options at its end, ready for `following`."""
    typed = ["spbe", str(ctx.info_name)]
    for param in ctx.command.params:
        origin = ctx.get_parameter_source(str(param.name))
        if origin is None or origin.name != "COMMANDLINE":
            continue
        value = ctx.params[str(param.name)]
        values = value if isinstance(value, (list, tuple)) else [value]
        flag = param.opts[0] if param.param_type_name == "option" else ""
        for one in values:
            said = "-" if one == "-" else command_line(str(one))  # it is read once more
            word = "" if one is True else said.replace("{", "{{")
            typed += filter(None, (flag, word.replace("}", "}}")))
    return " ".join([*typed, *more])


def answer(face: str, noun: str, value: object, form: StrEnum) -> None:
    """Show the answer of a command in the form asked for: the one place that chooses a face.

    A face is a module of ``render.text``, where it has ``NOUN_text(value, screen)`` (and the like
    for other forms that people read), and one of ``render.data``, with ``NOUN_json(value)`` and
    ``NOUN_csv(value)``.
    """
    room = "text" if form.value in _READ else "data"
    draw = getattr(import_module(f"spbe_cli.render.{room}.{face}"), f"{noun}_{form.value}")
    if form.value in _READ:
        show(draw(value, screen()))
    else:
        emit(draw(value))


def screen() -> "Screen":
    """Return what standard output can show: 80 columns and no colour unless it is a terminal."""
    from rich.console import Console

    from spbe_cli.render.text.screen import Screen

    console = Console(file=sys.stdout)
    colour = console.color_system if console.is_terminal and not console.legacy_windows else None
    if "COLUMNS" not in os.environ and not console.is_terminal:
        console.width = 80
    height = console.height if sys.stdout.isatty() else 0
    return Screen(max(40, console.width), colour, _has_marks(), height)


def _has_marks() -> bool:
    try:
        "▇─▲━≤→".encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def command_line(file: str) -> str:
    """Return a file name as one would type it after a command; empty where one cannot."""
    if not file.isprintable() or file == "-":
        return ""
    name = f"./{file}" if file.startswith("-") else file
    if _CMD:
        return name if re.fullmatch(r"[\w.\\/:~+-]+", name) else f'"{name}"'  # a&b.yaml
    from shlex import quote

    return quote(name)
