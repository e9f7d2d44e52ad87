"""Who owes what, on a terminal and as text for WhatsApp."""

import textwrap
from collections.abc import Iterable, Iterator

from spbe_cli.core.owed.todo import Debt, Debtor, Todo
from spbe_cli.i18n import _, counted
from spbe_cli.render import todo as said, words
from spbe_cli.render.text.screen import Screen

_LINES = 25  # of a message: what a phone shows without much scrolling
_IDS = 8  # indicators named in one line of a message
_EXAMPLES = 3  # of documents, named for one indicator in a message
_WIDE = 80  # characters of a line of a message


def todo_text(found: Todo, screen: Screen) -> str:
    """Return the debts of every unit, two lines each; of one unit, indicator by indicator."""
    width = min(screen.width, 100)
    lines = [said.debts_heading(found), *textwrap.wrap(said.dates(found), width), ""]
    if not found.debtors:
        lines += textwrap.wrap(said.clear(found), width)
    elif found.owner is not None:
        lines += [line for one in found.debtors for line in _unit(found, one, width)]
        order = said.order_said(found) if len(found.debtors[0].items) > 1 else ""
        footer = " ".join(filter(None, (order, *said.blanks_said(found))))
        lines += ["", *textwrap.wrap(footer, width)] if footer else []
    else:
        *stakes, _total = _stakes(found)
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


def _stakes(found: Todo) -> list[str]:
    """Return what is at stake of each unit that is shown, and of all, with equal decimals."""
    return words.column([*(one.stake for one in found.listed), found.stake])


def _footer(found: Todo, width: int) -> Iterator[str]:
    *_each, total = _stakes(found)
    texts = [*said.units_not_shown(found, len(found.listed))]
    texts += [said.order_said(found)] if len(found.debtors) > 1 else []
    texts.append(said.figures_said(found, total))
    if found.clear:
        texts.append(_("Tuntas: {units}.").format(units=words.safe(", ".join(found.clear))))
    for text in texts:
        yield from textwrap.wrap(text, width)


def _unit(found: Todo, one: Debtor, width: int) -> Iterator[str]:
    """Yield what one unit is to hand in, first things first."""
    stakes = words.column(stake for _debts, stake in one.by_item)
    for number, ((debts, at_stake), stake) in enumerate(zip(one.by_item, stakes, strict=True), 1):
        head = f"{number}. {said.debt_title(debts[0])}"
        yield from textwrap.wrap(head, width, subsequent_indent="   ")
        due = min((debt.due for debt in debts if debt.due), default=None)
        facts = [said.influence(stake)] if at_stake else []
        facts += [said.left(found, due)] if due else []
        if facts:
            yield "   " + " · ".join(facts)
        for text in said.remark(debts):
            yield from textwrap.wrap(text, width, initial_indent="   ", subsequent_indent="   ")
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
    else:
        lines += textwrap.wrap(said.request(found), _WIDE)
        thanks = [_("Terima kasih.")]
        room = _LINES - len(lines) - len(thanks)
        if found.owner is None:
            lines += _messages(found, room)
        else:
            *_each, total = _stakes(found)
            tail = textwrap.wrap(said.figures_said(found, total), _WIDE) if found.stake else []
            tail = ["", *tail]
            lines += [*_message(found, found.debtors[0], room - len(tail)), *tail]
        lines += thanks
    return "\n".join(lines) + "\n"


def _title(found: Todo) -> str:
    result = found.dossiers.result
    values = {"index": words.name(result.instrument.index_name), "year": result.assessment.year}
    if found.owner:
        return _("{index} {year}: tagihan {owner}").format(owner=words.safe(found.owner), **values)
    return _("{index} {year}: yang belum lengkap").format(**values)


def _when(found: Todo) -> list[str]:
    name = words.safe(found.dossiers.result.assessment.institution)
    return [name, *textwrap.wrap(said.dates(found), _WIDE), ""]


def _messages(found: Todo, room: int) -> list[str]:
    """Return one line for each unit as far as there is room, then what was left out."""
    tail = [""]
    if found.clear:
        names = words.safe(", ".join(found.clear))
        tail.append(words.clipped(_("Tuntas: {units}").format(units=names), 200))
    *stakes, total = _stakes(found)
    order = said.order_said(found) if len(found.debtors) > 1 else ""
    figures = f"{order} {said.figures_said(found, total)}".strip()
    tail += textwrap.wrap(figures, _WIDE)
    units = found.listed[: max(1, room - len(tail) - 2)]
    rows = zip(units, stakes, strict=False)  # a phone shows fewer than are listed
    lines = [f"{number}. {_short(one, stake)}" for number, (one, stake) in enumerate(rows, 1)]
    more = len(found.debtors) - len(units)
    if more:
        lines.append(counted("dan {count} unit lain", more))
        if found.nobody not in units:
            lines += said.nobody_said(found)
    return [*lines, *tail]


def _short(one: Debtor, stake: str) -> str:
    items = one.items
    rest = f" +{len(items) - _IDS}" if len(items) > _IDS else ""
    count = counted("{count} indikator", len(items))
    ending = f" · {stake}" if one.stake else ""
    return f"*{said.owner(one)}*: {count} ({said.ids(items[:_IDS])}{rest}){ending}"


def _message(found: Todo, one: Debtor, room: int) -> list[str]:
    """Return what a unit is to hand in, an indicator a line: what is owed before any example of it.

    What there is no room for is counted.
    """
    stakes = words.column(stake for _debts, stake in one.by_item)
    owed = list(zip(one.by_item, stakes, strict=True))
    heads = [
        _heading(number, debts[0], stake if at_stake else "")
        for number, ((debts, at_stake), stake) in enumerate(owed, 1)
    ]
    if len(heads) > room:
        return [*heads[: room - 1], counted("dan {count} indikator lain", len(heads) - room + 1)]
    bodies = [_bodies(found, debts, 0) for debts, _stake in one.by_item]
    spare = room - len(heads) - sum(map(len, bodies))
    lines, cut = [], 0
    room -= len(heads) + (spare < 0)  # a line says how many are left out
    for head, bare, (debts, _stake) in zip(heads, bodies, one.by_item, strict=True):
        body = _bodies(found, debts, spare) if spare > 0 else bare
        spare -= len(body) - len(bare)
        shown = body[:room]
        lines += [head, *map(_brief, shown)]
        cut += len(body) - len(shown)
        room -= len(shown)
    return [*lines, counted("dan {count} hal lain", cut)] if cut else lines


def _heading(number: int, debt: Debt, stake: str) -> str:
    """Return the line of an indicator, bold, with what it puts at stake."""
    ending = f" · {stake}" if stake else ""
    name = words.name(debt.dossier.score.item.indicator.short)
    return _brief(f"{number}. *{debt.item} {name}", _WIDE - len(ending) - 1) + f"*{ending}"


def _bodies(found: Todo, debts: Iterable[Debt], spare: int) -> list[str]:
    """Return what is owed of an indicator, with so many examples at most, and never many."""
    lines = [*said.remark(debts)]
    spare = min(spare, _EXAMPLES)
    for debt in debts:
        lines += said.needed(found, debt._replace(examples=debt.examples[:spare]))
        spare -= min(spare, len(debt.examples))
    return lines


def _brief(text: str, width: int = _WIDE) -> str:
    """Return a text as a line for a phone, broken off after a word; a long word stays whole."""
    return text if len(text) <= width else textwrap.shorten(text, width, placeholder=" …") or text
