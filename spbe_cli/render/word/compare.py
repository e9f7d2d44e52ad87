"""Results side by side as a Word document: what moved the index, and every row behind it."""

from collections.abc import Iterable, Sequence

from spbe_cli.core.many import comparison as core
from spbe_cli.core.many.comparison import ItemLevels, Run
from spbe_cli.i18n import _
from spbe_cli.render import cover as fronts, published, sentences, side_by_side, words
from spbe_cli.render.cover import Cover
from spbe_cli.render.moves import moved_sentence, rough_change
from spbe_cli.render.phrases import index_words, predicate_words
from spbe_cli.render.side_by_side import Column as Told
from spbe_cli.render.successors import Succession, succession
from spbe_cli.render.word.paper import Paper, PaperColumn

_SMALL = 16  # half points
_FEW = 4  # columns that an upright page holds


def document(runs: Sequence[Run], cover: Cover, template: bytes | None = None) -> bytes:
    """Return a comparison as a Word document; many columns turn its pages across.

    `template` is an office's own, with letterhead and styles.
    """
    results = side_by_side.results(runs)
    told = side_by_side.columns(results)
    common = side_by_side.common(results)
    paper = Paper(f"{_('Perbandingan')} · {common}", cover.date, template)
    if any(len(run.results) > _FEW for run in runs):
        paper.turn(paper.document.sections[-1], landscape=True)
    paper.footer(f"{words.clipped(common, 70)} · {_('Perbandingan')}")
    paper.paragraph(_("Perbandingan"), "Letter Title")
    paper.paragraph(common)
    _heads(paper, runs, told)
    at, last = 0, None
    for run in runs:
        own = told[at : at + len(run.results)]
        at += len(own)
        if last is not None:
            _between(paper, succession(last, (run.results[0], own[0].title)))
        last = run.results[-1], own[-1].title
        _run(paper, run, own, several=len(runs) > 1)
    if note := side_by_side.printed_note(runs):
        paper.paragraph(note, "Source Line")
    paper.heading(_("Asal angka"), 2)
    paper.bullets(
        [
            *(f"{told_of}: {said}" for told_of, said in side_by_side.announced(runs)),
            *(
                f"{column.told}: {source}"
                for column, one in zip(told, results, strict=True)
                if (source := published.published_source(one))
            ),
            *(f"{label}: {value}" for label, value in fronts.compared(runs, cover)),
        ]
    )
    return paper.bytes()


def _heads(paper: Paper, runs: Sequence[Run], told: Sequence[Told]) -> None:
    """Write what the columns are, with index, change and predicate."""
    steps = [rough_change(step) for run in runs for step in core.index_shifts(run.results)]
    columns = [
        PaperColumn(_("Kolom"), 6),
        PaperColumn(_("Indeks"), 2, number=True),
        PaperColumn(_("Selisih"), 2, number=True),
        PaperColumn(_("Predikat"), 3),
    ]
    results = side_by_side.results(runs)
    paper.caption(_("Tabel"), _("Indeks setiap kolom"))
    paper.table(
        columns,
        [
            (one.told, index_words(result), step, predicate_words(result))
            for one, result, step in zip(told, results, steps, strict=True)
        ],
    )


def _run(paper: Paper, run: Run, own: Sequence[Told], *, several: bool) -> None:
    if several:
        paper.heading(words.safe(run.instrument.short), 2)
    said = moved_sentence(run, own[0].title, own[-1].title)
    paper.bullets(f"{one}." for one in said if one)
    whole = run.change is not None
    heads = [PaperColumn(one.title, 11, number=True) for one in own]
    ends = [
        PaperColumn(_("Selisih"), 11, number=True),
        PaperColumn(_("Sumbangan"), 13, number=True),
    ]
    heads += ends if whole else []
    paper.caption(_("Tabel"), _("Indeks setiap bagian"))
    rows = []
    for one, moved in zip(run.sections, side_by_side.section_moves(run.sections), strict=True):
        cells = [
            sentences.titled(one.section),
            *side_by_side.section_cells(run, one),
        ]
        cells += moved if whole else []
        rows.append(cells)
    strong = [at for at, one in enumerate(run.sections) if one.section.sections]
    depths = [one.depth for one in run.sections]
    paper.table([PaperColumn(_("Bagian"), 46), *heads], rows, strong=strong, depths=depths)
    higher, lower = side_by_side.directions(run)
    for title, listed in ((lower, core.fell(run)), (higher, core.rose(run))):
        if listed:
            paper.paragraph(f"{title}: {'; '.join(_moves(listed))}.")
    if differing := side_by_side.differing(run):
        paper.caption(_("Tabel"), _("Indikator yang berbeda"))
        paper.table(
            [PaperColumn(_("Indikator"), 46), *heads],
            [
                _item(one, moved if whole else [])
                for one, moved in zip(differing, side_by_side.item_moves(differing), strict=True)
            ],
            size=_SMALL,
        )
    for line in side_by_side.same_levels(run):
        paper.paragraph(f"{line}.")


def _item(one: ItemLevels, ends: Sequence[str]) -> list[str]:
    name = f"{one.item.id}. {words.name(one.item.indicator.short)}"
    return [name, *map(side_by_side.level_or_dash, one.levels), *ends]


def _moves(listed: Iterable[ItemLevels]) -> list[str]:
    level = side_by_side.level_or_dash
    return [
        f"{one.item.id} {words.name(one.item.indicator.short)} "
        f"({level(one.levels[0])} → {level(one.levels[-1])})"
        for one in listed
    ]


def _between(paper: Paper, found: Succession) -> None:
    """Write where the instrument changes, and which indicators succeed which."""
    paper.heading(_("Pergantian instrumen"), 2)
    paper.paragraph(_("Instrumen berganti: indeks sebelum dan sesudahnya tidak dapat dikurangkan."))
    for mapped in found.mapped:
        first, second, third = mapped.heads
        paper.caption(_("Tabel"), _("Indikator dan pendahulunya"))
        columns = [
            PaperColumn(first, 46),
            PaperColumn(second, 12, number=True),
            PaperColumn(third[:1].upper() + third[1:], 42),
        ]
        paper.table(columns, [tuple(one) for one in mapped.rows], size=_SMALL)
        paper.paragraph(f"{mapped.basis}.", "Source Line")
    for line in found.rest:
        paper.paragraph(line if line.endswith(".") else f"{line}.", "Source Line")
