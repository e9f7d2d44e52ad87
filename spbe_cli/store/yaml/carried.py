"""A new assessment file with what was carried over from an earlier instrument."""

import os
from pathlib import Path, PureWindowsPath

from spbe_cli.core.assessment import Answer, Assessment, Evidence
from spbe_cli.core.instrument import Instrument
from spbe_cli.i18n import _
from spbe_cli.store import files
from spbe_cli.store.yaml import assessments
from spbe_cli.store.yaml.begin import indicator_lines


def write(path: Path, new: Assessment, law: Instrument, source: str) -> None:
    """Write a new file; FileError E015 where one of that name exists.

    `source` is the file of the earlier assessment: evidence is found from there, and is named from
    the folder of the new file.
    """
    answers = {item: _moved(answer, source, path) for item, answer in new.answers.items()}
    lines = [
        _("# Penilaian menurut {instrument}").format(instrument=law.short),
        _("# Bukti dukung dan pengampu dari {file}; nilai tidak dibawa").format(
            file=_("masukan standar") if source == files.STDIN else Path(source).name
        ),
        *assessments.dump_head(new.institution, new.year, new.instrument),
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


def _moved(answer: Answer, source: str, path: Path) -> Answer:
    return answer._replace(evidence=tuple(_renamed(one, source, path) for one in answer.evidence))


def _renamed(document: Evidence, source: str, path: Path) -> Evidence:
    """Return a document whose file is named from the folder of `path`."""
    if document.file is None or source == files.STDIN:
        return document
    old, new = Path(source).resolve().parent, path.resolve().parent
    written = document.file.replace("\\", "/")
    drive = PureWindowsPath(document.file).drive
    if old == new or drive or Path(written).is_absolute():
        return document
    try:
        moved = os.path.relpath(old / written, new)
    except ValueError:  # another drive of Windows
        return document
    return document._replace(file=Path(moved).as_posix())
