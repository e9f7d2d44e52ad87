"""Writes docs/contoh: reports of published results, as examples, and the pictures in the README.

Run it after a change of the reports: ``python docs/laporan.py``; with ``--picture`` it also draws
the first page with Chromium, and the workbook and a page of the Word document with LibreOffice.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs/contoh"
PICTURE = FOLDER / "bandar-lampung-2023.png"
BOOK = FOLDER / "bandar-lampung-2023-xlsx.png"
DOCUMENT = FOLDER / "bandar-lampung-2023-docx.png"
SHOWN = "BAB II HASIL"  # the chapter whose first page is drawn
CASES = {  # name: assessments and options
    "bandar-lampung-2023": ("bandar-lampung-202[23].yaml", "--target", "2.60"),
    "palangka-raya-2024": ("palangka-raya-20*.yaml", "--target", "4.20"),
}
ENDINGS = (".html", ".md", ".xlsx", ".docx")
_CHROMIUM = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--hide-scrollbars",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def write(folder: Path) -> list[Path]:
    """Write every example into a folder; dated 1 January 2025, so that they can be compared."""
    env = {key: value for key, value in os.environ.items() if key != "SPBE_LANG"}
    env |= {"SOURCE_DATE_EPOCH": "1735689600", "PYTHONUTF8": "1"}
    made = []
    for name, (pattern, *options) in CASES.items():
        files = sorted((ROOT / "examples").glob(pattern))
        for ending in ENDINGS:
            out = folder / f"{name}{ending}"
            out.unlink(missing_ok=True)
            named = [*map(str, files), *options, "-o", str(out)]
            command = [sys.executable, "-m", "spbe_cli", "report", *named]
            subprocess.run(command, cwd=ROOT, env=env, check=True, capture_output=True)
            made.append(out)
    return made


def draw(page: Path, picture: Path) -> None:
    """Draw the first screen of a page."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        raise SystemExit("Chromium is not installed")
    with tempfile.TemporaryDirectory() as profile:
        options = [
            f"--user-data-dir={profile}",
            "--window-size=1000,1400",
            f"--screenshot={picture}",
        ]
        command = [chromium, *_CHROMIUM, *options, page.as_uri()]
        subprocess.run(command, check=True, capture_output=True)


def printed(file: Path, folder: str) -> Path:
    """Print a file into a folder with LibreOffice."""
    convert = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", folder, str(file)]
    subprocess.run(convert, check=True, capture_output=True)
    return Path(folder, file.name).with_suffix(".pdf")


def draw_document(document: Path, picture: Path) -> None:
    """Draw the page of a Word document on which the results begin."""
    with tempfile.TemporaryDirectory() as folder:
        page = printed(document, folder)
        read = ["pdftotext", "-layout", str(page), "-"]
        text = subprocess.run(read, check=True, capture_output=True).stdout.decode("utf-8")
        number = max(at for at, one in enumerate(text.split("\f"), 1) if SHOWN in one)
        part = ["-r", "80", "-f", str(number), "-l", str(number), "-singlefile", "-png"]
        command = ["pdftoppm", *part, str(page), str(picture.with_suffix(""))]
        subprocess.run(command, check=True, capture_output=True)


def draw_book(book: Path, picture: Path) -> None:
    """Draw the upper part of a workbook's first page, with LibreOffice and pdftoppm."""
    with tempfile.TemporaryDirectory() as folder:
        page = printed(book, folder)
        part = ["-r", "110", "-W", "910", "-H", "840", "-f", "1", "-l", "1", "-singlefile", "-png"]
        command = ["pdftoppm", *part, str(page), str(picture.with_suffix(""))]
        subprocess.run(command, check=True, capture_output=True)


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    write(FOLDER)
    if "--picture" in sys.argv[1:]:
        draw(FOLDER / "bandar-lampung-2023.html", PICTURE)
        draw_book(FOLDER / "bandar-lampung-2023.xlsx", BOOK)
        draw_document(FOLDER / "bandar-lampung-2023.docx", DOCUMENT)
