"""Whatever way people lay a file out, a change of answers keeps comments and other lines."""

import random
import re
import tempfile
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from spbe_cli.core.assessment import Answer, Evidence, Explanation, Opinion
from spbe_cli.store.yaml import assessments, editing
from spbe_cli.store.yaml.comments import comments_in

ORDER = {str(number): number for number in range(1, 48)}
TEXTS = (
    "Rapat #1",
    "a: b",
    "- c",
    "'kutip'",
    "Rapat pertama\nRapat kedua",
    "#a\n  b\n\n# c",
    "x\n",
)


class _Writer:
    """Writes an assessment as people do: in any style, with comments anywhere."""

    def __init__(self, chance: random.Random) -> None:
        self.chance, self.lines = chance, [str(chance.choice(("---", "# kepala")))]
        self.number, self.deep = 0, 99

    def comment(self) -> str:
        self.number += 1
        return f"# k{self.number}{self.chance.choice(('', ' #2', ': x', ' |'))}"

    def add(self, line: str, *, open_: bool = False, deep: int = 99) -> None:
        """Add a line, a comment beside it, comments beneath it no deeper than `deep`."""
        if not open_ and self.chance.random() < 0.4:
            line += self.chance.choice(("  ", " ", "\t")) + self.comment()
        self.lines.append(line)
        while not open_ and self.chance.random() < 0.25:
            self.lines.append(" " * min(self.chance.randrange(0, 13), deep) + self.comment())
        if not open_ and deep == 99 and self.chance.random() < 0.1:
            self.lines.append("")

    def text(self, column: int, name: str) -> None:
        """Add a text in one of the styles of YAML."""
        start, inner = " " * column + f"{name}:", " " * (column + self.chance.choice((2, 4)))
        style = self.chance.randrange(7)
        if style == 0:
            self.add(f"{start} kata #pagar")
        elif style == 1:
            self.add(f"{start} 'satu # dua'")
        elif style == 2:
            self.add(f'{start} "satu # \\u0041"')
        elif style == 3:
            self.add(start)
        elif style == 4:
            self.add(f"{start} kata", open_=True)
            self.add(f"{inner}lanjut")
        else:
            mark = self.chance.choice(("|", "|-", ">", ">-"))
            beside = f" {self.comment()}" if self.chance.random() < 0.3 else ""
            self.add(f"{start} {mark}{beside}", open_=True)
            self.add(f"{inner}# bukan komentar", open_=True)
            self.add_last(f"{inner}teks", len(inner) - 1)

    def add_last(self, line: str, deep: int) -> None:
        self.lines.append(line)
        if self.chance.random() < 0.3:
            self.lines.append(" " * min(self.chance.randrange(0, 13), deep) + self.comment())

    def owner(self, column: int) -> None:
        start = " " * column + "owner:"
        style = self.chance.randrange(5)
        if style < 4:
            self.add(f"{start} {('Bappeda', '[Bappeda]', '[Bappeda, Kominfo]', '[]')[style]}")
            return
        self.add(start)
        dash = " " * (column + self.chance.choice((0, 2, 4)))
        for unit in ("Bappeda", "Kominfo")[: self.chance.randrange(1, 3)]:
            self.add(f"{dash}- {unit}")

    def evidence(self, column: int) -> None:
        count = self.chance.randrange(3)
        if not count:
            self.add(" " * column + "evidence: []")
            return
        if self.chance.random() < 0.3:
            listed = ", ".join(f"{{title: SK {n}, levels: [2, 3]}}" for n in range(count))
            self.add(" " * column + f"evidence: [{listed}]")
            return
        self.add(" " * column + "evidence:")
        dash = " " * (column + self.chance.choice((0, 2)))
        for number in range(count):
            if self.chance.random() < 0.3:
                self.add(f"{dash}- {{title: SK {number}, url: 'https://x.id/#a'}}")
                continue
            self.add(f"{dash}- title: SK {number}")
            if self.chance.random() < 0.7:
                self.add(f"{dash}  url: https://x.id/{number}#b")

    def explanation(self, column: int) -> None:
        if self.chance.random() < 0.3:
            self.add(" " * column + "explanation: {fact: 'ada # x', analysis: y}")
            return
        self.add(" " * column + "explanation:")
        self.text(column + 2, "fact")

    def indicator(self, column: int, item: int) -> None:
        start = " " * column + str(item)
        style = self.chance.randrange(8)
        if style == 0:
            self.add(f"{start}: {self.chance.choice(('2', '3', '~', ''))}".rstrip())
        elif style == 1:
            self.add(f"{start}: {{self: 3, owner: Bappeda, note: 'a # b'}}")
        elif style == 2:
            self.add(f"{start}: {{self: 3,")
            self.add(f"{' ' * (column + 4)}note: 'a # b', owner: [Bappeda,", deep=99)
            self.add(f"{' ' * (column + 8)}Kominfo]}}")
        else:
            self.add(f"{start}:")
            inner = column + self.chance.choice((2, 4))
            level = f"{' ' * inner}self: 3"
            parts: list[Callable[[], None]] = [
                lambda: self.add(level),
                lambda: self.owner(inner),
                lambda: self.evidence(inner),
                lambda: self.text(inner, "note"),
                lambda: self.text(inner, "remark"),
                lambda: self.explanation(inner),
            ]
            for part in self.chance.sample(parts, self.chance.randrange(1, len(parts))):
                part()

    def file(self) -> str:
        self.add("institution: Kota X")
        self.add("year: 2024")
        self.add("instrument: permenpanrb-59-2020")
        self.add("indicators:")
        column = self.chance.choice((1, 2, 4))
        for item in (1, 2, 5):
            self.indicator(column, item)
        if self.chance.random() < 0.5:
            self.add("published:")
            self.add("  index: 2.60")
        newline = self.chance.choice(("\n", "\n", "\r\n"))
        return newline.join(self.lines) + self.chance.choice((newline, ""))


