"""What is longer than a cell holds: a form says so, and nothing of it is lost on the way home."""

from functools import partial
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml
from program import Done, Run

from spbe_cli.core.collect import clipping

LONG = "".join(f"{number} kalimat panjang. " for number in range(2_000)).strip()
HEAD, LEFT = clipping.beginning(LONG)
GROUPED = f"{LEFT:,}".replace(",", ".")


def file(answer: dict[str, Any], name: str = "a.yaml", instrument: str = "59-2020") -> str:
    said = {
        "institution": "Kota X",
        "year": 2024 if instrument == "59-2020" else 2026,
        "instrument": f"permenpanrb-{instrument}",
        "indicators": {1: 2, 2: {"self": 3, **answer}, 3: 2},
    }
    Path(name).write_text(yaml.safe_dump(said, allow_unicode=True), encoding="utf-8")
    return name


def cells(name: str, sheet: str, item: str) -> dict[str, Any]:
    """Return the cells of an item's row by their keys."""
    page = openpyxl.load_workbook(name)[sheet]
    keys = [str(cell.value) for cell in page[3]]
    for row in page.iter_rows(min_row=5):
        if str(row[0].value) == item:
            return dict(zip(keys, row, strict=True))
    raise LookupError(item)


def changed(name: str, sheet: str, item: str, key: str, text: str) -> None:
    """Write into a cell of an item's row, as somebody does."""
    book = openpyxl.load_workbook(name)
    at = cells(name, sheet, item)[key].coordinate
    book[sheet][at] = text
    book.save(name)


def record(name: str = "a.yaml") -> dict[int, Any]:
    found: dict[int, Any] = yaml.safe_load(Path(name).read_text(encoding="utf-8"))["indicators"]
    return found


def home(spbe: Run, *names: str) -> Done:
    return spbe("import", *names, "--into", "a.yaml")


