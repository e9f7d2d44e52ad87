"""Who owes what, on a terminal and as text for WhatsApp."""

import textwrap
from collections.abc import Iterator

from spbe_cli.core.owed.todo import Debtor, Todo
from spbe_cli.i18n import _, counted
from spbe_cli.render import todo as said, words
from spbe_cli.render.text.screen import Screen

_LINES = 25  # of a message: what a phone shows without much scrolling
_IDS = 8  # indicators named in one line of a message


def todo_text(found: Todo, screen: Screen) -> str:
    """Return the debts of every unit, two lines each; of one unit, indicator by indicator."""
    width = min(screen.width, 100)
    lines = [said.debts_heading(found), *textwrap.wrap(said.dates(found), width), ""]
    if not found.debtors:
        lines += textwrap.wrap(said.clear(found), width)
    elif found.owner is not None:
        lines += [line for one in found.debtors for line in _unit(found, one, width)]
    else:
        stakes = words.column(one.stake for one in found.listed)
        for number, (one, stake) in enumerate(zip(found.listed, stakes, strict=True), 1):
            lines += _line(number, one, stake if one.stake else "–", width)
        lines += ["", *_footer(found, width)]
    return screen.marks("\n".join(lines) + "\n")


def _line(number: int, one: Debtor, stake: str, width: int) -> Iterator[str]:
    """Yield a unit with what is at stake, and beneath it what it owes."""
    name = f"{number:>3}. {said.owner(one)}"
    room = width - len(stake) - 1
    yield f"{words.clipped(name, room):<{room}} {stake}"
    yield from textwrap.wrap(
        said.debts_line(one), width - 5, initial_indent=" " * 5, subsequent_indent=" " * 5
    )


def _footer(found: Todo, width: int) -> Iterator[str]:
    more = len(found.debtors) - len(found.listed)
    texts = []
    if more:
        texts.append(counted("{count} unit lain tidak ditampilkan.", more))
    texts.append(
        _("Angka di kanan: indeks yang dipertaruhkan; seluruhnya {stake}.").format(
            stake=words.gap(found.stake)
        )
    )
    if found.clear:
        texts.append(_("Tuntas: {units}.").format(units=words.safe(", ".join(found.clear))))
    for text in texts:
        yield from textwrap.wrap(text, width)


def _unit(found: Todo, one: Debtor, width: int) -> Iterator[str]:
    """Yield what one unit is to hand in, first things first."""
    for number, (first, debts) in enumerate(said.by_item(one), 1):
        head = f"{number}. {said.debt_title(first)}"
        yield from textwrap.wrap(head, width, subsequent_indent="   ")
        stake = max(debt.stake for debt in debts)
        due = min((debt.due for debt in debts if debt.due), default=None)
        facts = [_("indeks dipertaruhkan {stake}").format(stake=words.gap(stake))] if stake else []
        facts += [said.left(found, due)] if due else []
        if facts:
            yield "   " + " · ".join(facts)
        for debt in debts:
            for text in said.needed(found, debt):
                inner = "       " if text.startswith("- ") else "   "
                yield from textwrap.wrap(
                    text,
                    width,
                    initial_indent="     " if text.startswith("- ") else "   ",
                    subsequent_indent=inner,
                    break_on_hyphens=False,
                )


def todo_wa(found: Todo, _screen: Screen) -> str:
    """Return a message of 25 lines at most: bold by asterisks, no table, nothing drawn."""
    lines = [f"*{_title(found)}*", *_when(found)]
    if not found.debtors:
        lines.append(said.clear(found))
    elif found.owner is not None:
        lines += _message(found, found.debtors[0], _LINES - len(lines))
    else:
        lines += _messages(found, _LINES - len(lines))
    return "\n".join(lines) + "\n"


def _title(found: Todo) -> str:
    result = found.dossiers.result
    values = {"index": words.name(result.instrument.index_name), "year": result.assessment.year}
    if found.owner:
        return _("{index} {year}: tagihan {owner}").format(owner=words.safe(found.owner), **values)
    return _("{index} {year}: yang belum lengkap").format(**values)


def _when(found: Todo) -> list[str]:
    return [words.safe(found.dossiers.result.assessment.institution), said.dates(found), ""]


def _messages(found: Todo, room: int) -> list[str]:
    """Return one line for each unit as far as there is room, then what was left out."""
    tail = [""]
    if found.clear:
        names = words.safe(", ".join(found.clear))
        tail.append(words.clipped(_("Tuntas: {units}").format(units=names), 200))
    tail.append(_("Urutan menurut pengaruhnya pada indeks."))
    units = found.listed[: max(1, room - len(tail) - 1)]
    lines = [f"{number}. {_short(one)}" for number, one in enumerate(units, 1)]
    more = len(found.debtors) - len(units)
    if more:
        lines.append(counted("dan {count} unit lain", more))
    return [*lines, *tail]


def _short(one: Debtor) -> str:
    items = one.items
    rest = f" +{len(items) - _IDS}" if len(items) > _IDS else ""
    count = counted("{count} indikator", len(items))
    return f"*{said.owner(one)}*: {count} ({said.ids(items[:_IDS])}{rest})"


def _message(found: Todo, one: Debtor, room: int) -> list[str]:
    """Return what a unit is to hand in, an indicator a line, documents beneath while they fit."""
    blocks = []
    for number, (first, debts) in enumerate(said.by_item(one), 1):
        name = words.name(first.dossier.score.item.indicator.short)
        texts = [text for debt in debts for text in said.needed(found, debt)]
        blocks.append([f"{number}. *{first.item} {name}*", *texts])
    lines: list[str] = []
    for number, block in enumerate(blocks):
        rest = len(blocks) - number - 1
        fits = max(1, room - len(lines) - rest)
        if len(lines) >= room - 1 and rest:
            return [*lines, counted("dan {count} indikator lain", rest + 1)]
        lines += block[: min(fits, 5)]
    return lines[:room]