def changed(chance: random.Random, answer: Answer) -> Answer:
    """Return another answer than this, as sessions and forms make them."""
    text = chance.choice(TEXTS)
    new = Evidence("SK baru #9\nbaris" if chance.random() < 0.2 else "SK baru #9", url=None)
    return chance.choice(
        (
            lambda: answer._replace(levels={**answer.levels, Opinion.SELF: Fraction(4)}),
            lambda: answer._replace(levels={**answer.levels, Opinion.TARGET: Fraction(5)}),
            lambda: answer._replace(note=text),
            lambda: answer._replace(remark=text),
            lambda: answer._replace(note=text, remark=text, owners=("Setda", "BKD")),
            lambda: answer._replace(explanation=Explanation(text, text)),
            lambda: answer._replace(owners=("Setda",)),
            lambda: answer._replace(evidence=(*answer.evidence, new), note=text),
            lambda: answer._replace(evidence=answer.evidence[1:] or (new,)),
            lambda: answer._replace(note=None, remark=text),
        )
    )()


def check(seed: int) -> None:
    """Change some answers of a file laid out at random; nothing else changes."""
    chance = random.Random(seed)  # noqa: S311  layouts, not secrets
    text = _Writer(chance).file()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "a.yaml"
        file.write_bytes(text.encode())
        before = assessments.load(str(file))[0]
        items = chance.sample(("1", "2", "3", "5", "9"), chance.randrange(1, 3))
        given = {item: changed(chance, before.answers.get(item, Answer())) for item in items}
        put = editing.put(file, given, ORDER)
        after = file.read_bytes().decode()
        assert assessments.load(str(file))[0].answers == {**before.answers, **given}, text
        assert put.copy is None, text
    told = [sorted(one.text for one in comments_in(each)) for each in (text, after)]
    assert told[0] == told[1], f"{text}\n=====\n{after}"
    assert others(text, items) <= others(after, []), f"{text}\n=====\n{after}"


def others(text: str, items: list[str]) -> set[str]:
    """Return the lines of a file that are of none of these items.

    The last text of a file without an end of its last line gets ``|-`` for ``|``.
    """
    lines = re.sub(r"([|>])-", r"\1", text).split("\n")
    kept, own = set(), False
    for line in lines:
        if found := re.match(r"\s{1,4}([0-9]+):", line):
            own = found[1] in items
        elif re.match(r"\w", line):
            own = False
        if not own:
            kept.add(line.rstrip())
    return kept


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**9))
def test_any_layout_keeps_comments_and_other_lines(seed: int) -> None:
    check(seed)


@pytest.mark.long
def test_thousands_of_layouts_keep_comments_and_other_lines() -> None:
    for seed in range(10_000):
        check(seed)


