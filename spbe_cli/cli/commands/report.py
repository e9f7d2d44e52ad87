"""``spbe report``: a report of one institution as a page, a workbook, or Markdown."""

import re
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import spbe_cli
from spbe_cli.cli import advising, options
from spbe_cli.cli.compared import tell_previous, today
from spbe_cli.cli.inputs import expanded, newest
from spbe_cli.cli.output import following, show, tell
from spbe_cli.cli.planning import Wishes
from spbe_cli.cli.progress import tracked
from spbe_cli.cli.usage import Command
from spbe_cli.core.assessment import Opinion
from spbe_cli.core.many import comparison, report as core
from spbe_cli.core.plan.basis import From
from spbe_cli.core.result import Result
from spbe_cli.core.score.scoring import score
from spbe_cli.i18n import N_, _
from spbe_cli.problems import DataError, Place, Problem, SpbeError, together
from spbe_cli.render import words
from spbe_cli.render.cover import Cover, Logo, Signer, Source
from spbe_cli.render.history import progress
from spbe_cli.store import files, history, pictures, reports
from spbe_cli.store.yaml import assessments

if TYPE_CHECKING:
    pass

_ENDINGS = (".html", ".xlsx", ".md")
_NUMBER = re.compile(r"(?:NIP)?[ .:]*([\d ]{8,})", re.IGNORECASE)
_DEGREE = re.compile(r"(?:[A-Za-z]+\.)+[A-Za-z]*|[A-Z]{2,4}")  # S.Kom., M.T., Ph.D, MT


