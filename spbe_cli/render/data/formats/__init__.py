"""The JSON that the program writes, as JSON Schema: each format beside those of its kind.

A key that a writer in `render/data` gains is added here; the test suite holds every JSON that any
test sees against its schema, so neither can be forgotten.
"""

from importlib import import_module
from typing import Any

from spbe_cli.i18n import N_

# Name: its module here, the function in it that makes the schema, and what the format tells.
FORMATS: dict[str, tuple[str, str, str]] = {
    "spbe-score/1": ("scored", "score_format", N_("hasil penilaian: spbe score")),
    "spbe-check/1": ("listed", "check_format", N_("temuan pemeriksaan: spbe check")),
    "spbe-show/1": ("owed", "show_format", N_("keterangan indikator: spbe show")),
    "spbe-todo/1": ("owed", "todo_format", N_("tagihan per perangkat daerah: spbe todo")),
    "spbe-dispute/1": ("owed", "dispute_format", N_("bahan keberatan: spbe show --opinion")),
    "spbe-evidence/1": ("owed", "evidence_format", N_("daftar bukti dukung: spbe evidence list")),
    "spbe-verify/1": ("owed", "verify_format", N_("perbedaan dengan paket: spbe evidence verify")),
    "spbe-log/1": ("listed", "log_format", N_("riwayat pengisian: spbe log")),
    "spbe-import/1": ("brought", "imported_format", N_("perubahan dari berkas: spbe import")),
    "spbe-compare/1": ("many", "compare_format", N_("perbandingan: spbe compare")),
    "spbe-rank/1": ("many", "rank_format", N_("peringkat: spbe rank")),
    "spbe-plan/1": (
        "planned",
        "plan_format",
        N_("rencana dan peta jalan: spbe simulate --target, --by"),
    ),
    "spbe-progress/1": (
        "planned",
        "progress_format",
        N_("kemajuan rencana: spbe simulate --progress"),
    ),
    "spbe-scenarios/1": ("planned", "scenarios_format", N_("skenario: spbe simulate --scenarios")),
    "spbe-sensitivity/1": ("planned", "singles_format", N_("nilai tiap langkah: spbe simulate")),
    "spbe-risk/1": ("risky", "risk_format", N_("peluang indeks: spbe simulate --risk")),
    "spbe-carry/1": (
        "brought",
        "carry_format",
        N_("peralihan ke instrumen atau tahun lain: spbe carry"),
    ),
    "spbe-instrument/1": (
        "laws",
        "instrument_format",
        N_("instrumen, atau satu indikator: spbe instrument show"),
    ),
    "spbe-instruments/1": (
        "laws",
        "instruments_format",
        N_("daftar instrumen: spbe instrument list"),
    ),
    "spbe-problems/1": ("laws", "problems_format", N_("masalah berkas: spbe instrument check")),
    "spbe-search/1": ("laws", "search_format", N_("hasil pencarian: spbe instrument search")),
    "spbe-difference/1": (
        "laws",
        "difference_format",
        N_("beda dua instrumen: spbe instrument diff"),
    ),
    "spbe-doctor/1": ("listed", "doctor_format", N_("keterangan komputer: spbe doctor")),
}


def schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a format."""
    module, function, _about = FORMATS[name]
    found: dict[str, Any] = getattr(import_module(f"{__name__}.{module}"), function)()
    return found
