"""Links of one line: joined by marks, put in quotes, with a title before each."""

import re
from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from program import Run
from worksheets import begin, brought, text

from spbe_cli.core.assessment import Evidence
from spbe_cli.core.collect.lines import evidence_in, evidence_line, evidence_of
from spbe_cli.core.collect.web import links

A, B = "https://x.go.id/1", "https://x.go.id/2"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (f"{A};{B}", [(None, A), (None, B)]),
        (f"{A},{B},", [(None, A), (None, B)]),
        (f"{A}; {B}", [(None, A), (None, B)]),
        (f"{A} dan {B}.", [(None, A), (None, B)]),
        ("s.id/a;s.id/b", [(None, "s.id/a"), (None, "s.id/b")]),
        (
            "bit.ly/3x,www.a.id/b;s.id/c",
            [(None, "bit.ly/3x"), (None, "www.a.id/b"), (None, "s.id/c")],
        ),
        (f"SK {A},{B}", [("SK", A), (None, B)]),
        (f"SK Tim ({A})({B})", [("SK Tim", A), (None, B)]),
        (f"SK 1: {A}; SK 2: {B}", [("SK 1", A), ("SK 2", B)]),
        (f"1. {A}, 2. {B}", [(None, A), (None, B)]),
        (f"lihat {A} serta {B} bagian B", [(f"lihat {A} serta {B} bagian B", A), (None, B)]),
        (f'"{A}"', [(None, A)]),
        (f"'{A}'", [(None, A)]),
        (f"“{A}”;“{B}”", [(None, A), (None, B)]),
        (f'SK: "{A}".', [("SK", A)]),
        (f'SK "Satu Data" {A}', [('SK "Satu Data"', A)]),
        (f"<{A}>", [(None, A)]),
        (f"SK | {A};{B}", [("SK", A), (None, B)]),
        (f'SK | "{A}"', [("SK", A)]),
        ("https://x.go.id/a?b=1;c=2,d;e", [(None, "https://x.go.id/a?b=1;c=2,d;e")]),
        (f"https://web.archive.org/web/1/{A}", [(None, f"https://web.archive.org/web/1/{A}")]),
        ("surat.pdf, https://", [("surat.pdf, https://", None)]),
    ],
)
def test_each_link_is_evidence(line: str, expected: list[tuple[str | None, str | None]]) -> None:
    assert [(one.title, one.url) for one in evidence_in(line)] == expected


def test_pages_and_levels_stay_with_the_first_of_a_line_with_bars() -> None:
    first, second = evidence_in(f"SK | {A}, {B} | hal. 3 | tingkat 2-3")
    assert first == Evidence("SK", url=A, page="hal. 3", levels=(2, 3))
    assert second == Evidence(url=B)


def test_one_answer_of_the_session_loses_none() -> None:
    assert evidence_of(f"SK | {A};{B}") == Evidence(f"SK | {B}", url=A)


@given(
    st.lists(
        st.sampled_from([A, B, "s.id/a", "www.b.id/c?d=1;e=2", "http://x.id/(a)"]), min_size=1
    ),
    st.sampled_from([";", ",", "; ", " ", ", ", " dan ", ";;"]),
    st.sampled_from(["", "SK Tim ", "SK Tim: ", '"', "("]),
)
def test_links_are_found_however_they_are_joined(listed: list[str], mark: str, lead: str) -> None:
    line = lead + mark.join(listed)
    assert [link for *_at, link in links(line)] == listed
    got = evidence_in(line)
    assert [one.url for one in got] == listed
    assert got[0].title == (re.sub(r"\W+$", "", lead) or None)
    for one in got:
        assert evidence_in(evidence_line(one)) == (one,)


def test_they_come_in_from_a_kertas_kerja(spbe: Run, tmp_path: Path) -> None:
    begin(spbe, tmp_path)
    lines = (
        "No,Indikator,Nilai,Link Bukti\n"
        f'1,Kebijakan Internal Arsitektur SPBE,3,"{A};{B}"\n'
        f'2,Kebijakan Internal Peta Rencana SPBE,2,"""{A}"""\n'
    )
    changes = brought(spbe, text(tmp_path / "k.csv", lines))
    assert changes["1", "evidence"].splitlines() == [A, B]
    assert changes["2", "evidence"] == A


@pytest.mark.parametrize("cell", ["a", "a.", ";", ")", "a;", '"', "https://", ";a.b."])
def test_a_full_cell_of_anything_is_read(cell: str) -> None:
    """Excel holds 32,767 characters; time must not grow with their square."""
    assert len(evidence_in(f"https://x.id/{cell * (32_000 // len(cell))}")) == 1
    evidence_in(cell * (32_000 // len(cell)))
