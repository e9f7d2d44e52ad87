"""Options that several commands take in the same way."""

from typing import Annotated

import typer

from spbe_cli.cli import completion
from spbe_cli.cli.output import Format
from spbe_cli.core.assessment import Opinion
from spbe_cli.i18n import N_

File = Annotated[str, typer.Argument(metavar=N_("BERKAS"), help=N_("Berkas penilaian (YAML)."))]

FileOrNewest = Annotated[
    str | None,
    typer.Argument(
        metavar=N_("BERKAS"),
        help=N_("Berkas penilaian (YAML); bawaannya penilaian terbaru di folder ini."),
    ),
]

Whose = Annotated[
    Opinion | None,
    typer.Option(
        metavar="self|verified|official|target",
        help=N_("Nilai siapa yang dihitung; bawaannya yang paling resmi di antara yang lengkap."),
    ),
]

Provisional = Annotated[
    bool,
    typer.Option(
        "--provisional", help=N_("Hitung indikator yang belum terisi sebagai nilai terendah.")
    ),
]

Owner = Annotated[
    str | None,
    typer.Option(metavar=N_("NAMA"), help=N_("Hanya indikator yang diampu unit ini.")),
]

Previous = Annotated[
    str | None,
    typer.Option(
        metavar=N_("BERKAS"),
        help=N_("Penilaian tahun lalu; bawaannya dicari di folder yang sama."),
    ),
]

Law = Annotated[
    str | None,
    typer.Option(
        metavar=N_("ID|BERKAS"),
        help=N_("Instrumen yang digunakan; bawaannya menurut berkas atau tahun."),
        autocompletion=completion.instruments,
    ),
]

Form = Annotated[Format, typer.Option(metavar="text|json|csv", help=N_("Bentuk keluaran."))]
