"""``spbe carry``: begin an assessment under a new instrument from one under an earlier one."""

from pathlib import Path
from typing import Annotated

import typer

from spbe_cli.cli import completion, options
from spbe_cli.cli.inputs import check_target, check_yaml, number_option
from spbe_cli.cli.output import Format, again, answer, command_line, following, show
from spbe_cli.cli.usage import Command
from spbe_cli.core.assessment import Assessment
from spbe_cli.core.collect import renewing
from spbe_cli.core.collect.carrying import Carrying, begun, carry
from spbe_cli.core.instrument import Instrument
from spbe_cli.i18n import N_, _
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
    if new.id == law.id:
        _renew(before, law, file, out, _year(year, before.year, law), form=format)
        if out is None:
            following(again(ctx, f"-o {_year(year, before.year, law)}.yaml"), form=format)
        return
    check_target(wanted, law.scale)
    if wanted is None and before.plan is not None:
        wanted = before.plan.target
    carried, then_year = carry(before, law, new), _year(year, before.year, new)
    if out is not None:
        from spbe_cli.render.origins import note
        from spbe_cli.store.yaml import carried as store

        notes = {one.indicator.id: note(one, law) for one in carried}
        then = begun(before, new, then_year, carried, notes)
        store.write(out, then, new, file)
        if format is Format.TEXT:
            show(
                _("{file}: berkas penilaian {year} dibuat").format(
                    file=out.as_posix(), year=then.year
                )
            )
            show("\n\n")
    answer("carry", "carried", Carrying(before, law, new, carried, wanted), format)
    if out is None:
        following(again(ctx, f"-o {then_year}.yaml"), form=format)
    if format is Format.TEXT and out is not None and command_line(out.as_posix()):
        command = f"spbe score {command_line(out.as_posix())}"
        show("\n  " + _("Berikutnya: {command}").format(command=command) + "\n")


def _law(to: str | None, law: Instrument, year: int | None) -> Instrument:
    """Return the instrument to go on with: the one named, the year's, or the successor.

    ``pemdi`` and ``2026`` name an instrument too: the newest, and that of the year.
    """
    named = (to or "").strip().casefold()
    if named in CURRENT:
        return instruments.load(instruments.current())
    if named.isdecimal() and len(named) == 4:
        return instruments.for_year(int(named))
    if to is not None:
        return instruments.load(to)
    if year is not None:
        return law if law.serves(year) else instruments.for_year(year)
    return law if law.replaced_by is None else instruments.load(law.replaced_by)


def _renew(
    before: Assessment, law: Instrument, file: str, out: Path | None, year: int, *, form: Format
) -> None:
    """Begin the next year under the same instrument."""
    from spbe_cli.render.origins import last_year
    from spbe_cli.store.yaml import carried as store

    if not law.serves(year):
        raise typer.BadParameter(
            _("--year {year}: {instrument} tidak berlaku untuk tahun itu").format(
                year=year, instrument=law.short
            )
        )
    notes = {item: last_year(item, before, law) for item in law.items()}
    found = renewing.renew(before, law, year, notes)
    if out is not None:
        store.write(out, found.after, law, file)
        if form is Format.TEXT:
            show(_("{file}: berkas penilaian {year} dibuat").format(file=out.as_posix(), year=year))
            show("\n\n")
    answer("carry", "renewed", found, form)
    if out is not None:
        following("spbe form {0} --split -o formulir", out.as_posix(), form=form)


def _year(year: int | None, before: int, law: Instrument) -> int:
    """Return the year of the new assessment: after the old one, and not before the instrument."""
    wanted = year if year is not None else max(before + 1, law.years[0])
    if wanted not in assessment_file.YEARS or wanted <= before:
        raise typer.BadParameter(_("--year memerlukan tahun sesudah {year}").format(year=before))
    return wanted
