"""Evidence listed, packed for the portal, and verified."""

import csv
import io
import json
import re
import shutil
import zipfile
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from office import Office, make
from program import Run

from spbe_cli.core.assessment import Evidence
from spbe_cli.core.owed import bundle
from spbe_cli.core.owed.dossier import Found
from spbe_cli.problems import FileError
from spbe_cli.store import bundle as store


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return make(tmp_path / "kantor")


@pytest.fixture
def packed(spbe: Run, office: Office) -> Path:
    out = office.file.parent / "bukti.zip"
    done = spbe("evidence", "pack", office.file, "-o", out, "--partial")
    assert done.returncode == 0, done.stderr
    assert "56 berkas" in done.stdout
    assert "34 berkas tidak ditemukan" in done.stderr
    return out


def rows_of(archive: Path) -> list[dict[str, str]]:
    with zipfile.ZipFile(archive) as opened:
        return list(csv.DictReader(io.StringIO(opened.read("daftar.csv").decode("utf-8-sig"))))


def verified(spbe: Run, *arguments: str | Path) -> tuple[int, Any]:
    done = spbe("evidence", "verify", *arguments, "--format", "json")
    return done.returncode, json.loads(done.stdout)


def test_what_is_missing_is_refused_at_once(spbe: Run, office: Office) -> None:
    out = office.file.parent / "bukti.zip"
    done = spbe("evidence", "pack", office.file, "-o", out)
    assert done.returncode == 4
    assert done.stderr.count("E501") == 34
    assert not out.exists()
    assert not list(out.parent.glob(".*.tmp"))


def test_everything_that_is_there_is_packed(packed: Path, office: Office) -> None:
    rows = rows_of(packed)
    papers = {one.file: one for line in office.lines for one in line.papers}
    assert {row["source"] for row in rows} == set(papers)
    with zipfile.ZipFile(packed) as opened:
        assert opened.testzip() is None
        for row in rows:
            assert bool(row["name"]) == bool(row["sha256"]) == papers[row["source"]].there
            if row["name"]:
                data = opened.read(row["name"])
                assert data == (office.file.parent / row["source"]).read_bytes()
                assert (row["sha256"], row["size"]) == (sha256(data).hexdigest(), str(len(data)))
                assert re.fullmatch(r"\d+/\d\d-[A-Za-z0-9-]+\.pdf", row["name"])
                assert row["name"].split("/")[0] == row["indicator"]
        page = opened.read("daftar.html").decode()
    assert page.count("SHA-256") == 56
    assert "56 berkas · " in page
    assert "34 berkas hilang atau kosong" in page
    assert "built-in" not in page  # each name of the template is one of ours
    assert page.count("berkas tidak ditemukan") == 34
    assert "http" not in page.replace("http-equiv", "")  # it loads nothing


def test_nothing_is_overwritten(spbe: Run, packed: Path, office: Office) -> None:
    before = packed.read_bytes()
    done = spbe("evidence", "pack", office.file, "-o", packed, "--partial")
    assert (done.returncode, "E015" in done.stderr) == (4, True)
    assert packed.read_bytes() == before


def test_as_it_was_packed(spbe: Run, packed: Path, office: Office) -> None:
    done = spbe("evidence", "verify", office.file, packed)
    assert (done.returncode, done.stderr) == (0, "")
    assert "56 berkas sama dengan yang dipaketkan." in done.stdout


def test_one_changed_byte_is_found(spbe: Run, packed: Path, office: Office) -> None:
    file = next(one for line in office.lines for one in line.papers if one.there)
    target = office.file.parent / file.file
    data = bytearray(target.read_bytes())
    data[-2] ^= 1
    target.write_bytes(bytes(data))
    code, found = verified(spbe, office.file, packed)
    assert code == 5
    assert [(one["kind"], one["file"]) for one in found["differences"]] == [("changed", file.file)]
    assert "berubah: " in spbe("evidence", "verify", office.file, packed).stdout


