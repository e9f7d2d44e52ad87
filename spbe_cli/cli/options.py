"""Options that several commands take in the same way."""

from typing import Annotated

import typer

from spbe_cli.cli import completion
from spbe_cli.cli.output import Format
from spbe_cli.core.assessment import Opinion
from spbe_cli.i18n import _

File = Annotated[str, typer.Argument(metavar=_("BERKAS"), help=_("Berkas penilaian (YAML)."))]

Whose = Annotated[
    Opinion | None,
    typer.Option(
        metavar="self|verified|official|target",
        help=_("Nilai siapa yang dihitung; bawaannya yang paling resmi di antara yang lengkap."),
    ),
]

Provisional = Annotated[
    bool,
    typer.Option(
        "--provisional", help=_("Hitung indikator yang belum terisi sebagai nilai terendah.")
    ),
]

Law = Annotated[
    str | None,
    typer.Option(
        metavar=_("ID|BERKAS"),
        help=_("Instrumen yang digunakan; bawaannya menurut berkas atau tahun."),
        autocompletion=completion.instruments,
    ),
]

Form = Annotated[Format, typer.Option(metavar="text|json|csv", help=_("Bentuk keluaran."))]
