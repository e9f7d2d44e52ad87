"""Letters as files: a template filled in, as Markdown or as a Word document."""

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import typer

from spbe_cli.cli.compared import today
from spbe_cli.i18n import _
from spbe_cli.problems import DataError, Place, Problem
from spbe_cli.store import bundled, files

REQUEST, REMINDER = "surat-permintaan.md.j2", "surat-tagihan.md.j2"
MINUTES, CONSENT = "berita-acara.md.j2", "pernyataan-publikasi.md.j2"


class Own(NamedTuple):
    """Templates of an office's own: of the text (jinja2), and of the paper (a Word document)."""

    text: str | None = None
    paper: str | None = None


def own(written: Sequence[str] | None) -> Own:
    """Tell the templates given apart by their endings: ``kop.docx`` is paper, others are text."""
    paper = [one for one in written or () if one.casefold().endswith(".docx")]
    text = [one for one in written or () if one not in paper]
    if len(paper) > 1 or len(text) > 1:
        raise typer.BadParameter(
            _("--template menerima satu templat teks dan satu dokumen Word (.docx)")
        )
    return Own(text[0] if text else None, paper[0] if paper else None)


def check_paper(template: str | None, ending: str) -> None:
    """Refuse a Word document where a folder of templates is wanted, and the other way round."""
    if template is None:
        return
    if ending == ".docx" and Path(template).is_dir():
        raise typer.BadParameter(
            _("--template {name}: -o .docx memerlukan dokumen Word (.docx), bukan folder").format(
                name=template
            )
        )
    if ending != ".docx" and template.casefold().endswith(".docx"):
        raise typer.BadParameter(
            _(
                "--template {name}: -o {ending} memerlukan folder templat; dokumen Word untuk "
                "-o .docx"
            ).format(name=template, ending=ending)
        )


def paper_wanted(out: Path | None, template: str | None) -> None:
    """Refuse an office's paper where no Word document is written."""
    if template is not None and (out is None or out.suffix.casefold() != ".docx"):
        raise typer.BadParameter(_("--template memerlukan -o BERKAS.docx"))
    check_paper(template, ".docx")


def template(name: str, own: Own) -> str:
    """Return the text of a template: the office's own, or the shipped one of that name."""
    if own.text is not None:
        return files.read_text(own.text)
    return bundled.folder("templates").joinpath(name).read_text("utf-8")


def paper(own: Own) -> bytes | None:
    """Return the Word document to write into; DataError E035 where it is none."""
    if own.paper is None:
        return None
    data = files.read_bytes(own.paper)
    from spbe_cli.store import documents

    return documents.checked(data, own.paper)


def fill_letter(own: Own, write: Callable[..., str], *of: object) -> str:
    """Return what `write` fills in with `of`; DataError E022 where an own template fails."""
    try:
        return write(*of)
    except Exception as error:  # a template of the user's own may fail in any way
        if own.text is None:
            raise
        line = getattr(error, "lineno", 0) or 0
        place = Place(own.text, line, 1)
        raise DataError([Problem("E022", place, {"reason": str(error)})]) from None


def letter_document(
    text: str, title: str, own_paper: bytes | None, date: dt.date | None = None
) -> bytes:
    """Return a letter as a Word document."""
    from spbe_cli.render.word import letter

    return letter.document(text, title, date or today(), own_paper)