def test_missing_added_dropped_and_twice(spbe: Run, packed: Path, office: Office) -> None:
    papers = [one for line in office.lines for one in line.papers]
    there = [one.file for one in papers if one.there]
    gone = [one.file for one in papers if not one.there]
    folder = office.file.parent
    (folder / there[0]).unlink()
    (folder / gone[0]).parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(folder / there[1], folder / gone[0])
    text = office.file.read_text("utf-8")
    dropped = next(line for line in text.splitlines() if there[2] in line)
    office.file.write_text(text.replace(dropped + "\n", ""), "utf-8")
    code, found = verified(spbe, office.file, packed)
    assert code == 5
    kinds = {one["kind"]: one for one in found["differences"]}
    assert kinds["missing"]["file"] == there[0]
    assert kinds["added"]["file"] == gone[0]
    assert kinds["dropped"]["file"] == there[2]
    assert {kinds["twice"]["file"], kinds["twice"]["other"]} == {there[1], gone[0]}
    assert len(found["differences"]) == 4


def test_one_content_twice_is_told_but_is_no_difference(spbe: Run, office: Office) -> None:
    papers = [one for line in office.lines for one in line.papers if one.there]
    folder = office.file.parent
    shutil.copy(folder / papers[0].file, folder / papers[1].file)
    out = folder / "b.zip"
    spbe("evidence", "pack", office.file, "-o", out, "--partial")
    code, found = verified(spbe, office.file, out)
    assert (code, [one["kind"] for one in found["differences"]]) == (0, ["twice"])


def test_the_list_alone_is_enough(spbe: Run, packed: Path, office: Office) -> None:
    listed = office.file.parent / "daftar.csv"
    with zipfile.ZipFile(packed) as opened:
        listed.write_bytes(opened.read("daftar.csv"))
    assert verified(spbe, office.file, listed)[0] == 0
    semicolons = listed.read_text("utf-8-sig").replace(",", ";")  # as Excel saves it again
    listed.write_text(semicolons, "utf-8-sig")
    assert verified(spbe, office.file, listed)[0] == 0


def test_a_damaged_bundle_is_found(spbe: Run, packed: Path, office: Office) -> None:
    data = bytearray(packed.read_bytes())
    data[data.find(b"%PDF") + 8] ^= 1
    packed.write_bytes(bytes(data))
    code, found = verified(spbe, office.file, packed)
    assert (code, [one["kind"] for one in found["differences"]]) == (5, ["damaged"])


@pytest.mark.parametrize("limit", ["100kB", "0.2MB"])
def test_parts_of_a_size(spbe: Run, office: Office, limit: str) -> None:
    for line in office.lines:
        for one in line.papers:
            if one.there:
                (office.file.parent / one.file).write_bytes(one.file.encode() * 400)
    out = office.file.parent / "b.zip"
    done = spbe("evidence", "pack", office.file, "-o", out, "--partial", "--max", limit)
    assert done.returncode == 0, done.stderr
    parts = sorted(out.parent.glob("b-*.zip"))
    most = {"100kB": 100_000, "0.2MB": 200_000}[limit]
    assert all(part.stat().st_size <= most for part in parts)
    assert len(parts) > 1
    names = [name for part in parts for name in zipfile.ZipFile(part).namelist()]
    assert len([name for name in names if not name.startswith("daftar.")]) == 56
    assert verified(spbe, office.file, *parts)[0] == 0
    assert verified(spbe, office.file, *parts[1:])[0] == 0  # the first is beside them


