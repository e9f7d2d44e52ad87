"""What a file is that is no text of ours, by its first bytes and its name."""

import re
from pathlib import Path

OLE = b"\xd0\xcf\x11\xe0"  # Word, Excel and PowerPoint before 2007
_ANSWER = b'"nama_instansi"'  # stands in each record of an answer of TAUVAL


def foreign_kind(data: bytes, name: str) -> str:
    """Return the code of what a file is, where its first bytes show that it is no text of ours."""
    found = ""
    if data.startswith(b"PK\x05\x06"):
        found = "E038"  # an empty one
    elif data.startswith(b"PK\x03\x04"):
        found = "E038" if is_plain_zip(data) else "E029" if b"word/" in data else "E027"
    elif data.startswith(OLE):
        found = "E029" if is_old_word(data) else "E027"
    elif data.startswith((b"%PDF", b"{\\rtf")):
        found = "E029"
    elif is_image(data):
        found = "E033"
    elif is_web_page(data):
        found = "E041"
    elif is_own_output(data):
        found = "E039"
    elif data[:200].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"[", b"{") and _ANSWER in data[:2000]:
        found = "E036"
    elif Path(name).suffix.casefold() in (".csv", ".tsv"):
        found = "E028"
    return found


def is_own_output(data: bytes) -> bool:
    """Whether bytes are an answer of ours as JSON, which no command reads."""
    return re.match(rb'\s*\[?\s*\{\s*"format": "spbe-', data[:200]) is not None


def is_web_page(data: bytes) -> bool:
    """Whether bytes are those of a web page, which many a download named .xls is."""
    head = data[:4000].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    return (
        head.startswith(b"<")
        and re.search(rb"<(?:!doctype html|html|table|body)\b", head) is not None
    )


def is_plain_zip(data: bytes) -> bool:
    """Whether bytes are those of an archive of files, and no document's: of evidence, say."""
    parts = (b"[Content_Types].xml", b"mimetype", b"content.xml", b"xl/", b"word/", b"ppt/")
    return data.startswith(b"PK\x03\x04") and not any(one in data for one in parts)


def is_old_word(data: bytes) -> bool:
    """Whether bytes are those of a .doc."""
    return data.startswith(OLE) and "WordDocument".encode("utf-16-le") in data


def is_image(data: bytes) -> bool:
    """Whether bytes are those of a picture."""
    return data.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*")) or (
        data[:4] == b"RIFF" and data[8:12] == b"WEBP"
    )
