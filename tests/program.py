"""Starts the program as its users do, in a process of its own."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

ROOT = Path(__file__).resolve().parents[1]


class Run(Protocol):
    """Starts ``spbe``; output is decoded as UTF-8 unless `encoding` says otherwise."""

    def __call__(
        self,
        *arguments: str | Path,
        stdin: str | bytes = "",
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        encoding: str = "utf-8",
    ) -> "subprocess.CompletedProcess[str]": ...


def run_program(
    *arguments: str | Path,
    stdin: str | bytes = "",
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    encoding: str = "utf-8",
) -> "subprocess.CompletedProcess[str]":
    """Run ``python -m spbe_cli`` in a process of its own, without a terminal."""
    quiet = {
        key: value
        for key, value in os.environ.items()
        if key not in ("SPBE_LANG", "COLUMNS", "NO_COLOR", "FORCE_COLOR", "PYTHONIOENCODING")
    }
    done = subprocess.run(
        [sys.executable, "-P", "-m", "spbe_cli", *map(str, arguments)],
        input=stdin.encode() if isinstance(stdin, str) else stdin,
        capture_output=True,
        env={**quiet, "PYTHONUTF8": "1", **(env or {})},
        cwd=cwd or ROOT,
        check=False,
        timeout=120,
    )
    return subprocess.CompletedProcess(
        done.args,
        done.returncode,
        done.stdout.decode(encoding).replace("\r\n", "\n"),
        done.stderr.decode(encoding).replace("\r\n", "\n"),
    )
