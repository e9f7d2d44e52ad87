"""A new assessment file with what was carried over from an earlier instrument."""

import os
from pathlib import Path, PureWindowsPath

from spbe_cli.core.assessment import Answer, Assessment, Evidence
from spbe_cli.core.instrument import Instrument
from spbe_cli.i18n import _
from spbe_cli.store import files
from spbe_cli.store.yaml import assessments, instruments, tree
from spbe_cli.store.yaml.begin import indicator_lines


def write(
    path: Path, new: Assessment, law: Instrument, source: str, named: str | None = None
) -> int:
    """Write a new file, and count the evidence files outside its folder.

    FileError E015 where one of that name exists.

    `source` is the file of the earlier assessment: evidence is found from there, and is named from
    the folder of the new file. So is an instrument of a user's own: the file `named`, or the one
    that the earlier assessment names.
    """
    answers = {item: _moved(answer, source, path) for item, answer in new.answers.items()}
    lines = [
        _("# Penilaian menurut {instrument}").format(instrument=law.short),
        _("# Bukti dukung dan pengampu dari {file}; nilai tidak dibawa").format(
            file=_("masukan standar") if source == files.STDIN else Path(source).name
        ),
        *assessments.dump_head(new.institution, new.year, _reference(law, source, named, path)),
        "",
        "indicators:",
        *indicator_lines(
            law,
            lambda one: "".join(
                assessments.dump_answer(item, answers[item])
                for item in one.item_ids()
                if item in answers
            ),
        ),
    ]
    files.write_new(path, "\n".join(lines) + "\n")
    documents = (one for answer in answers.values() for one in answer.evidence)
    return sum((one.file or "").startswith("../") for one in documents)


def _reference(law: Instrument, source: str, named: str | None, path: Path) -> str:
    """Return how the new file names its instrument."""
    if law.id in instruments.shipped():
        return law.id
    if named is not None:
        return _from(Path(), named, path) if instruments.is_file(named) else law.id
    if source == files.STDIN:
        return law.id
    root, _problems = tree.parse_tree(files.read_text(source), source)
    written = tree.text_at(root, "instrument") if root else None
    known = written is not None and instruments.is_file(written)
    return _from(Path(source).parent, written, path) if written and known else law.id


def _moved(answer: Answer, source: str, path: Path) -> Answer:
    return answer._replace(evidence=tuple(_renamed(one, source, path) for one in answer.evidence))


def _renamed(document: Evidence, source: str, path: Path) -> Evidence:
    """Return a document whose file is named from the folder of `path`."""
    if document.file is None or source == files.STDIN:
        return document
    old = Path(source).parent
    written = document.file.replace("\\", "/")
    drive = PureWindowsPath(document.file).drive
    if old.resolve() == path.resolve().parent or drive or Path(written).is_absolute():
        return document
    return document._replace(file=_from(old, written, path))


def _from(folder: Path, written: str, path: Path) -> str:
    """Return a file, named from a folder, as it is named from the folder of `path`."""
    whole = folder.resolve() / written
    try:
        moved = os.path.relpath(whole, path.resolve().parent)
    except ValueError:  # another drive of Windows
        return whole.as_posix()
    return whole.as_posix() if Path(written).is_absolute() else Path(moved).as_posix()
