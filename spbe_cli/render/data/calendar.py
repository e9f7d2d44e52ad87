"""A calendar of whole days (iCalendar, RFC 5545), as mail programs and phones read it."""

import datetime as dt
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import NamedTuple

_OCTETS = 75  # of a line


class Event(NamedTuple):
    """A deadline: a whole day. `key` tells it from all others; `alarms` are days before it."""

    key: str
    day: dt.date
    summary: str
    description: str = ""
    alarms: tuple[int, ...] = ()


def calendar(product: str, made: dt.date, events: Iterable[Event]) -> str:
    """Return a calendar; `product` is who wrote it, `made` when."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{product}", "CALSCALE:GREGORIAN"]
    for one in events:
        lines += _event(one, made)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _event(one: Event, made: dt.date) -> Iterator[str]:
    summary = _escaped(one.summary)
    yield "BEGIN:VEVENT"
    yield f"UID:{sha256(one.key.encode()).hexdigest()[:32]}@spbe"
    yield f"DTSTAMP:{made:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{one.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{one.day + dt.timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{summary}"
    if one.description:
        yield f"DESCRIPTION:{_escaped(one.description)}"
    yield "TRANSP:TRANSPARENT"
    for before in one.alarms:
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{summary}")
        yield from (f"TRIGGER:-P{before}D", "END:VALARM")
    yield "END:VEVENT"


def _escaped(text: str) -> str:
    plain = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return plain.replace("\r\n", "\n").replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """Yield the parts of a line: no more octets than a line may have, no character torn apart."""
    part, size = "", 0
    for char in line:
        octets = len(char.encode())
        if size + octets > _OCTETS:
            yield part
            part, size = " ", 1
        part, size = part + char, size + octets
    yield part
