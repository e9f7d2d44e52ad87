"""The state of an item of evidence as it is typed in the session: ``d 3 revisi belum diteken``."""

from spbe_cli.cli.output import show
from spbe_cli.core.assessment import State, Verdict
from spbe_cli.i18n import _
from spbe_cli.render.text.question import Question


def item_verdict(question: Question, text: str) -> tuple[str, Verdict] | None:
    """Return the code of an item and its verdict; None where the line names neither."""
    codes = list(question.item.indicator.checklist())
    which, state, note = (*text.split(maxsplit=2), "", "")[:3]
    numbered = {str(number): code for number, code in enumerate(codes, 1)}
    code = {**numbered, **{code.casefold(): code for code in codes}}.get(which.casefold())
    states = [one for one in State if state and one.startswith(state.casefold())]
    if code is None or len(states) != 1:
        show(
            _("Tulis nomor atau kode butir, lalu keadaannya: {states}.").format(
                states=", ".join(State)
            )
            + "\n"
        )
        return None
    known = question.answer.items.get(code)
    return code, Verdict(states[0], note or None, known.explanation if known else None)
