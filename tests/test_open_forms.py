"""Forms saved as .ods: formulas are written in another way there, and are the same formulas."""

import zipfile
from pathlib import Path

import pytest
from drawn import OFFICE, office
from program import ROOT, Run

from spbe_cli.store.tables.opendocument import usual_formula

SAME = {
    "=IF([.D9]=1;1;IF(ISNUMBER([.E9]);1;0))": "=IF(D9=1,1,IF(ISNUMBER(E9),1,0))",
    '=IF([.J7]>=1;[.J7];"")': '=IF(J7>=1,J7,"")',
    '=IF([.$J$7]=1;"a;b [.C1] ""q"" |";"")': '=IF($J$7=1,"a;b [.C1] ""q"" |","")',
    "=[$spbe.$D$52]+[spbe.D53]": "=spbe!$D$52+spbe!D53",
    "=SUM([.A1:.B2];[$'Domain 1'.$B$7:.$B$20])": "=SUM(A1:B2,'Domain 1'!$B$7:$B$20)",
    "=SUM([$'It''s; 1'.A1:$'It''s; 1'.A9])": "=SUM('It''s; 1'!A1:A9)",
    "=SUM({1;2|3;4})": "=SUM({1,2;3,4})",
    '=HYPERLINK([.A2]&"/x";[.B2])': '=HYPERLINK(A2&"/x",B2)',
    "=SUM([.A:.B])": "=SUM(A:B)",
    "=1": "=1",
}


@pytest.mark.parametrize("formula", SAME)
def test_formulas_are_read_as_excel_writes_them(formula: str) -> None:
    assert usual_formula(formula) == SAME[formula]


def test_what_is_no_reference_stays() -> None:
    strange = "=['file:///c:/a.ods'#$Sheet1.A1]"
    assert usual_formula(strange) == strange


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_only_changes_of_an_ods_are_told(spbe: Run, tmp_path: Path) -> None:
    text = (ROOT / "examples/bandar-lampung-2023.yaml").read_text("utf-8")
    (tmp_path / "a.yaml").write_text(text, "utf-8")
    assert spbe("form", "a.yaml", "-o", "f.xlsx", cwd=tmp_path).returncode == 0
    (saved,) = office(tmp_path, tmp_path / "saved", tmp_path / "f.xlsx", to="ods")
    done = spbe("import", saved, "--into", "a.yaml", "--dry-run", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "Tidak ada perubahan.\n"
    before = "of:=IF([.D9]=1;1;IF(ISNUMBER([.E9]);1;0))"
    changed = tmp_path / "g.ods"
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(changed, "w") as new:
        for one in old.infolist():
            data = old.read(one)
            if one.filename == "content.xml":
                at = data.index(before.encode())
                more = before.replace("1;0))", "1;1))").encode()
                data = data[:at] + more + data[at + len(before) :]
            new.writestr(one, data)
    done = spbe("import", changed, "--into", "a.yaml", "--dry-run", cwd=tmp_path)
    (line,) = done.stderr.splitlines()
    assert "!Domain 1!F9: E339 " in line
