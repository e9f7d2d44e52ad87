"""How an index, a predicate, or whose index it is, is said: the same words in every face."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from spbe_cli.core.assessment import Evidence, FileState, Opinion
from spbe_cli.core.evidence import Weighed, weigh
from spbe_cli.core.index import Index, Indexed, predicate_of
from spbe_cli.core.nothing import named
from spbe_cli.core.result import IndicatorScore, Result, ahead
from spbe_cli.core.score.proof import found_again, unbacked
from spbe_cli.i18n import N_, _
from spbe_cli.render import words


def found_said(result: Result) -> str:
    """Say what finding the lost files alone would prove; empty where none is lost."""
    again = found_again(result)
    if again is None:
        return ""
    value = index_said(again.known, result.instrument.places)
    said = _("{lost}; bila dilengkapi, indeks terbukti menjadi {index}")
    return said.format(lost=files_lost(weigh(result.assessment)), index=value)


def heading(result: Result, *, marked: bool = False) -> str:
    """Return the line that says whose index this is; `marked`: as provisional, elsewhere."""
    return " · ".join(
        (
            words.safe(result.assessment.institution),
            str(result.assessment.year),
            words.safe(result.instrument.short),
            _("nilai {opinion}").format(opinion=words.opinion(result.opinion)),
            *_as_if(result),
            *([_("sementara")] if result.provisional and not marked else []),
        )
    )


def index_words(result: Result) -> str:
    """Return the index as one reads it aloud: ``2,15``, ``1,74 atau 1,75``, ``1,83–3,12``."""
    return index_said(result.known, result.instrument.places)


def index_said(index: Index, places: int) -> str:
    """Return an index, those that are possible, or its bounds, where it is open."""
    if index.open:
        return f"{words.decimal(index.lowest, places)}–{words.decimal(index.highest, places)}"
    return _(" atau ").join(_shown(index, places))


def _shown(index: Index, places: int) -> Iterable[str]:
    """Return what an index that is not open may print, lowest first: one where all agree."""
    known = (index.display, *index.candidates)
    return dict.fromkeys(words.decimal(one, places) for one in known if one is not None)


def predicate_words(result: Result) -> str:
    """Return the predicate, or those still possible: ``Kurang atau Cukup``, ``Cukup–Baik``."""
    return predicate_within(result, result)


def predicate_within(result: Result, known: Indexed) -> str:
    """Return the predicate of a result's index, or of another that belongs to it: the proven."""
    if known.predicate:
        return words.name(known.predicate.name)
    ends = [
        words.name(predicate_of(result.instrument, index, result.assessment.year).name)
        for index in (known.lowest, known.highest)
    ]
    if ends[0] == ends[1]:
        return _("pasti {name}").format(name=ends[0])
    return (_(" atau ") if known.candidates else "–").join(ends)


def other_predicate(result: Result, proof: Indexed) -> str:
    """Say both predicates where an open index proves another one than it claims; else nothing."""
    claimed, proven = predicate_words(result), predicate_within(result, proof)
    if result.predicate or claimed == proven:
        return ""
    said = _("menurut klaim {claimed}, menurut bukti yang tercatat {proven}")
    return said.format(claimed=claimed, proven=proven)


def way_ahead(result: Result) -> str:
    """Return the way to the next predicate, ``kurang 0,498 ke Sangat Baik (3,50)``; or nothing."""
    following = ahead(result)
    if following is None:
        return ""
    predicate, gap = following
    return _("{gap} lagi menuju {name} ({bound})").format(
        gap=words.gap(gap),
        name=words.name(predicate.name),
        bound=words.decimal(predicate.lower, result.instrument.places),
    )


def files_lost(found: Weighed) -> str:
    """Say how many evidence files are nothing: ``34 berkas bukti tidak ditemukan, 2 kosong``."""
    said = {
        FileState.MISSING: N_("{count} berkas bukti tidak ditemukan"),
        FileState.EMPTY: N_("{count} berkas bukti kosong"),
        FileState.UNREADABLE: N_("{count} berkas bukti tidak dapat dibaca"),
    }
    counts = {state: found.files.get(state, 0) for state in said}
    return ", ".join(words.many(said[state], count) for state, count in counts.items() if count)


