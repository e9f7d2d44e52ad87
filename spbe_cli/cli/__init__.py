"""The command line: chooses the language, runs a command, turns errors into exit codes."""

import codecs
import errno
import gc
import itertools
import os
import stat
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from spbe_cli import i18n
from spbe_cli.problems import ExitCode, Place, Problem, SpbeError

_UTF8 = 65001  # the code page, as chcp calls it


def main(arguments: Sequence[str] | None = None) -> None:
    """Run ``spbe`` and exit with one of `ExitCode`."""
    code = run(sys.argv[1:] if arguments is None else list(arguments))
    try:
        sys.stdout.flush()
    except OSError as error:
        code = _unwritten(error)
    gc.freeze()  # spares the collector's last walk over everything, a tenth of the run
    sys.exit(code)


def run(arguments: list[str]) -> int:
    """Run one command line and return its exit code. Anything a user can cause ends here."""
    gc.set_threshold(100_000)  # a short process: collecting as often as usual costs start-up time
    _prepare_streams()
    try:
        return _command(arguments)
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except OSError as error:
        return _unwritten(error)
    except SystemExit:  # typer's way out where the reader of a pipe has gone
        _silence()
        return ExitCode.DONE


def _command(arguments: list[str]) -> int:
    """Choose the language, then call the command; tell what is wrong with it or with its data."""
    arguments, language = _language(arguments)
    if language not in i18n.LANGUAGES:
        _complain(i18n._("--lang harus id atau en"))
        return ExitCode.USAGE
    i18n.use(language)
    if not arguments and "_SPBE_COMPLETE" not in os.environ:  # a shell asks without any
        return _greet()
    from spbe_cli.cli import app, usage, waiting

    if arguments and sys.stderr.isatty() and "_SPBE_COMPLETE" not in os.environ:
        from spbe_cli.vocabulary import VERBS

        waiting.begin(arguments, VERBS.get(arguments[0], arguments[0]))
    try:
        return app.build()(arguments, prog_name="spbe", standalone_mode=False) or 0
    except usage.UsageError as error:
        mistaken = _mistaken(arguments)  # which no option mends
        _complain(mistaken or usage.explain(error))
        return ExitCode.DATA if mistaken else ExitCode.USAGE
    except usage.Abort:
        return ExitCode.INTERRUPTED
    except SpbeError as error:
        from spbe_cli.render import words

        for problem in error.problems:
            _complain(words.problem_line(problem))
        return error.exit_code
    finally:
        waiting.end()
        _tell_severed()


def _mistaken(arguments: list[str]) -> str:
    """Say what a file is that stands where an assessment should, before any option; or nothing."""
    from spbe_cli.cli.app import ASSESSED
    from spbe_cli.vocabulary import VERBS

    name = VERBS.get(arguments[0], arguments[0]) if arguments else ""
    if name not in ASSESSED:
        return ""
    from spbe_cli.render import words
    from spbe_cli.store.files import foreign

    named = itertools.takewhile(lambda one: not one.startswith("-"), arguments[1:])
    found = next(filter(None, map(foreign, named)), None)
    return words.problem_line(found) if found else ""


def _tell_severed() -> None:
    """Tell, once, of files whose other names keep what they held before."""
    files = sys.modules.get("spbe_cli.store.files")  # most runs that write nothing do not load it
    for problem in files.severed if files is not None else ():
        from spbe_cli.render import words

        _complain(words.problem_line(problem))
    if files is not None:
        files.severed.clear()


def _greet() -> int:
    """Greet whoever types `spbe` alone: no wall of text."""
    import spbe_cli
    from spbe_cli.render.text.greeting import greeting_text

    sys.stdout.write(greeting_text(spbe_cli.__version__))
    return ExitCode.DONE


def _unwritten(error: OSError) -> ExitCode:
    """End quietly where the reader of our output has gone; say so where it cannot be written.

    An error that names a file is of one that was looked at: what is written tells itself.
    """
    looked_at = isinstance(error.filename, (str, bytes))
    if not looked_at:
        _silence()
        if error.errno in (errno.EPIPE, errno.EINVAL):  # Windows reports a closed pipe as EINVAL
            return ExitCode.DONE
    from spbe_cli.render import words
    from spbe_cli.store.refusals import reason

    place = Place(os.fsdecode(error.filename)) if looked_at else None
    code = "E002" if looked_at else "E014"
    _complain(words.problem_line(Problem(code, place, {"reason": reason(error)})))
    return ExitCode.FILE


def _prepare_streams() -> None:
    """Replace characters a console lacks (cp1252) and streams that were closed (``>&-``)."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            nowhere = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  for the whole run
            setattr(sys, name, nowhere)
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding=_beyond(stream), errors="replace")


def _beyond(stream: TextIO) -> str | None:
    """Return in what encoding the reader of a pipe expects text on Windows; None: as it is.

    `more` and PowerShell read by the code page of the console, not by that of the system, in which
    Python writes. Who chose UTF-8 there gets files in it, too.
    """
    if sys.platform != "win32" or stream.isatty() or sys.flags.utf8_mode:
        return None
    if "PYTHONIOENCODING" in os.environ:
        return None
    import ctypes

    page = ctypes.windll.kernel32.GetConsoleOutputCP()  # 0 where there is no console
    return encoding_of(page, pipe=stat.S_ISFIFO(os.fstat(stream.fileno()).st_mode))


def encoding_of(page: int, *, pipe: bool) -> str | None:
    """Return the encoding of a code page, where text that leaves is to have it."""
    if page == _UTF8:
        return "utf-8"
    with suppress(LookupError):
        return codecs.lookup(f"cp{page}").name if pipe else None
    return None


def _language(arguments: list[str]) -> tuple[list[str], str]:
    """Take ``--lang`` out of the arguments, wherever it stands before ``--``."""
    rest: list[str] = []
    language = i18n.preferred()
    pending = iter(arguments)
    for argument in pending:
        if argument == "--":
            return [*rest, argument, *pending], language
        if argument == "--lang":
            language = next(pending, "")
        elif argument.startswith("--lang="):
            language = argument.removeprefix("--lang=")
        else:
            rest.append(argument)
    return rest, language


def _complain(text: str) -> None:
    from spbe_cli.cli import waiting
    from spbe_cli.render import words

    waiting.end()
    for line in text.splitlines():
        sys.stderr.write(f"{words.safe(line)}\n")


def _silence() -> None:
    """Point stdout nowhere: what is still unwritten must not fail once more at exit."""
    try:
        stream = sys.stdout.fileno()
        nowhere = os.open(os.devnull, os.O_WRONLY)
    except OSError:  # a stream that is no file, or a root without devices
        return
    os.dup2(nowhere, stream)
    os.close(nowhere)
