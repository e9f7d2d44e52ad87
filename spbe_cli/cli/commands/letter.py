"""``spbe letter``: minutes, consent to publication, and letters to units, in Word or Markdown."""

import datetime as dt
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from spbe_cli.cli import letters, options, signing
from spbe_cli.cli.compared import today
from spbe_cli.cli.inputs import day_option
from spbe_cli.cli.output import following, show, tell
from spbe_cli.cli.usage import Command
from spbe_cli.core import owners
from spbe_cli.core.assessment import Assessment, Opinion
from spbe_cli.core.instrument import Instrument
from spbe_cli.core.owed import dossier, todo
from spbe_cli.core.result import Result
from spbe_cli.core.score.scoring import score
from spbe_cli.i18n import N_, _
from spbe_cli.problems import DataError, Place
from spbe_cli.store import files
from spbe_cli.store.yaml import assessments

if TYPE_CHECKING:
    from spbe_cli.render.page.letter import Hand


class LetterKind(StrEnum):
    """The letters, as offices call them."""

    MINUTES = "berita-acara"
    CONSENT = "pernyataan"
    REQUEST = "permintaan"
    REMINDER = "tagihan"


class _Wishes(NamedTuple):
    """What a letter is asked to say, and where it stops asking."""

    kind: LetterKind
    owner: str | None
    due: dt.date | None
    own: letters.Own


def build() -> typer.Typer:
    """Return the command."""
    app = typer.Typer(rich_markup_mode=None, add_completion=False)
    app.command(
        "letter",
        cls=Command,
        help=N_(
            "Tulis surat dan naskah penilaian mandiri (Word atau Markdown): berita acara, "
            "pernyataan persetujuan publikasi, surat permintaan, surat tagihan."
        ),
        epilog=N_(
            "Contoh:\n"
            "  spbe letter berita-acara penilaian-2024.yaml -o berita-acara.docx\n"
            "  spbe letter pernyataan penilaian-2024.yaml -o pernyataan.docx\n"
            "  spbe letter permintaan penilaian-2024.yaml --owner Bappeda -o bappeda.docx\n"
            "  spbe letter tagihan penilaian-2024.yaml --due 2024-08-07 --template kop.docx "
            "-o tagihan.docx"
        ),
    )(letter_command)
    return app


def letter_command(
    kind: Annotated[
        LetterKind,
        typer.Argument(
            metavar="berita-acara|pernyataan|permintaan|tagihan",
            help=N_(
                "berita-acara: tingkat yang disepakati; pernyataan: persetujuan publikasi; "
                "permintaan: yang harus diisi sebuah unit; tagihan: yang masih kurang."
            ),
        ),
    ],
    file: options.File,
    *,
    out: Annotated[
        Path,
        typer.Option(
            "--output", "-o", metavar="SURAT.docx", help=N_("Berkas baru: .docx atau .md.")
        ),
    ],
    owner: Annotated[
        str | None,
        typer.Option(
            metavar=N_("NAMA"),
            help=N_("Surat untuk unit ini saja; jika tidak disebut, satu surat untuk setiap unit."),
        ),
    ] = None,
    due: Annotated[
        str | None,
        typer.Option(metavar="2026-03-31", help=N_("Batas waktu yang ditulis dalam surat.")),
    ] = None,
    place: signing.PlaceOption = "",
    date: Annotated[
        str | None,
        typer.Option(
            metavar="2026-03-31",
            help=N_(
                "Tanggal surat, yang juga menentukan tindak lanjut mana yang lewat batas; jika "
                "tidak disebut, dikosongkan."
            ),
        ),
    ] = None,
    signer: signing.Signers = None,
    template: options.TemplateOption = None,
    instrument: options.Law = None,
) -> None:
    """Write one document; what stands there already is left alone."""
    ending = out.suffix.casefold()
    if ending not in (".docx", ".md"):
        raise typer.BadParameter(_("-o memerlukan nama berkas .docx atau .md"))
    wishes = _Wishes(kind, owner, day_option("--due", due), letters.own(template))
    _check(wishes, ending)
    from spbe_cli.render.page.letter import Hand

    hand = Hand(place, day_option("--date", date), signing.signers(signer))
    assessment, law = assessments.load(file, instrument=instrument)
    paper = letters.paper(wishes.own)
    if kind in (LetterKind.REQUEST, LetterKind.REMINDER):
        text = _to_units(wishes, (file, assessment, law), hand)
    else:
        text = _of_all(wishes, assessment, law, hand)
    if not text:
        tell(_("{file} tidak ditulis: tidak ada yang terutang").format(file=out.as_posix()))
        return
    title = text.lstrip().split("\n", 1)[0].lstrip("# ")
    content = text if ending == ".md" else letters.letter_document(text, title, paper, hand.date)
    files.write_new(out, content)
    show(_("{file}: ditulis\n").format(file=out.as_posix()))
    if kind is LetterKind.MINUTES:
        following("spbe letter pernyataan {0} -o pernyataan.docx", file)
    elif kind is LetterKind.REQUEST:
        following("spbe form {0} --split -o formulir", file)
    elif kind is LetterKind.REMINDER:
        following("spbe todo {0}", file)
    else:
        following("spbe report {0} -o laporan.html", file)


