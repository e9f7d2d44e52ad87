"""Starts the program: here, with its streams captured, or in a process of its own.

A process costs ten times as much as what most commands do; it is for tests about signals,
closed streams, encodings of consoles, locks and start-up.
"""

import gc
import io
import os
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Protocol, TypeVar

import contract

ROOT = Path(__file__).resolve().parents[1]
T = TypeVar("T")


class Done(subprocess.CompletedProcess[str]):
    """What a command printed; what it says comes next stands apart, in `following`."""

    def __init__(self, args: list[str], code: int, out: str, err: str) -> None:
        lines = err.splitlines(keepends=True)
        apart = [line for line in lines if line.startswith(("Berikutnya: ", "Next: "))]
        super().__init__(args, code, out, "".join(line for line in lines if line not in apart))
        self.following = "".join(apart)


class Run(Protocol):
    """Starts ``spbe``; output is decoded as UTF-8 unless `encoding` says otherwise."""

    def __call__(
        self,
        *arguments: str | Path,
        stdin: str | bytes = "",
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        encoding: str = "utf-8",
    ) -> Done: ...


# Plans leave out the quarters of this year that are over: in January none is.
_JANUARY = {"SOURCE_DATE_EPOCH": "1767225600"}
_QUIET = ("SPBE_LANG", "COLUMNS", "NO_COLOR", "FORCE_COLOR", "PYTHONIOENCODING")


def run_here(
    *arguments: str | Path,
    stdin: str | bytes = "",
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    encoding: str = "utf-8",
) -> Done:
    """Run ``spbe`` in this process, as `run_program` does in one of its own.

    Variables for Python itself and other encodings make no sense here: those get their process.
    """
    if encoding != "utf-8" or any(name.startswith("PYTHON") for name in env or {}):
        return run_program(*arguments, stdin=stdin, env=env, cwd=cwd, encoding=encoding)
    from spbe_cli import cli

    given = stdin.encode() if isinstance(stdin, str) else stdin
    args = list(map(str, arguments))
    with _as_a_process(given, _dated(args, env), cwd or ROOT) as (out, err):
        try:
            code = int(cli.run(args))
        except Exception:  # noqa: BLE001  what a process would end with
            traceback.print_exc()
            code = 1
    shown = [stream.getvalue().decode().replace("\r\n", "\n") for stream in (out, err)]
    contract.hold(args, shown[0])
    return Done(["spbe", *args], code, *shown)


def _dated(arguments: list[str], env: Mapping[str, str] | None) -> Mapping[str, str]:
    """Return the environment of a command; plans are made on the same day whenever tests run."""
    return {**(_JANUARY if {"simulate", "report"} & set(arguments[:1]) else {}), **(env or {})}


@contextmanager
def _as_a_process(
    stdin: bytes, env: Mapping[str, str], cwd: Path
) -> Iterator[tuple[io.BytesIO, io.BytesIO]]:
    """Lend streams, folder and environment of its own to what runs inside; all is put back."""
    from spbe_cli import i18n

    out, err = io.BytesIO(), io.BytesIO()
    kept = (sys.stdin, sys.stdout, sys.stderr)
    folder, threshold, language = Path.cwd(), gc.get_threshold(), i18n.language()
    variables = dict(os.environ)
    streams = [io.TextIOWrapper(one, "utf-8") for one in (io.BytesIO(stdin), out, err)]
    for name in _QUIET:
        os.environ.pop(name, None)
    os.environ.update(env)
    os.chdir(cwd)
    sys.stdin, sys.stdout, sys.stderr = streams
    try:
        yield out, err
    finally:
        for stream in streams[1:]:
            stream.flush()
            stream.detach()  # or the bytes are gone with it
        sys.stdin, sys.stdout, sys.stderr = kept
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(variables)
        gc.set_threshold(*threshold)
        i18n.use(language)


def run_program(
    *arguments: str | Path,
    stdin: str | bytes = "",
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    encoding: str = "utf-8",
) -> Done:
    """Run ``python -m spbe_cli`` in a process of its own, without a terminal."""
    quiet = {key: value for key, value in os.environ.items() if key not in _QUIET}
    done = subprocess.run(
        [sys.executable, "-P", "-m", "spbe_cli", *map(str, arguments)],
        input=stdin.encode() if isinstance(stdin, str) else stdin,
        capture_output=True,
        env={**quiet, "PYTHONUTF8": "1", **_dated(list(map(str, arguments)), env)},
        cwd=cwd or ROOT,
        check=False,
        timeout=120,
    )
    return Done(
        list(map(str, arguments)),
        done.returncode,
        done.stdout.decode(encoding).replace("\r\n", "\n"),
        done.stderr.decode(encoding).replace("\r\n", "\n"),
    )


def counted(run: Callable[[], T]) -> tuple[T, int]:
    """Return what `run` returns, and how many functions it called: work, whatever the clock says.

    Python's own and built-in functions count alike.
    """
    calls = 0

    def count(_frame: FrameType, event: str, _function: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        result = run()
    finally:
        sys.setprofile(before)
    return result, calls
