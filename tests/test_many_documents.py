"""Thousands of documents of one indicator: the work grows with them, not with their square."""

from pathlib import Path

import pytest
from program import Run

from spbe_cli.core.assessment import Answer, Assessment, Evidence, Opinion
from spbe_cli.core.collect import changes, lines, merge, merged
from spbe_cli.core.collect.form import Form, FormRow
from spbe_cli.problems import Place
from spbe_cli.store.yaml import assessments, instruments

NAME = "Tingkat Kematangan Kebijakan Internal Arsitektur SPBE"


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[Evidence]:
    """Gather each time that a document is written as a line, by which documents are compared."""
    seen: list[Evidence] = []
    write = lines.evidence_line

    def watched(one: Evidence) -> str:
        seen.append(one)
        return write(one)

    monkeypatch.setattr(lines, "evidence_line", watched)
    return seen


def table(path: Path, count: int, *, rows: bool) -> Path:
    """Write documents into a cell, a line each, or into rows beneath the indicator."""
    named = [f"Dokumen {at} | https://contoh.id/{at}" for at in range(count)]
    if rows:
        body = "\n".join(["", *(f";;;{one}" for one in named[1:])])
        text = f"1;{NAME};3;{named[0]}{body}\n"
    else:
        text = f'1;{NAME};3;"{chr(10).join(named)}"\n'
    path.write_text(f"No;Indikator;Tingkat;Data Dukung\n{text}", "utf-8")
    return path


@pytest.mark.parametrize("rows", [True, False])
def test_documents_of_a_table(
    spbe: Run, tmp_path: Path, counted: list[Evidence], *, rows: bool
) -> None:
    work = []
    for count in (50, 400):
        into = tmp_path / f"{count}.yaml"
        into.write_text("institution: Kota Contoh\nyear: 2024\nindicators:\n  1: 1\n", "utf-8")
        counted.clear()
        done = spbe("import", table(tmp_path / "k.csv", count, rows=rows), "--into", into)
        assert done.returncode == 0, done.stderr
        work.append(len(counted))
        assert len(assessments.load(into)[0].answers["1"].evidence) == count
    assert work[0] >= 50
    assert work[1] <= 8 * work[0]


def test_documents_of_many_forms(counted: list[Evidence]) -> None:
    """Each unit adds to one indicator, and names again what others have named."""
    law = instruments.load("permenpanrb-59-2020")
    one = Assessment("Kota Contoh", 2024, law.id, {"1": Answer()})
    work = []
    for count in (10, 80):
        forms = []
        for number in range(count):
            listed = tuple(Evidence(title=f"SK {number + at}") for at in range(5))
            row = FormRow("1", evidence=listed, places={"": Place(f"{number}.xlsx")})
            forms.append(
                Form(
                    str(number),
                    Place(f"{number}.xlsx"),
                    one.institution,
                    one.year,
                    law.id,
                    Opinion.SELF,
                    rows=(row,),
                )
            )
        counted.clear()
        found, problems = merge.form_changes(law, one, forms)
        assert not problems
        answer = merged.answers(one, found)["1"]
        assert [each.title for each in answer.evidence] == [f"SK {at}" for at in range(count + 4)]
        work.append(len(counted))
    assert work[0] >= 50
    assert work[1] <= 8 * work[0]


def test_a_document_is_told_anew_in_its_place() -> None:
    """The first of several that are one; what comes after it stays where it is."""
    found = changes.Register([Evidence(title="A"), Evidence(title="B"), Evidence(title="A")])
    found.take(Evidence(title="A", levels=(2,)))
    found.take(Evidence(title="C"))
    assert [(one.title, one.levels) for one in found.entries] == [
        *(("A", (2,)), ("B", ()), ("A", ())),
        ("C", ()),
    ]
    assert found.known(Evidence(title="C", levels=(3,))) == Evidence(title="C")
    assert found.known(Evidence(title="D")) is None
