"""Sheets of one kertas kerja that contradict each other: a line for each pair of them."""

from collections.abc import Iterator, Mapping, Sequence

from spbe_cli.core.collect.form import Form, FormRow
from spbe_cli.problems import Place, Problem


def of_one_file(
    one: tuple[Form, FormRow], other: tuple[Form, FormRow], params: Mapping[str, object]
) -> Problem | None:
    """Return how two tables of one file contradict each other; None where they are of two files.

    `params` are those of a conflict. Two tables of one sheet name an indicator twice (E316).
    """
    (form, row), (rival, its) = one, other
    if form is rival or form.place.file != rival.place.file:
        return None
    field = str(params["name"])
    place = its.places.get(field, its.places.get("", rival.place))
    if form.number == rival.number:
        first = row.places.get("", form.place)
        said = {"id": row.item, "at": str(first)}
        return Problem("E316", its.places.get("", rival.place), said)
    also = {"first": form.sheet, "second": rival.sheet, "also": form.called, "text": rival.called}
    return Problem("E363", place, {**params, **also})


def by_pair(problems: Sequence[Problem]) -> Iterator[Problem]:
    """Yield problems; of sheets that contradict each other a line for each pair."""
    pairs: dict[tuple[str, object, object], list[Problem]] = {}
    for one in problems:
        if one.code == "E363" and one.place is not None:
            pair = (one.place.file, one.params["first"], one.params["second"])
            pairs.setdefault(pair, []).append(one)
    told: set[Place | None] = set()
    for one in problems:
        if one.code == "E316":
            if one.place not in told:
                yield one
            told.add(one.place)
        elif one.code != "E363" or one.place is None:
            yield one
        elif found := pairs.pop((one.place.file, one.params["first"], one.params["second"]), None):
            items = tuple(dict.fromkeys(str(each.params["id"]) for each in found))
            yield one._replace(params={**one.params, "count": len(found), "items": items})