def test_a_part_of_several_is_no_whole(spbe: Run, office: Office, tmp_path: Path) -> None:
    """The others are read beside it; those that are nowhere are named, and nothing is "added"."""
    for line in office.lines:
        for one in line.papers:
            if one.there:
                (office.file.parent / one.file).write_bytes(one.file.encode() * 800)
    out = office.file.parent / "x.zip"
    done = spbe("evidence", "pack", office.file, "-o", out, "--partial", "--max", "200kB")
    parts = sorted(out.parent.glob("x-*.zip"))
    assert len(parts) >= 3
    assert all(f"{part.name}: " in done.stdout for part in parts)
    for part in parts:
        done = spbe("evidence", "verify", office.file, part)
        assert done.returncode == 0, done.stdout
        assert "56 berkas sama" in done.stdout
        assert all(one.name in done.stderr for one in parts if one != part)
    alone = tmp_path / "lain"
    alone.mkdir()
    for part in parts:
        with zipfile.ZipFile(part) as packed:
            inside = [one for one in packed.namelist() if not one.startswith("daftar.")]
            (alone / "daftar.csv").write_bytes(packed.read("daftar.csv"))
        (alone / part.name).write_bytes(part.read_bytes())
        for given in (alone / part.name, alone / "daftar.csv"):
            code, found = verified(spbe, office.file, given)
            absent = [one.name for one in parts if one != part]
            assert (code, found["absent_parts"]) == (0, absent)
            assert (found["differences"], found["same"] > 0) == ([], bool(inside))
            text = spbe("evidence", "verify", office.file, given).stdout
            assert f"Bagian {', '.join(absent)} tidak ada" in text
            assert "ditambah" not in text
        (alone / part.name).unlink()
    spoilt = next(one for line in office.lines for one in line.papers if one.there)
    (office.file.parent / spoilt.file).write_bytes(b"lain")
    assert {verified(spbe, office.file, part)[0] for part in parts} == {5}


def test_what_is_not_packed_is_named_with_its_reason(spbe: Run, tmp_path: Path) -> None:
    home = tmp_path / "rumah"
    home.mkdir()
    (tmp_path / "luar.pdf").write_bytes(b"x")
    (home / "nol.pdf").write_bytes(b"")
    (home / "besar.bin").write_bytes(b"b" * 300_000)
    (home / "kecil.pdf").write_bytes(b"k")
    file = home / "p.yaml"
    file.write_text(
        "institution: A\nyear: 2024\nindicators:\n  1: {self: 2, evidence: [{file: nol.pdf}, "
        "{file: ../luar.pdf}, {file: hilang.pdf}, {file: besar.bin}, {file: kecil.pdf}]}\n"
    )
    out = home / "b.zip"
    done = spbe("evidence", "pack", file, "-o", out, "--partial", "--max", "100kB")
    assert done.returncode == 0, done.stderr
    for said in (
        "1 berkas kosong: nol.pdf",
        "1 berkas di luar folder: ../luar.pdf",
        "1 berkas tidak ditemukan: hilang.pdf",
        "besar.bin sendirian sudah melampaui --max",
    ):
        assert said in done.stderr
    assert "kecil.pdf" not in done.stderr


@pytest.mark.parametrize("kept", [{"parts"}, {"parts", "part"}])
def test_parts_packed_before_they_were_marked(
    spbe: Run, office: Office, tmp_path: Path, kept: set[str]
) -> None:
    """Names and lists tell: files alike but for a number, and nothing in two of them."""
    for line in office.lines:
        for one in line.papers:
            if one.there:
                (office.file.parent / one.file).write_bytes(one.file.encode() * 800)
    made = tmp_path / "x.zip"
    spbe("evidence", "pack", office.file, "-o", made, "--partial", "--max", "200kB")
    parts = sorted(tmp_path.glob("x-*.zip"))
    old = tmp_path / "lama"
    old.mkdir()
    for part in parts:
        with zipfile.ZipFile(part) as packed, zipfile.ZipFile(old / part.name, "w") as archive:
            for name in packed.namelist():
                data = packed.read(name)
                if name == "daftar.csv":
                    text = data.decode("utf-8-sig")
                    mark = ";" if ";" in text.partition("\n")[0] else ","
                    rows = list(csv.DictReader(io.StringIO(text), delimiter=mark))
                    out = io.StringIO()
                    heads = [head for head in rows[0] if head not in kept]
                    writer = csv.DictWriter(out, heads, extrasaction="ignore", delimiter=mark)
                    writer.writeheader()
                    writer.writerows(rows)
                    data = out.getvalue().encode()
                archive.writestr(name, data)
    for part in parts:
        done = spbe("evidence", "verify", office.file, old / part.name)
        assert (done.returncode, "56 berkas sama" in done.stdout) == (0, True), done.stdout
    (old / parts[0].name).unlink()
    code, found = verified(spbe, office.file, old / parts[1].name)
    assert (code, found["absent_parts"]) == (0, [parts[0].name])
    for part in parts[2:]:  # one alone may be a whole that somebody named so: nothing is guessed
        (old / part.name).unlink()
    code, found = verified(spbe, office.file, old / parts[1].name)
    assert (code, found["absent_parts"]) == (5, [])


