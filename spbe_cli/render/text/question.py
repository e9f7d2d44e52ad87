"""One question of the guided session: what an indicator asks, and where the whole stands."""

import textwrap
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import NamedTuple

from spbe_cli.core.assessment import Answer, Opinion
from spbe_cli.core.instrument import Indicator
from spbe_cli.core.result import IndicatorScore, Item, Result, SectionScore, leaves
from spbe_cli.core.score.estimate import ChecklistStanding, checklist, checklist_standing
from spbe_cli.i18n import _, counted
from spbe_cli.render import checklist as estimates, dossier, words
from spbe_cli.render.phrases import index_words, outside_text
from spbe_cli.render.text.screen import Screen

ABOVE = 2  # lines above the first page: which file it is, and how to find help
_ROWS = 24  # of a terminal, unless it is taller
_LEAST = 2  # lines of a criterion, however little room there is
_CUT = " … (t)"  # ends a criterion that is cut: `t` shows all of them
_MOST = 3  # documents shown on the page of a question; the rest are counted


class Question(NamedTuple):
    """What a question is about: the item, what is recorded of it, and last year's level.

    `converted`: an index of another body counts for it.
    """

    item: Item
    answer: Answer
    opinion: Opinion
    previous: Fraction | None
    converted: bool = False

    @property
    def offered(self) -> Fraction | None:
        """Last year's level, where nothing counts yet: what Enter takes over."""
        return self.previous if self.level is None and not self.converted else None

    @property
    def level(self) -> Fraction | None:
        """The level recorded so far."""
        return self.answer.levels.get(self.opinion)


def question_text(question: Question, result: Result, screen: Screen, *, above: int = 0) -> str:
    """Return the page of one question: progress, the indicator, its levels, what is recorded.

    `above`: lines that must stay on the screen above it.
    """
    width = min(screen.width, 100)
    indicator = question.item.indicator
    lines = [
        screen.marks("─" * width),
        *_wrapped(_progress(result), width),
        "",
        *_wrapped(
            _("Indikator {id} · {name}").format(
                id=question.item.id, name=words.name(indicator.name)
            ),
            width,
        ),
        *_wrapped(" · ".join(_facts(question, result)), width),
        "",
    ]
    items = list(_items(question, result, width))
    asked = list(_demands(question, result, width))
    room = max(screen.height, _ROWS) - 1 - above - len(lines)  # one for the prompt
    shown, least = _MOST, sum(min(len(one), _LEAST) for one in asked)
    rest = [*_outside(question, result, width), *_recorded(question, width, shown), *items]
    while shown and least + len(rest) > room:  # rather documents than criteria are only counted
        shown -= 1
        rest = [*_outside(question, result, width), *_recorded(question, width, shown), *items]
    return "\n".join([*lines, *_fitted(asked, room - len(rest)), *rest]) + "\n"


def _fitted(blocks: list[list[str]], room: int) -> list[str]:
    """Return criteria in so many lines: the longest is cut first, and says where all of it is."""
    kept = [list(block) for block in blocks]
    while sum(map(len, kept)) > room and max(map(len, kept)) > _LEAST:
        longest = max(kept, key=len)
        longest.pop()
        longest[-1] = longest[-1].removesuffix(_CUT).rstrip()[: -len(_CUT)] + _CUT
    return [line for block in kept for line in block]


def room(screen: Screen) -> int:
    """Return how many lines of a list fit above its last line and the prompt."""
    return max(screen.height, _ROWS) - 2


def ladder_text(question: Question, result: Result, screen: Screen) -> str:
    """Return the criteria of all levels of an indicator."""
    indicator = question.item.indicator
    lines = [
        line
        for level in indicator.levels
        for line in _criterion("", level, indicator, result, min(screen.width, 100))
    ]
    return "\n".join(lines) + "\n"


def checklist_text(question: Question, result: Result, screen: Screen) -> str:
    """Return the items of evidence of an indicator, numbered, each with its state and note.

    Levels whose items count say what one is worth.
    """
    indicator, width = question.item.indicator, min(screen.width, 100)
    found = _standing(question, result)
    worth = {rung.level: rung for rung in found.rungs if rung.items} if found else {}
    verdicts = checklist(indicator, question.answer)
    lines, level = [], None
    for number, (code, one) in enumerate(indicator.checklist().items(), 1):
        if one.level != level:
            level = one.level
            said = _("Tingkat {level}").format(level=level)
            rung = worth.get(level or 0)
            lines += _wrapped(f"{said} · {estimates.rung_points(rung)}" if rung else said, width)
        text = words.safe(one.text) + ("" if one.counted else f" ({_('tidak ikut dihitung')})")
        head = f"{number:>4} {code:<10} {estimates.item_state(verdicts[code].state):<9} "
        lines += textwrap.wrap(head + text, width, subsequent_indent=" " * len(head))
        if note := verdicts[code].note:
            said = _("catatan asesor: {note}").format(note=words.safe(note))
            lines += textwrap.wrap(
                said, width, initial_indent=" " * len(head), subsequent_indent=" " * (len(head) + 2)
            )
    return "\n".join(lines) + "\n"


def prompt_text(question: Question) -> str:
    """Return the prompt, with the level that Enter keeps, or takes over from last year."""
    level = question.level
    kept = "" if level is None else f" [{words.in_full(level)}]"
    if question.offered is not None:
        kept = " " + _("[Enter: {level} seperti tahun lalu; l: lewati]").format(
            level=words.in_full(question.offered)
        )
    return _("Tingkat{kept} (? bantuan): ").format(kept=kept)


