"""What is written of an indicator in the session: a note, the assessor's remark, explanations."""

from spbe_cli.cli.session.desk import Desk
from spbe_cli.core.assessment import Opinion
from spbe_cli.core.collect.form import told_anew
from spbe_cli.i18n import _


def put_note(desk: Desk, rest: str) -> bool:
    """Keep a note; ``-`` takes it away. Whoever fills in official levels writes the remark."""
    theirs = desk.walk.opinion is Opinion.OFFICIAL
    text = rest or desk.ask(_("Catatan asesor: ") if theirs else _("Catatan: "))
    if text:
        told, answer = None if text == "-" else text, desk.question().answer
        desk.save(answer._replace(remark=told) if theirs else answer._replace(note=told))
    return bool(text)


def put_fact(desk: Desk, rest: str) -> bool:
    """Keep the fact that the portal is told; ``-`` takes it away."""
    return ours(desk) and _explain(desk, "fact", rest or desk.ask(_("Fakta: ")))


def put_analysis(desk: Desk, rest: str) -> bool:
    """Keep what the fact means for the level; ``-`` takes it away."""
    return ours(desk) and _explain(desk, "analysis", rest or desk.ask(_("Analisis: ")))


def ours(desk: Desk) -> bool:
    """Whether explanations may be written: they are the institution's, not the assessor's."""
    if desk.walk.opinion is not Opinion.OFFICIAL:
        return True
    desk.say(
        _("Fakta dan analisis ditulis instansi dan tidak diubah di sini; c menulis catatan asesor.")
    )
    return False


def _explain(desk: Desk, field: str, text: str) -> bool:
    if text:
        answer = desk.question().answer
        told = told_anew(answer.explanation, field, None if text == "-" else text)
        desk.save(answer._replace(explanation=told))
    return bool(text)
