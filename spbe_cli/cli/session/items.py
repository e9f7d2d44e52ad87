"""Items of evidence in the session: their list, and what is typed of one: ``d 3 revisi …``."""

from spbe_cli.cli.session import notes
from spbe_cli.cli.session.desk import Desk
from spbe_cli.core.assessment import State, Verdict
from spbe_cli.core.collect.form import told_anew
from spbe_cli.i18n import _
from spbe_cli.render import words
from spbe_cli.render.checklist import item_state
from spbe_cli.render.text import question as page


def put_item(desk: Desk, rest: str) -> bool:
    """Show the items of evidence, or set the state of one, or a part of its explanation."""
    question = desk.question()
    if not question.item.indicator.checklist():
        desk.say(_("Indikator ini tidak berbutir."))
        return False
    if not rest:
        text = page.checklist_text(question, desk.walk.result(), desk.screen)
        desk.lists.show(f"d{question.item.id}", text)
        return False
    which, said = (*rest.split(maxsplit=1), "")[:2]
    code = _item_of(desk, which)
    verdict = None if code is None else _verdict(desk, code, said)
    if code is None or verdict is None:
        return False
    desk.save(question.answer._replace(items={**question.answer.items, code: verdict}))
    return True


def _item_of(desk: Desk, which: str) -> str | None:
    """Return the code of an item by its number in the list or its code; None, with a word."""
    question = desk.question()
    codes = list(question.item.indicator.checklist())
    known = {str(number): code for number, code in enumerate(codes, 1)}
    known |= {code.casefold(): code for code in codes}
    if (code := known.get(which.casefold())) is not None:
        return code
    said = _(
        "Butir {code} tidak ada pada indikator {id}. Tulis 1 sampai {count}, atau kodenya; "
        "d menampilkan daftarnya."
    )
    told = {"code": words.safe(which[:40]), "id": question.item.id, "count": len(codes)}
    desk.say(said.format(**told))
    return None


def _verdict(desk: Desk, code: str, said: str) -> Verdict | None:
    """Return what an item then holds; None, with a word, where no state or part is named."""
    known = desk.question().answer.items.get(code, Verdict(State.ABSENT))
    key, _space, text = said.partition(" ")
    part = {"f": "fact", "a": "analysis"}.get(key.casefold())
    if part is not None and text:
        if not notes.ours(desk):
            return None
        told = told_anew(known.explanation, part, None if text == "-" else text)
        return known._replace(explanation=told)
    state, note = _state(said)
    if state is not None:
        return Verdict(state, note or None, known.explanation)
    usage = _(
        "Tulis nomor atau kode butir, lalu keadaannya ({states}), "
        "atau f dan faktanya, a dan analisisnya."
    )
    desk.say(usage.format(states=", ".join(map(item_state, State))))
    return None


def _state(said: str) -> tuple[State | None, str]:
    """Return the state that a text begins with, and the rest: in full, or as it begins.

    In files states are Indonesian words; here those of the language in use are understood as well.
    """
    plain = f"{said.casefold()} "
    for one in State:
        for word in (one.value, item_state(one)):
            if plain.startswith(f"{word} "):
                return one, said[len(word) :].strip()
    key, _space, note = said.partition(" ")
    meant = {one for one in State if key and _begins(one, key.casefold())}
    return (meant.pop(), note.strip()) if len(meant) == 1 else (None, "")


def _begins(one: State, key: str) -> bool:
    """Whether a state begins so: ``dite``, ``rev``, ``revised`` of ``to be revised``."""
    shown = item_state(one)
    return any(word.startswith(key) for word in (one.value, shown, shown.rsplit(" ")[-1]))
