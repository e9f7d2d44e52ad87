"""Random assessments with every kind of text in them, and a spreadsheet that computes them."""

import random
import shutil
import subprocess
from fractions import Fraction
from pathlib import Path

import openpyxl

from spbe_cli.core.assessment import Answer, Assessment, Evidence, Opinion
from spbe_cli.core.instrument import Instrument
from spbe_cli.core.records import replace
from spbe_cli.store.yaml import instruments

LAWS = {name: instruments.load(name) for name in instruments.shipped()}
OFFICE = shutil.which("soffice")
NASTY = ["=1+1", "+62 811", "-", "@SUM(A1)", "'=1", "\x1b[31mred\x1b[0m", "[bold]x[/]", "_x001B_"]
NASTY += ["a\tb", "x" * 10_000, "baris 1\nbaris 2", '=HYPERLINK("http://x")', "<b>&amp;", "{{ 7 }}"]


def empty(law: Instrument) -> Assessment:
    return Assessment("Kota Contoh", law.years[0], law.id)


def levels(law: Instrument, chance: random.Random) -> Fraction:
    low, high = law.scale.minimum, law.scale.maximum
    if law.scale.decimal:
        return Fraction(chance.randint(low * 100, high * 100), 100)
    return Fraction(chance.randint(low, high))


def drawn(law: Instrument, seed: int) -> Assessment:
    """Return a complete random assessment with every kind of text in it."""
    chance = random.Random(seed)  # noqa: S311  an example, not a secret
    answers = {}
    for indicator in law.indicators():
        for item in indicator.item_ids()[: chance.randint(1, indicator.repeatable)]:
            answers[item] = Answer(
                {Opinion.SELF: levels(law, chance)},
                owners=chance.choice([(), ("Bappeda",), ("=Dinas",), ("Bagian Organisasi",)]),
                note=chance.choice([None, *NASTY]),
                evidence=tuple(
                    Evidence(
                        title=f"{chance.choice(['Perwali', '=SK', 'a | b', '@x'])} {number}",
                        file=chance.choice([None, "bukti/02/perwali.pdf"]),
                        url=chance.choice([None, "https://kota.example/a?b=1&c=2"]),
                    )
                    for number in range(chance.randint(0, 3))
                ),
            )
    return replace(empty(law), answers=answers)


def named(book: openpyxl.Workbook, name: str) -> object:
    (place,) = book.defined_names[name].destinations
    return book[place[0]][place[1].replace("$", "")].value


_AS_XLSX = "xlsx:Calc MS Excel 2007 XML"


def office(folder: Path, out: Path, *names: Path, to: str = _AS_XLSX) -> list[Path]:
    """Convert workbooks to workbooks with LibreOffice, in a profile of its own."""
    profile = (folder / "profile").as_uri()
    subprocess.run(
        [
            *(str(OFFICE), f"-env:UserInstallation={profile}", "--headless"),
            *(
                "--convert-to",
                to,
                "--outdir",
                str(out),
                *map(str, names),
            ),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return [(out / name.name).with_suffix(f".{to.partition(':')[0]}") for name in names]
