"""All years of a roadmap at once: what no plan can be below, and a good plan, searched for.

Every target, floor and capacity gets a price, and items are chosen one by one as if that price were
paid (Lagrangian relaxation; Held, Wolfe, Crowder, 1974, Validation of subgradient optimization).
What the choices then cost together, no plan is below. Prices are sought that make it high.

At those prices a way of an item loses against its best one. Items are added one by one, and of
the plans so far those that lose least are kept. Where none had to be dropped, none was missed.
"""

import itertools
import operator
from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from spbe_cli.core.plan.knapsack import Knapsack
from spbe_cli.core.plan.schedule import Ends, Way, YearTerms

_ROUNDS = 250  # of the search for prices
_PATIENCE = 12  # rounds without a better bound, before steps become shorter
_KEPT = 0.6  # of the direction of the round before
_HOPE = 1.2  # the bound that is headed for, as a multiple of the best so far
_UNIT = 1 << 40  # prices are whole numbers of this part: the bound is exact
_WAYS = 16  # of an item
_WORK = 1_000_000  # plans times ways, where all ways are tried: some seconds


class Prices(NamedTuple):
    """What gain is worth in each year and for each floor, and what each year's effort costs."""

    gains: tuple[int, ...]
    floors: tuple[int, ...]
    efforts: tuple[int, ...]


class _Option(NamedTuple):
    """A way of one item, what it loses, and what it adds to each sum."""

    loss: int
    sums: tuple[int, ...]
    ends: Ends


class _State(NamedTuple):
    loss: int
    sums: tuple[int, ...]
    back: "tuple[int, _Option, _State] | None"


