"""The national yardstick in words: where an institution stood, and how usual a rise is."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from spbe_cli.core.national import Standings, Yardstick
from spbe_cli.i18n import _
from spbe_cli.render import words

if TYPE_CHECKING:
    from spbe_cli.core.plan.answers import Ask  # `score` has no plans to pay for


def standing_words(found: Standings | None, places: int) -> Iterator[str]:
    """Say an institution's place in the list of a year, and the printed average of its group.

    Two sentences: what is counted from the list is never mixed with what was printed.
    """
    if found is None:
        return
    group = words.group(found.group)
    said = _(
        "Daftar nasional {year}: indeks {index}, peringkat {rank} dari {members}; median {median}."
    ).format(
        year=found.year,
        index=words.decimal(found.standing.value, places),
        rank=found.standing.rank,
        members=words.members(found.group, found.size),
        median=words.decimal(found.median, places),
    )
    if found.average is not None:
        printed = _("Rata-rata {group} yang diumumkan: {average}.")
        average = words.decimal(found.average.value, places)
        said += " " + printed.format(group=group, average=average)
    elif found.kinds:
        listed = (f"{name} {words.decimal(one.value, places)}" for name, one in found.kinds)
        said += " " + _("Rata-rata yang diumumkan: {kinds}.").format(kinds="; ".join(listed))
    yield said


def usual(asks: "Iterable[Ask]", places: int) -> Iterator[str]:
    """Say how usual the rises are that a plan asks for."""
    for ask in asks:
        if ask.yardstick is not None:
            said = yardstick_words(ask.yardstick, places)
            yield said if ask.year is None else f"{ask.year}: {said[:1].lower()}{said[1:]}"


def yardstick_words(found: Yardstick, places: int) -> str:
    """Say of those who began alike how many rose so much within a year, and what is usual."""
    first, second = found.years
    if not found.reached:
        rose = _("tidak satu pun naik {rise} atau lebih")
    else:
        rose = _("sebanyak {reached} ({percent} persen) naik {rise} atau lebih")
    said = (
        _(
            "Dari {size} instansi yang indeks {first}-nya paling dekat, {low} sampai {high}, "
            "{rose} dalam setahun; median {median}, kuartil {lower} dan {upper} (daftar nasional "
            "{first} dan {second})"
        )
        if found.widened
        else _(
            "Dari {size} instansi yang pada {first} berindeks {low} sampai {high}, {rose} dalam "
            "setahun; median {median}, kuartil {lower} dan {upper} (daftar nasional {first} dan "
            "{second})"
        )
    )
    return said.format(
        size=found.size,
        first=first,
        second=second,
        low=words.decimal(found.low, places),
        high=words.decimal(found.high, places),
        rose=rose.format(
            reached=found.reached,
            percent=words.decimal(Fraction(100 * found.reached, found.size), 0),
            rise=words.gap(found.rise),
        ),
        median=words.risen(found.median),
        lower=words.risen(found.lower),
        upper=words.risen(found.upper),
    )
