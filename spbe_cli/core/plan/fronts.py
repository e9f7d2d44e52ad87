"""Fronts: of many choices, those that no other one beats in both effort and gain."""

from collections.abc import Iterable

Front = tuple[list[int], list[int]]  # efforts, and the most that can be gained for each


def undominated(least: dict[int, int]) -> dict[int, int]:
    """Return, of the least efforts by gain, those that no greater gain has for less."""
    kept, lowest = [], None
    for gain in sorted(least, reverse=True):
        if lowest is None or least[gain] < lowest:
            lowest = least[gain]
            kept.append((gain, lowest))
    return dict(kept)


def front(parts: Iterable[dict[int, int]]) -> Front:
    """Return efforts in rising order, and the greatest gain for each, whatever the floors."""
    least: dict[int, int] = {}
    for part in parts:
        for gain, effort in part.items():
            if effort < least.get(gain, effort + 1):
                least[gain] = effort
    pairs = sorted((effort, gain) for gain, effort in undominated(least).items())
    return [effort for effort, _gain in pairs], [gain for _effort, gain in pairs]
