"""Rules about who does what by when."""

from collections.abc import Iterator

from spbe_cli.core import owners, spellings
from spbe_cli.core.check.case import NO_ANSWER, Case, Finding, only


def _owners(case: Case) -> Iterator[Finding]:
    """SPB016: one finding for all of which nothing is recorded yet, or where nobody is named."""
    answers = case.assessment.answers
    bare = [item for item in answers if case.assessment.owner(item) is None]
    begun = [item for item in bare if answers[item] != NO_ANSWER]
    if len(bare) == len(answers):
        begun = []
    together = [item for item in bare if item not in begun]
    if together:
        yield case.found("SPB016", "indicators", only(together), id=tuple(together))
    for item in begun:
        yield case.found("SPB016", f"indicators.{item}", item, id=item)


def _actions(case: Case) -> Iterator[Finding]:
    """SPB025, SPB026: actions past their date, and those without one."""
    for item, answer in case.assessment.answers.items():
        if answer.action is None:
            continue
        path, due = f"indicators.{item}.action", answer.action.due
        if due is None:
            yield case.found("SPB026", path, item, id=item)
        elif case.today is not None and due < case.today:
            yield case.found("SPB025", path, item, id=item, date=due.isoformat())


def _spellings(case: Case) -> Iterator[Finding]:
    """SPB032, SPB033: two names that seem to be one unit, and one that seems to be several."""
    found = owners.units(case.assessment, case.assessment.answers)
    names = [name for name in found if name]
    joint = [name for name in names if spellings.several(name, names)]
    for name in joint:
        item = found[name][0]
        parts = spellings.several(name, names)
        yield case.found("SPB033", f"indicators.{item}", item, name=name, names=parts)
    single = [name for name in names if name not in joint]
    for number, name in enumerate(single):
        for other in single[number + 1 :]:
            if spellings.alike(name, other):
                item = found[other][0]
                params = {"name": name, "other": other, "id": tuple(found[other])}
                yield case.found("SPB032", f"indicators.{item}", item, **params)


DUTIES = (_owners, _actions, _spellings)
