"""``spbe report``: a report of one institution as a page, a workbook, or Markdown."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

import spbe_cli
from spbe_cli.cli import annual, letters, options, signing, yearly
from spbe_cli.cli.compared import today
from spbe_cli.cli.inputs import expanded, newest
from spbe_cli.cli.output import following, show, tell
from spbe_cli.cli.standing import own_standing
from spbe_cli.cli.usage import Command
from spbe_cli.core.evidence import weigh
from spbe_cli.core.many import comparison, editions, report as core
from spbe_cli.core.plan.basis import From
from spbe_cli.core.result import Result
from spbe_cli.i18n import N_, _
from spbe_cli.problems import SpbeError
from spbe_cli.render import words
from spbe_cli.render.cover import Cover, Logo, for_the_public
from spbe_cli.store import beside, files, pictures, reports

if TYPE_CHECKING:
    from fractions import Fraction

    from spbe_cli.core.many.report import Advice
    from spbe_cli.core.planned import Planned

_ENDINGS = (".html", ".docx", ".xlsx", ".md")
_SUMMARIES = (".html", ".docx", ".md")


def build() -> typer.Typer:
    """Return the command."""
    app = typer.Typer(rich_markup_mode=None, add_completion=False)
    app.command(
        "report",
        cls=Command,
        help=N_(
            "Tulis laporan sebagai dokumen Word, halaman HTML, buku kerja Excel, atau Markdown."
        ),
        epilog=N_(
            "Contoh:\n"
            "  spbe report penilaian-2024.yaml -o laporan.html\n"
            "  spbe report 2024.yaml -o laporan.docx --target 3.00\n"
            "  spbe report 2023.yaml 2024.yaml -o laporan.xlsx\n"
            "  spbe report 2024.yaml -o laporan.html --target 3.00"
        ),
    )(report_command)
    return app


def report_command(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar=N_("BERKAS"),
            help=N_("Berkas penilaian satu instansi; beberapa tahun memberi tren."),
        ),
    ] = None,
    *,
    out: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar="LAPORAN.html",
            help=N_("Berkas laporan; bentuknya menurut akhiran: .html, .docx, .xlsx, atau .md."),
        ),
    ],
    target: Annotated[
        str | None,
        typer.Option(
            metavar=N_("3.00|BERKAS"),
            help=N_("Indeks yang hendak dicapai, atau berkas rencana dari spbe simulate -o."),
        ),
    ] = None,
    by: Annotated[
        list[str] | None,
        typer.Option(
            metavar="2027=3.00",
            help=N_("Indeks yang hendak dicapai pada tahun itu; boleh diulang."),
        ),
    ] = None,
    capacity: Annotated[
        str | None,
        typer.Option(metavar="20", help=N_("Upaya paling banyak dalam setahun, bersama --by.")),
    ] = None,
    max_step: Annotated[
        int | None,
        typer.Option(
            metavar="1",
            help=N_(
                "Paling banyak sebanyak itu tingkat untuk satu indikator (bawaan 2, atau sesedikit "
                "mungkin di atasnya); dengan --by, setiap tahun."
            ),
        ),
    ] = None,
    lock: Annotated[
        list[str] | None,
        typer.Option(metavar="29-31", help=N_("Indikator atau bagian yang tidak boleh diubah.")),
    ] = None,
    effort: Annotated[
        str | None,
        typer.Option(
            metavar=N_("menanjak|rata|BERKAS"),
            help=N_(
                "Upaya setiap langkah: menanjak (bawaan: makin tinggi tingkatnya, makin besar), "
                "rata (setiap tingkat 1), atau menurut berkas YAML."
            ),
        ),
    ] = None,
    start: Annotated[
        From | None,
        typer.Option(
            "--from",
            metavar="proven|claimed",
            help=N_(
                "Mulai dari tingkat yang terbukti (proven, bawaan bila ada bukti tercatat) atau "
                "dari yang diklaim (claimed)."
            ),
        ),
    ] = None,
    previous: Annotated[
        str | None,
        typer.Option(
            metavar=N_("BERKAS"),
            help=N_("Penilaian tahun lalu; bawaannya dicari di folder yang sama."),
        ),
    ] = None,
    opinion: options.Whose = None,
    provisional: options.Provisional = False,
    title: Annotated[str, typer.Option(metavar=N_("JUDUL"), help=N_("Judul laporan."))] = "",
    signer: signing.Signers = None,
    place: signing.PlaceOption = "",
    logo: Annotated[
        Path | None,
        typer.Option(
            metavar=N_("BERKAS"),
            help=N_("Lambang (PNG atau JPEG) yang ikut dalam laporan."),
        ),
    ] = None,
    template: Annotated[
        str | None,
        typer.Option(
            metavar=N_("FOLDER|KOP.docx"),
            help=N_(
                "Templat milik sendiri: folder (jinja2) untuk .html dan .md, dokumen Word yang kop "
                "dan gayanya dipakai untuk .docx."
            ),
        ),
    ] = None,
    no_criteria: Annotated[
        bool,
        typer.Option(
            "--no-criteria", help=N_("Tanpa kriteria tingkat; indikator cukup dalam tabel.")
        ),
    ] = False,
    summary: Annotated[
        bool,
        typer.Option("--summary", help=N_("Hanya ringkasan, satu halaman A4 untuk pimpinan.")),
    ] = False,
    public: Annotated[
        bool,
        typer.Option(
            "--public",
            help=N_(
                "Edisi untuk umum: tanpa pengampu, catatan, penjelasan, dan letak berkas bukti."
            ),
        ),
    ] = False,
    instrument: options.Law = None,
) -> None:
    """Write one report; a report that stands there is replaced, any other file is left alone."""
    ending = out.suffix.casefold()
    if ending not in _ENDINGS:
        raise typer.BadParameter(_("-o memerlukan nama berkas .html, .docx, .xlsx, atau .md"))
    if template is not None and ending == ".xlsx":
        raise typer.BadParameter(_("--template berlaku untuk .html, .md, dan .docx"))
    letters.check_paper(template, ending)
    if place and ending == ".xlsx":
        raise typer.BadParameter(_("--place berlaku untuk .docx, .md, dan .html"))
    if summary and ending not in _SUMMARIES:
        said = _("-o {name}: --summary berlaku untuk {endings}")
        raise typer.BadParameter(said.format(name=out.name, endings=", ".join(_SUMMARIES)))
    signers = signing.signers(signer)
    names = expanded(names or [newest()])
    read = yearly.read_years(names, opinion, instrument, provisional=provisional)
    own = max(zip(names, read, strict=True), key=lambda pair: pair[1][0].assessment.year)[0]
    read += yearly.before(names, read, previous)
    read = sorted(read, key=lambda pair: pair[0].assessment.year)
    if opinion is None:
        results = comparison.by_one_opinion([one for one, _source in read], provisional=provisional)
        read = [(one, source) for one, (_other, source) in zip(results, read, strict=True)]
    yearly.refuse_others(read)
    wishes = {
        "target": target,
        "by": by,
        "capacity": capacity,
        "lock": lock,
        "max_step": max_step,
        "effort": effort,
        "start": start,
    }
    wanted, planned, advice = _wanted(wishes, read[-1][0])
    results = [result for result, _source in read]
    report = core.compose(
        results, wanted, planned, advice, own_standing(results[-1]), today=today()
    )
    cover = Cover(
        date=today(),
        version=spbe_cli.__version__,
        sources=tuple(source for _result, source in read),
        title=title,
        signers=signers,
        logo=None if logo is None else Logo(*pictures.read(logo)),
        progress=_progress(own),
        criteria=not no_criteria,
        place=place,
    )
    if public:
        report, cover = editions.public_report(report), for_the_public(cover)
    if ending == ".docx":
        content: str | bytes = annual.annual_report(report, cover, place, template, summary=summary)
    else:
        content = (_one_page if summary else _content)(ending, report, cover, template)
    reports.write(out, content)
    show(_("{file}: laporan {years}\n").format(file=out.as_posix(), years=_years(report)))
    evidence = weigh(report.result.assessment)
    if evidence.entries and not evidence.lost:
        following("spbe evidence pack {0} -o bukti.zip", own)
    else:
        following("spbe todo {0}", own)


def _wanted(
    wishes: Mapping[str, Any], result: Result
) -> "tuple[Fraction | None, Planned | None, Advice | None]":
    """Return what is to be reached, and the plan; a report that plans nothing loads no planner."""
    if not any(value is not None for value in wishes.values()):
        return None, None, None
    from spbe_cli.cli import advising
    from spbe_cli.cli.planning import Wishes

    return advising.wanted(Wishes.of(wishes), result)


def _progress(name: str) -> str:
    """Return how the work on the report's own year went on, where a record of it is kept."""
    if name == files.STDIN or not beside.record_of(Path(name)).exists():
        return ""
    from spbe_cli.render.history import progress_line
    from spbe_cli.store import history

    try:
        return progress_line(history.read(Path(name))[0])
    except SpbeError as error:  # nobody asked for it: the report is whole without
        tell(words.problem_line(error.problems[0]))
        return ""


def _content(ending: str, report: core.Report, cover: Cover, template: str | None) -> str | bytes:
    if ending == ".xlsx":
        from spbe_cli.render.sheet.report import workbook

        return workbook(report, cover)
    from spbe_cli.render.page import fill
    from spbe_cli.store import templates

    texts = templates.load(template)
    return (fill.html if ending == ".html" else fill.markdown)(report, cover, texts)


def _one_page(ending: str, report: core.Report, cover: Cover, template: str | None) -> str | bytes:
    """Return the one page of a report."""
    from spbe_cli.core.many import summary
    from spbe_cli.render.page import summary as page
    from spbe_cli.store import templates

    found, texts = summary.summarise(report, cover.date), templates.load(template)
    return (page.html if ending == ".html" else page.markdown)(found, cover, texts)


def _years(report: core.Report) -> str:
    years = [str(one.assessment.year) for one in report.results]
    return ", ".join(years)
