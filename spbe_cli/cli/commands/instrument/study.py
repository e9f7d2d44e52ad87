"""``spbe instrument search``, ``diff`` and ``new``: find words, compare, begin one's own."""

from pathlib import Path
from typing import Annotated

import typer

from spbe_cli.cli import completion
from spbe_cli.cli.inputs import check_yaml
from spbe_cli.cli.output import Format, answer, command_line, following, show
from spbe_cli.core.instrument import Instrument
from spbe_cli.core.laws.difference import difference
from spbe_cli.core.laws.search import search
from spbe_cli.core.result import Result
from spbe_cli.core.score.scoring import score
from spbe_cli.i18n import N_, _
from spbe_cli.problems import DataError, Place, Problem
from spbe_cli.store.yaml import instruments

_FormatOption = Annotated[
    Format, typer.Option("--format", metavar="text|json|csv", help=N_("Bentuk keluaran."))
]


def search_command(
    words: Annotated[
        list[str], typer.Argument(metavar=N_("KATA"), help=N_("Kata atau beberapa kata berurutan."))
    ],
    *,
    instrument: Annotated[
        str | None,
        typer.Option(
            metavar=N_("ID|BERKAS"),
            help=N_("Hanya instrumen ini; bawaannya semua yang tersedia."),
            autocompletion=completion.complete_instruments,
        ),
    ] = None,
    format: _FormatOption = Format.TEXT,
) -> None:
    """Find indicators by a word of their names, criteria, conditions, evidence or notes."""
    wanted = " ".join(words).strip()
    if not any(char.isalnum() for char in wanted):
        raise typer.BadParameter(_("tulis kata yang dicari, misalnya audit"))
    names = [instrument] if instrument else list(instruments.shipped())
    found = search((instruments.load(name) for name in names), wanted)
    if not found.hits:
        shorts = tuple(law.short for law in found.instruments)
        raise DataError([Problem("E249", None, {"name": found.words, "names": shorts})])
    answer("laws", "search", found, format)
    first = found.hits[0]
    law = instrument if instrument and instruments.is_file(instrument) else first.instrument.id
    following("spbe instrument show {0} {1}", law, first.indicator.id, form=format)


def diff_command(
    before: Annotated[
        str,
        typer.Argument(
            metavar="A",
            help=N_("Id instrumen atau berkas."),
            autocompletion=completion.complete_instruments,
        ),
    ],
    after: Annotated[
        str,
        typer.Argument(
            metavar="B",
            help=N_("Id instrumen atau berkas."),
            autocompletion=completion.complete_instruments,
        ),
    ],
    *,
    on: Annotated[
        str | None,
        typer.Option(
            "--on",
            metavar=N_("BERKAS"),
            help=N_("Hitung juga penilaian ini menurut keduanya: tingkat yang sama, dua indeks."),
        ),
    ] = None,
    format: _FormatOption = Format.TEXT,
) -> None:
    """Show what changed between two instruments, or two editions of one."""
    one, other = instruments.load(before), instruments.load(after)
    found = difference(one, other)
    if on is not None:
        if not found.editions:
            params = {"instrument": one.short, "other": other.short}
            raise DataError([Problem("E250", Place(f"--on {on}"), params)])
        found = found._replace(effect=_effect(on, (before, one), (after, other)))
    answer("laws", "difference", found, format)
    if on is not None:
        following("spbe score {0} --instrument {1}", on, after, form=format)
    else:
        following("spbe instrument show {0}", after, form=format)


def _effect(
    file: str, before: tuple[str, Instrument], after: tuple[str, Instrument]
) -> tuple[Result, Result]:
    """Score the levels of a file under each instrument; DataError E251 where it holds none."""
    from spbe_cli.store.yaml import assessments

    one, law = assessments.load(file, instrument=before[0], look=False)
    first = score(law, one)
    if first.recovered:
        raise DataError([Problem("E251", Place(file))])
    same, other = assessments.load(file, instrument=after[0], look=False)
    return first, score(other, same, first.opinion)


def new_command(
    *,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar=N_("BERKAS"), help=N_("Berkas baru (.yaml)."))
    ],
    like: Annotated[
        str | None,
        typer.Option(
            metavar=N_("ID|BERKAS"),
            help=N_("Instrumen yang disalin; bawaannya yang berlaku."),
            autocompletion=completion.complete_instruments,
        ),
    ] = None,
) -> None:
    """Begin an instrument of one's own as a copy of another."""
    from spbe_cli.store.yaml import own

    check_yaml(output)
    law = own.create_instrument(output, like or instruments.current())
    name = command_line(str(output))
    show(_("{file} disalin dari {short}").format(file=output, short=law.short) + "\n")
    show(_("Berikutnya: {command}").format(command=f"spbe instrument check {name}") + "\n")
