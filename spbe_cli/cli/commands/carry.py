"""``spbe carry``: begin an assessment under a new instrument from one under an earlier one."""

import re
from pathlib import Path
from typing import Annotated

import typer

from spbe_cli.cli import completion, options
from spbe_cli.cli.inputs import check_target, check_yaml, number_option
from spbe_cli.cli.output import Format, again, answer, following, show, tell
from spbe_cli.cli.usage import Command
from spbe_cli.core.assessment import Assessment
from spbe_cli.core.collect import renewing
from spbe_cli.core.collect.carrying import Carrying, begun, carry
from spbe_cli.core.instrument import Instrument
from spbe_cli.i18n import N_, _, counted
from spbe_cli.store.yaml import assessment_file, assessments, instruments
from spbe_cli.vocabulary import CURRENT


def build() -> typer.Typer:
    """Return the command."""
    app = typer.Typer(rich_markup_mode=None, add_completion=False)
    app.command(
        "carry",
        cls=Command,
        help=N_("Mulai penilaian tahun berikutnya, dengan instrumen yang sama atau yang baru."),
        epilog=N_(
            "Contoh:\n"
            "  spbe carry 2024.yaml --year 2025 -o 2025.yaml\n"
            "  spbe carry 2025.yaml --to 8/2026\n"
            "  spbe carry 2025.yaml --to 8/2026 -o 2026.yaml"
        ),
    )(carry_command)
    return app


def carry_command(
    ctx: typer.Context,
    file: options.File,
    *,
    to: Annotated[
        str | None,
        typer.Option(
            metavar=N_("ID|BERKAS|TAHUN"),
            help=N_("Instrumen yang baru: 8/2026, pemdi, atau 2026; bawaannya penerusnya."),
            autocompletion=completion.complete_instruments,
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar=N_("BERKAS"),
            help=N_("Berkas baru; tidak menimpa yang ada."),
        ),
    ] = None,
    year: Annotated[
        int | None,
        typer.Option(
            metavar="2026", help=N_("Tahun evaluasi yang baru; bawaannya menurut instrumen.")
        ),
    ] = None,
    target: Annotated[
        str | None,
        typer.Option(metavar="3.00", help=N_("Target Indeks SPBE yang perlu ditetapkan kembali.")),
    ] = None,
    instrument: options.Law = None,
    format: options.FormatOption = Format.TEXT,
) -> None:
    """List what can be carried over, and write the new file where one is named."""
    check_yaml(out)
    wanted = number_option("--target", target)
    before, law = assessments.load(file, instrument=instrument)
    new = _law(to, law, year)
    then = _year(year, to, before.year, new)
    named = instrument if new.id == law.id else to
    if new.id == law.id:
        if wanted is not None:
            raise typer.BadParameter(_("--target hanya berlaku bila beralih ke instrumen lain"))
        found = _renewed(before, law, then)
        if out is not None:
            _write(out, found.after, law, file, named, form=format)
        answer("carry", "renewed", found, format)
    else:
        check_target(wanted, law.scale)
        if wanted is None and before.plan is not None:
            wanted = before.plan.target
        carried = carry(before, law, new)
        if out is not None:
            from spbe_cli.render.origins import note

            notes = {one.indicator.id: note(one, law) for one in carried}
            _write(out, begun(before, new, then, carried, notes), new, file, named, form=format)
        answer("carry", "carried", Carrying(before, law, new, carried, wanted), format)
    if out is None:
        following(again(ctx, f"-o {then}.yaml"), form=format)
    elif new.id == law.id:
        following("spbe form {0} --split -o formulir", out.as_posix(), form=format)
    else:
        following("spbe score {0}", out.as_posix(), form=format)


def _law(to: str | None, law: Instrument, year: int | None) -> Instrument:
    """Return the instrument to go on with: the one named, the year's, or the successor.

    ``pemdi`` and ``2026`` name an instrument too: the newest, and that of the year.
    """
    named = (to or "").strip().casefold()
    if named in CURRENT:
        return instruments.load(instruments.current())
    asked = _named_year(to) or (year if to is None else None)
    if asked is not None:
        return law if law.serves(asked) else instruments.for_year(asked)
    if to is not None:
        return instruments.load(to)
    return law if law.replaced_by is None else instruments.load(law.replaced_by)


def _named_year(to: str | None) -> int | None:
    """Return the year that ``--to`` names, if it is one."""
    named = (to or "").strip()
    return int(named) if re.fullmatch("[0-9]{4}", named) else None


def _renewed(before: Assessment, law: Instrument, year: int) -> renewing.Renewal:
    """Return the next year under the same instrument."""
    from spbe_cli.render.origins import last_year

    if not law.serves(year):
        raise typer.BadParameter(
            _("--year {year}: {instrument} tidak berlaku untuk tahun itu").format(
                year=year, instrument=law.short
            )
        )
    return renewing.renew(
        before, law, year, {item: last_year(item, before, law) for item in law.items()}
    )


def _write(
    out: Path, new: Assessment, law: Instrument, source: str, named: str | None, *, form: Format
) -> None:
    """Write the new file, and say so."""
    from spbe_cli.store.yaml import carried as store

    outside = store.write(out, new, law, source, named)
    if form is Format.TEXT:
        said = _("{file}: berkas penilaian {year} dibuat")
        show(said.format(file=out.as_posix(), year=new.year) + "\n\n")
    if outside:
        tell(counted("{count} berkas bukti di luar folder berkas baru; salin ke sana.", outside))


def _year(year: int | None, to: str | None, before: int, law: Instrument) -> int:
    """Return the year of the new assessment: the one given, or after the old one.

    Without a year it is none before the instrument.
    """
    given = year if year is not None else _named_year(to)
    wanted = given if given is not None else max(before + 1, law.years[0])
    if wanted not in assessment_file.YEARS or wanted <= before:
        said = _("{name} memerlukan tahun sesudah {year}, paling akhir {last}")
        name = "--to" if year is None and given is not None else "--year"
        last = assessment_file.YEARS[-1]
        raise typer.BadParameter(said.format(name=name, year=before, last=last))
    return wanted