@pytest.mark.parametrize("size", ["besar", "10", "-1MB", "10XB"])
def test_sizes_that_are_none(spbe: Run, office: Office, size: str) -> None:
    done = spbe("evidence", "pack", office.file, "-o", "b.zip", f"--max={size}")
    assert (done.returncode, "10MB" in done.stderr) == (2, True)


def test_hostile_names_stay_in_their_folder(spbe: Run, tmp_path: Path) -> None:
    (tmp_path / "k").mkdir()
    (tmp_path / "rahasia.pdf").write_text("x")
    (tmp_path / "k/a.pdf").write_text("x")
    file = tmp_path / "k/p.yaml"
    file.write_text(
        "institution: A\nyear: 2024\nindicators:\n  1:\n    self: 2\n    evidence:\n"
        '      - {title: "../../Nilai é: <b>", file: a.pdf}\n'
        "      - {title: x, file: ../rahasia.pdf}\n"
        '      - {url: "javascript:alert(1)"}\n'
    )
    out = tmp_path / "b.zip"
    assert "E504" in spbe("evidence", "pack", file, "-o", out).stderr
    assert spbe("evidence", "pack", file, "-o", out, "--partial").returncode == 0
    with zipfile.ZipFile(out) as opened:
        assert opened.namelist() == ["1/01-Nilai-e-b.pdf", "daftar.csv", "daftar.html"]
        page = opened.read("daftar.html").decode()
    assert "<b>" not in page
    assert 'href="javascript' not in page


def test_what_is_no_bundle(spbe: Run, office: Office, tmp_path: Path) -> None:
    other = tmp_path / "x.zip"
    with zipfile.ZipFile(other, "w") as opened:
        opened.writestr("a.txt", "x")
    (tmp_path / "y.csv").write_text("a,b\n")
    for name, code in (("x.zip", "E506"), ("y.csv", "E506"), ("z.zip", "E001")):
        done = spbe("evidence", "verify", office.file, tmp_path / name)
        assert code in done.stderr, done.stderr
        assert "Traceback" not in done.stderr


def test_the_list(spbe: Run, office: Office) -> None:
    data = json.loads(spbe("evidence", "list", office.file, "--format", "json").stdout)
    assert (data["count"], data["broken"]) == (90, 34)
    lost = json.loads(spbe("evidence", "list", office.file, "--missing", "--format", "json").stdout)
    assert lost["count"] == 34
    text = spbe("evidence", "list", office.file, "--owner", "bappeda").stdout
    own = {one["indicator"] for one in data["evidence"] if "Bappeda" in one["owners"]}
    assert set(re.findall(r"^(\d+) ", text, re.MULTILINE)) >= own


