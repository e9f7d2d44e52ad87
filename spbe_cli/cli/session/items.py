"""An item of evidence as it is typed in the session: ``d 3 revisi belum diteken``."""

from spbe_cli.cli.output import show
from spbe_cli.core.assessment import State, Verdict
from spbe_cli.core.collect.form import told_anew
from spbe_cli.i18n import _
from spbe_cli.render.text.question import Question


def item_verdict(question: Question, text: str) -> tuple[str, Verdict] | None:
    """Return the code of an item and its verdict; None where the line names neither."""
    codes = list(question.item.indicator.checklist())
    which, key, note = (*text.split(maxsplit=2), "", "")[:3]
    numbered = {str(number): code for number, code in enumerate(codes, 1)}
    code = {**numbered, **{code.casefold(): code for code in codes}}.get(which.casefold())
    known = question.answer.items.get(code or "", Verdict(State.ABSENT))
    part = {"f": "fact", "a": "analysis"}.get(key.casefold())
    if code is not None and part is not None and note:
        told = told_anew(known.explanation, part, None if note == "-" else note)
        return code, known._replace(explanation=told)
    states = [one for one in State if key and one.startswith(key.casefold())]
    if code is None or len(states) != 1:
        show(
            _(
                "Tulis nomor atau kode butir, lalu keadaannya ({states}), "
                "atau f dan faktanya, a dan analisisnya."
            ).format(states=", ".join(State))
            + "\n"
        )
        return None
    return code, Verdict(states[0], note or None, known.explanation)