HEAD = "institution: Kota X   # nama\nyear: 2024            # tahun\n"
NOTED = (
    "indicators:\n  1: 2   # satu\n  2:\n    self: 3   # mandiri\n    evidence:\n"
    "      - title: Perwali 12/2021   # ada di laci\n        file: bukti/a.pdf\n"
    "        # lampiran menyusul\n      # bukti kedua belum datang\n  3: 2   # tiga\n"
)


@pytest.mark.parametrize(
    "note", ["Rapat pertama\nRapat kedua", "Tiket #12, #13 dan #14\nTiket #15", "#", "\ta\n# b"]
)
@pytest.mark.parametrize("field", ["note", "remark"])
def test_a_note_takes_in_no_comment_and_makes_up_for_none(
    tmp_path: Path, note: str, field: str
) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(HEAD + NOTED, "utf-8")
    before = assessments.load(str(file))[0].answers["2"]
    noted = before._replace(note=note) if field == "note" else before._replace(remark=note)
    put = editing.put(file, {"2": noted}, ORDER)
    lines = file.read_text("utf-8").splitlines()
    old = (HEAD + NOTED).splitlines()
    assert put.copy is None
    assert [line for line in lines if line in old] == old
    assert getattr(assessments.load(str(file))[0].answers["2"], field) == note


BELOW = "  1:\n    note: {}\n        # dalam\n    # sejajar\n  2: 1\n"


@pytest.mark.parametrize("old", ["satu", "'satu'", '"satu"  # beside', "", "~"])
def test_lines_of_a_text_do_not_take_in_the_comment_beneath(tmp_path: Path, old: str) -> None:
    file = tmp_path / "a.yaml"
    text = f"{HEAD}indicators:\n{BELOW.format(old)}"
    file.write_text(text, "utf-8")
    answer = Answer(note="a\nb")
    assert editing.put(file, {"1": answer}, ORDER).copy is None
    after = file.read_text("utf-8")
    assert sorted(one.text for one in comments_in(after)) == sorted(
        one.text for one in comments_in(text)
    )
    assert assessments.load(str(file))[0].answers["1"] == answer


def test_a_file_in_braces_keeps_its_comments_and_a_copy(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    text = "{institution: A, # nama\n year: 2024, indicators: # semua\n {1: {note: x}}} # akhir\n"
    file.write_text(text, "utf-8")
    put = editing.put(file, {"1": Answer(remark="y #1")}, ORDER)
    assert put.copy is not None
    assert put.copy.read_text("utf-8") == text
    after = file.read_text("utf-8")
    assert [one.text for one in comments_in(after)] == ["# nama", "# semua", "# akhir"]
    assert assessments.load(str(file))[0].answers["1"].remark == "y #1"


def test_a_text_at_the_end_of_a_file_gets_no_end_of_line(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(f"{HEAD}indicators:\n  1:\n    note: |\n      satu\n      dua", "utf-8")
    put = editing.put(file, {"1": Answer(note="satu\ndua", remark="x")}, ORDER)
    assert put.copy is None
    assert assessments.load(str(file))[0].answers["1"].note == "satu\ndua"


def test_empty_records_are_none() -> None:
    text = f"{HEAD}indicators:\n  1: {{self: 2, explanation: {{fact: }}, provenance: {{}}}}\n"
    read = assessments.parse_assessment(text, "a.yaml")[0]
    assert read.answers["1"].explanation is None
    assert read.answers["1"].provenance is None
    assert assessments.parse_assessment(assessments.dump(read), "a.yaml")[0] == read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1 # b #c\n", ["# b #c"]),
        ("a: b#c # d", ["# d"]),
        ('a: \'x # y\' # z\nb: "p\\"# q"\n# r\n', ["# z", "# r"]),
        ("a: | # head\n  # text\n  b # text\n# end\n", ["# head", "# end"]),
        ("a: {b: 1,# c\n  d: [e, # f\n g]} #h", ["# c", "# f", "#h"]),
        ("a: kata\n  # b\n", ["# b"]),
        ("a: >+\r\n  # t\r\n\r\n# b\r\n", ["# b"]),
    ],
)
def test_comments_are_told_from_texts(text: str, expected: list[str]) -> None:
    assert [one.text for one in comments_in(text)] == expected