def test_items_have_folders_of_their_own(spbe: Run, tmp_path: Path) -> None:
    (tmp_path / "sk.pdf").write_text("x")
    file = tmp_path / "p.yaml"
    file.write_text(
        "institution: A\nyear: 2026\nindicators:\n  11:\n    self: 2\n"
        "    evidence: [{title: SK Tim, file: sk.pdf, items: [I11-L1-01, L2-1]}]\n"
    )
    spbe("evidence", "pack", file, "-o", tmp_path / "b.zip")
    rows = rows_of(tmp_path / "b.zip")
    assert [row["item"] for row in rows] == ["I11-L1-01", "L2-1"]
    assert [row["name"] for row in rows] == [f"11/{row['item']}/01-SK-Tim.pdf" for row in rows]


def test_files_that_cannot_be_packed(spbe: Run, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "kosong.pdf").write_bytes(b"")
    file = tmp_path / "p.yaml"
    file.write_text(
        "institution: A\nyear: 2024\nindicators:\n"
        "  1: {self: 2, evidence: [{file: folder}, {file: kosong.pdf}, {file: hilang.pdf}]}\n"
    )
    done = spbe("evidence", "pack", file, "-o", tmp_path / "b.zip")
    assert done.returncode == 4
    assert [line.split()[1] for line in done.stderr.splitlines()] == ["E502", "E503", "E501"]


def test_a_file_that_changes_while_it_is_packed(office: Office) -> None:
    line = next(line for line in office.lines if any(one.there for one in line.papers))
    paper = next(one for one in line.papers if one.there)
    piece = bundle.Piece(
        "1/01-a.pdf", paper.file, str(line.number), "", Evidence(file=paper.file), Found.FOUND
    )
    known = store.digests(str(office.file), [piece], lambda _done, _total: None)
    (office.file.parent / paper.file).write_bytes(b"lain")
    out = office.file.parent / "b.zip"
    with pytest.raises(FileError, match="E505"):
        store.pack(str(office.file), out, known, lambda _own: {}, lambda _done, _total: None)
    assert not list(out.parent.glob("*b.zip*"))


def test_what_proves_several_items_lies_in_the_folder_of_each(spbe: Run, tmp_path: Path) -> None:
    """A portal takes files item by item; how many they are copies of is said."""
    (tmp_path / "bukti").mkdir()
    (tmp_path / "bukti" / "a.pdf").write_text("a")
    (tmp_path / "bukti" / "b.pdf").write_text("b")
    (tmp_path / "a.yaml").write_text(
        "institution: A\nyear: 2026\nindicators:\n  1:\n    self: 2\n    evidence:\n"
        "      - {title: SK, file: bukti/a.pdf, items: [I1-L1-01, L2-4, L2-4]}\n"
        "      - {title: Berita, url: 'https://a.example', items: [I1-L2-01, I1-L2-02]}\n"
        "  2: {self: 2, evidence: [{title: SK, file: bukti/a.pdf}, {file: bukti/b.pdf}]}\n"
    )
    done = spbe("evidence", "pack", "a.yaml", "-o", "b.zip", cwd=tmp_path)
    assert "4 berkas dari 2 berkas asal" in done.stdout
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        names = set(archive.namelist())
        rows = list(csv.DictReader(io.StringIO(archive.read("daftar.csv").decode("utf-8-sig"))))
    assert names >= {"1/I1-L1-01/01-SK.pdf", "1/L2-4/01-SK.pdf", "2/01-SK.pdf", "2/02-b.pdf"}
    assert [row["item"] for row in rows if row["indicator"] == "1"] == [
        *("I1-L1-01", "L2-4", "I1-L2-01", "I1-L2-02")
    ]
    done = spbe("evidence", "verify", "a.yaml", "b.zip", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "2 berkas sama dengan yang dipaketkan.\n")
    (tmp_path / "bukti" / "a.pdf").write_text("c")
    done = spbe("evidence", "verify", "a.yaml", "b.zip", cwd=tmp_path)
    assert (done.returncode, "berubah: bukti/a.pdf (indikator 1, 2)" in done.stdout) == (5, True)


