"""What became of the entries of an earlier assessment, in sentences that name what there was."""

from collections.abc import Iterator

from spbe_cli.core.collect.handover import Handover, Holding, Holdings
from spbe_cli.i18n import _, counted
from spbe_cli.render.prose import conjoined, enumerated


def handed_over(found: Handover, year: int) -> Iterator[str]:
    """Yield what was kept, what is told in the provenance, and what was left out of a year."""
    if found.kept:
        yield _("Dibawa: {entries}.").format(entries=_entries(found.kept)) + _marked(found.kept)
    if found.told:
        said = _("Dikosongkan, isian {year} tersimpan pada provenance: {entries}.")
        yield said.format(year=year, entries=_entries(found.told))
    left = [_entries(found.left)] if found.left else []
    if found.unfollowed:
        said = _("isian indikator {items} (tanpa penerus)")
        left.append(said.format(items=enumerated(found.unfollowed)))
    if left:
        said = _("Tidak dibawa, tetap ada di berkas {year}: {entries}.")
        yield said.format(year=year, entries=", ".join(left))
    if not (found.kept or found.told or left):
        yield _("Berkas {year} belum berisi apa pun yang dapat dibawa.").format(year=year)


def _marked(kept: Holdings) -> str:
    """Say which of the kept entries bear the year they are from."""
    names = {Holding.EVIDENCE: _("bukti dukung"), Holding.EXPLANATIONS: _("penjelasan")}
    marked = conjoined([name for kind, name in names.items() if kind in kept])
    said = _("Tahun asalnya ditandai (carried) pada {entries}.")
    return f" {said.format(entries=marked)}" if marked else ""


def _entries(found: Holdings) -> str:
    return ", ".join(_said(kind, count) for kind, count in found.items())


def _said(kind: Holding, count: int) -> str:
    return {
        Holding.EVIDENCE: counted("{count} bukti dukung", count),
        Holding.EXPLANATIONS: counted("{count} penjelasan", count),
        Holding.OWNERS: counted("pengampu {count} indikator", count),
        Holding.LEVELS: counted("tingkat {count} indikator", count),
        Holding.TARGETS: counted("target {count} indikator", count),
        Holding.NOTES: counted("{count} catatan", count),
        Holding.REMARKS: counted("{count} catatan asesor", count),
        Holding.ACTIONS: counted("{count} tindak lanjut", count),
        Holding.ITEMS: counted("keadaan {count} butir", count),
        Holding.OUTSIDE: counted("{count} indeks instansi lain", count),
        Holding.ORIGINS: counted("asal terdahulu {count} indikator", count),
        Holding.PROOFS: counted("tingkat dan butir yang dibuktikan {count} bukti", count),
        Holding.PUBLISHED: _("angka yang diumumkan (published)"),
        Holding.PLAN: _("rencana (plan)"),
    }[kind]
