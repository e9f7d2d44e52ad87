"""What is known of a machine, as text."""

from typing import TYPE_CHECKING

from spbe_cli.i18n import _
from spbe_cli.render import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spbe_cli.core.support import Fact
    from spbe_cli.render.text.screen import Screen


def facts_text(facts: "Sequence[Fact]", screen: "Screen") -> str:
    """Return one line for each fact; what may be the cause of trouble is marked, and explained."""
    labels = {
        "spbe": "spbe",
        "python": "Python",
        "system": _("sistem operasi"),
        "program": _("letak program"),
        "interpreter": _("letak Python"),
        "encoding": _("pengodean konsol"),
        "files": _("pengodean nama berkas"),
        "language": _("bahasa"),
        "terminal": _("terminal"),
        "marks": _("tanda gambar"),
        "font": _("huruf konsol"),
        "libraries": _("pustaka"),
        "writable": _("folder ini dapat ditulisi"),
        "instruments": _("instrumen"),
    }
    said = {"yes": _("ya"), "no": _("tidak")}
    told = {
        "encoding": _("Beberapa huruf dapat tampil sebagai ?; jalankan chcp 65001 lebih dahulu."),
        "marks": _("Grafik di layar digambar dengan huruf biasa."),
        "writable": _("Pindah ke folder milik sendiri sebelum menyimpan berkas."),
    }
    width = max(len(labels.get(one.key, one.key)) for one in facts)
    lines = [
        f"{' ' if one.good else '!'} {labels.get(one.key, one.key):<{width}}  "
        f"{said.get(one.value) or screen.marks(words.safe(one.value))}"
        for one in facts
    ]
    missing = _("Pustaka ini tidak ditemukan; pasang ulang program.")
    notes = [f"! {told.get(one.key, missing)}" for one in facts if not one.good]
    shown = next((one.value for one in facts if one.key == "font"), "")
    if shown and screen.marks(shown) == shown:
        asked = _("Terlihat sebagai kotak atau tanda tanya? {marks}").format(marks=shown)
        remedy = _(
            "Bila ya, pilih huruf konsol lain, misalnya Consolas atau Cascadia Mono; program tidak "
            "dapat melihatnya sendiri."
        )
        notes += [f"  {asked}", f"  {remedy}"]
    return "\n".join([*lines, *([""] if notes else []), *notes, ""])
