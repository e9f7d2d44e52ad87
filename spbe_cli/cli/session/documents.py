"""Evidence as it is typed in the session: a file, a link, a title, or a whole line of a form."""

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from spbe_cli.cli.output import show
from spbe_cli.cli.session.walk import Walk
from spbe_cli.core.assessment import Evidence
from spbe_cli.core.clauses import Scale
from spbe_cli.core.collect.lines import evidence_of, levels_of
from spbe_cli.core.evidence import names_something
from spbe_cli.core.instrument import Indicator
from spbe_cli.i18n import _
from spbe_cli.render import words

_ENDING = re.compile(r"\.[A-Za-z0-9]{2,5}$")

Prompt = Callable[[str], str]


def asked_documents(text: str, folder: Path, walk: Walk, ask: Prompt) -> Evidence | None:
    """Return what a line names, with the levels it proves, which are asked for where not given.

    Nothing that was typed is lost: a wrong answer is asked again, and an item that the indicator
    does not have is left out with a word. None where nothing is named.
    """
    plain = text.strip().strip("\"'")
    one = evidence_of(plain)
    if one is None or plain.startswith("-") or not names_something(one):
        show(_("Tulis berkas, tautan, atau judul dokumen.") + "\n")
        return None
    if "|" not in plain and one.url is None and _is_path(plain, folder):
        one = Evidence(file=plain)
    if one.file is not None:
        file = _relative(Path(one.file.replace("\\", "/")).expanduser(), folder)
        if not (folder / file).is_file():
            show(_("Berkas tersebut belum ditemukan; namanya tetap dicatat.") + "\n")
        one = one._replace(file=file.as_posix())
    one = one._replace(items=tuple(_known_items(one.items, walk.question().item.indicator)))
    return one if one.levels or one.items else one._replace(levels=_levels(walk.law.scale, ask))


def _known_items(named: Iterable[str], indicator: Indicator) -> Iterator[str]:
    codes = {code.casefold(): code for code in indicator.checklist()}
    for one in named:
        if (code := codes.get(one.casefold())) is not None:
            yield code
            continue
        said = _("Butir {code} tidak ada pada indikator ini; tidak dicatat.")
        show(said.format(code=words.safe(one[:40])) + "\n")


def _is_path(text: str, folder: Path) -> bool:
    """Whether a text without bars is the path of a file, and no title: ``Perbup 12 Tahun 2021``."""
    looks = _ENDING.search(text) is not None or ("/" in text.strip("/") and " " not in text)
    return looks or "\\" in text or (folder / text).is_file()


def _levels(scale: Scale, ask: Prompt) -> tuple[int, ...]:
    """Ask for levels until they can be read; Enter is for all up to the claimed one."""
    while True:
        written = ask(_("Untuk tingkat (mis. 2-4; Enter: sampai tingkat yang dijawab): "))
        if not written:
            return ()
        found = tuple(dict.fromkeys(levels_of(written)))
        rest = re.sub(r"\d|[\s,;&/–.-]|dan|s\.?\s?d|tingkat|level", "", written.casefold())
        if found and not rest and all(level in scale.levels() for level in found):
            return found
        show(
            _("Tidak terbaca: {text}. Tulis tingkatnya, misalnya 2,3 atau 2-4.").format(
                text=words.safe(written[:40])
            )
            + "\n"
        )


def _relative(file: Path, folder: Path) -> Path:
    """Return a path relative to the folder of the assessment where it lies below it."""
    if (folder / file).exists() and not file.is_absolute():
        return file
    try:
        return file.resolve().relative_to(folder.resolve())
    except ValueError:
        return file