def build() -> typer.Typer:
    """Return the command."""
    app = typer.Typer(rich_markup_mode=None, add_completion=False)
    app.command(
        "report",
        cls=Command,
        help=N_("Tulis laporan sebagai halaman HTML, buku kerja Excel, atau Markdown."),
        epilog=N_(
            "Contoh:\n"
            "  spbe report penilaian-2024.yaml -o laporan.html\n"
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
            help=N_("Berkas laporan; bentuknya menurut akhiran: .html, .xlsx, atau .md."),
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
    signer: Annotated[
        list[str] | None,
        typer.Option(
            metavar=N_("NAMA, JABATAN, NIP"),
            help=N_("Penanda tangan; boleh lebih dari satu."),
        ),
    ] = None,
    logo: Annotated[
        Path | None,
        typer.Option(
            metavar=N_("BERKAS"),
            help=N_("Lambang (PNG atau JPEG) yang ikut dalam laporan."),
        ),
    ] = None,
    template: Annotated[
        str | None,
        typer.Option(metavar=N_("FOLDER"), help=N_("Folder templat milik sendiri (jinja2).")),
    ] = None,
    instrument: options.Law = None,
) -> None:
    """Write one report; a report that stands there is replaced, any other file is left alone."""
    ending = out.suffix.casefold()
    if ending not in _ENDINGS:
        raise typer.BadParameter(_("-o memerlukan nama berkas .html, .xlsx, atau .md"))
    if template is not None and ending == ".xlsx":
        raise typer.BadParameter(_("--template berlaku untuk .html dan .md"))
    signers = tuple(map(_signer, signer or []))
    names = expanded(names or [newest()])
    read = _read(names, opinion, instrument, provisional=provisional)
    read += _before(names, read, previous)
    read = sorted(read, key=lambda pair: pair[0].assessment.year)
    if opinion is None:
        results = comparison.alike([one for one, _source in read], provisional=provisional)
        read = [(one, source) for one, (_other, source) in zip(results, read, strict=True)]
    _one_institution(read)
    wishes = Wishes(
        target=target,
        by=by or (),
        capacity=capacity,
        lock=lock or (),
        max_step=max_step,
        effort=effort,
        start=start,
    )
    wanted, planned, advice = advising.wanted(wishes, read[-1][0])
    report = core.compose([result for result, _source in read], wanted, planned, advice)
    cover = Cover(
        date=today(),
        version=spbe_cli.__version__,
        sources=tuple(source for _result, source in read),
        title=title,
        signers=signers,
        logo=None if logo is None else Logo(*pictures.read(logo)),
        progress=_progress(names, read),
    )
    reports.write(out, _content(ending, report, cover, template))
    show(_("{file}: laporan {years}\n").format(file=out.as_posix(), years=_years(report)))
    if report.result.assessment.has_evidence():
        following("spbe evidence pack {0} -o bukti.zip", names[-1])
    else:
        following("spbe todo {0}", names[-1])


def _progress(names: list[str], read: list[tuple[Result, Source]]) -> str:
    """Return how the work on the report's own year went on, where a record of it is kept."""
    last = read[-1][1].file
    name = next((one for one in names if Path(one).name == last), "")
    try:
        days, _changes = history.read(Path(name)) if name and name != files.STDIN else ((), ())
    except SpbeError as error:  # nobody asked for it: the report is whole without
        tell(words.line(error.problems[0]))
        return ""
    return progress(days)


def _content(ending: str, report: core.Report, cover: Cover, template: str | None) -> str | bytes:
    if ending == ".xlsx":
        from spbe_cli.render.sheet.report import workbook

        return workbook(report, cover)
    from spbe_cli.render.page import fill
    from spbe_cli.store import templates

    texts = templates.load(template)
    return (fill.html if ending == ".html" else fill.markdown)(report, cover, texts)


def _years(report: core.Report) -> str:
    years = [str(one.assessment.year) for one in report.results]
    return ", ".join(years)


def _read(
    names: list[str], opinion: Opinion | None, instrument: str | None, *, provisional: bool
) -> list[tuple[Result, Source]]:
    """Read and score every file; all problems of all files at once."""
    found: list[tuple[Result, Source]] = []
    errors: list[SpbeError] = []
    for name in tracked(names, _("membaca")):
        try:
            data = files.read_bytes(name)
            text = files.text_of(data, name)
            assessment, law = assessments.parse(text, name, instrument=instrument)
            assessment = assessments.looked_for(assessment, name)
            result = score(law, assessment, opinion, provisional=provisional)
            found.append((result, _source(name, data)))
        except SpbeError as error:
            errors.append(error)
    if errors:
        raise together(errors)
    return found


def _before(
    names: list[str], read: list[tuple[Result, Source]], previous: str | None
) -> list[tuple[Result, Source]]:
    """Return last year's result: the file named, or where only one year was given, one beside."""
    first = min((result for result, _source in read), key=lambda one: one.assessment.year)
    if previous is not None:
        found = _read([previous], None, None, provisional=False)
        if found[0][0].assessment.year >= first.assessment.year:
            raise typer.BadParameter(_("--previous memerlukan penilaian tahun sebelumnya"))
        return found
    if len(read) > 1:
        return []
    from spbe_cli.store.yaml import previous as shelf

    beside = shelf.find(names[0], first.assessment)
    tell_previous(beside, first.assessment)
    if beside.assessment is None:
        return []
    try:
        source = _source(beside.file, files.read_bytes(beside.file))
        return [(score(first.instrument, beside.assessment), source)]
    except SpbeError:  # nobody asked for that file
        return []


def _source(name: str, data: bytes) -> Source:
    return Source(Path(name).name, sha256(data).hexdigest())


def _one_institution(read: list[tuple[Result, Source]]) -> None:
    """Refuse what is not several years of one institution; DataError E223, E224."""
    problems = []
    last = read[-1][0].assessment
    years: dict[int, str] = {}
    for result, source in read:
        one = result.assessment
        place = one.places.get("", Place(source.file))
        if not comparison.one_institution(one, last):
            params = {"name": one.institution, "other": last.institution}
            problems.append(Problem("E223", place, params))
        elif one.year in years:
            problems.append(Problem("E224", place, {"year": one.year, "name": years[one.year]}))
        years.setdefault(one.year, source.file)
    if problems:
        raise DataError(problems)


def _signer(written: str) -> Signer:
    """Read ``Name, position, NIP``; degrees after the name belong to it.

    With semicolons instead, whatever stands between them.
    """
    parts = [part.strip() for part in written.split(";" if ";" in written else ",")]
    parts = [part for part in parts if part]
    found = _NUMBER.fullmatch(parts[-1]) if len(parts) > 1 else None
    rest = parts[1:-1] if found else parts[1:]
    count = 0
    while ";" not in written and count < len(rest) and _DEGREE.fullmatch(rest[count]):
        count += 1
    if not parts:
        raise typer.BadParameter(_("--signer ditulis nama, jabatan, NIP"))
    name = ", ".join([parts[0], *rest[:count]])
    return Signer(name, ", ".join(rest[count:]), found[1].strip() if found else "")
