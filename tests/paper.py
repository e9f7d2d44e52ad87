"""What LibreOffice prints of documents, as text by page."""

import subprocess
from collections.abc import Iterable
from pathlib import Path


def printed(files: Iterable[Path], folder: Path) -> dict[str, list[str]]:
    """Return the text of each page that LibreOffice prints of documents, by their names."""
    made = list(files)
    profile = (folder / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf"]
    subprocess.run(
        [*command, "--outdir", str(folder), *map(str, made)],
        check=True,
        capture_output=True,
        timeout=300,
    )
    found = {}
    for one in made:
        read = ["pdftotext", "-layout", str(one.with_suffix(".pdf")), "-"]
        done = subprocess.run(read, check=True, capture_output=True)
        found[one.stem] = done.stdout.decode().split("\f")[:-1]
    return found