def beat_text() -> str:
    """Return the prompt after a level: evidence of the same indicator."""
    return _("Bukti dukung (Enter: lanjut; v: contoh): ")


def examples_text(question: Question, screen: Screen) -> str:
    """Return the documents that the instrument names for an indicator."""
    told = (
        f"- {words.safe(one.text)}"
        + ("" if one.level is None else " " + _("(tingkat {level})").format(level=one.level))
        for one in question.item.indicator.evidence
    )
    width = min(screen.width, 100)
    lines = [line for text in dict.fromkeys(told) for line in _wrapped(text, width)]
    return "\n".join(lines or [_("Instrumen ini tidak menyebut contoh.")]) + "\n"


def _progress(result: Result) -> str:
    def part(sections: Iterable[SectionScore]) -> str:
        scored = list(leaves(sections))
        filled = sum(one.origin not in ("missing", "assumed") for one in scored)
        return f"{filled}/{len(scored)}"

    return _("{done} terisi · indeks {value} · {kind} {parts}").format(
        done=part(result.sections),
        value=index_words(result),
        kind=words.kind(result.sections[0].section.kind),
        parts=" · ".join(f"{one.section.id}: {part([one])}" for one in result.sections),
    )


def _facts(question: Question, result: Result) -> Iterator[str]:
    total = result.instrument.total
    weight = question.item.weight
    yield _("bobot {weight}").format(weight=words.decimal(weight))
    yield _("satu tingkat = {step} pada indeks").format(step=words.gap(weight / total))
    if question.answer.owner:
        yield _("pengampu: {owner}").format(owner=words.safe(question.answer.owner))
    if question.previous is not None:
        yield _("tahun lalu: {level}").format(level=words.in_full(question.previous))
    feed = result.instrument.outside.get(question.item.indicator.outside or "")
    if feed is not None and feed.converts:
        yield _("diisi dari indeks {name}: o angka").format(name=feed.id)


def _demands(question: Question, result: Result, width: int) -> Iterator[list[str]]:
    """Show the level reached (or last year's, or the lowest) and the one above it."""
    scale = result.instrument.scale
    known = question.level if question.level is not None else question.previous
    reached = scale.minimum if known is None else int(known)
    indicator = question.item.indicator
    now, then = _("Sekarang"), _("Berikutnya")
    if question.level is None and question.previous is not None:
        now = _("Tahun lalu")
    yield _criterion(now if known is not None else _("Terendah"), reached, indicator, result, width)
    if reached < scale.maximum:
        yield _criterion(then, reached + 1, indicator, result, width)


def _criterion(
    label: str, level: int, indicator: Indicator, result: Result, width: int
) -> list[str]:
    named = result.instrument.kinds[indicator.kind].levels.get(level)
    name = f" {words.name(named.name)}" if named is not None and named.name is not None else ""
    head = f"{label:<11}" if label else "  "
    return textwrap.wrap(
        f"{head}{level}{name}: {words.safe(words.demand(indicator, level))}",
        width,
        subsequent_indent=" " * (len(head) + 2),
        drop_whitespace=True,
    )


def _recorded(question: Question, width: int, documents: int) -> Iterator[str]:
    """Show what is recorded, as much as leaves the question on a screen of 24 lines."""
    answer = question.answer
    shown_first = answer.evidence[:documents]
    for number, one in enumerate(shown_first, 1):
        said = _("Bukti {number}: {shown}").format(number=number, shown=dossier.documents_of(one))
        yield words.clipped(said, width)
    more = len(answer.evidence) - len(shown_first)
    if more:
        yield (
            counted("dan {count} bukti lain", more)
            if documents
            else counted("{count} bukti dukung", more)
        )
    told = answer.explanation
    texts = [
        (_("Catatan: {note}"), answer.note),
        (_("Catatan asesor: {note}"), answer.remark),
        (_("Fakta: {note}"), told.fact if told else None),
        (_("Analisis: {note}"), told.analysis if told else None),
    ]
    for label, text in texts:
        if text:
            yield words.clipped(label.format(note=words.safe(text)), width)


def _scored(question: Question, result: Result) -> IndicatorScore:
    return next(one for one in result.items() if one.item.id == question.item.id)


def _outside(question: Question, result: Result, width: int) -> Iterator[str]:
    """Say what another body's index makes of the item, or that it does not count."""
    one = _scored(question, result)
    if one.foreign or one.uncounted:
        yield from _wrapped(outside_text(one, result.instrument.places), width)


def _items(question: Question, result: Result, width: int) -> Iterator[str]:
    """Say how many items of each level are accepted, and what they would give."""
    found = _standing(question, result)
    if found is None or not found.rungs:
        return
    parts = [f"{rung.accepted}/{len(rung.items)}" for rung in found.rungs]
    said = _("Butir diterima per tingkat: {parts}").format(parts=" · ".join(parts))
    if found.estimate is not None:
        said += " · " + _("perkiraan {value}").format(value=words.decimal(found.estimate))
    yield from _wrapped(said, width)
    if found.next is not None and found.next.items:
        level = _("Tingkat {level}").format(level=found.next.level)
        yield from _wrapped(f"{level}: {estimates.rung_points(found.next)}", width)


def _standing(question: Question, result: Result) -> ChecklistStanding | None:
    rule = result.instrument.score_rule
    return (
        None
        if rule is None
        else checklist_standing(rule, _scored(question, result), question.answer)
    )


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, subsequent_indent="  ", break_on_hyphens=False)
