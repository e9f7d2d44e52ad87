"""Kertas kerja for tests: workbooks with merged cells and links, CSV, and what an import makes."""

import json
from pathlib import Path
from typing import Any

import openpyxl
from program import Done, Run

INSTITUTION = "Kabupaten Contoh"


def begin(spbe: Run, folder: Path, *more: str, year: str = "2024", name: str = INSTITUTION) -> Path:
    """Write an empty assessment."""
    done = spbe("init", "a.yaml", "--institution", name, "--year", year, *more, cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder


def book(path: Path, merged: Any = None, **sheets: Any) -> Path:
    """Write a workbook of rows by sheet; `merged`: ranges by sheet. ``_`` in a name is a blank."""
    made = openpyxl.Workbook()
    made.remove(made.active)  # type: ignore[arg-type]
    for title, rows in sheets.items():
        sheet = made.create_sheet(title.replace("_", " "))
        for row in rows:
            sheet.append(list(row))
        for span in (merged or {}).get(title, ()):
            sheet.merge_cells(span)
    made.save(path)
    return path


def text(path: Path, lines: str) -> Path:
    """Write a CSV."""
    path.write_text(lines, "utf-8")
    return path


def bring(spbe: Run, file: Path, *more: str) -> Done:
    """Import a file into a.yaml beside it; nothing is written."""
    return spbe("import", file.name, "--into", "a.yaml", "--dry-run", *more, cwd=file.parent)


def brought(spbe: Run, file: Path, *more: str) -> dict[tuple[str, str], str]:
    """Return what an import changes: by indicator and field (a level by whose it is)."""
    done = bring(spbe, file, "--format", "json", *more)
    assert done.returncode == 0, done.stderr
    return {
        (one["indicator"], one["opinion"] if one["field"] == "level" else one["field"]): one["new"]
        for one in json.loads(done.stdout)["changes"]
    }


def refused(spbe: Run, file: Path, *more: str) -> list[tuple[str, str]]:
    """Return the places and codes for which an import is refused."""
    done = bring(spbe, file, *more)
    assert (done.returncode, done.stdout) == (3, "")
    return told(done)


def told(done: Done) -> list[tuple[str, str]]:
    """Return the places and codes of what was told on standard error."""
    found = []
    for line in done.stderr.splitlines():
        place, _colon, rest = line.partition(": ")
        code = rest.split(" ")[0]
        if code[:1] == "E" and code[1:].isdigit():
            found.append((place.partition("!")[2] or place.partition(":")[2], code))
    return found
