"""How the way of a plan through time is said: the same words in every face."""

from spbe_cli.core.plan.climb import Climb, Stop
from spbe_cli.i18n import _, counted
from spbe_cli.render import words


def when(stop: Stop) -> str:
    """Return the name of a stop: ``2024``, ``2024 TW 1``."""
    if stop.quarter is None:
        return str(stop.year)
    return _("{year} TW {quarter}").format(year=stop.year, quarter=stop.quarter)


def done(stop: Stop, unit: str | None) -> str:
    """Say what is done up to a stop since the one before: ``6 langkah, upaya 12``."""
    if not stop.steps:
        return ""
    return _("{steps}, upaya {effort}").format(
        steps=counted("{count} langkah", stop.steps), effort=words.effort(stop.effort, unit)
    )


def climb_told(found: Climb) -> str:
    """Return the whole way in a sentence, for those who cannot see a drawing."""
    places = found.result.instrument.places
    stops = []
    for stop in found.stops:
        said = [done(stop, found.unit), ", ".join(stop.items)]
        note = f" ({': '.join(filter(None, said))})" if stop.steps else ""
        stops.append(f"{when(stop)} {words.decimal(stop.reached, places)}{note}")
    told = _("Indeks menurut waktu: {values}.").format(values="; ".join(stops))
    late = begins_late(found)
    return f"{told} {late[:1].upper()}{late[1:]}." if late else told


def begins_late(found: Climb) -> str:
    """Say from which quarter on things are done, where those before it are over; else ""."""
    if found.since is None:
        return ""
    year, quarter = found.since
    said = _("{year} mulai TW {quarter}: triwulan yang sudah lewat tidak dipakai")
    return said.format(year=year, quarter=quarter)


def own_targets(found: Climb) -> bool:
    """Whether each year has a target of its own."""
    return len({stop.target for stop in found.stops} - {None}) > 1
