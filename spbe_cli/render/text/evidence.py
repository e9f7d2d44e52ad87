"""Evidence on a terminal: the list of it, and how it differs from a bundle."""

import textwrap
from collections.abc import Iterator

from spbe_cli.core.owed.bundle import Verified
from spbe_cli.core.owed.dossier import Dossier, Dossiers
from spbe_cli.i18n import _, counted
from spbe_cli.render import dossier as said, words
from spbe_cli.render.evidence import discrepancy_words
from spbe_cli.render.text.screen import Screen


def listed_text(found: Dossiers, screen: Screen) -> str:
    """Return every piece of evidence under its indicator, then how many files there are."""
    width = min(screen.width, 100)
    lines = [line for one in found.items if one.documents for line in _item(one, width)]
    documents = [each for one in found.items for each in one.documents]
    broken = sum(each.broken for each in documents)
    total = counted("{count} bukti dukung", len(documents))
    lost = counted("{count} berkas hilang atau kosong", broken)
    lines += [""] * bool(lines) + [f"{total} · {lost}"]
    return screen.marks("\n".join(lines) + "\n")


def _item(one: Dossier, width: int) -> Iterator[str]:
    yield words.clipped(f"{one.id} {words.name(one.score.item.indicator.short)}", width)
    for each in one.documents:
        text = f"{each.position}. {said.documents_of(each.evidence)} · {said.found(each)}"
        yield from textwrap.wrap(
            text, width, initial_indent="  ", subsequent_indent="     ", break_on_hyphens=False
        )


def verified_text(found: Verified, _screen: Screen) -> str:
    """Return one line for each difference, then how many files are as they were packed."""
    lines = [discrepancy_words(one) for one in found.differences]
    lines.append(counted("{count} berkas sama dengan yang dipaketkan.", found.same))
    if found.absent:
        said = _("Bagian {names} tidak ada di sebelahnya: isinya tidak ikut dibandingkan.")
        lines.append(said.format(names=", ".join(map(words.safe, found.absent))))
    return "\n".join(lines) + "\n"
