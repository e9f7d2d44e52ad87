"""The owners of an indicator as they are typed in the session: one spelling for each unit."""

from collections.abc import Iterable, Iterator

from spbe_cli.cli.session.desk import Desk
from spbe_cli.core import owners, spellings
from spbe_cli.i18n import _
from spbe_cli.render import words


def put_owners(desk: Desk, rest: str) -> bool:
    """Keep the owners; ``-`` takes them away. A unit is spelt as it is elsewhere in the file.

    Where a name only looks like a known one it is kept, and asked about.
    """
    text = rest or desk.ask(_("Pengampu: "))
    if not text:
        return False
    known = _elsewhere(desk)
    names = tuple(_spelt(desk, owners.split_names(text.removeprefix("-")), known))
    _put(desk, names)
    for name in names:
        if name in known:
            continue
        parts = spellings.several(name, known)
        other = next((one for one in known if spellings.alike(name, one)), None)
        if parts:
            said = _("{name} tampaknya beberapa unit; bila benar, tulis p {names}.")
            told = {"name": words.safe(name), "names": words.safe("; ".join(parts))}
            desk.say(said.format(**told))
        elif other is not None and _same(desk, name, other):
            _put(desk, (other if one == name else one for one in desk.question().answer.owners))
    return True


def _elsewhere(desk: Desk) -> tuple[str, ...]:
    """Return the units that other items of the file have, as they are spelt there."""
    here = desk.question().item.id
    others = (item for item in desk.walk.assessment.answers if item != here)
    return tuple(filter(None, owners.units(desk.walk.assessment, others)))


def _spelt(desk: Desk, names: Iterable[str], known: Iterable[str]) -> Iterator[str]:
    """Yield names, those that differ from a known one by capitals only as that one is written."""
    spelling = {one.casefold(): one for one in known}
    for name in names:
        usual = spelling.get(name.casefold(), name)
        if usual != name:
            said = _("Ditulis {name}, seperti pada indikator lain.")
            desk.say(said.format(name=words.safe(usual)))
        yield usual


def _same(desk: Desk, name: str, other: str) -> bool:
    """Ask whether two names are one unit; Enter leaves what was typed."""
    said = _("{name} dan {other} tampaknya satu unit. Enter: biarkan; y: tulis {other}: ")
    told = {"name": words.safe(name), "other": words.safe(other)}
    return desk.ask(said.format(**told)).casefold() in ("y", "ya", "yes")


def _put(desk: Desk, names: Iterable[str]) -> None:
    once = {one.casefold(): one for one in names}
    desk.save(desk.question().answer._replace(owners=tuple(once.values())))
