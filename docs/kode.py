"""Writes docs/kode-masalah.md, the reference of all problem codes, from spbe_cli/messages.py.

Run it after a change of the messages: ``python docs/kode.py``.
"""

import re
from pathlib import Path

from spbe_cli.messages import MESSAGES, OF_FILES

PAGE = Path(__file__).with_name("kode-masalah.md")

# What stands in the place of each parameter of a message.
_WORDS = {
    "at": "tempat",
    "available": "yang ada",
    "before": "yang sebelumnya",
    "bound": "batas",
    "candidates": "daftar angka",
    "command": "perintah",
    "count": "jumlah",
    "expected": "isi yang benar",
    "field": "nama",
    "file": "berkas",
    "first": "pengampu",
    "found": "isi berkas",
    "also": "--column",
    "text": "kolom nama",
    "near": "kata yang mirip",
    "number": "kolom nomor",
    "high": "batas atas",
    "id": "id",
    "indicator": "nomor indikator",
    "instrument": "instrumen",
    "items": "daftar indikator",
    "open": "daftar indikator",
    "key": "nama",
    "kind": "domain/aspek",
    "level": "tingkat",
    "limit": "batas",
    "line": "baris",
    "low": "batas bawah",
    "name": "nama",
    "names": "daftar nama",
    "one": "isian pertama",
    "opinion": "jenis nilai",
    "option": "opsi",
    "owner": "instansi pemiliknya",
    "other": "isian kedua",
    "reason": "sebab",
    "second": "pengampu lain",
    "size": "ukuran",
    "sum": "jumlah",
    "title": "isian",
    "value": "angka",
    "way": "caranya",
    "weight": "bobot",
    "year": "tahun",
    "years": "daftar",
}
_HINT = "(nama yang mirip, atau daftar yang dikenal)"
_GROUPS = {
    "E0": ("Berkas", "Masalah pada berkas itu sendiri: membaca, menulis, dan susunan YAML."),
    "E1": ("Instrumen", "Masalah pada berkas instrumen buatan sendiri."),
    "E2": ("Penilaian", "Masalah pada isi berkas penilaian."),
    "E3": ("Formulir", "Masalah pada formulir yang diimpor, atau di antara dua formulir."),
    "E4": ("Daftar", "Masalah pada daftar banyak instansi (`spbe rank`)."),
    "E5": (
        "Bukti dan riwayat",
        "Masalah pada paket bukti dukung (`spbe evidence`) dan riwayat (`spbe log`).",
    ),
}
_HEAD = """\
<!-- Ditulis oleh docs/kode.py dari spbe_cli/messages.py; jangan disunting langsung. -->

# Kode masalah

Setiap masalah ditulis dalam satu baris: tempatnya (berkas, baris, kolom), kodenya, apa yang salah,
dan cara memperbaikinya. Contoh:

    penilaian-2024.yaml:12:14: E202 nilai 6 di luar skala 1–5 (indikator 3). Tulis nilai 1 sampai 5.

Semua masalah ditampilkan sekaligus. Kode tidak berubah maknanya dari versi ke versi, jadi dapat
dipakai dalam skrip. Kata di antara ‹ › diganti dengan isi berkas yang bersangkutan.

Masalah {file_codes} menyangkut berkas yang tidak dapat dibaca atau ditulis:
program berakhir dengan kode keluar 4. Masalah lainnya menyangkut isi: kode keluar 3. Lihat juga
[panduan](panduan.md#kode-keluar).
"""


def page() -> str:
    """Return the whole page as Markdown."""
    lines = [_HEAD.format(file_codes=", ".join(sorted(OF_FILES)))]
    for prefix, (title, about) in _GROUPS.items():
        lines += [f"## {title}", "", about, "", "| kode | masalah | perbaikan |", "|---|---|---|"]
        lines += [
            f"| {code} | {_plain(message)} | {_plain(remedy)} |"
            for code, (message, remedy) in MESSAGES.items()
            if code.startswith(prefix)
        ]
        lines.append("")
    return "\n".join(lines)


def _plain(text: str) -> str:
    """Return a message with words in the place of its parameters."""
    text = text.replace("{hint}", _HINT)
    return re.sub(r"\{(\w+)\}", lambda match: f"‹{_WORDS[match[1]]}›", text).replace("|", r"\|")


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8", newline="\n")
