"""Files that were given to the wrong command: each is told for what it is, and what reads it."""

from pathlib import Path

from spbe_cli.problems import DataError, FileError, Place, Problem
from spbe_cli.store import files
from spbe_cli.store.foreign import OLE, is_image, is_old_word, is_plain_zip, is_web_page


def refuse_documents(name: str, data: bytes) -> None:
    """Refuse what holds no table: FileError E030 of documents, DataError E033, E034, E038, E041.

    `data` are the bytes of file `name`.
    """
    place = Place(name)
    if data.startswith((b"PK\x03\x04", b"%PDF", OLE, b"{\\rtf")):
        from spbe_cli.store.tables import workbooks  # a CSV needs none of it

        old = is_old_word(data) or data.startswith(b"{\\rtf")
        if old or workbooks.kind_of(data) in ("pdf", "docx", "pptx"):
            raise FileError([Problem("E030", place)])
    if is_plain_zip(data) and b"PK\x05\x06" in data[-70_000:]:  # whole: its directory is there
        raise DataError([Problem("E038", place, {"name": files.typed(name)})])
    if is_web_page(data):
        raise DataError([Problem("E041", place)])
    if is_image(data):
        raise DataError([Problem("E033", place)])
    book = data.startswith((b"PK\x03\x04", OLE))  # whatever its name says
    if Path(name).suffix.casefold() in (".yaml", ".yml") and not book:
        raise DataError([Problem("E034", place)])


def refuse_answers(name: str) -> None:
    """Refuse an answer of TAUVAL (DataError E036), or of ours (E039), where a table is meant."""
    if name.casefold().endswith(".json"):
        found = files.foreign(name)
        answer = Problem("E036", Place(name), {"name": files.typed(name)})
        raise DataError([found if found is not None and found.code == "E039" else answer])


def is_list(name: str) -> bool:
    """Whether a file is a list of many institutions."""
    from spbe_cli.store.tables import headings, tables

    try:
        return headings.has_indices(tables.read(name, headings.has_indices).heading)
    except (DataError, FileError):
        return False