def _check(wishes: _Wishes, ending: str) -> None:
    """Refuse options that the kind, or the form, of a letter has no use for."""
    to_units = wishes.kind in (LetterKind.REQUEST, LetterKind.REMINDER)
    given = {"--owner": wishes.owner is not None, "--due": wishes.due is not None}
    for name, value in given.items():
        if value and not to_units:
            said = _("{name} hanya berlaku bersama {modes}")
            raise typer.BadParameter(said.format(name=name, modes="permintaan, tagihan"))
    if wishes.own.paper is not None and ending != ".docx":
        raise typer.BadParameter(_("--template kop.docx berlaku untuk -o surat.docx"))


def _of_all(wishes: _Wishes, assessment: Assessment, law: Instrument, hand: "Hand") -> str:
    """Return a document about the whole self-assessment; DataError E211 where there is none.

    What is still open is told on standard error: whoever signs should know.
    """
    from spbe_cli.render.page import formal

    result = _own_result(law, assessment)
    found = dossier.gather(law, assessment)
    if wishes.kind is LetterKind.MINUTES:
        text = letters.template(letters.MINUTES, wishes.own)
        written = letters.fill_letter(wishes.own, formal.minutes, text, result, hand, found)
    else:
        text = letters.template(letters.CONSENT, wishes.own)
        written = letters.fill_letter(wishes.own, formal.consent, text, result, hand)
    if said := formal.still_open(result, found):
        tell(said)
    return written


def _own_result(law: Instrument, assessment: Assessment) -> Result:
    """Return the self-assessed result; E211 says how to come by one, since there is no choice."""
    try:
        return score(law, assessment, Opinion.SELF)
    except DataError as error:
        way = _("naskah ini memuat nilai mandiri: isi dengan spbe form, lalu spbe import")
        raise DataError(
            [
                one._replace(params={**one.params, "way": way}) if one.code == "E211" else one
                for one in error.problems
            ]
        ) from None


def _to_units(wishes: _Wishes, read: tuple[str, Assessment, Instrument], hand: "Hand") -> str:
    """Return a letter to a unit, or one for each, every one on a page of its own."""
    from spbe_cli.render.page import letter

    file, assessment, law = read
    units = owners.units(assessment, law.items())
    wanted = units
    if wishes.owner is not None:
        items = owners.items_owned(units, wishes.owner, Place(file))
        wanted = {name: own for name, own in units.items() if own is items}
    found = todo.todo(dossier.gather(law, assessment), hand.date or today(), due=wishes.due)
    asks = wishes.kind is LetterKind.REQUEST
    text = letters.template(letters.REQUEST if asks else letters.REMINDER, wishes.own)
    debtors = {one.owner or "" for one in found.debtors}

    def write(owner: str, items: list[str]) -> str:
        request = letter.Request(items, Opinion.SELF, owner, "", wishes.due)
        if asks:
            owes = letter.owes(found, request)
            return letter.letter(text, found, request, hand) if owes else ""
        return letter.reminder(text, found, owner, hand) if owner in debtors else ""

    written = [letters.fill_letter(wishes.own, write, *unit) for unit in wanted.items()]
    written = [one for one in written if one]
    return "\n---\n\n".join(written)
