"""What users see, word for word: a change shows as a diff in review."""

from collections.abc import Callable

import pytest
from program import Run

INCOMPLETE = (
    "institution: Kabupaten Contoh\nyear: 2024\nindicators:\n"
    + "".join(f"  {n}: {1 + n % 5}\n" for n in range(1, 46))
    + "  46:\n"
)
OUTSIDE = (
    "institution: Kabupaten Contoh\nyear: 2026\nindicators:\n"
    + "".join(f"  {n}: {1 + n % 4}.25\n" for n in range(1, 21) if n not in (5, 6, 7, 18))
    + "outside: {SDI: 68.75, SJIG: 2}\n"
)
PROVEN = (
    "institution: Kabupaten Contoh\nyear: 2024\nindicators:\n"
    + "".join(f"  {n}: {{self: 3, evidence: [{{title: x, levels: [2]}}]}}\n" for n in range(1, 12))
    + "".join(f"  {n}: {{self: 3, evidence: [{{title: x}}]}}\n" for n in range(12, 48))
)
YEARS = (
    "Instansi;Tahun;Indeks\nKota A;2023;2,00\nKota B;2023;3,00\nKota C;2023;2,50\n"
    "Kota A;2024;3,50\nKota B;2024;2,90\nKota C;2024;2,50\nKota D;2024;4,00\n"
)
CASES: dict[str, tuple[list[str], str]] = {
    "score-bandar-lampung-2023": (["score", "examples/bandar-lampung-2023.yaml"], ""),
    "score-palangka-raya-2022": (["score", "examples/palangka-raya-2022.yaml"], ""),
    "score-denpasar-2018-self": (
        ["score", "examples/denpasar-2018.yaml", "--opinion", "self"],
        "",
    ),
    "score-aceh-tengah-2026": (["score", "examples/aceh-tengah-2026.yaml"], ""),
    "score-incomplete": (["score", "-"], INCOMPLETE),
    "score-provisional": (["score", "-", "--provisional"], INCOMPLETE),
    "score-outside": (["score", "-"], OUTSIDE),
    "score-proven": (["score", "-"], PROVEN),
    "check": (["check", "-"], PROVEN.replace("2024", "2021").replace("self: 3,", "self: 4,")),
    "check-explain": (["check", "--explain", "SPB009"], ""),
    "score-several": (
        [
            "score",
            "examples/palangka-raya-2019.yaml",
            "examples/palangka-raya-2021.yaml",
            "examples/palangka-raya-2022.yaml",
        ],
        "",
    ),
    "explain-bandar-lampung-2023": (
        ["score", "examples/bandar-lampung-2023.yaml", "--explain"],
        "",
    ),
    "explain-denpasar-2018": (["score", "examples/denpasar-2018.yaml", "--explain"], ""),
    "explain-palangka-raya-2022": (["score", "examples/palangka-raya-2022.yaml", "--explain"], ""),
    "explain-provisional": (["score", "-", "--provisional", "--explain"], INCOMPLETE),
    "explain-incomplete": (["score", "-", "--explain"], INCOMPLETE),
    "explain-outside": (["score", "-", "--explain"], OUTSIDE),
    "explain-aceh-tengah-2026": (["score", "examples/aceh-tengah-2026.yaml", "--explain"], ""),
    "check-aceh-tengah-2026": (["check", "examples/aceh-tengah-2026.yaml"], ""),
    "instrument-list": (["instrument", "list"], ""),
    "instrument-show-59-2020": (["instrument", "show", "59/2020"], ""),
    "instrument-show-59-2020-3": (["instrument", "show", "59/2020", "3"], ""),
    "instrument-show-5-2018-35": (["instrument", "show", "5/2018", "35"], ""),
    "instrument-show-8-2026-5": (["instrument", "show", "8/2026", "5"], ""),
    "instrument-show-8-2026-10": (["instrument", "show", "8/2026", "10"], ""),
    "show": (["show", "-", "12"], PROVEN),
    "show-aceh-tengah-2026-11": (["show", "examples/aceh-tengah-2026.yaml", "11"], ""),
    "evidence-list": (["evidence", "list", "-"], PROVEN),
    "help-show": (["show", "--help"], ""),
    "help-todo": (["todo", "--help"], ""),
    "help-pack": (["evidence", "pack", "--help"], ""),
    "help": (["--help"], ""),
    "help-score": (["score", "--help"], ""),
    "help-check": (["check", "--help"], ""),
    "help-report": (["report", "--help"], ""),
    "help-simulate": (["simulate", "--help"], ""),
    "help-rank": (["rank", "--help"], ""),
    "rank": (["rank", "tests/cases/national-2024.csv", "--me", "Kota Palangka Raya"], ""),
    "rank-domain": (
        ["rank", "tests/cases/national-2024.csv", "--where", "group=kota", "--sort", "domain_3"],
        "",
    ),
    "rank-years": (["rank", "-", "--me", "Kota B"], YEARS),
    "help-carry": (["carry", "--help"], ""),
    "carry": (["carry", "examples/bandar-lampung-2023.yaml", "--to", "8/2026"], ""),
    "help-compare": (["compare", "--help"], ""),
    "compare-years": (
        ["compare", "examples/bandar-lampung-2022.yaml", "examples/bandar-lampung-2023.yaml"],
        "",
    ),
    "compare-opinions": (
        ["compare", "examples/denpasar-2018.yaml", "--opinions", "self,official"],
        "",
    ),
    "compare-trend": (["compare", "examples/palangka-raya-20*.yaml"], ""),
    "simulate": (["simulate", "examples/bandar-lampung-2023.yaml"], ""),
    "simulate-target": (
        ["simulate", "examples/bandar-lampung-2023.yaml", "--target", "2.60"],
        "",
    ),
    "simulate-set": (["simulate", "-", "--provisional", "--set", "1-3=5"], INCOMPLETE),
    "simulate-risk": (["simulate", "examples/denpasar-2018.yaml", "--risk"], ""),
    "simulate-risk-proven": (["simulate", "-", "--risk", "--chance", "12=30%"], PROVEN),
}


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("name", CASES)
def test_output(spbe: Run, snapshot: Callable[[str, str], None], name: str, language: str) -> None:
    arguments, stdin = CASES[name]
    done = spbe("--lang", language, *arguments, stdin=stdin)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    snapshot(f"{name}.{language}.txt", done.stdout)


@pytest.mark.parametrize(
    "name",
    [
        name
        for name in CASES
        if name not in ("instrument-show-59-2020", "check", "check-aceh-tengah-2026")
    ],
)
@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_line_is_wider_than_the_terminal(spbe: Run, name: str, width: int) -> None:
    arguments, stdin = CASES[name]
    done = spbe(*arguments, stdin=stdin, env={"COLUMNS": str(width)})
    long = [line for line in done.stdout.splitlines() if len(line) > width]
    assert not [line for line in long if " " in line.strip()[:width]]