def test_a_folder_is_no_document(spbe: Run, tmp_path: Path) -> None:
    (tmp_path / "bukti").mkdir()
    (tmp_path / "a.yaml").write_text(
        "institution: A\nyear: 2024\nindicators: {2: {self: 2, evidence: [{file: bukti}]}}\n"
    )
    done = spbe("evidence", "pack", "a.yaml", "-o", "b.zip", cwd=tmp_path)
    assert done.returncode == 4
    assert "E502 berkas bukti bukti indikator 2 tidak dapat dibaca: ini folder" in done.stderr


def test_no_list_is_run_by_a_spreadsheet(spbe: Run, tmp_path: Path) -> None:
    """Titles and names that begin as formulas do are texts; a bundle is verified all the same."""
    (tmp_path / "=1+1.pdf").write_text("a")
    (tmp_path / "a.yaml").write_text(
        "institution: A\nyear: 2024\nindicators:\n"
        "  2: {self: 2, evidence: [{title: '=HYPERLINK(1)', file: '=1+1.pdf', page: '-3'}]}\n"
    )
    listed = spbe("evidence", "list", "a.yaml", "--format", "csv", cwd=tmp_path).stdout
    assert ",'=HYPERLINK(1)," in listed
    assert spbe("evidence", "pack", "a.yaml", "-o", "b.zip", cwd=tmp_path).returncode == 0
    (row,) = rows_of(tmp_path / "b.zip")
    assert (row["title"], row["source"]) == ("'=HYPERLINK(1)", "'=1+1.pdf")
    assert spbe("evidence", "verify", "a.yaml", "b.zip", cwd=tmp_path).returncode == 0


def test_what_is_in_a_bundle_is_what_its_list_says(spbe: Run, tmp_path: Path) -> None:
    """What is damaged, gone, or put in is told, and is not counted among what is the same."""
    for name in ("a.pdf", "b.pdf", "c.pdf"):
        (tmp_path / name).write_text(name)
    text = "institution: A\nyear: 2024\nindicators:\n" + "".join(
        f"  {item}: {{self: 2, evidence: [{{file: {name}}}]}}\n"
        for item, name in ((8, "a.pdf"), (9, "b.pdf"), (10, "c.pdf"))
    )
    (tmp_path / "a.yaml").write_text(text)
    assert spbe("evidence", "pack", "a.yaml", "-o", "b.zip", cwd=tmp_path).returncode == 0
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        held = {name: archive.read(name) for name in archive.namelist()}

    def told(changed: dict[str, bytes]) -> tuple[int, str]:
        with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
            for name, data in changed.items():
                archive.writestr(name, data)
        done = spbe("evidence", "verify", "a.yaml", "x.zip", cwd=tmp_path)
        return done.returncode, done.stdout

    same = "3 berkas sama dengan yang dipaketkan.\n"
    assert told(held) == (0, same)
    assert told({**held, "__MACOSX/8/._01-a.pdf": b"", "8/.DS_Store": b""}) == (0, same)
    put = "di dalam paket, tetapi tidak dalam daftarnya: 9/99-baru.pdf\n"
    assert told({**held, "9/99-baru.pdf": b"x"}) == (5, put + same)
    two = same.replace("3", "2")
    name = next(one for one in held if one.startswith("9/"))
    damaged = "rusak di dalam paket: b.pdf (indikator 9)\n"
    assert told({**held, name: b"x"}) == (5, damaged + two)
    gone = "tidak ada di dalam paket: b.pdf (indikator 9)\n"
    assert told({one: data for one, data in held.items() if one != name}) == (5, gone + two)
    (tmp_path / "a.yaml").write_text(text.replace("  9: ", "  11: "))
    moved = "ditambah: b.pdf (indikator 11)\ntidak lagi tercatat: b.pdf (indikator 9)\n"
    assert told(held) == (5, moved + two)
