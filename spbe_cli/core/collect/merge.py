"""Brings the answers of many forms home into one assessment. Returns problems, raises nothing.

A field that somebody filled in replaces what the assessment has. A field left as it was sent only
fills what is still empty, and an empty cell erases nothing. Evidence is added, never replaced.
Two forms that give one field different values are a conflict, unless a preferred one decides.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from spbe_cli.core.assessment import Answer, Assessment, Explanation, Opinion, Verdict
from spbe_cli.core.collect.changes import Change, evidence_changes
from spbe_cli.core.collect.clipping import whole_value
from spbe_cli.core.collect.faults import codes, level_faults, order, strangers
from spbe_cli.core.collect.form import (
    ITEM_FIELDS,
    FieldValue,
    Form,
    FormRow,
    parts_told,
    verdict_text,
)
from spbe_cli.core.collect.rivals import by_pair, of_one_file
from spbe_cli.core.instrument import Instrument
from spbe_cli.core.text import plain_text
from spbe_cli.problems import Problem, hint

_CONFLICTS = {
    "note": "E321",
    "owner": "E322",
    "fact": "E325",
    "analysis": "E325",
    "remark": "E325",
}


class _Preference(NamedTuple):
    """Whose word counts where forms contradict each other: theirs, or an owner's ("": nobody)."""

    forms: frozenset[tuple[str, int]]  # the file and the sheet of each
    owner: str


class _Said(NamedTuple):
    """What one form says of a field."""

    form: Form
    row: FormRow
    value: FieldValue
    touched: bool

    @property
    def owner(self) -> str:
        return self.form.owner or self.row.owner or ""


def form_changes(
    instrument: Instrument, assessment: Assessment, forms: Sequence[Form], prefer: str | None = None
) -> tuple[list[Change], list[Problem]]:
    """Return what the forms would change, in the order of the instrument, and every problem.

    `prefer` settles conflicts: the name of a form's file (without ending) or an owner.
    """
    problems = [one for form in forms for one in strangers(instrument, assessment, form)]
    if problems:
        return [], problems
    problems = [
        one for form in forms for of in (level_faults, codes) for one in of(instrument, form)
    ]
    if prefer is not None:
        problems += _unknown(forms, prefer)
    changes: list[Change] = []
    chosen = _preference(forms, prefer)
    said, verdicts = _by_item(forms), _by_code(forms)
    for item in order(instrument):
        answer = assessment.answers.get(item, Answer())
        found, wrong = _item(answer, item, said.get(item, []), chosen)
        changes += found
        problems += wrong
        for field, listed in verdicts.get(item, {}).items():
            code = "E325" if ":" in field else "E323"
            change = _settled(code, (item, field), _recorded(answer, field), listed, chosen)
            if isinstance(change, Change):
                changes.append(change)
            else:
                problems += change
    return changes, list(by_pair(problems))


def _by_item(forms: Sequence[Form]) -> Mapping[str, list[tuple[Form, FormRow]]]:
    said: dict[str, list[tuple[Form, FormRow]]] = {}
    for form in forms:
        for row in form.rows:
            said.setdefault(row.item, []).append((form, row))
    return said


def _by_code(forms: Sequence[Form]) -> Mapping[str, Mapping[str, list[_Said]]]:
    """Return what is said of items of evidence, by field: the code, and ``fact:`` before it.

    An item stands the same, whoever's level it is.
    """
    said: dict[str, dict[str, list[_Said]]] = {}
    for form in forms:
        for one in form.items:
            for field, value in zip(
                ITEM_FIELDS, (one.verdict, one.fact, one.analysis), strict=True
            ):
                if value is None:
                    continue
                name = one.code if field == "state" else f"{field}:{one.code}"
                row = FormRow(one.item, places={name: one.places.get(field, one.place)})
                entry = _Said(form, row, value, field not in one.untouched)
                said.setdefault(one.item, {}).setdefault(name, []).append(entry)
    return said


def _recorded(answer: Answer, field: str) -> FieldValue | None:
    """Return what is recorded of an item of evidence: its state, or a part of its explanation."""
    part, colon, code = field.rpartition(":")
    known = answer.items.get(code)
    if known is None or not colon:
        return known and known._replace(explanation=None)
    return parts_told(known.explanation)[part] or None


def _item(
    answer: Answer, item: str, rows: Sequence[tuple[Form, FormRow]], prefer: _Preference
) -> tuple[list[Change], list[Problem]]:
    """Return the changes and conflicts of one item: levels by opinion, the rest of all together."""
    changes: list[Change] = []
    problems: list[Problem] = []
    told = answer.explanation or Explanation()
    known: dict[str, FieldValue | None] = {
        "note": answer.note,
        "owner": answer.owner,
        "fact": told.fact,
        "analysis": told.analysis,
        "remark": answer.remark,
    }
    opinions = dict.fromkeys(form.opinion for form, _row in rows)
    for name, code, old, some in (
        *(("level", "E320", answer.levels.get(opinion), opinion) for opinion in opinions),
        *((name, code, known[name], None) for name, code in _CONFLICTS.items()),
    ):
        listed = [one for one in rows if some is None or one[0].opinion is some]
        change = _settled(code, (item, name), old, list(_said_of(name, listed)), prefer)
        if isinstance(change, Change):
            changes.append(change)
        else:
            problems += change
    changes += evidence_changes(answer, item, rows)
    return changes, problems


