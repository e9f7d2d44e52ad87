"""Which unit owns which items: one rule for forms, plans and reports."""

from collections.abc import Iterable

from spbe_cli.core.assessment import Assessment
from spbe_cli.problems import DataError, Place, Problem, hint


def units(assessment: Assessment, items: Iterable[str]) -> dict[str, list[str]]:
    """Return the items of each owner, in their order; "" has those of nobody.

    An item of several owners is with each of them. Owners differ by more than capitals and blanks;
    each is spelled as it is first met.
    """
    found: dict[str, list[str]] = {}
    spelled: dict[str, str] = {}
    for item in items:
        for owner in assessment.owners(item) or ("",):
            found.setdefault(spelled.setdefault(owner.casefold(), owner), []).append(item)
    return found


def read(text: str) -> tuple[str, ...]:
    """Return the owners of a form's cell: semicolons stand between several."""
    return tuple(filter(None, (" ".join(one.split()) for one in text.split(";"))))


def lead(assessment: Assessment, item: str, owner: str) -> bool:
    """Whether a unit is the first of the owners of an item."""
    owners = assessment.owners(item)
    return bool(owners) and owners[0].casefold() == owner.casefold()


def of(units: dict[str, list[str]], owner: str, place: Place) -> list[str]:
    """Return the items of a unit; DataError E317 where there is none of that name."""
    wanted = " ".join(owner.split()).casefold()
    for name, items in units.items():
        if name and name.casefold() == wanted:
            return items
    known = [name for name in units if name]
    raise DataError([Problem("E317", place, {"name": owner, **hint(owner, known)})])