class Together:
    """The years of a roadmap, priced."""

    def __init__(self, years: YearTerms, most: int) -> None:
        """Seek prices; no plan of an effort above `most` matters."""
        self.years, self.most = years, most
        self.inside = [
            [number for number, (_need, span) in enumerate(years.floors) if item in span]
            for item in range(len(years.items))
        ]
        self.needs = [*years.needs, *(need for need, _span in years.floors)]
        if years.cap is not None:
            self.needs += [-years.cap] * len(years.needs)
        self.prices = self._sought()
        self._ground = self._relaxed(self.prices)[0]
        self.bound = -(-self._ground // _UNIT)  # no plan has less effort

    def _sought(self) -> Prices:
        """Return prices of a high bound, by steps along what the choices lack or have too much."""
        parts, price = self._start()
        length, stale, best, found = 1.0, 0, 0, self._rounded(price, parts)
        heading = [0.0] * len(parts)
        for _round in range(_ROUNDS):
            prices = self._rounded(price, parts)
            bound, lack = self._relaxed(prices)
            stale += 1
            if bound > best:
                best, found, stale = bound, prices, 0
                if best > self.most * _UNIT:
                    break
            elif stale == _PATIENCE:
                length, stale = length / 2, 0
            heading = [
                one / part + _KEPT * old
                for one, part, old in zip(lack, parts, heading, strict=True)
            ]
            # A price does not fall below 0: to head there would only make the step shorter.
            heading = [
                way if one > 0 or way > 0 else 0.0 for one, way in zip(price, heading, strict=True)
            ]
            square = sum(way * way for way in heading)
            if not square:
                break
            gap = min(self.most, best / _UNIT * _HOPE + 1) - bound / _UNIT
            pace = length * max(1.0, gap) / square
            price = [max(0.0, one + pace * way) for one, way in zip(price, heading, strict=True)]
        return found

    def _start(self) -> tuple[list[float], list[float]]:
        """Return units that make prices about 1, and the best of some prices to start from.

        The unit of a target or floor is what effort gains where nothing else is asked for.
        """
        years = self.years
        count, floors, none = len(years.needs), len(years.floors), [0] * len(years.items)
        margins = [
            years.knapsack(year, none, years.highest(year)).margin(need)
            for year, need in enumerate(years.needs)
        ]
        top = years.highest(years.last)
        margins += [
            Knapsack([years.items[at][: top[at] + 1] for at in span]).margin(need)
            for need, span in years.floors
        ]
        parts = [gain / effort for gain, effort in margins]
        parts += [1.0] * (len(self.needs) - len(parts))
        starts = (
            [float(at == year) for at in range(count)] + [height] * floors
            for year, height in itertools.product(range(count), (0.0, 1.0))
        )
        return parts, max(
            (start + [0.0] * (len(parts) - len(start)) for start in starts),
            key=lambda price: self._relaxed(self._rounded(price, parts))[0],
        )

    def _rounded(self, price: Sequence[float], parts: Sequence[float]) -> Prices:
        whole = [int(one / part * _UNIT) for one, part in zip(price, parts, strict=True)]
        count, floors = len(self.years.needs), len(self.years.floors)
        efforts = whole[count + floors :] or [0] * count
        return Prices(tuple(whole[:count]), tuple(whole[count : count + floors]), tuple(efforts))

    def _relaxed(self, prices: Prices) -> tuple[int, list[int]]:
        """Return the bound at given prices, times _UNIT, and what the choices lack of each sum."""
        years = self.years
        ground = sum(map(operator.mul, prices.gains, years.needs))
        ground += sum(
            price * need for price, (need, _span) in zip(prices.floors, years.floors, strict=True)
        )
        gains, marks = [0] * len(years.needs), [0] * len(years.floors)
        efforts = [0] * len(years.needs)
        for item, ends in enumerate(years.items):
            ahead = self._ahead(item, prices)
            at = 0
            for year, costs in enumerate(ahead):
                up = at + 1 + (years.step or len(ends))
                part = costs[at:up]
                least = min(part)
                at += part.index(least)
                if not year:
                    ground += least
                gains[year] += ends[at].gain
                efforts[year] += ends[at].effort
            for number in self.inside[item]:
                marks[number] += ends[at].gain
        lack = [need - gain for need, gain in zip(years.needs, gains, strict=True)]
        lack += [need - mark for (need, _span), mark in zip(years.floors, marks, strict=True)]
        if years.cap is not None:
            ground -= sum(prices.efforts) * years.cap
            lack += [now - before - years.cap for before, now in itertools.pairwise([0, *efforts])]
        return ground, lack

    def _ahead(self, item: int, prices: Prices) -> list[list[int]]:
        """Return for each year and position what the item costs from then on, at the least."""
        ends, step = self.years.items[item], self.years.step or len(self.years.items[item])
        found: list[list[int]] = []
        nexts = [*prices.efforts[1:], -_UNIT]  # effort itself is paid once, at the end
        for year in reversed(range(len(self.years.needs))):
            gain, paid = prices.gains[year], prices.efforts[year] - nexts[year]
            if not found:
                gain += sum(prices.floors[number] for number in self.inside[item])
            later = found[-1] if found else [0] * len(ends)
            found.append(
                [
                    paid * end.effort - gain * end.gain + min(later[at : at + step + 1])
                    for at, end in enumerate(ends)
                ]
            )
        return found[::-1]

    def better(self, most: int, width: int | None = None) -> tuple[Way | None, bool]:
        """Return a plan of an effort up to `most`, and whether none with less was missed.

        No more than `width` plans are kept as items are added, and so many ways of an item. None:
        all ways, and as many plans as people would wait for.
        """
        slack = most * _UNIT - self._ground
        if slack < 0:
            return None, True
        everything = [sorted(self._options(item, slack)) for item in range(len(self.years.items))]
        ways = None if width is None else _WAYS
        options = [own[:ways] for own in everything]
        complete = options == everything
        width = width or _WORK // sum(map(len, options))
        states, whole = self._grown(options, slack, width)
        kept = [self._way(state) for state in states]
        good = [way for way in kept if self.years.spent(way)[-1] <= most and self.years.fits(way)]
        found = min(good, key=lambda way: self.years.spent(way)[-1], default=None)
        return found, complete and whole

    def _grown(
        self, options: Sequence[Sequence[_Option]], slack: int, width: int
    ) -> tuple[list[_State], bool]:
        """Return plans of all items that may do, and whether those are all of them.

        Items with little to choose come first: at the end there is most to choose from, so that
        one of the plans meets everything exactly.
        """
        most = [list(map(max, zip(*(one.sums for one in own), strict=True))) for own in options]
        least = [
            need - sum(sums) for need, sums in zip(self.needs, zip(*most, strict=True), strict=True)
        ]
        ideal = [
            need - sum(own[0].sums[number] for own in options)
            for number, need in enumerate(self.needs)
        ]
        states, whole = [_State(0, (0,) * len(self.needs), None)], True
        for item in sorted(
            range(len(options)),
            key=lambda item: -(options[item][1].loss if len(options[item]) > 1 else slack + 1),
        ):
            least = list(map(operator.add, least, most[item]))
            ideal = list(map(operator.add, ideal, options[item][0].sums))
            states = self._added(states, item, options[item], slack, least)
            if len(states) > width:
                states, whole = sorted(states, key=partial(self._strayed, ideal))[:width], False
        return states, whole

    def _options(self, item: int, slack: int) -> Iterator[_Option]:
        """Yield the ways of an item that lose no more than `slack`, and may be of use."""
        ends, ahead = self.years.items[item], self._ahead(item, self.prices)
        step = self.years.step or len(ends)
        least, floors = min(ahead[0][: step + 1]), range(len(self.years.floors))

        def risen(way: Ends, paid: int) -> Iterator[tuple[Ends, int]]:
            year = len(way)
            if year == len(ahead):
                yield way, paid
                return
            at = way[-1] if way else 0
            for to in range(at, min(at + step, len(ends) - 1) + 1):
                if paid + ahead[year][to] - least > slack:
                    continue
                after = min(ahead[year + 1][to : to + step + 1]) if year < self.years.last else 0
                yield from risen((*way, to), paid + ahead[year][to] - after)

        for way, paid in risen((), 0):
            if self.years.cap is None and any(
                at < self.years.up(0, way[-1], year) for year, at in enumerate(way, start=1)
            ):
                continue  # where effort is no matter of years, the earliest way to an end does best
            sums = [ends[end].gain for end in way]
            sums += [sums[-1] if number in self.inside[item] else 0 for number in floors]
            if self.years.cap is not None:
                spent = [0, *(ends[end].effort for end in way)]
                sums += [before - now for before, now in itertools.pairwise(spent)]
            yield _Option(paid - least, tuple(sums), way)

    def _added(
        self,
        states: Sequence[_State],
        item: int,
        options: Sequence[_Option],
        slack: int,
        least: Sequence[int],
    ) -> list[_State]:
        """Return the states with one more item.

        `least` is what every sum has to be at least, for the items to come to complete it.
        """
        found: dict[tuple[int, ...], _State] = {}
        for state in states:
            for option in options:
                loss = state.loss + option.loss
                if loss > slack:
                    break
                sums = tuple(map(operator.add, state.sums, option.sums))
                if any(map(operator.lt, sums, least)):
                    continue
                old = found.get(sums)
                if old is None or loss < old.loss:
                    found[sums] = _State(loss, sums, (item, option, state))
        return list(found.values())

    def _strayed(self, ideal: Sequence[int], state: _State) -> int:
        """Return how much a plan so far loses, and how far it is from what is asked for.

        `ideal` are the sums that the best ways of the items to come complete exactly. What is above
        them costs its price in the end; what is below has to be made up for.
        """
        away = zip(itertools.chain(*self.prices), state.sums, ideal, strict=False)
        return state.loss + sum(rate * abs(had - wanted) for rate, had, wanted in away)

    def _way(self, state: _State) -> Way:
        chosen: dict[int, Ends] = {}
        while state.back is not None:
            item, option, state = state.back
            chosen[item] = option.ends
        return list(zip(*(chosen[item] for item in sorted(chosen)), strict=True))