@pytest.fixture(name="spbe")
def _spbe(spbe: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return the program as it runs in the folder of the test."""
    monkeypatch.chdir(tmp_path)
    return partial(spbe, cwd=tmp_path)


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@pytest.mark.parametrize("language", ["id", "en"])
def test_a_long_text_is_told_and_comes_home_untouched(
    spbe: Run, ending: str, language: str
) -> None:
    explained = {"fact": LONG + " fakta", "analysis": LONG + " analisis"}
    before = file({"note": LONG, "explanation": explained})
    kept = Path(before).read_bytes()
    done = spbe("--lang", language, "form", "a.yaml", "-o", f"f.{ending}")
    assert done.returncode == 0
    (line,) = [one for one in done.stderr.splitlines() if "E355" in one]
    assert line.startswith(f"f.{ending}: E355 ")
    assert GROUPED in line.replace(",", ".")
    assert sum(word in line for word in ("catatan", "fakta", "analisis")) == 3 or language == "en"
    if ending == "xlsx":
        note = str(cells("f.xlsx", "Domain 1", "2")["note"].value)
        assert note.startswith(HEAD)
        assert len(note) <= 32_767
        assert note.rsplit("\n", maxsplit=1)[-1].startswith("[… ")
    done = spbe("--lang", language, "import", f"f.{ending}", "--into", "a.yaml")
    assert done.returncode == 0
    assert done.stdout == ("Tidak ada perubahan.\n" if language == "id" else "Nothing changes.\n")
    assert Path(before).read_bytes() == kept


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_a_change_before_or_after_the_closing_line_keeps_the_rest(spbe: Run, ending: str) -> None:
    file({"note": LONG})
    spbe("form", "a.yaml", "-o", f"f.{ending}")
    if ending == "xlsx":
        shown = str(cells("f.xlsx", "Domain 1", "2")["note"].value)
        changed("f.xlsx", "Domain 1", "2", "note", f"Sudah dicek: {shown}\nLihat lampiran.")
    else:
        text = Path("f.csv").read_text(encoding="utf-8-sig")
        text = text.replace("0 kalimat panjang. 1", "Sudah dicek: 0 kalimat panjang. 1", 1)
        text = text.replace("jangan hapus baris ini]", "jangan hapus baris ini]\nLihat lampiran.")
        Path("f.csv").write_text(text, encoding="utf-8-sig")
    assert home(spbe, f"f.{ending}").returncode == 0
    assert record()[2]["note"] == f"Sudah dicek: {LONG}\nLihat lampiran."


@pytest.mark.parametrize("said", ["Ganti.", f"{HEAD}", f"{HEAD}\n[… 12 huruf lagi tercatat]"])
def test_what_would_lose_the_rest_is_refused(spbe: Run, said: str) -> None:
    before = Path(file({"note": LONG})).read_bytes()
    spbe("form", "a.yaml", "-o", "f.xlsx")
    changed("f.xlsx", "Domain 1", "2", "note", said)
    done = home(spbe, "f.xlsx")
    assert done.returncode == 3
    at = cells("f.xlsx", "Domain 1", "2")["note"].coordinate
    assert f"f.xlsx!Domain 1!{at}: E356 isian catatan indikator 2" in done.stderr
    assert Path("a.yaml").read_bytes() == before
    changed("f.xlsx", "Domain 1", "2", "note", "")  # the remedy
    assert home(spbe, "f.xlsx").returncode == 0
    assert Path("a.yaml").read_bytes() == before


def test_the_beginning_of_a_text_that_is_gone_is_no_text(spbe: Run) -> None:
    file({"note": LONG})
    spbe("form", "a.yaml", "-o", "f.xlsx")
    file({})
    done = home(spbe, "f.xlsx")
    assert done.returncode == 3
    assert "E356" in done.stderr


@pytest.mark.parametrize("count", [300, 900, 2_000])
def test_documents_that_do_not_fit_are_counted_and_stay(spbe: Run, count: int) -> None:
    listed = [
        {"title": f"Keputusan Wali Kota Nomor {one} Tahun 2023 tentang Layanan {'Panjang ' * 8}"}
        for one in range(count)
    ]
    before = Path(file({"evidence": listed})).read_bytes()
    done = spbe("form", "a.yaml", "-o", "f.xlsx")
    lines = str(cells("f.xlsx", "Domain 1", "2")["evidence"].value).split("\n")
    left = count - len(lines) + 1
    grouped = f"{left:,}".replace(",", ".")
    assert lines[-1] == f"[… {grouped} dokumen lagi tercatat; baris ini bukan dokumen]"
    assert "indikator 2: yang tercatat lebih panjang daripada selnya" in done.stderr
    assert f"{grouped} dokumen" in done.stderr
    assert len("\n".join(lines)) > 30_000
    done = home(spbe, "f.xlsx")
    assert done.stdout == "Tidak ada perubahan.\n"
    assert Path("a.yaml").read_bytes() == before
    changed("f.xlsx", "Domain 1", "2", "evidence", "\n".join([*lines, "SK Baru 7/2024"]))
    assert home(spbe, "f.xlsx").returncode == 0
    titles = [one["title"].strip() for one in record()[2]["evidence"]]
    assert titles == [*(one["title"].strip() for one in listed), "SK Baru 7/2024"]


def test_letters_are_counted_as_excel_counts_them(spbe: Run) -> None:
    text = "😀" * 20_000
    before = Path(file({"note": text, "owner": "Dinas " + "K" * 33_000})).read_bytes()
    done = spbe("form", "a.yaml", "-o", "f.xlsx")
    assert "pengampu" in done.stderr
    note = str(cells("f.xlsx", "Domain 1", "2")["note"].value)
    assert 31_000 < len(note.encode("utf-16-le")) // 2 <= 32_767
    assert home(spbe, "f.xlsx").stdout == "Tidak ada perubahan.\n"
    assert Path("a.yaml").read_bytes() == before


def test_a_form_for_each_unit_tells_of_its_own(spbe: Run) -> None:
    file({"note": LONG, "owner": "Bappeda"})
    done = spbe("form", "a.yaml", "--split", "-o", "f")
    (line,) = [one for one in done.stderr.splitlines() if "E355" in one]
    assert line.startswith("f/Bappeda.xlsx: E355 ")


def test_remarks_and_explanations_of_items_come_home_whole(spbe: Run) -> None:
    told = {"state": "revisi", "note": LONG, "explanation": {"fact": LONG, "analysis": "pendek"}}
    code = next(iter(_codes("2")))
    before = Path(file({"items": {code: told}}, instrument="8-2026")).read_bytes()
    done = spbe("form", "a.yaml", "-o", "f.xlsx")
    assert f"asesor {code}" in done.stderr
    assert f"fakta {code}" in done.stderr
    assert home(spbe, "f.xlsx").stdout == "Tidak ada perubahan.\n"
    assert Path("a.yaml").read_bytes() == before
    page = openpyxl.load_workbook("f.xlsx")
    sheet = page["Butir bukti"]
    keys = {str(cell.value): at for at, cell in enumerate(sheet[3], 1)}
    row = next(
        one for one in range(5, sheet.max_row + 1) if sheet.cell(one, keys["code"]).value == code
    )
    for key in ("remark", "fact"):
        cell = sheet.cell(row, keys[key])
        cell.value = f"Baru. {cell.value}"
    page.save("f.xlsx")
    assert home(spbe, "f.xlsx").returncode == 0
    found = record()[2]["items"][code]
    assert (found["note"], found["explanation"]["fact"]) == (f"Baru. {LONG}", f"Baru. {LONG}")


def _codes(item: str) -> list[str]:
    from spbe_cli.store.yaml import instruments

    law = instruments.load("permenpanrb-8-2026")
    return list(law.items()[item].checklist())
