"""What offices really send (tests/sent) comes in whole, or is refused by name."""

import re
import shutil
from fractions import Fraction
from pathlib import Path

import pytest
from program import ROOT, Run

from spbe_cli.core.assessment import Answer, Evidence, Opinion
from spbe_cli.store.yaml import assessments, editing

SENT = ROOT / "tests/sent"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with the files that were sent."""
    shutil.copytree(SENT, tmp_path / "d")
    return tmp_path / "d"


# --- F03, F04: what is written reads back, and all else stays --------------------------------

LAYOUTS = [
    "indicators:\n  1: 2   # tanya\n  2: 3\n",
    "indicators:   # semua\n  1:   # pertama\n    self: 2  # mandiri\n    note: a\n  2: 3\n",
    "indicators:\n    1:\n        self: 2   # empat\n    2: 3\n",
    "indicators:\n  1: {self: 2,   # mandiri\n      note: a}  # akhir\n  2: 3\n",
    "indicators: {1: 2, 2: 3}  # sebaris\n",
    "indicators: {\n  1: 2,  # satu\n  2: 3   # dua\n  }\n",
    "indicators:\n  \"1\": 2  # kutip\n  '2': 3\n",
    "indicators:\n  1:\n    evidence:   # bukti\n      - title: A  # SK\n        url: https://a.id\n"
    "      # berikut\n      - {title: B}  # dua\n    self: 2  # mandiri\n  2: 3\n",
    "indicators:\n  1:\n    note: |  # blok\n      baris # bukan\n      dua\n    self: 2  # sesudah\n  2: 3\n",
    "indicators:\n  1:\n    note: >-\n      lipat\n      dua\n    # di antara\n    self: 2\n  2: 3\n",
    "indicators:\n  ? 1  # bentuk panjang\n  : 2  # nilai\n  2: 3\n",
    "indicators:\n  1: 2\t# tab\n  2: 3\n",
    "indicators:\n  1:  # belum\n  2: ~  # kosong\n",
    "indicators:\n  1:\n    self: 2\n    note: ab  # pemisah \u2028  # lagi\n  2: 3  # dua\n",
    "indicators:\n  1:\n    self: '2'  # kutip\n    action:\n      text: x  # rencana\n"
    "      due: 2024-05-31  # tenggat\n  2: 3\n",
    "indicators:\n  1:\n  - self: 2\n".replace("  - self: 2\n", "    self: 2  # a\n")
    + "  2: 3  # b",
]


@pytest.mark.parametrize("rest", LAYOUTS)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("item", ["1", "2", "3"])
def test_a_change_keeps_every_comment(tmp_path: Path, rest: str, newline: str, item: str) -> None:
    file = tmp_path / "a.yaml"
    text = f"# atas\ninstitution: A  # nama\nyear: 2024\n{rest}".replace("\n", newline)
    file.write_bytes(text.encode())
    order = {str(one): one for one in range(1, 48)}
    answer = assessments.load(file)[0].answers.get(item, Answer())
    more = (*answer.evidence, Evidence("SK baru", url="https://baru.id"))
    for new in (
        answer._replace(levels={Opinion.SELF: Fraction(4)}),
        answer._replace(levels={Opinion.SELF: Fraction(4)}, owner="Bappeda"),
        answer._replace(levels={Opinion.SELF: Fraction(5)}, owner="Bappeda", evidence=more),
        answer._replace(
            levels={Opinion.SELF: Fraction(5)}, owner="Bagian: A", note="satu\ndua # lagi"
        ),
    ):
        done = editing.put(file, {item: new}, order)
        after = file.read_bytes().decode()
        assert assessments.load(file)[0].answers[item] == new
        said = re.findall(r"#([^\n]*)", rest.replace("baris # bukan", ""))
        assert done.copy is None
        for comment in ("# atas", "# nama", *(f"#{one}" for one in said)):
            assert comment in after, after
        if newline == "\r\n":
            assert after.count("\n") == after.count("\r\n")


NASTY = [
    "Rapat\u0085Tindak",
    "a\u2028b",
    "a\nb\u2029c",
    "\u0085",
    "emoji \U0001f600 \x1b[1m",
    "\ufeffawal",
    "tab\takhir\x00nol",
    "  berspasi  \n\n  dua",
    "# pagar",
    "- daftar: {x}",
    "'\"\\",
    "a: b\r\nc",
    "x" * 5000 + " # y",
]


@pytest.mark.parametrize("text", NASTY)
def test_any_text_is_written_so_that_it_reads_back(tmp_path: Path, text: str) -> None:
    for start in ("indicators:\n  1: 2  # satu\n", "indicators: {1: {self: 2, note: a}}  # satu\n"):
        file = tmp_path / "a.yaml"
        file.write_text(f"institution: A\nyear: 2024\n{start}", "utf-8")
        editing.put(
            file,
            {"1": Answer({Opinion.SELF: Fraction(2)}, text, (Evidence(text),), text)},
            {"1": 1},
        )
        got = assessments.load(file)[0].answers["1"]
        assert (got.note, got.owner, got.evidence[0].title) == (text, text, text)
        assert "# satu" in file.read_text("utf-8")


def test_nel_in_a_form_is_no_traceback(spbe: Run, desk: Path) -> None:
    done = spbe("import", "F03-nel-dalam-catatan.xlsx", "--into", "F03-penilaian.yaml", cwd=desk)
    assert done.returncode == 0, done.stderr
    notes = [one.note for one in assessments.load(desk / "F03-penilaian.yaml")[0].answers.values()]
    assert "Rapat\u0085Tindak" in notes


def test_the_guides_own_file_keeps_its_comments(spbe: Run, desk: Path) -> None:
    before = (desk / "F04-contoh-panduan.yaml").read_text("utf-8")
    done = spbe("import", "F04-isian.csv", "--into", "F04-contoh-panduan.yaml", cwd=desk)
    assert done.returncode == 0, done.stderr
    after = (desk / "F04-contoh-panduan.yaml").read_text("utf-8")
    changed = [
        (old, new)
        for old, new in zip(before.splitlines(), after.splitlines(), strict=True)
        if old != new
    ]
    assert len(changed) == 1
    assert changed[0][0].split("#")[1:] == changed[0][1].split("#")[1:]


@pytest.mark.parametrize("name", ["empty-action.yaml", "empty-title.yaml"])
def test_entries_that_say_nothing_stop_no_import(spbe: Run, desk: Path, name: str) -> None:
    done = spbe("import", "hardening/form-47.xlsx", "--into", f"hardening/{name}", cwd=desk)
    assert "Traceback" not in done.stderr
    assert done.returncode in (0, 3), done.stderr
