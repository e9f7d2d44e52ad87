"""Records are named tuples or plain slotted classes; this is how to change one.

Frozen dataclasses write the code of each class when it is imported, and every command pays for it:
a slotted class with its `__init__` written out takes a sixtieth of the time.
"""

from typing import Any, TypeVar

R = TypeVar("R")


def replace(record: R, **changes: Any) -> R:
    """Return a copy of a record with slots in which some fields are others."""
    names = [name for kind in type(record).__mro__ for name in getattr(kind, "__slots__", ())]
    return type(record)(**{name: getattr(record, name) for name in names} | changes)
