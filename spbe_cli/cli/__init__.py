"""The command line: chooses the language, runs a command, turns errors into exit codes."""

import errno
import gc
import os
import sys
from collections.abc import Sequence

from spbe_cli import i18n
from spbe_cli.problems import ExitCode, SpbeError


def main(arguments: Sequence[str] | None = None) -> None:
    """Run ``spbe`` and exit with one of `ExitCode`."""
    code = run(sys.argv[1:] if arguments is None else list(arguments))
    try:
        sys.stdout.flush()
    except OSError:
        _silence()
    gc.freeze()  # spares the collector's last walk over everything, a tenth of the run
    sys.exit(code)


def run(arguments: list[str]) -> int:
    """Run one command line and return its exit code. Anything a user can cause ends here."""
    gc.set_threshold(100_000)  # a short process: collecting as often as usual costs start-up time
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a cp1252 console lacks some characters
    arguments, language = _language(arguments)
    if language not in i18n.LANGUAGES:
        _complain(i18n._("bahasa {name} tidak ada; pilih id atau en").format(name=language))
        return ExitCode.USAGE
    i18n.use(language)
    from spbe_cli.cli import app, usage  # after the language: help texts are fixed at import

    try:
        return app.build()(arguments, prog_name="spbe", standalone_mode=False) or 0
    except usage.UsageError as error:
        _complain(usage.explain(error))
        return ExitCode.USAGE
    except SpbeError as error:
        from spbe_cli.render import words

        for problem in error.problems:
            _complain(words.line(problem))
        return error.exit_code
    except (KeyboardInterrupt, usage.Abort):
        return ExitCode.INTERRUPTED
    except OSError as error:
        if error.errno not in (
            errno.EPIPE,
            errno.EINVAL,
        ):  # Windows reports a closed pipe as EINVAL
            raise
        _silence()
        return ExitCode.DONE


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
    sys.stderr.write(f"{text}\n")


def _silence() -> None:
    """Point stdout nowhere: whoever read it has gone, and Python must not complain at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
