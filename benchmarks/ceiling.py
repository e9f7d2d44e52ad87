"""The ceiling: a spreadsheet that recalculates the same sum. LibreOffice, without a window."""

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import xlsxwriter

# LibreOffice trusts the results stored in a workbook unless told to recalculate on loading.
_RECALCULATE = """\
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def command(work: Path) -> tuple[str, ...]:
    """Return the command that recalculates `work`/sum.xlsx into sum.csv; empty without soffice."""
    soffice = shutil.which("soffice") or shutil.which("libreoffice")
    if soffice is None:
        return ()
    profile = f"-env:UserInstallation={(work / 'profile').as_uri()}"
    return (
        soffice,
        profile,
        "--headless",
        "--convert-to",
        "csv",
        "--outdir",
        str(work),
        "sum.xlsx",
    )


def write(work: Path, indicators: Sequence[Mapping[str, str]]) -> None:
    """Write sum.xlsx: a line for each indicator and the index beneath, formulas without results."""
    last = len(indicators)
    with xlsxwriter.Workbook(work / "sum.xlsx") as book:
        sheet = book.add_worksheet()
        for line, row in enumerate(indicators):
            sheet.write_row(line, 0, [row["id"], float(row["weight"]), float(row["level"])])
            sheet.write_formula(line, 3, f"=B{line + 1}*C{line + 1}")
        sheet.write_formula(last, 3, f"=SUM(D1:D{last})/SUM(B1:B{last})")
    settings = work / "profile/user/registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(_RECALCULATE, "utf-8")


def computed(work: Path) -> str:
    """Return the index that LibreOffice computed."""
    return (work / "sum.csv").read_text("utf-8").split(",")[-1].strip()
