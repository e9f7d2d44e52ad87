"""Options that several commands take in the same way."""

from typing import Annotated

import typer

from spbe_cli import vocabulary
from spbe_cli.cli import completion
from spbe_cli.cli.inputs import newest
from spbe_cli.cli.output import Format
from spbe_cli.core.assessment import Opinion
from spbe_cli.i18n import N_, _

File = Annotated[
    str,
    typer.Argument(
        default_factory=newest,
        metavar=N_("BERKAS"),
        help=N_("Berkas penilaian (YAML); bawaannya penilaian terbaru di folder ini."),
    ),
]


def read_opinion(written: str | Opinion) -> Opinion:
    """Read whose level is meant, in the words of files or of screens: ``self``, ``mandiri``."""
    if isinstance(written, Opinion):
        return written
    found = OPINION_NAMES.get(written.strip().casefold())
    if found is None:
        said = {one: word for word, one in reversed(OPINION_NAMES.items())}
        listed = ", ".join(
            f"{said[one]} ({one})" if said[one] != one else said[one] for one in said
        )
        raise typer.BadParameter(
            _("{name} harus salah satu dari: {choices}").format(
                name=f"--opinion {written}".strip(), choices=listed
            )
        )
    return found


OPINION_NAMES = {name: Opinion(value) for name, value in vocabulary.OPINIONS.items()}

Whose = Annotated[
    Opinion | None,
    typer.Option(
        parser=read_opinion,
        autocompletion=completion.opinions,
        metavar="self|verified|official|target",
        help=N_("Jenis nilai yang dihitung; jika tidak disebut, nilai lengkap yang paling resmi."),
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
    typer.Option(
        metavar=N_("NAMA"),
        help=N_("Hanya indikator yang diampu unit ini."),
        autocompletion=completion.complete_owners,
    ),
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
        autocompletion=completion.complete_instruments,
    ),
]

Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        metavar=N_('level="Nilai Akhir"'),
        help=N_("Judul atau huruf kolom kertas kerja yang dibaca untuk sesuatu; boleh beberapa."),
    ),
]

TemplateOption = Annotated[
    list[str] | None,
    typer.Option(
        "--template",
        metavar=N_("BERKAS"),
        help=N_(
            "Templat milik sendiri: teks surat (jinja2), atau dokumen Word (.docx) yang "
            "kop dan gayanya dipakai; boleh keduanya."
        ),
    ),
]

PaperOption = Annotated[
    str | None,
    typer.Option(
        "--template",
        metavar="KOP.docx",
        help=N_("Dokumen Word yang kop dan gayanya dipakai untuk -o BERKAS.docx."),
    ),
]

FormatOption = Annotated[Format, typer.Option(metavar="text|json|csv", help=N_("Bentuk keluaran."))]
