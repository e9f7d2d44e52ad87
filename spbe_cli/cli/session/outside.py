"""Another body's index as it is typed in the session: ``o 68,75``."""

from collections.abc import Callable
from fractions import Fraction

from spbe_cli.cli.output import show
from spbe_cli.core import numbers
from spbe_cli.core.clauses import OutsideIndex
from spbe_cli.i18n import _
from spbe_cli.render import words


def asked_index(text: str, feed: OutsideIndex, ask: Callable[[str], str]) -> Fraction | None:
    """Return an index of a body, asked for where none is typed; None where there is none."""
    written = text or ask(_("Indeks {name}: ").format(name=feed.id))
    value = numbers.parse(written)
    if value is not None and feed.score(value) is not None:
        return value
    low, high = feed.bands[0].low, feed.bands[-1].high
    if written:
        said = _("Tulis angka {low} sampai {high}.")
        show(said.format(low=words.in_full(low), high=words.in_full(high)) + "\n")
    return None
