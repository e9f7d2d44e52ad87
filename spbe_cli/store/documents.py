"""Word documents of an office's own, to write into: its letterhead and its styles."""

import io
import zipfile

from spbe_cli.problems import DataError, Place, Problem

_MAIN = b"wordprocessingml.document.main+xml"


def checked(data: bytes, name: str) -> bytes:
    """Return the bytes of a Word document; DataError E035 where it is none, or is damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            types = archive.read("[Content_Types].xml")
            broken = archive.testzip()
    except Exception:  # noqa: BLE001  a damaged archive breaks zipfile and zlib in many ways
        types, broken = b"", ""
    if _MAIN not in types or broken is not None:
        raise DataError([Problem("E035", Place(name))])
    return data
