"""Prints what the changelog says of a version, as the notes of its release.

``python release/notes.py v1.0.0`` also fails where the tag is not the version of the program, or
the changelog has no section, no date, or nothing under it.
"""

import re
import sys
from pathlib import Path

import spbe_cli

CHANGELOG = Path(__file__).resolve().parents[1] / "CHANGELOG.md"


def notes(tag: str, version: str, changelog: str) -> str:
    """Return the section of a version; ValueError where it may not be released."""
    if tag != f"v{version}":
        raise ValueError(f"the tag is {tag}, the program is {version}")
    section = rf"^## \[{re.escape(version)}\] - (\S+)\n(.*?)(?=^## \[|\Z)"
    found = re.search(section, changelog, re.MULTILINE | re.DOTALL)
    if found is None:
        raise ValueError(f"CHANGELOG.md has no section {version}")
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", found[1]):
        raise ValueError(f"section {version} of CHANGELOG.md has no date: {found[1]}")
    text = found[2].strip()
    if not re.search(r"^- ", text, re.MULTILINE):
        raise ValueError(f"section {version} of CHANGELOG.md says nothing")
    if "Instruments" in re.findall(r"^### (.+)$", text, re.MULTILINE)[1:]:
        raise ValueError("Instruments come first in CHANGELOG.md: they may change results")
    text = re.sub(r"\[([^]]+)\]\((?!https?:)[^)]+\)", r"\1", text)  # to files: dead on that page
    return f"{text}\n"


if __name__ == "__main__":
    try:
        print(notes(sys.argv[1], spbe_cli.__version__, CHANGELOG.read_text("utf-8")), end="")
    except ValueError as error:
        sys.exit(str(error))
