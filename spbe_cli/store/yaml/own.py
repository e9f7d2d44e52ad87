"""An instrument of a user's own, begun as a copy of another: its text, with a head of its own."""

import json
import re
from pathlib import Path

from spbe_cli.core.instrument import Instrument
from spbe_cli.i18n import _
from spbe_cli.problems import DataError, Place, Problem
from spbe_cli.store import bundled, files
from spbe_cli.store.yaml import instruments, tree

_COMMENT = re.compile(r"(?:#[^\n]*\n|\s*\n)*")


def create_instrument(path: Path, like: str) -> Instrument:
    """Write a new instrument file that says what another (id or file) does; return the other.

    Id and short name are those of the file, it is not verified, and it replaces nothing. Raises
    FileError E015 where the file exists, DataError where the other has problems.
    """
    law = instruments.load(like)
    files.write_new(path, instrument_text(law, _source(law, like), path.name))
    return law


def instrument_text(law: Instrument, source: str, file: str) -> str:
    """Return the text of an instrument as one of its own; DataError E122 where that cannot be."""
    name = _name(file)
    head = _(
        "# Instrumen sendiri, dimulai dari {short} ({id}).\n"
        "# Ubah title, regulation, index, dan isinya, lalu periksa: spbe instrument check {file}\n"
        "# Berkas penilaian menyebutnya dengan instrument: {file}\n\n"
    ).format(short=law.short, id=law.id, file=file)
    short = _("{name} (dari {short})").format(name=name, short=law.short)
    text = _COMMENT.sub("", source.removeprefix("\ufeff"), count=1)
    text = re.sub(r"^(?:replaces|replaced_by):.*\n", "", text, flags=re.MULTILINE)
    text = _with(text, "id", name)
    text = _with(text, "short", json.dumps(short, ensure_ascii=False))
    text = _with(text, "verified", "false")
    root = tree.parse_tree(text, file)[0]
    if tree.text_at(root, "id") != name or tree.text_at(root, "short") != short:
        raise DataError([Problem("E122", Place(law.id))])
    return head + text


def _with(text: str, key: str, value: str) -> str:
    """Return a text in which a key at the beginning of a line has another value."""
    found = re.search(rf"^{key}:.*$", text, flags=re.MULTILINE)
    return text if found is None else f"{text[: found.start()]}{key}: {value}{text[found.end() :]}"


def _name(file: str) -> str:
    """Return the id that a file's name stands for: one that no shipped instrument has."""
    stem = re.sub(r"[^0-9a-z.]+", "-", Path(file).stem.casefold()).strip("-.") or "x"
    return f"{stem}-sendiri" if stem in instruments.shipped() else stem


def _source(law: Instrument, like: str) -> str:
    if instruments.is_file(like):
        return files.read_text(like)
    return (bundled.folder("indicators") / f"{law.id}.yaml").read_text("utf-8")
