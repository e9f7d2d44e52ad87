"""Indonesian words that are read wherever the English one is, and never stand in a file of ours."""

from collections.abc import Mapping

# Keys are English; whoever writes one in Indonesian is told which is meant.
KEYS: Mapping[str, tuple[str, ...]] = {
    "instansi": ("institution",),
    "tahun": ("year",),
    "instrumen": ("instrument",),
    "indikator": ("indicators", "indicator"),
    "indeks luar": ("outside",),
    "terbitan": ("published",),
    "rencana": ("plan",),
    "mandiri": ("self",),
    "nilai": ("self", "index"),
    "tingkat": ("self", "levels", "to"),
    "verifikasi": ("verified",),
    "eksternal": ("official",),
    "pengampu": ("owner",),
    "pic": ("owner",),
    "bukti": ("evidence",),
    "bukti dukung": ("evidence",),
    "catatan": ("note",),
    "catatan asesor": ("remark", "note"),
    "penjelasan": ("explanation",),
    "fakta": ("fact",),
    "analisis": ("analysis",),
    "tindak lanjut": ("action",),
    "butir": ("items",),
    "keadaan": ("state",),
    "status": ("state",),
    "judul": ("title",),
    "nama": ("title", "institution"),
    "nomor": ("number",),
    "berkas": ("file",),
    "tautan": ("url",),
    "halaman": ("page",),
    "tanggal": ("date",),
    "batas": ("due",),
    "tenggat": ("due",),
    "uraian": ("text",),
    "teks": ("text",),
    "isi": ("text",),
    "indeks": ("index",),
    "predikat": ("predicate",),
    "sumber": ("source",),
    "aspek": ("aspects",),
    "langkah": ("steps",),
    "satuan": ("unit",),
}

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
# What the newest instrument is called without its number.
CURRENT = ("pemdi", "pemerintah digital")
LEVEL_PATTERN = (  # levels as people write them, for editors; the reader of files looks closer
    r"^\s*([Tt]ingkat([ ]+[Kk]ematangan)?|[Ll]evel|[Nn]ilai|[Ll][Vv]|[Tt][Kk]|[Ll]|LEVEL|TINGKAT)?"
    r"\s*[.:]?\s*([0-9]{1,9}([.,][0-9]{1,12})?|[IiVv]{1,3})"
    r"((\s*[-–—:.(]\s*|\s+)\(?\s*[A-Za-z][A-Za-z &/]*\)?)?\s*$"
)
