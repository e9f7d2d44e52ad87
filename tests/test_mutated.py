"""Mutated inputs: no traceback, no hang, and nothing is written after an error."""

import os
import random
import shutil
import sys
import time
import zipfile
from pathlib import Path

import pytest
from program import ROOT, Run

SENT = ROOT / "tests/sent"
TOKENS = (
    *(
        "",
        " ",
        "\n",
        ";",
        ",",
        "\t",
        '"',
        "'",
        "=",
        "|",
        ":",
        "#",
        "- ",
        "{",
        "}",
        "[",
        "~",
        "null",
    ),
    *("0", "-1", "3", "3,5", "1e9", "9" * 400, "Level 3", "III", "2021-02-30", "\u0085", "\u2028"),
    *("\ufeff", "\u200b", "\ud800".encode("utf-8", "replace").decode(), "\x00", "x" * 3000),
)

# Of each kind in the long part; 5,000 of each take a quarter of an hour: SPBE_MUTATIONS=5000.
MANY = int(os.environ.get("SPBE_MUTATIONS", "500"))


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Change a text, or a workbook by one of its parts or by its raw bytes."""
    if data.startswith(b"PK") and chance.random() < 0.7:
        return _workbook(data, chance)
    if data.startswith(b"PK"):
        at = chance.randrange(len(data))
        return data[:at] + chance.randbytes(chance.randint(1, 64)) + data[at + 32 :]
    if data.startswith(b"\xd0\xcf"):
        at = chance.randrange(len(data))
        return data[:at] + chance.randbytes(chance.randint(1, 16)) + data[at + 8 :]
    text = data.decode("utf-8", "replace")
    for _time in range(chance.randint(1, 4)):
        at, to = sorted((chance.randrange(len(text) + 1), chance.randrange(len(text) + 1)))
        cut = min(to, at + chance.choice((0, 1, 3, 20)))
        text = text[:at] + chance.choice(TOKENS) + text[cut:]
    encoding = chance.choice(("utf-8", "utf-8", "utf-8", "cp1252", "utf-16"))
    return text.encode(encoding, "replace")


def _workbook(data: bytes, chance: random.Random) -> bytes:
    import io

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        names = source.namelist()
        chosen = chance.choice(names)
        for name in names:
            part = source.read(name)
            if name == chosen and part:
                at = chance.randrange(len(part))
                token = chance.choice(TOKENS).encode("utf-8", "replace")
                part = part[:at] + token + part[at + chance.choice((0, 1, 8, 200)) :]
                if chance.random() < 0.1:
                    continue
            target.writestr(name, part)
    return out.getvalue()


_FORMS = ["F04-isian.csv", "F01-tautan-di-balik-teks.xlsx", "hardening/form-47.xlsx"]
_LISTS = ["F06-baris-rata-rata.csv", "F15-judul-dua-baris.xlsx", "F12-daftar-strict.xlsx"]
KINDS = {
    "assessments": (["F04-contoh-panduan.yaml", "hardening/rich.yaml"], ["score", "check"]),
    "forms": (_FORMS, ["import"]),
    "lists": (_LISTS, ["rank"]),
    "other workbooks": (["lain/bertaut.ods", "lain/tergabung.xls"], ["import", "rank"]),
    "answers": (["tauval.json"], ["import", "rank"]),
    "worksheets": (["F07-kertas-kerja-spbe.xlsx"], ["import"]),
}


@pytest.mark.parametrize("times", [25, pytest.param(MANY, marks=pytest.mark.long)])
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_mutated_inputs(spbe: Run, tmp_path: Path, kind: str, times: int) -> None:
    sources, commands = KINDS[kind]
    chance = random.Random(f"{kind} {times}")  # noqa: S311  inputs, not secrets
    into = tmp_path / "into.yaml"
    shutil.copy(SENT / "penilaian.yaml", into)
    before, diary = into.read_bytes(), tmp_path / "into.riwayat.csv"
    for number in range(times):
        source = SENT / chance.choice(sources)
        file = tmp_path / f"m{source.suffix}"
        file.write_bytes(mutated(source.read_bytes(), chance))
        command = [chance.choice(commands), file.name]
        if command[0] == "import":
            command += ["--into", into.name]
        begun = time.process_time()  # a busy machine is no hang
        done = spbe(*command, cwd=tmp_path)
        told = f"{kind} {times}, number {number}: {command} {done.stderr[-600:]}"
        assert "Traceback" not in done.stderr, told
        assert done.returncode in (0, 3, 4, 5), told
        assert time.process_time() - begun < 10, told
        if done.returncode != 0:
            assert into.read_bytes() == before, told
        into.write_bytes(before)
        diary.unlink(missing_ok=True)  # else it grows, and only it would be measured
    if sys.platform == "linux":
        import resource

        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < 1_000_000  # kilobytes