def page_said(one: Evidence) -> str:
    """Return where in a document to look: ``hal. 3`` of a bare number, else the text as it is."""
    from spbe_cli.core.collect.written import is_page_number  # most results name no page

    page = words.safe(named(one.page))
    return _("hal. {page}").format(page=page) if is_page_number(page) else page


def unbacked_said(result: Result) -> str:
    """Say that levels are no more than claimed since nothing is recorded; nothing otherwise."""
    if not unbacked(result):
        return ""
    return _("Belum ada bukti dukung yang tercatat: semua tingkat baru diklaim")


def unchecked(found: Weighed) -> str:
    """Say how much evidence counts though nobody looked at it; nothing where there is none."""
    outside = found.files.get(FileState.OUTSIDE, 0)
    counts = {
        N_("{count} tautan"): found.links,
        N_("{count} judul tanpa berkas"): found.titles,
        N_("{count} berkas di luar folder"): outside,
    }
    listed = [words.many(text, count) for text, count in counts.items() if count]
    if not listed:
        return ""
    return _("Diterima tanpa diperiksa: {listed}").format(listed=", ".join(listed))


def section_index(result: Result, scored: Indexed, between: str = "/") -> str:
    """Return the index of a section, those that are possible, or a dash where it is open."""
    return between.join(_shown(scored.known, result.instrument.places)) or "–"


def outside_text(one: IndicatorScore, places: int) -> str:
    """Say what another body's index makes of an indicator, or what counts while it is absent."""
    name, value = one.outside or ("", None)
    level = one.level or Fraction(0)
    if one.uncounted:
        return _("Indikator {item}: {said} ({level})").format(
            item=one.item.id, said=left_out_said(one), level=words.in_full(level)
        )
    if value is None:
        return _(
            "Indikator {item}: indeks {name} belum ada, dihitung sebagai {level} sesuai instrumen"
        ).format(item=one.item.id, name=name, level=words.decimal(level, places))
    return _("Indikator {item}: {name} {value} dikonversi menjadi {level}").format(
        item=one.item.id,
        name=name,
        value=outside_value(one),
        level=words.figure(level, places),
    )


def left_out_said(one: IndicatorScore) -> str:
    """Say that another body's index is there and does not count: a level stands in its place."""
    said = _("indeks {name} {value} tidak dihitung: tingkatnya sudah diisi")
    return said.format(name=(one.outside or ("",))[0], value=outside_value(one))


def outside_value(one: IndicatorScore) -> str:
    """Return the value of another body's index, with the file that it was computed from."""
    value = words.in_full(one.outside[1]) if one.outside and one.outside[1] is not None else "–"
    return f"{value} ({words.safe(one.file)})" if one.file else value


def _as_if(result: Result) -> Iterator[str]:
    """Say which levels are not those of the file: such an index must not pass for a real one."""
    changes = result.assessment.as_if
    if changes:
        listed = ", ".join(f"{item} = {words.in_full(level)}" for item, level in changes.items())
        yield _("SEANDAINYA {changes}").format(changes=listed)


def field_word(name: str) -> str:
    """Return the word for a field of a form, ``fact:L2-1`` too; the code of an item is its own."""
    known = {
        "level": _("tingkat"),
        "evidence": _("bukti dukung"),
        "note": _("catatan"),
        "owner": _("pengampu"),
        "fact": _("fakta"),
        "analysis": _("analisis"),
        "remark": _("asesor"),
        **{
            one.value: _("nilai {opinion}").format(opinion=words.opinion(one))
            for one in Opinion
            if one is not Opinion.SELF
        },
    }
    part, _colon, code = name.partition(":")
    return f"{known.get(part, words.safe(part))} {words.safe(code)}".rstrip()
