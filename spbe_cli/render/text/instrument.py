"""An instrument on a terminal: the list, and the tree with what belongs to the whole."""

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from spbe_cli.core.clauses import Calendar, Examined, Kind, Source
from spbe_cli.core.instrument import Instrument, Section
from spbe_cli.i18n import _, counted
from spbe_cli.render import cover, words
from spbe_cli.render.text.blocks import block, joined, under
from spbe_cli.render.text.screen import Screen


def list_text(instruments: Iterable[Instrument], screen: Screen) -> str:
    """Return one paragraph for each instrument."""
    lines: list[str] = []
    for one in instruments:
        facts = (
            f"{one.short} · {words.name(one.title)}",
            f"{_span(one)} · {_counts(one)}",
            _lineage(one),
        )
        lines += ["", one.id, *(line for fact in facts for line in _indented(fact, screen.width))]
    return joined(lines[1:])


def tree_text(instrument: Instrument, screen: Screen) -> str:
    """Return the whole tree with its weights, the predicates, notes and sources."""
    width = min(screen.width, 100)
    lines = [
        f"{instrument.short} · {words.name(instrument.title)}",
        f"{words.name(instrument.index_name)} · {_span(instrument)}",
        _counts(instrument),
        *filter(None, (_lineage(instrument), unverified_criteria(instrument))),
        "",
        *_predicates(instrument),
        "",
        *_ladders(instrument, width),
        *_calendars(instrument, width),
        f"{_('bobot'):>{width}}",
    ]
    for section in instrument.sections:
        lines += _branch(section, 0, width)
    lines += ["", *block(_("Catatan"), instrument.notes, width)]
    lines += [_("Sumber"), *_sources(instrument.sources, width)]
    return joined(lines)


def examined_text(found: Examined, _screen: Screen) -> str:
    """Return every problem of a file, or that there is none."""
    if not found.problems:
        return _("{file}: tidak ada masalah\n").format(file=found.file)
    return "".join(f"{words.problem_line(problem)}\n" for problem in found.problems)


def _span(one: Instrument) -> str:
    first, last = one.years
    if last is None:
        return _("evaluasi sejak {first}").format(first=first)
    return _("evaluasi {first}–{last}").format(first=first, last=last)


def _counts(one: Instrument) -> str:
    kinds = [section.kind for section in one.walk()]
    counts = [
        *([counted("{count} domain", kinds.count("domain"))] if "domain" in kinds else []),
        *([counted("{count} aspek", kinds.count("aspect"))] if "aspect" in kinds else []),
    ]
    scale = _("pecahan") if one.scale.decimal else _("bulat")
    levels = _("tingkat {low}–{high} ({scale})").format(
        low=one.scale.minimum, high=one.scale.maximum, scale=scale
    )
    indicators = counted("{count} indikator", sum(1 for _one in one.indicators()))
    return " · ".join([*counts, indicators, levels])


def _lineage(one: Instrument) -> str:
    said = []
    if one.named:
        said.append(_("tidak dipilih menurut tahun; tulis instrument: {id}").format(id=one.id))
    if one.replaces:
        said.append(_("menggantikan {id}").format(id=one.replaces))
    if one.replaced_by:
        said.append(_("digantikan oleh {id}").format(id=one.replaced_by))
    return " · ".join(said)


def unverified_criteria(one: Instrument) -> str:
    """Warn that criteria were not compared with the regulation; empty where they were."""
    return "" if one.verified else _("Kriteria belum dicocokkan dengan naskah resmi.")


def _predicates(instrument: Instrument) -> Iterator[str]:
    places = instrument.places
    yield _("Predikat")
    listed = instrument.predicates
    longest = max(len(words.name(one.name)) for one in listed) + 1
    for one, above in zip(listed, [*listed[1:], None], strict=True):
        low = words.decimal(one.lower, places)
        top = words.decimal(Fraction(instrument.scale.maximum), places)
        until = (
            _("sampai {high}").format(high=top)
            if above is None
            else _("sampai di bawah {high}").format(high=words.decimal(above.lower, places))
        )
        yield f"  {words.name(one.name):<{longest}} {low} {until}"


def _ladders(instrument: Instrument, width: int) -> Iterator[str]:
    """Yield what each level means, once for kinds that say the same."""
    told: dict[tuple[str, ...], list[Kind]] = {}
    for kind in instrument.kinds.values():
        lines = tuple(_ladder(kind, width))
        if lines:
            told.setdefault(lines, []).append(kind)
    for lines, kinds in told.items():
        names = " · ".join(words.name(kind.name) for kind in kinds)
        yield _("Tingkat ({kind})").format(kind=names)
        yield from lines
        yield ""


def _ladder(kind: Kind, width: int) -> Iterator[str]:
    for level, one in kind.levels.items():
        said = [words.name(one.name) if one.name else "", one.summary or ""]
        if any(said):
            yield from under(f"{level} " + ": ".join(filter(None, said)), width, "  ", "  ")


def _calendars(instrument: Instrument, width: int) -> Iterator[str]:
    for one in instrument.calendar:
        yield _("Jadwal {year}").format(year=one.year)
        yield from _stages(one)
        if one.note:
            yield from under(one.note, width, "  ")
        yield ""


def _stages(calendar: Calendar) -> Iterator[str]:
    room = max(len(cover.days(one)) for one in calendar.stages)
    for one in calendar.stages:
        doubt = f" ({_('perkiraan')})" if one.estimated else ""
        yield f"  {cover.days(one):<{room}}  {words.name(one.name)}{doubt}"


def _branch(section: Section, depth: int, width: int) -> Iterator[str]:
    indent = "  " * depth
    label = f"{words.kind(section.kind).capitalize()} {section.id} {words.name(section.name)}"
    yield from _weighted(indent, label, section.weight, width)
    for child in section.sections:
        yield from _branch(child, depth + 1, width)
    indent += "  "
    for one in section.indicators:
        yield from _weighted(indent, f"{one.id:>3} {words.name(one.short)}", one.weight, width)
        for item in one.item_ids()[1:]:
            yield f"{indent}    " + _("{item}: layanan tambahan, bila ada").format(item=item)


def _weighted(indent: str, label: str, weight: Fraction, width: int) -> Iterator[str]:
    """Yield a label with its weight at the right edge; a long one goes on beneath its name."""
    below = f"{indent}    "
    first, *rest = textwrap.wrap(
        indent + label, width - 8, subsequent_indent=below, break_on_hyphens=False
    )
    yield f"{first:<{width - 7}}{words.decimal(weight):>7}"
    yield from rest


def _sources(sources: Sequence[Source], width: int) -> Iterator[str]:
    for one in sources:
        text = f"{one.id}  {one.title} ({one.at})"
        yield from textwrap.wrap(
            text, width, initial_indent="  ", subsequent_indent="      ", break_on_hyphens=False
        )


def _indented(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, initial_indent="  ", subsequent_indent="    ")
