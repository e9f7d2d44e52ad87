"""A result on a terminal: index, predicate, tree with bars, what is missing, what comes next."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from spbe_cli.core.index import exact_of, nearest_bound
from spbe_cli.core.result import Result, SectionScore
from spbe_cli.core.score.proof import Proof, prove
from spbe_cli.core.score.scoring import Scores
from spbe_cli.i18n import _
from spbe_cli.render import words
from spbe_cli.render.national import standing_words
from spbe_cli.render.phrases import (
    heading,
    index_words,
    other_predicate,
    predicate_words,
    section_index,
    way_ahead,
)
from spbe_cli.render.text import ruler
from spbe_cli.render.text.remarks import MOST_LOSSES, claimed_and_proven, losses, remarks
from spbe_cli.render.text.screen import Screen, blank_table, draw

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table


_BAR = 16  # columns from the lowest to the highest index


def score_text(found: Scores, screen: Screen) -> str:
    """Return the text for one result, a table of several, or how each comes about."""
    if found.explain:
        from spbe_cli.render.text.explain import explain_text

        return "\n".join(explain_text(result, screen) for result in found.results)
    if len(found.results) == 1:
        result = found.results[0]
        text = _one(result, screen, found)
        if 0 < screen.height <= text.count("\n") + 1:  # the headline has scrolled away
            text += "\n" + _again(result, screen)
        return text
    return _several(found.results, screen)


def _again(result: Result, screen: Screen) -> str:
    """Return the headline once more, below what is longer than the screen."""
    from rich.padding import Padding

    line = next(iter(_headline(result, screen, None)))
    return draw([Padding(line, (0, 0, 0, 2))], screen)


def _one(result: Result, screen: Screen, found: Scores) -> str:
    from rich.padding import Padding
    from rich.text import Text

    def aside(line: str) -> Padding:
        return Padding(Text(line, style="dim"), (0, 0, 0, 2))

    proof = prove(result)
    parts: list[RenderableType] = [
        Text(heading(result, marked=True), style="bold"),
        "",
        *(Padding(line, (0, 0, 0, 2)) for line in _headline(result, screen, proof)),
        "",
        Padding(_tree(result, screen), (0, 0, 0, 2)),
        "",
    ]
    if proof is not None and proof.losses:
        parts += [Padding(losses(proof, screen), (0, 0, 0, 2))]
        if len(proof.losses) > MOST_LOSSES:
            more = len(proof.losses) - MOST_LOSSES
            parts.append(aside(_("…dan {count} lagi").format(count=more)))
        parts.append("")
    parts += [
        *map(aside, remarks(result)),
        *map(aside, standing_words(next(iter(found.standings), None), result.instrument.places)),
    ]
    if next_step := found.next_step:
        parts += ["", aside(_("Berikutnya: {command}").format(command=next_step))]
    return draw(parts, screen)


def _headline(result: Result, screen: Screen, proof: Proof | None) -> "Iterator[RenderableType]":
    from rich.text import Text

    instrument = result.instrument
    line = Text()
    line.append(f"{words.name(instrument.index_name)}   ")
    line.append(index_words(result), style="bold cyan")
    line.append("   ")
    line.append(predicate_words(result), style="bold" if result.predicate else "")
    if result.provisional:
        line.append("   ")
        line.append(_("SEMENTARA"), style="bold reverse")
    elif not result.complete:
        line.append(_(" · belum lengkap"))
    yield line
    if result.sure:
        yield Text(_distances(result, exact_of(result)), style="dim")
    if proof is not None:
        yield Text(claimed_and_proven(result, proof))
        if both := other_predicate(result, proof):
            yield Text(_("Predikat: {said}").format(said=both))
    yield Text("")
    yield from (Text(screen.marks(line)) for line in _ruler(result, min(screen.width - 4, 74)))


def _distances(result: Result, index: Fraction) -> str:
    """Return the exact index, the way to the next predicate, and the nearest bound."""
    places = result.instrument.places
    said = [_("tepatnya {exact}").format(exact=words.figure(index, places))]
    bound = nearest_bound(result.instrument, index)
    if way := way_ahead(result):
        said.append(way)
    if bound == index:
        said.append(_("tepat di batas {bound}").format(bound=words.decimal(bound, places)))
    elif bound < index:
        said.append(
            _("{gap} di atas {bound}").format(
                gap=words.gap(index - bound), bound=words.decimal(bound, places)
            )
        )
    return " · ".join(said)


def _ruler(result: Result, width: int) -> Iterator[str]:
    """Draw the scale with its bounds, and under it the index or the interval still possible."""
    law = result.instrument
    yield ruler.scale(law, width)
    if result.complete and not result.assumed and (index := result.index or result.display):
        yield " " * ruler.column_at(law, index, width) + "▲"
    else:
        start, end = (ruler.column_at(law, one, width) for one in (result.lowest, result.highest))
        inside = "━" * (end - start - 1)
        yield " " * start + ("▲" + inside + "▲" if end > start else "▲")


def _tree(result: Result, screen: Screen) -> "Table":
    from rich.padding import Padding
    from rich.text import Text

    table = blank_table()
    table.add_column("", ratio=1)
    table.add_column(_("bobot"), justify="right", no_wrap=True)
    table.add_column(_("indeks"), justify="right", no_wrap=True)
    table.add_column("", width=_BAR, no_wrap=True)

    def add(scored: SectionScore, depth: int) -> None:
        top = depth == 0
        label = f"{scored.section.id} {words.name(scored.section.name)}"
        style = "bold" if top and scored.sections else ""
        table.add_row(
            Padding(Text(label, style=style), (0, 0, 0, 2 * depth)),
            words.decimal(scored.section.weight),
            Text(section_index(result, scored), style=style),
            Text(screen.marks(_bar(result, scored)), style="cyan" if top else "dim cyan"),
        )
        for child in scored.sections:
            add(child, depth + 1)

    for scored in result.sections:
        add(scored, 0)
    table.width = min(screen.width - 2, 92)
    return table


def _bar(result: Result, scored: SectionScore) -> str:
    if scored.display is None:
        return ""
    scale = result.instrument.scale
    share = (scored.display - scale.minimum) / Fraction(scale.maximum - scale.minimum)
    return "▇" * round(share * _BAR)


def _several(results: Iterable[Result], screen: Screen) -> str:
    from rich.text import Text

    results = list(results)
    table = blank_table()
    table.add_column(_("instansi"), ratio=1)
    for title in (_("tahun"), _("instrumen"), _("nilai"), _("indeks"), _("predikat")):
        table.add_column(title, justify="right" if title in (_("tahun"), _("indeks")) else "left")
    for result in results:
        table.add_row(
            Text(words.safe(result.assessment.institution)),
            str(result.assessment.year),
            result.instrument.short.removeprefix("PermenPANRB "),
            words.opinion(result.opinion),
            Text(index_words(result), style="bold"),
            predicate_words(result)
            + (_(" (sementara)") if result.provisional else "")
            + (_(" (seandainya)") if result.assessment.as_if else ""),
        )
    table.width = min(screen.width, 110)
    return draw([table], screen)