def _said_of(name: str, rows: Sequence[tuple[Form, FormRow]]) -> Iterator[_Said]:
    """Yield what forms say of a field.

    What the external assessor writes as a note is their remark: ours is never replaced by it.
    """
    if name in ("note", "remark"):
        theirs = [one for one in rows if one[0].opinion is Opinion.OFFICIAL]
        rows = [one for one in rows if one[0].opinion is not Opinion.OFFICIAL]
        yield from _remarks(theirs) if name == "remark" else ()
    for form, row in rows:
        value = getattr(row, name)
        if value not in (None, ""):
            yield _Said(form, row, value, name not in row.untouched)


def _remarks(rows: Sequence[tuple[Form, FormRow]]) -> Iterator[_Said]:
    """Yield what the external assessor says in each form: as a remark, and as a note they changed.

    Columns of both are one text.
    """
    by_form: dict[tuple[str, int], list[_Said]] = {}
    for field in ("remark", "note"):
        for form, row in rows:
            text, touched = getattr(row, field), field not in row.untouched
            if text and (field == "remark" or touched):
                by_form.setdefault(_key(form), []).append(_Said(form, row, text, touched))
    for said in by_form.values():
        texts = dict.fromkeys(str(one.value) for one in said)
        yield said[0]._replace(value="\n".join(texts), touched=any(one.touched for one in said))


def _settled(
    code: str,
    of: tuple[str, str],
    old: FieldValue | None,
    said: Sequence[_Said],
    prefer: _Preference,
) -> Change | list[Problem]:
    """Return what the forms make of one field of an item, or how they contradict each other."""
    item, name = of
    touched = [one for one in said if one.touched]
    whole = [(one, whole_value(old, one.value)) for one in touched or ([] if old else said)]
    if cut := [one for one, value in whole if value is None]:
        params = {"id": item, "field": name}
        return [Problem("E356", one.row.places.get(name, one.form.place), params) for one in cut]
    said = [one._replace(value=value) for one, value in whole if value is not None]
    chosen = _chosen(said, prefer)
    if chosen is None:
        return list(_conflicts(code, name, item, said))
    if _same(chosen.value, old):
        return []
    place = chosen.row.places.get(name, chosen.form.place)
    return Change(item, name, chosen.form.opinion, old, chosen.value, place)


def _chosen(said: Sequence[_Said], prefer: _Preference) -> _Said | None:
    """Return the one that decides; None where they disagree or nobody says anything."""
    mine = [one for one in said if _key(one.form) in prefer.forms]
    if prefer.owner:
        mine += [one for one in said if one.owner.casefold() == prefer.owner]
    for some in (said, mine):
        if some and all(_same(one.value, some[0].value) for one in some):
            return some[0]
    return None


def _preference(forms: Sequence[Form], prefer: str | None) -> "_Preference":
    """Return whose word counts: the file or sheet of that name, else the owner.

    A form is named after its owner, and two files may be of one: the exact file decides.
    """
    wanted = (prefer or "").casefold()
    found = frozenset(_key(form) for form in forms if wanted in _names(form))
    return _Preference(found, "" if found else wanted)


def _key(form: Form) -> tuple[str, int]:
    return form.place.file, form.number


def _names(form: Form) -> set[str]:
    """Return what a form may be called: its file, without ending or with its folder; its sheet."""
    path = form.place.file.replace("\\", "/").casefold()
    sheet = {form.sheet.casefold(), form.called.casefold()} if form.sheet else set()
    return {form.name.casefold(), path.rsplit("/", 1)[-1], path, form.place.file.casefold(), *sheet}


def _same(one: FieldValue | None, other: FieldValue | None) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return plain_text(one) == plain_text(other)
    return one == other


def _conflicts(code: str, name: str, item: str, said: Sequence[_Said]) -> Iterator[Problem]:
    """Yield how each form that differs from the first one does; every form may be preferred."""
    names = ", ".join(dict.fromkeys(each.form.name for each in said))
    for other in said[1:]:
        one = said[0]
        if _same(other.value, one.value):
            continue
        params = {
            "id": item,
            "name": name,
            "field": name,
            "one": _short(one.value),
            "first": one.owner or one.form.name,
            "other": _short(other.value),
            "second": other.owner or other.form.name,
            "at": str(other.row.places.get(name, other.form.place)),
            "names": names,
        }
        place = one.row.places.get(name, one.form.place)
        within = of_one_file((one.form, one.row), (other.form, other.row), params)
        yield within or Problem(code, place, params)


def _short(value: FieldValue) -> FieldValue:
    if isinstance(value, Verdict):
        value = verdict_text(value)
    if not isinstance(value, str):
        return value
    text = " ".join(value.split())
    return text if len(text) <= 60 else text[:60] + "…"


def _unknown(forms: Sequence[Form], prefer: str) -> Iterator[Problem]:
    names = {name for form in forms for name in (form.name, form.owner, form.called) if name}
    names |= {row.owner for form in forms for row in form.rows if row.owner}
    known = {name.casefold() for name in names} | {one for form in forms for one in _names(form)}
    if prefer.casefold() not in known:
        yield Problem("E313", None, {"name": prefer, **hint(prefer, sorted(names))})
