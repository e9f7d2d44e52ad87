"""Another body's index as it is typed in the session: ``o 68,75``."""

from fractions import Fraction

from spbe_cli.cli.session.desk import Desk
from spbe_cli.core import numbers
from spbe_cli.core.clauses import OutsideIndex
from spbe_cli.i18n import _
from spbe_cli.render import words
from spbe_cli.render.phrases import outside_text


def put_index(desk: Desk, rest: str) -> bool:
    """Keep the index of another body that sets this level; ``-`` takes it away."""
    feed = desk.walk.law.outside.get(desk.question().item.indicator.outside or "")
    if feed is None or not feed.converts:
        desk.say(_("Indikator ini tidak diisi dari indeks lain."))
        return False
    written = rest or desk.ask(_("Indeks {name}: ").format(name=feed.id))
    if written == "-":
        if feed.id not in desk.walk.assessment.outside:
            desk.say(_("Indeks {name} belum ada.").format(name=feed.id))
            return False
        desk.save_outside(feed.id, None)
        return True
    value = _index(desk, written, feed)
    if value is not None:
        desk.save_outside(feed.id, value)
    return value is not None


def say_uncounted(desk: Desk) -> None:
    """Say at once where a level stands in the place of an index that is there all the same."""
    item = desk.question().item.id
    one = next(one for one in desk.walk.result().items() if one.item.id == item)
    if one.uncounted:
        said = outside_text(one, desk.walk.law.places)
        desk.say(f"{said}. " + _("o - menghapus indeks itu, - menghapus tingkat ini."))


def _index(desk: Desk, written: str, feed: OutsideIndex) -> Fraction | None:
    """Read an index within the bands of its conversion; None, with a word, where it is none."""
    value = numbers.parse(written)
    if value is not None and feed.score(value) is not None:
        return value
    low, high = feed.bands[0].low, feed.bands[-1].high
    if written:
        said = _("Tulis angka {low} sampai {high}.")
        desk.say(said.format(low=words.in_full(low), high=words.in_full(high)))
    return None
