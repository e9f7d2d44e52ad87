"""The keys of the guided session, as its help lists them."""

from spbe_cli.core.assessment import Opinion
from spbe_cli.core.instrument import Indicator
from spbe_cli.i18n import _


def help_text(indicator: Indicator, opinion: Opinion, *, outside: bool) -> str:
    """Return what can be typed at a question.

    `outside`: another body's index sets the level. Official levels come with the assessor's remark,
    and leave explanations, which are the institution's, as they are.
    """
    official = opinion is Opinion.OFFICIAL
    code = next(iter(indicator.checklist()), None)
    item = "" if code is None else " | " + _("butir {code}").format(code=code)
    rows = [
        ("3", _("jawab tingkat 3 (- menghapus tingkatnya)")),
        ("Enter", _("biarkan (atau ambil nilai tahun lalu yang disebut), lanjut")),
        ("k", _("kembali ke indikator sebelumnya")),
        ("l", _("lewati, cari indikator berikutnya yang belum terisi")),
        ("i 12", _("pindah ke indikator 12")),
    ]
    if indicator.repeatable > 1:
        rows.append(("+", _("tambah layanan berikutnya")))
    rows += [
        ("t", _("tampilkan kriteria semua tingkat")),
        ("v", _("tampilkan contoh bukti dukung")),
    ]
    if code is not None:
        rows.append(("d", _("daftar butir bukti; d 3 diterima mencatat keadaan butir 3")))
        if not official:
            rows.append((_("d 3 f TEKS"), _("tulis fakta butir 3; d 3 a TEKS analisisnya")))
    rows += [
        (_("b BERKAS"), _("tambah bukti: berkas, tautan, atau judul (b -1 menghapus)")),
        ("", _("lengkapnya: judul | berkas | tingkat 2-4 | 2024-05-31 | hal. 3")),
        ("", _("boleh juga: | nomor 5/2023") + item),
    ]
    if not official:
        rows.append((_("f TEKS"), _("tulis fakta untuk portal; a TEKS analisisnya")))
    if outside:
        rows.append((_("o 68,75"), _("tulis indeks instansi lain (o - menghapusnya)")))
    note = _("tulis catatan asesor (c - menghapusnya)") if official else None
    rows += [
        (_("c TEKS"), note or _("tulis catatan (c - menghapusnya)")),
        (_("p NAMA"), _("tulis pengampu (p - menghapusnya)")),
        ("q", _("selesai; lanjutkan kapan saja dengan perintah yang sama")),
    ]
    return "".join(f"  {key:<12}{meaning}\n" for key, meaning in rows)
