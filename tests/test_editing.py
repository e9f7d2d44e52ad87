"""Changing answers in a file that people write too: only the lines of an indicator change."""

import datetime as dt
import multiprocessing
import tempfile
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st
from program import Run

from spbe_cli.core.assessment import (
    Answer,
    Assessment,
    Evidence,
    Explanation,
    Opinion,
    Provenance,
)
from spbe_cli.core.planned import Progress
from spbe_cli.problems import FileError
from spbe_cli.store import files, locks
from spbe_cli.store.yaml import assessments, editing, instruments, outside

LAW = instruments.load("permenpanrb-59-2020")
ORDER = {one.id: position for position, one in enumerate(LAW.indicators())}
PAGE = """\
# Penilaian mandiri, disusun Diskominfo
institution: Kota Contoh   # nama resmi
year: 2024

indicators:
  # Aspek 1
  1: 2   # tanya Bagian Hukum
  2: {self: 3, owner: Bappeda}  # sudah lengkap

  # Aspek 2
  12:
    # menunggu SK
    self: 3
    note: |
      # bukan komentar
      baris dua
  47: 1
# akhir daftar
published:
  index: 2.00
"""


def level(value: int) -> Answer:
    return Answer({Opinion.SELF: Fraction(value)})


def put(tmp_path: Path, text: str, **answers: Answer) -> tuple[str, Assessment]:
    file = tmp_path / "penilaian.yaml"
    file.write_bytes(text.encode())
    given = {name.removeprefix("i").replace("_", "-"): answer for name, answer in answers.items()}
    result = editing.put(file, given, ORDER).assessment
    assert assessments.load(str(file))[0] == result
    return file.read_bytes().decode(), result


def test_only_the_line_of_the_indicator_changes(tmp_path: Path) -> None:
    after, _result = put(tmp_path, PAGE, i1=level(4))
    assert after == PAGE.replace("  1: 2   # tanya", "  1: 4   # tanya")


def test_an_entry_of_several_lines_is_replaced_and_its_comment_kept(tmp_path: Path) -> None:
    after, _result = put(tmp_path, PAGE, i12=level(4))
    start, end = PAGE.index("  12:\n"), PAGE.index("  47: 1")
    assert after == PAGE[:start] + "  12:\n    # menunggu SK\n    self: 4\n" + PAGE[end:]


def test_a_new_indicator_stands_where_the_instrument_has_it(tmp_path: Path) -> None:
    after, _result = put(tmp_path, PAGE, i3=level(5), i46=level(1))
    assert after.index("  2: {self") < after.index("  3: 5") < after.index("  # Aspek 2")
    assert after.index("baris dua") < after.index("  46: 1") < after.index("  47: 1")


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        ("", "indicators:\n  7: 3\n"),
        ("indicators:\n", "indicators:\n  7: 3\n"),
        ("indicators: ~  # belum\n", "indicators:  # belum\n  7: 3\n"),
        ("indicators: {}\n", "indicators:\n  7: 3\n"),
        ("indicators: {1: 2}\n", "indicators: {1: 2, 7: 3}\n"),
        ("indicators: {1: 2}\n# x\noutside:\n", "indicators: {1: 2, 7: 3}\n# x\noutside:\n"),
    ],
)
def test_a_file_begun_in_any_way(tmp_path: Path, rest: str, expected: str) -> None:
    head = "institution: A\nyear: 2024\n"
    after, _result = put(tmp_path, head + rest, i7=level(3))
    assert after == head + expected


def test_a_file_in_braces_is_written_anew(tmp_path: Path) -> None:
    text = "{institution: A, year: 2024, indicators: {1: 3}}\n"
    _after, result = put(tmp_path, text, i7=level(3))
    assert result.levels(Opinion.SELF) == {"1": 3, "7": 3}


def test_windows_line_ends_stay(tmp_path: Path) -> None:
    after, _result = put(tmp_path, PAGE.replace("\n", "\r\n"), i1=level(4))
    assert after == PAGE.replace("  1: 2   # tanya", "  1: 4   # tanya").replace("\n", "\r\n")


def test_everything_an_answer_holds_is_written(tmp_path: Path) -> None:
    answer = Answer(
        {Opinion.SELF: Fraction(3), Opinion.TARGET: Fraction(4)},
        ("Dinas Komunikasi: bidang 1",),
        (Evidence("Perwali #12", "bukti/02/perwali.pdf", levels=(1, 2)), Evidence(url="https://x")),
        "= 1 + 1 'kutip' \"ganda\" # pagar",
    )
    _after, result = put(tmp_path, PAGE, i2=answer)
    assert result.answers["2"] == answer


words = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=40).map(
    lambda text: text.strip() or "x"
)
answers = st.builds(
    Answer,
    st.dictionaries(st.sampled_from(Opinion), st.integers(1, 5).map(Fraction)),
    st.lists(words, max_size=2).map(tuple),
    st.lists(
        st.builds(
            Evidence,
            words,
            st.none() | words,
            st.none(),
            st.none(),
            st.just(()) | st.just((2, 3)),
            *(st.none(), st.none() | words, st.just(()), st.none()),
        ),
        max_size=2,
    ).map(tuple),
    st.none() | words | st.just("satu\n# dua\n\ntiga"),
    st.none(),
    st.just({}),  # this instrument has no items
    st.none() | words,
    st.none() | st.builds(Explanation, words, st.none() | words, st.none() | st.just(2023)),
    st.none() | st.builds(Provenance, st.just(2023), st.none() | words, st.none() | words),
)
changes = st.lists(
    st.dictionaries(st.sampled_from(sorted(ORDER)), answers, min_size=1, max_size=3),
    min_size=1,
    max_size=4,
)


@settings(max_examples=30, deadline=None)
@given(changes, st.sampled_from([PAGE, "institution: A\nyear: 2024\n"]))
def test_any_changes_read_back_and_leave_comments(
    steps: list[dict[str, Answer]], text: str
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "penilaian.yaml"
        file.write_text(text, "utf-8")
        wanted = dict(assessments.load(str(file))[0].answers)
        for step in steps:
            wanted |= step
            editing.put(file, step, ORDER)
            assert assessments.load(str(file))[0].answers == wanted
        after = file.read_text("utf-8")
    for comment in ("# Penilaian mandiri", "# nama resmi", "# Aspek 1", "# Aspek 2", "# akhir"):
        assert (comment in text) == (comment in after)
    listed = [key for key in assessments_keys(after) if key in ORDER]
    assert listed == sorted(listed, key=ORDER.__getitem__)


def assessments_keys(text: str) -> list[str]:
    return list(assessments.parse_assessment(text, "-")[0].answers)


def test_what_others_wrote_meanwhile_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "penilaian.yaml"
    file.write_text(PAGE, "utf-8")
    editing.put(file, {"1": level(5)}, ORDER)
    editing.put(file, {"47": level(5)}, ORDER)
    assert assessments.load(str(file))[0].levels(Opinion.SELF) == {"1": 5, "2": 3, "12": 3, "47": 5}


def test_a_file_that_changes_at_the_last_moment_is_not_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "penilaian.yaml"
    file.write_text("satu\n", "utf-8")
    with pytest.raises(FileError, match="E019"):
        files.write_over(file, "dua\n", expected="lain\n")
    assert file.read_text("utf-8") == "satu\n"
    assert [one.name for one in tmp_path.iterdir()] == ["penilaian.yaml"]


def hold(
    path: Path, held: "multiprocessing.synchronize.Event", end: "multiprocessing.synchronize.Event"
) -> None:
    with locks.locked(path):
        held.set()
        end.wait(30)


def test_a_second_process_is_told_and_a_dead_one_leaves_no_lock(tmp_path: Path) -> None:
    file = tmp_path / "penilaian.yaml"
    file.write_text(PAGE, "utf-8")
    context = multiprocessing.get_context("spawn")
    held, end = context.Event(), context.Event()
    process = context.Process(target=hold, args=(file, held, end))
    process.start()
    assert held.wait(30)
    with pytest.raises(FileError, match="E020"):
        editing.put(file, {"1": level(5)}, ORDER)
    assert file.read_text("utf-8") == PAGE
    process.kill()
    process.join()
    editing.put(file, {"1": level(5)}, ORDER)
    assert [one.name for one in tmp_path.iterdir()] == ["penilaian.yaml"]


# --- owners, lists that become shorter, and the mark of an encoding ---

_TOP = "institution: Kota X\nyear: 2024\nindicators:\n"
OWNED = {
    "a list on its line": (
        "  1: # satu\n    owner: [Bappeda, Kominfo] # o\n    evidence:\n      - title: SK # t\n"
        "        url: https://x.id/a # u\n  2: 3 # dua\n"
    ),
    "a list of lines": (
        "  1: # satu\n    owner: # pic\n      - Bappeda # b\n      - Kominfo # k\n    evidence:\n"
        "      - title: SK # t\n        url: https://x.id/a # u\n  2: 3 # dua\n"
    ),
    "dashes beneath the key": (
        "  1:\n    owner:\n    - Bappeda # b\n    - Kominfo # k\n    evidence:\n"
        "    - title: SK # t\n      url: https://x.id/a # u\n"
    ),
    "all on one line": (
        "  1: {owner: [Bappeda, Kominfo], evidence: [{title: SK, url: 'https://x.id/a'}]} # o\n"
    ),
    "three": "  1:\n    owner: [Bappeda, Kominfo, Setda] # o\n    note: x # n\n",
    "one alone": '  1:\n    owner: "Bappeda" # o\n    note: x # n\n',
}
OWNERS = (
    *("Bappeda", "Kominfo", "Setda", "Diskominfo", "Bappeda; Inspektorat", "Setda; Lain"),
    "Inspektorat; Setda; BKD",
)


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("owner", OWNERS)
@pytest.mark.parametrize("layout", OWNED)
def test_owners_change_in_their_place(
    spbe: Run, tmp_path: Path, layout: str, owner: str, newline: str, mark: bytes
) -> None:
    text = (_TOP + OWNED[layout]).replace("\n", newline)
    file = tmp_path / "o.yaml"
    file.write_bytes(mark + text.encode())
    (tmp_path / "o.csv").write_text(
        f'No;Indikator;Tingkat;Data Dukung;PIC\n1;;3;"SK 2\nSK 3";"{owner}"\n', "utf-8"
    )
    done = spbe("import", "o.csv", "--into", "o.yaml", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "disusun ulang" not in done.stderr
    now = file.read_bytes()
    assert now.startswith(mark + b"institution")
    written = now.decode("utf-8-sig")
    assert written.count("#") == text.count("#")
    assert written.count("\n") == written.count(newline)
    kept = [line for line in text.split(newline) if "title: SK" in line or "https" in line]
    assert layout == "all on one line" or all(line in written.split(newline) for line in kept)
    answer = assessments.load(file)[0].answers["1"]
    assert answer.owners == tuple(owner.split("; "))
    assert [one.title for one in answer.evidence][-2:] == ["SK 2", "SK 3"]


@pytest.mark.parametrize("new", [["Dinas B"], ["Dinas B", "Dinas C"]])
@pytest.mark.parametrize(
    "owner", ["[Bagian A]  # c5", "# c7\n      - Bagian A  # c5", "Bagian A  # c5"]
)
def test_a_list_of_one_owner_is_changed_in_place(
    tmp_path: Path, owner: str, new: list[str]
) -> None:
    file = tmp_path / "o.yaml"
    head = "institution: Kabupaten Contoh\nyear: 2024\nindicators:\n  2:  # c3\n    self: 2  # c4\n"
    file.write_text(f"{head}    owner: {owner}\n    note: x  # c6\n", "utf-8")
    before = assessments.load(str(file))[0].answers["2"]
    written = editing.put(file, {"2": before._replace(owners=tuple(new))}, {"2": 1})
    text = file.read_text("utf-8")
    assert assessments.load(str(file))[0].answers["2"].owners == tuple(new)
    assert written.copy is None
    assert text.count("#") == 3 + owner.count("#")


OUTSIDE = {
    "absent": ("indicators:\n  1: 2  # a\n", "indicators:\n  1: 2  # a\n"),
    "in a row": ("indicators: {1: 2}\n", "indicators: {1: 2}\n"),
    "nothing else": ("", ""),
    "null": ("outside:  # kosong\nindicators:\n  1: 2\n", "# kosong\nindicators:\n  1: 2\n"),
    "empty": ("outside: {}\nindicators:\n  1: 2\n", "indicators:\n  1: 2\n"),
    "alone in a row": (
        "outside: {SDI: 90}  # bps\nindicators:\n  1: 2\n",
        "# bps\nindicators:\n  1: 2\n",
    ),
    "first in a row": (
        "outside: {SDI: 90, IPS: 3}  # bps\n# ind\nindicators:\n  1: 2\n",
        "outside: {IPS: 3}  # bps\n# ind\nindicators:\n  1: 2\n",
    ),
    "alone": (
        "outside:\n  # atas\n  SDI: 90  # bps\nindicators:\n  1: 2\n",
        "# atas\n# bps\nindicators:\n  1: 2\n",
    ),
    "last": (
        "outside:\n  IPS: 3  # i\n  SDI: 90\n\n# ind\nindicators:\n  1: 2\n",
        "outside:\n  IPS: 3  # i\n\n# ind\nindicators:\n  1: 2\n",
    ),
    "at the end": ("indicators:\n  1: 2\noutside:\n  SDI: 90\n", "indicators:\n  1: 2\n"),
    "deep": (
        "outside:\n      'SDI': \"90\"  # bps\nindicators:\n  1: 2\n",
        "# bps\nindicators:\n  1: 2\n",
    ),
}


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("layout", OUTSIDE)
def test_an_index_of_another_body_changes_in_its_place(
    tmp_path: Path, layout: str, newline: str
) -> None:
    """It is written, and taken away, in every layout; no comment is lost, no copy needed."""
    head, (text, without) = "institution: K\nyear: 2026\n", OUTSIDE[layout]
    file = tmp_path / "a.yaml"
    for value in (Fraction("68.75"), None):
        file.write_bytes((head + text).replace("\n", newline).encode())
        before = assessments.load(file)[0]
        put = outside.put_outside(file, "SDI", value, before)
        assert put.copy is None
        after, new = assessments.load(file)[0], file.read_bytes().decode()
        expected = {key: one for key, one in before.outside.items() if key != "SDI"}
        expected |= {} if value is None else {"SDI": value}
        assert (after.outside, after.answers) == (expected, before.answers)
        assert new.count("#") == text.count("#")
        assert new.count(newline) == new.count("\n")
        assert value is not None or new == (head + without).replace("\n", newline)


def test_an_index_takes_the_place_of_its_file(tmp_path: Path) -> None:
    """What was computed from an assessment is a number from then on, or nothing."""
    epss = "".join(f"  {n}: 2\n" for n in range(1, 39))
    (tmp_path / "e.yaml").write_text(
        f"institution: K\nyear: 2026\ninstrument: epss-2022\nindicators:\n{epss}", "utf-8"
    )
    text = "institution: K\nyear: 2026\noutside: {IPS: {file: e.yaml}}  # bps\nindicators: {1: 2}\n"
    for value in (Fraction(3), None):
        (tmp_path / "a.yaml").write_text(text, "utf-8")
        assert assessments.load(tmp_path / "a.yaml")[0].outside == {"IPS": 2}
        outside.put_outside(tmp_path / "a.yaml", "IPS", value)
        after = assessments.load(tmp_path / "a.yaml")[0]
        assert after.outside == ({} if value is None else {"IPS": value})
        assert not after.feeds
        assert "# bps" in (tmp_path / "a.yaml").read_text("utf-8")


def test_an_index_is_not_written_into_the_file_of_another(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("institution: K\nyear: 2026\nindicators: {1: 2}\n", "utf-8")
    other = assessments.load(file)[0]
    file.write_text("institution: L\nyear: 2026\nindicators: {1: 2}\n", "utf-8")
    with pytest.raises(FileError, match="E019"):
        outside.put_outside(file, "SDI", Fraction(3), other)


# --- plans and published figures ---

PLANNED = """\
institution: Kota X  # nama
year: 2024
indicators:
  1: 2  # satu
  2: 1
plan:  # rencana kami
  target: 2.4  # dari Sekda
  steps:
    # yang pertama
    - {indicator: 1, to: 3, effort: 1}  # Bu Ani
    - indicator: 2  # kedua
      to: 2
      effort: 1.50
        # belum ada dana
# akhir
"""


def test_a_step_of_a_plan_changes_in_its_place(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(PLANNED, "utf-8")
    before = assessments.load(file)[0].plan
    assert before is not None
    first, second = before.steps
    done = second._replace(status=Progress.DONE, due=dt.date(2024, 5, 4))
    planned = before._replace(steps=(first, done))
    put = editing.put_plan(file, planned, {}, ORDER)
    assert put.copy is None
    assert assessments.load(file)[0].plan == planned
    lines = file.read_text("utf-8").splitlines()
    assert [line for line in lines if line in PLANNED.splitlines()] == PLANNED.splitlines()
    assert len(lines) == len(PLANNED.splitlines()) + 2
    editing.put_plan(file, planned._replace(target=Fraction(3)), {}, ORDER)
    assert "  target: 3  # dari Sekda\n" in file.read_text("utf-8")


def test_another_plan_takes_the_place_of_one_and_its_comments_stay(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(PLANNED.replace("  steps:\n    #", "  steps: # l\n    #"), "utf-8")
    text = file.read_text("utf-8")
    before = assessments.load(file)[0].plan
    assert before is not None
    planned = before._replace(target=Fraction(4), steps=(), unit="orang-hari")
    put = editing.put_plan(file, planned, {}, ORDER)
    assert put.copy is None
    after = file.read_text("utf-8")
    assert assessments.load(file)[0].plan == planned
    assert after.count("#") == text.count("#")
    assert "  1: 2  # satu\n  2: 1\n" in after
