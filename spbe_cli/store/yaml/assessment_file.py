"""The assessment file: every key once, with what it is for. Reader, writer and schema follow."""

from collections.abc import Mapping as Map
from typing import Any

from spbe_cli.core.assessment import (
    Action,
    Assessment,
    Evidence,
    Explanation,
    Outside,
    Provenance,
    State,
)
from spbe_cli.core.planned import Planned, PlannedStep, Progress
from spbe_cli.i18n import N_, _
from spbe_cli.json_schema import DRAFT, Schema
from spbe_cli.store.yaml.assembled import (
    answer_from,
    assessment_from,
    outside_of,
    published_from,
    sections_of,
    verdict_from,
)
from spbe_cli.store.yaml.fields import ByName, Either, Field, List, OneOrMore, Record
from spbe_cli.store.yaml.kinds import (
    AmountKind,
    ChoiceKind,
    DayKind,
    IdentKind,
    LevelKind,
    NumberKind,
    OpinionKind,
    Places,
    TextKind,
    WholeKind,
)
from spbe_cli.store.yaml.tree import Mapping

YEARS = range(2000, 2101)  # outside it, a year is a slip of the keys
_LEVEL = LevelKind(N_("tingkat, misalnya 3"), name="level", null=True)
_NUMBER = NumberKind(N_("angka, misalnya 2.66"), name="number")
_RUPIAH = AmountKind(N_("rupiah, misalnya 250000000"), name="rupiah")
_DATE = DayKind(N_("tanggal, misalnya 2024-05-31"), name="date")
_YEAR = N_("tahun, misalnya 2024")
_STATES = ", ".join(State)
_STEP = Record(
    PlannedStep,
    (
        Field("indicator", IdentKind(N_("nomor")), attr="item", required=True),
        Field("to", _LEVEL, required=True),
        Field("effort", _NUMBER),
        Field("year", WholeKind(_YEAR)),
        Field("quarter", WholeKind(N_("triwulan, 1 sampai 4"), range(1, 5))),
        Field("status", ChoiceKind(Progress, ", ".join(Progress), null=True)),
        Field("due", _DATE),
        Field("program", TextKind(), N_("Kode program atau kegiatan.")),
        Field("budget", _RUPIAH),
    ),
    name="step",
    line=True,
)
_EXPLANATION = Record(
    Explanation,
    (
        Field("fact", TextKind(), N_("Fakta: apa yang ada, dengan nama dokumen dan halamannya.")),
        Field(
            "analysis", TextKind(), N_("Analisis: mengapa fakta itu memenuhi kriteria tingkatnya.")
        ),
        Field("carried", WholeKind(_YEAR), N_("Tahun penilaian asal penjelasan ini.")),
    ),
    name="explanation",
)
_ITEM = Either(
    "state",
    ChoiceKind(State, _STATES, null=True),
    Record(
        verdict_from,
        (
            Field("state", ChoiceKind(State, _STATES), required=True),
            Field("note", TextKind(), N_("Catatan asesor.")),
            Field("explanation", _EXPLANATION, N_("Penjelasan butir ini untuk portal.")),
        ),
        line=True,
    ),
    _STATES,
    name="item",
)
# No control characters: "\b" in double quotes is one, where a Windows path was meant.
_PATH = TextKind(r"^[^\x00-\x1f\x7f]*$", N_("nama berkas, dengan / di antara folder"))
_EVIDENCE = Record(
    Evidence,
    (
        Field("title", TextKind(), N_("Nama dokumen.")),
        Field("number", TextKind(), N_("Nomor dokumen, misalnya 12 Tahun 2021.")),
        Field("file", _PATH, N_("Berkas, relatif terhadap berkas penilaian ini.")),
        Field("url", TextKind(), N_("Alamat halaman.")),
        Field("page", TextKind(), N_("Halaman yang dirujuk, misalnya hal. 4–6.")),
        Field("date", _DATE),
        Field(
            "levels",
            List(WholeKind(N_("tingkat, misalnya 3")), N_("daftar tingkat, misalnya [2, 3]")),
        ),
        Field(
            "items",
            List(TextKind(), N_("daftar kode butir, misalnya [I11-L2-01]")),
            N_("Butir bukti yang didukung dokumen ini."),
        ),
        Field("carried", WholeKind(_YEAR), N_("Tahun penilaian asal bukti ini.")),
    ),
    name="evidence",
)
_ACTION = Record(
    Action,
    (
        Field("text", TextKind(), N_("Tindak lanjut yang direncanakan."), required=True),
        Field("due", _DATE),
    ),
    name="action",
)
_PROVENANCE = Record(
    Provenance,
    (
        Field("year", WholeKind(_YEAR)),
        Field("instrument", TextKind(), N_("Id instrumen penilaian asal.")),
        Field(
            "note", TextKind(), N_("Dari mana isian ini dibawa, sebagaimana ditulis spbe carry.")
        ),
    ),
)
ANSWER = Either(
    "self",
    _LEVEL,
    Record(
        answer_from,
        (
            Field("self", _LEVEL, N_("Tingkat menurut penilaian mandiri."), noted=True),
            Field("verified", _LEVEL, N_("Tingkat setelah verifikasi."), noted=True),
            Field("official", _LEVEL, N_("Tingkat menurut asesor eksternal."), noted=True),
            Field("target", _LEVEL, N_("Tingkat yang ditargetkan."), noted=True, rank=-1),
            Field(
                "owner",
                OneOrMore(TextKind(), N_("nama unit, atau daftar: yang pertama memimpin")),
                N_("Pengampu (PIC): unit yang bertanggung jawab; yang pertama memimpin."),
                attr="owners",
            ),
            Field("evidence", List(_EVIDENCE, N_("daftar bukti dukung"))),
            Field("explanation", _EXPLANATION, N_("Penjelasan indikator ini untuk portal.")),
            Field("note", TextKind(), N_("Catatan sendiri.")),
            Field("remark", TextKind(), N_("Catatan asesor eksternal.")),
            Field("action", _ACTION, rank=1),
            Field(
                "items",
                ByName(_ITEM, N_("kode butir: keadaan")),
                N_("Keadaan setiap butir bukti menurut portal evaluasi."),
            ),
            Field("provenance", _PROVENANCE, N_("Asal isian yang dibawa."), rank=2),
        ),
        take=lambda one: {opinion.value: level for opinion, level in one.levels.items()},
    ),
    N_("tingkat, misalnya 3"),
)
PUBLISHED = Record(
    published_from,
    (
        Field("opinion", OpinionKind("self, verified, official, target")),
        Field("domains", ByName(_NUMBER, N_("nomor: indeks"))),
        Field("aspects", ByName(_NUMBER, N_("nomor: indeks"))),
        Field("index", _NUMBER, noted=True),
        Field("predicate", TextKind(), N_("Predikat sebagaimana diumumkan."), noted=True),
        Field("source", TextKind(), N_("Dokumen tempat angka ini diumumkan.")),
    ),
    take=sections_of,
)
PLAN = Record(
    Planned,
    (
        Field("target", _NUMBER),
        Field("unit", TextKind(), N_("Satuan upaya, misalnya orang-hari.")),
        Field("steps", List(_STEP, N_("daftar langkah"))),
    ),
)
_OUTSIDE = Either(
    "value",
    _NUMBER,
    Record(
        Outside,
        (
            Field(
                "file",
                _PATH,
                N_("Berkas penilaian yang menghasilkan indeks itu, relatif terhadap berkas ini."),
                required=True,
            ),
        ),
        line=True,
    ),
    N_("angka, atau {file: …}"),
    name="outside",
)
_FILE = Record(
    assessment_from,
    (
        Field("institution", TextKind(r"\S"), N_("Nama instansi yang dinilai."), required=True),
        Field("year", WholeKind(_YEAR, YEARS), required=True),
        Field(
            "instrument",
            TextKind(),
            N_("Id instrumen atau berkas YAML-nya; bila kosong, dipilih menurut tahun."),
        ),
        Field(
            "indicators",
            ByName(ANSWER, N_("nomor indikator: tingkat"), closed=True),
            N_("Tingkat dan bukti dukung setiap indikator."),
            attr="answers",
            rank=1,
            noted=True,
        ),
        Field(
            "outside",
            ByName(_OUTSIDE, N_("nama indeks luar: nilai")),
            N_("Indeks dari instansi lain, misalnya SDI: 68.75 atau IPS: {file: epss-2026.yaml}."),
            rank=1,
        ),
        Field(
            "published",
            PUBLISHED,
            N_("Indeks sebagaimana diumumkan, dibulatkan."),
            rank=1,
            noted=True,
        ),
        Field("plan", PLAN, N_("Rencana menuju target, sebagaimana ditulis spbe simulate -o.")),
    ),
    take=outside_of,
)
_NAMED = (
    *(_LEVEL, _NUMBER, _RUPIAH, _STEP, _DATE, _EXPLANATION, _ITEM, _EVIDENCE, _ACTION),
    _OUTSIDE,
)


def assessment_schema() -> Schema:
    """Return the schema of an assessment file."""
    return {
        "$schema": DRAFT,
        **_FILE.whole(),
        "title": _("Penilaian SPBE"),
        "$defs": {kind.name: kind.whole() for kind in _NAMED},
    }


def read(root: Mapping, file: str, year: int, instrument: str) -> Assessment:
    """Return the assessment that a tree holds, for a year and the id of an instrument.

    Parts of the wrong form are passed over, being reported elsewhere.
    """
    notes = Places(file)
    found = {"institution": "", **_FILE.values(root, "", notes)}
    found |= {"year": year, "instrument": instrument}
    made: Assessment = _FILE.make(
        **{_FILE.keys[key].attr: value for key, value in found.items()}, places=notes.places
    )
    return made


def plain(assessment: Assessment) -> Map[str, Any]:
    """Return the mapping that a file holds, without what is empty."""
    return _FILE.write(assessment)
