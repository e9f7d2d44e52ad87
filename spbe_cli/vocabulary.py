"""Indonesian words that are read wherever the English one is, and never stand in a file of ours."""

import re
from collections.abc import Mapping

# Keys are English; whoever writes one in Indonesian is told which is meant. Blanks stand for
# underscores and hyphens, too (`meant`).
KEYS: Mapping[str, tuple[str, ...]] = {
    "instansi": ("institution",),
    "nama instansi": ("institution",),
    "tahun": ("year", "carried"),
    "tahun evaluasi": ("year",),
    "tahun penilaian": ("year",),
    "instrumen": ("instrument",),
    "indikator": ("indicators", "indicator"),
    "indeks luar": ("outside",),
    "indeks instansi lain": ("outside",),
    "terbitan": ("published",),
    "diumumkan": ("published",),
    "hasil diumumkan": ("published",),
    "rencana": ("plan", "action"),
    "rencana aksi": ("plan", "action"),
    "mandiri": ("self",),
    "nilai mandiri": ("self",),
    "nilai": ("self", "index"),
    "tingkat": ("self", "levels", "to"),
    "tingkat kematangan": ("self",),
    "verifikasi": ("verified",),
    "nilai verifikasi": ("verified",),
    "eksternal": ("official",),
    "nilai eksternal": ("official",),
    "sasaran": ("target",),
    "nilai target": ("target",),
    "tingkat target": ("target",),
    "penilai": ("opinion",),
    "opini": ("opinion",),
    "jenis nilai": ("opinion",),
    "domain": ("domains",),
    "pengampu": ("owner",),
    "pic": ("owner",),
    "unit": ("owner",),
    "unit kerja": ("owner",),
    "opd": ("owner",),
    "skpd": ("owner",),
    "perangkat daerah": ("owner",),
    "penanggung jawab": ("owner",),
    "bukti": ("evidence",),
    "bukti dukung": ("evidence",),
    "dokumen": ("evidence", "title"),
    "catatan": ("note",),
    "catatan sendiri": ("note",),
    "keterangan": ("note", "text"),
    "catatan asesor": ("remark", "note"),
    "asesor": ("remark", "note"),
    "asal": ("provenance",),
    "dibawa": ("carried", "provenance"),
    "penjelasan": ("explanation",),
    "fakta": ("fact",),
    "analisis": ("analysis",),
    "tindak lanjut": ("action", "text"),
    "rencana tindak lanjut": ("action",),
    "butir": ("items",),
    "butir bukti": ("items",),
    "keadaan": ("state",),
    "status": ("state",),
    "judul": ("title",),
    "nama": ("title", "institution"),
    "nama dokumen": ("title",),
    "nomor": ("number", "indicator"),
    "nomor dokumen": ("number",),
    "berkas": ("file",),
    "nama berkas": ("file",),
    "tautan": ("url",),
    "link": ("url",),
    "alamat": ("url",),
    "halaman": ("page",),
    "hal": ("page",),
    "tanggal": ("date",),
    "tgl": ("date",),
    "batas": ("due",),
    "batas waktu": ("due",),
    "tenggat": ("due",),
    "jatuh tempo": ("due",),
    "uraian": ("text",),
    "teks": ("text",),
    "isi": ("text",),
    "indeks": ("index",),
    "predikat": ("predicate",),
    "sumber": ("source",),
    "aspek": ("aspects",),
    "langkah": ("steps",),
    "satuan": ("unit",),
    "upaya": ("effort",),
    "triwulan": ("quarter",),
    "anggaran": ("budget",),
    "kegiatan": ("program",),
}


def meant(key: str) -> tuple[str, ...]:
    """Return the keys that an Indonesian one may stand for: ``Bukti_Dukung``; none if unknown."""
    return KEYS.get(" ".join(re.sub("[_-]", " ", key).casefold().split()), ())


# Indonesian verbs stand for the English ones wherever one is typed; help names both.
VERBS: Mapping[str, str] = {
    "nilai": "score",
    "mulai": "init",
    "formulir": "form",
    "impor": "import",
    "lihat": "show",
    "tagih": "todo",
    "bukti": "evidence",
    "periksa": "check",
    "riwayat": "log",
    "laporan": "report",
    "surat": "letter",
    "banding": "compare",
    "peringkat": "rank",
    "simulasi": "simulate",
    "lanjut": "carry",
    "instrumen": "instrument",
    "panduan": "guide",
    "contoh": "examples",
    "skema": "schema",
}

# The same for the commands of a group; the first of several is the one that help names.
VERBS_OF_GROUPS: Mapping[str, Mapping[str, str]] = {
    "evidence": {
        "daftar": "list",
        "paket": "pack",
        "verifikasi": "verify",
        "periksa": "verify",
    },
    "instrument": {
        "daftar": "list",
        "lihat": "show",
        "cari": "search",
        "banding": "diff",
        "baru": "new",
        "periksa": "check",
        "skema": "schema",
    },
}

# Whose level it is, as screens and as files name it.
OPINIONS: Mapping[str, str] = {
    "mandiri": "self",
    "verifikasi": "verified",
    "eksternal": "official",
    "target": "target",
    "self": "self",
    "verified": "verified",
    "official": "official",
}
OPINION_PATTERN = "^({})$".format(  # as files may have them, for editors, too
    "|".join(form for one in OPINIONS for form in (one, one.capitalize(), one.upper()))
)
# What the newest instrument is called without its number.
CURRENT = ("pemdi", "pemerintah digital")
LEVEL_PATTERN = (  # levels as people write them, for editors; the reader of files looks closer
    r"^\s*([Tt]ingkat([ ]+[Kk]ematangan)?|[Ll]evel|[Nn]ilai|[Ll][Vv]|[Tt][Kk]|[Ll]|LEVEL|TINGKAT)?"
    r"\s*[.:]?\s*([0-9]{1,9}([.,][0-9]{1,12})?|[IiVv]{1,3})"
    r"((\s*[-–—:.(]\s*|\s+)\(?\s*[A-Za-z][A-Za-z &/]*\)?)?\s*$"
)
