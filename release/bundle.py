"""Builds the bundle: a folder, and a zip of it, that runs where there is no Python.

``python release/bundle.py [FOLDER]`` writes ``spbe-VERSION-SYSTEM.zip`` for the machine it runs on
into FOLDER (dist/). One-folder mode of PyInstaller: nothing is unpacked into temporary folders,
which group policies and virus scanners block.
"""

import os
import platform
import re
import shutil
import subprocess
import sys
import zipfile
from importlib.metadata import requires
from pathlib import Path

import spbe_cli

ROOT = Path(__file__).resolve().parents[1]
HERE = Path(__file__).resolve().parent
DATA = ("indicators", "national", "templates", "examples")  # as the wheel has them
_FOR_EDITORS = shutil.ignore_patterns("ruff.toml", "README.md", "__pycache__")
# Distributions whose versions `spbe doctor` tells: the package's own, which names the others.
_TOLD = ("spbe-cli", *(re.split(r"[^A-Za-z0-9._-]", one)[0] for one in requires("spbe-cli") or ()))
# What openpyxl and others use where it is there: large, and of no use here.
_LEFT_OUT = ("numpy", "pandas", "PIL", "matplotlib", "tkinter", "pytest", "hypothesis", "IPython")
_DOOR = """\
<!doctype html><html lang="id"><meta charset="utf-8"><title>Panduan spbe</title>
<meta http-equiv="refresh" content="0; url=_internal/spbe_cli/docs/panduan/index.html">
<a href="_internal/spbe_cli/docs/panduan/index.html">Panduan spbe</a>
"""
_WINDOWS = platform.system() == "Windows"


def name() -> str:
    """Return what the bundle is called: program, version, system, processor."""
    system = {"Darwin": "macos"}.get(platform.system(), platform.system().lower())
    return f"spbe-{spbe_cli.__version__}-{system}-{platform.machine().lower()}"


def staged(folder: Path) -> Path:
    """Lay out the data as it stands inside the package."""
    shutil.rmtree(folder, ignore_errors=True)
    for one in DATA:
        shutil.copytree(ROOT / one, folder / one, ignore=_FOR_EDITORS)
    (folder / "docs").mkdir()
    shutil.copy(ROOT / "docs/panduan.md", folder / "docs")
    return folder


def options(data: Path, work: Path) -> list[str]:
    """Return what PyInstaller is asked for."""
    import docx

    # python-docx looks for its templates beside a folder of its modules, which a bundle lacks.
    beside = Path(docx.__file__).parent / "templates/default-footer.xml"
    return [
        *("--onedir", "--console", "--noconfirm", "--clean", "--log-level", "WARN"),
        *("--name", "spbe", "--distpath", str(work / "dist"), "--workpath", str(work / "work")),
        *("--specpath", str(work), "--paths", str(ROOT)),
        *("--collect-submodules", "spbe_cli"),  # commands and faces are imported by name
        *("--collect-submodules", "rich._unicode_data"),  # same, by the width of characters
        *("--add-data", f"{data}{os.pathsep}spbe_cli"),
        *("--add-data", f"{beside}{os.pathsep}docx/parts"),
        *("--collect-data", "docx"),
        *(part for one in _TOLD for part in ("--copy-metadata", one)),
        *(part for one in _LEFT_OUT for part in ("--exclude-module", one)),
        *(() if _WINDOWS else ("--strip",)),
        str(HERE / "start.py"),
    ]


def build(out: Path, pages: Path) -> Path:
    """Build the folder under `out` and return it; `pages` are the built pages of the guide."""
    work = ROOT / "build/bundle"
    data = staged(work / "data")
    shutil.copytree(pages, data / "docs/panduan")
    command = [sys.executable, "-m", "PyInstaller", *options(data, work)]
    subprocess.run(command, cwd=work, check=True)
    folder = out / name()
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(work / "dist/spbe", folder, symlinks=True)
    for told in folder.rglob("*.dist-info/direct_url.json"):  # where it was built: nobody's concern
        told.unlink()
    shutil.copytree(ROOT / "examples", folder / "contoh", ignore=_FOR_EDITORS)
    for one in ("LICENSE", "CHANGELOG.md"):
        shutil.copy(ROOT / one, folder)
    shutil.copy(HERE / "BACA-DULU.txt", folder)
    text = (HERE / "mulai.bat").read_text("utf-8")
    (folder / "mulai.bat").write_text(text, "utf-8", newline="\r\n")  # cmd wants both characters
    (folder / "panduan.html").write_text(_DOOR, "utf-8", newline="\n")
    return folder


def zipped(folder: Path) -> Path:
    """Return a zip beside a folder; programs stay programs, links stay links."""
    target = folder.with_name(f"{folder.name}.zip")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for file in sorted(folder.rglob("*")):
            inside = f"{folder.name}/{file.relative_to(folder).as_posix()}"
            if file.is_symlink():
                entry = zipfile.ZipInfo(inside)
                entry.create_system = 3
                entry.external_attr = 0o120777 << 16
                archive.writestr(entry, str(file.readlink()))
            elif file.is_file():
                archive.write(file, inside)
    return target


def size(folder: Path) -> int:
    """Return the bytes of all files beneath a folder."""
    return sum(one.stat().st_size for one in folder.rglob("*") if one.is_file())


def main() -> None:
    """Build pages, folder and zip, and say how large they are."""
    out = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "dist").resolve()
    out.mkdir(parents=True, exist_ok=True)
    sys.path.insert(0, str(ROOT / "docs"))
    import pages

    folder = build(out, pages.build(ROOT / "build/panduan"))
    archive = zipped(folder)
    for one, octets in ((folder, size(folder)), (archive, archive.stat().st_size)):
        print(f"{one}: {octets / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
