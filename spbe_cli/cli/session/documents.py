"""Evidence as it is typed in the session: a file, a link, a title, or a whole line of a form."""

import re
from collections.abc import Iterator
from pathlib import Path

from spbe_cli.cli.session.desk import Desk
from spbe_cli.core import numbers
from spbe_cli.core.assessment import Evidence
from spbe_cli.core.collect import lines
from spbe_cli.core.collect.written import unsure_day
from spbe_cli.core.evidence import names_something
from spbe_cli.i18n import _
from spbe_cli.render import words

_BULLET = re.compile(r"^[-–—*•]\s+")  # of a list that was pasted
_ENDING = re.compile(r"\.[A-Za-z0-9]{2,5}$")


def put_document(desk: Desk, rest: str) -> bool:
    """Keep a document with what is said of it; ``-1`` takes the first one away.

    It is on disk before its levels are asked for. Nothing that was typed is lost: a wrong answer
    is asked again, and what cannot be kept (an item, a level, a day) is left out with a word.
    """
    text = rest or desk.ask(_("Berkas, tautan, atau judul: "))
    if not text:
        return False
    answer = desk.question().answer
    if text.startswith("-") and (at := numbers.whole_number(text[1:])) is not None:
        kept = [one for n, one in enumerate(answer.evidence, 1) if n != at]
        if len(kept) == len(answer.evidence):
            desk.say(_("Bukti {number} tidak ada.").format(number=text[1:10]))
            return False
        desk.save(answer._replace(evidence=tuple(kept)))
        return True
    one = _document(desk, _BULLET.sub("", text.strip()).strip("\"'"))
    if one is None:
        return False
    desk.save(answer._replace(evidence=(*answer.evidence, one)))
    if not (one.levels or one.items) and (levels := _levels(desk)):
        answer = desk.question().answer  # it ends with what was just saved
        proving = (*answer.evidence[:-1], one._replace(levels=levels))
        desk.save(answer._replace(evidence=proving))
    return True


def _document(desk: Desk, text: str) -> Evidence | None:
    """Return what a line names; None, with a word, where that is nothing."""
    one = None if text.startswith("-") else lines.evidence_of(_plain(desk, text))
    if one is None or not names_something(one):
        desk.say(_("Tulis berkas, tautan, atau judul dokumen."))
        return None
    folder = desk.path.parent
    if "|" not in text and one.url is None and _is_path(text, folder):
        one = Evidence(file=text)
    if one.file is not None:
        file = _relative(Path(one.file.replace("\\", "/")).expanduser(), folder)
        if not (folder / file).is_file():
            desk.say(_("Berkas tersebut belum ditemukan; namanya tetap dicatat."))
        one = one._replace(file=file.as_posix())
    beyond = desk.walk.law.scale.beyond(one.levels)
    if beyond:
        said = _("Tingkat {level} di luar skala {low}–{high}; tidak dicatat.")
        listed = ", ".join(map(str, beyond))
        desk.say(said.format(level=listed, **desk.walk.law.scale.ends()))
    levels = tuple(level for level in one.levels if level not in beyond)
    return one._replace(levels=levels, items=tuple(_known_items(desk, one.items)))


def _plain(desk: Desk, line: str) -> str:
    """Return a line without days that are none, and with its items by their codes.

    What then says nothing known is told: it becomes part of the title.
    """
    if "|" not in line:
        return line
    title, *parts = lines.line_parts(line)
    kept = [title]
    codes = list(desk.question().item.indicator.checklist())
    for part in parts:
        numbered = lines.item_numbers(part)
        if unsure_day(part):
            said = _("{day} bukan tanggal yang pasti; dokumen dicatat tanpa tanggal itu.")
            desk.say(said.format(day=words.safe(part)))
        elif numbered:
            known = range(1, len(codes) + 1)
            found = (codes[one - 1] if one in known else str(one) for one in numbered)
            kept.append(f"butir: {', '.join(found)}")
        else:
            kept.append(part)
    plain = " | ".join(part.replace("|", r"\|") for part in kept) + " |"
    for part in lines.unknown_parts(plain):
        said = _('"{part}" dicatat sebagai bagian judul.')
        desk.say(said.format(part=words.safe(part[:40])))
    return plain


def _known_items(desk: Desk, named: tuple[str, ...]) -> Iterator[str]:
    indicator = desk.question().item.indicator
    codes = {code.casefold(): code for code in indicator.checklist()}
    for one in named:
        if (code := codes.get(one.casefold())) is not None:
            yield code
            continue
        said = _("Butir {code} tidak ada pada indikator ini; tidak dicatat.")
        desk.say(said.format(code=words.safe(one[:40])))


def _is_path(text: str, folder: Path) -> bool:
    """Whether a text without bars is the path of a file, and no title: ``Perbup 12 Tahun 2021``."""
    looks = _ENDING.search(text) is not None or ("/" in text.strip("/") and " " not in text)
    return looks or "\\" in text or (folder / text).is_file()


def _levels(desk: Desk) -> tuple[int, ...]:
    """Ask for levels until they can be read; Enter is for all up to the claimed one."""
    scale = desk.walk.law.scale
    while True:
        written = desk.ask(_("Untuk tingkat (mis. 2-4; Enter: sampai tingkat yang dijawab): "))
        if not written:
            return ()
        found = lines.levels_of(written)
        if found and not scale.beyond(found):
            return found
        if found:
            said = _("Tulis tingkat {low} sampai {high}, misalnya 2,3 atau 2-4.")
            desk.say(said.format(**scale.ends()))
            continue
        said = _("Tidak terbaca: {text}. Tulis tingkatnya, misalnya 2,3 atau 2-4.")
        desk.say(said.format(text=words.safe(written[:40])))


def _relative(file: Path, folder: Path) -> Path:
    """Return a path relative to the folder of the assessment where it lies below it."""
    if (folder / file).exists() and not file.is_absolute():
        return file
    try:
        return file.resolve().relative_to(folder.resolve())
    except ValueError:
        return file
