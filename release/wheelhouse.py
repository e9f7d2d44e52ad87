"""Writes a wheelhouse for Windows: every wheel that spbe needs there, for one version of Python.

``python release/wheelhouse.py WHEEL 3.12 [FOLDER]`` writes ``wheelhouse-windows-python3.12.zip``,
and needs uv to prove that nothing is missing.
On the laptop, in the unpacked folder: ``py -m pip install --no-index --find-links . spbe-cli``.
"""

import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

_READ = """\
Pasang tanpa internet, dengan Python {python} di Windows. Buka Command Prompt di folder ini:

  py -{python} -m venv %USERPROFILE%\\spbe
  %USERPROFILE%\\spbe\\Scripts\\python -m pip install --no-index --find-links . spbe-cli
  %USERPROFILE%\\spbe\\Scripts\\spbe --version
"""


def download(wheel: Path, python: str, folder: Path) -> None:
    """Fetch the wheels beneath ours; colorama is asked for by Windows alone."""
    where = ["--platform", "win_amd64", "--python-version", python, "--implementation", "cp"]
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--only-binary", ":all:"]
    command += [*where, "--dest", str(folder), "colorama", str(wheel)]
    subprocess.run(command, check=True)


def prove(python: str, folder: Path) -> None:
    """Fail where a wheel is missing: uv, unlike pip, asks as Windows and as that Python would."""
    command = [sys.executable, "-m", "uv", "pip", "install", "--quiet", "--dry-run"]
    command += ["--no-index", "--no-cache", "--find-links", str(folder), "--only-binary", ":all:"]
    command += ["--python-platform", "x86_64-pc-windows-msvc", "--python-version", python]
    subprocess.run([*command, "--target", str(folder / "nowhere"), "spbe-cli"], check=True)


def build(wheel: Path, python: str, out: Path) -> Path:
    """Return the zip; it fails where a dependency has no wheel for that Python on Windows."""
    out.mkdir(parents=True, exist_ok=True)
    target = out / f"wheelhouse-windows-python{python}.zip"
    with tempfile.TemporaryDirectory() as folder:
        download(wheel, python, Path(folder))
        prove(python, Path(folder))
        with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:  # wheels are zips
            for file in sorted(Path(folder).glob("*.whl")):
                archive.write(file, file.name)
            text = _READ.format(python=python).replace("\n", "\r\n")
            archive.writestr("BACA-DULU.txt", text)
    return target


if __name__ == "__main__":
    given = [*sys.argv[1:], "dist"]
    made = build(Path(given[0]).resolve(), given[1], Path(given[2]))
    print(f"{made}: {made.stat().st_size / 1e6:.1f} MB")
