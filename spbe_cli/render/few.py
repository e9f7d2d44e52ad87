"""A few of many ids, as a sentence names them."""

from collections.abc import Iterable

from spbe_cli.i18n import counted
from spbe_cli.render.words import listed

_FEW = 5  # ids, or runs of them, that are named before the rest is counted


def handful(ids: object) -> str:
    """Join ids as `listed` does; of many only a few, and how many more there are."""
    found = list(map(str, ids)) if isinstance(ids, Iterable) else []
    for few in range(len(found), 0, -1):
        text = listed(found[:few])
        if text.count(",") < _FEW:
            break
    else:
        return ""
    return (
        f"{text} {counted('dan {count} lainnya', len(found) - few)}" if few < len(found) else text
    )
