"""Rows of levels: looked up as weighted whole numbers and added, nothing is built for each row."""

from fractions import Fraction
from typing import NamedTuple

from spbe_cli.core.score.lattice import Indices
from spbe_cli.core.score.scoring import items_of
from spbe_cli.core.score.sums import Sum
from spbe_cli.store.tables.grid import KeyedTable
from spbe_cli.store.tables.layout import Layout


class _Weighing(NamedTuple):
    """How levels become sums: a column and its looked-up products for each item, by section."""

    columns: list[tuple[str, int, Fraction]]
    products: list[tuple[dict[str, Sum], int]]
    slices: list[tuple[int, int]]


class LevelReader:
    """Reads the levels of one table."""

    def __init__(self, grid: KeyedTable) -> None:
        self.grid = grid
        self.weighings: dict[tuple[str, tuple[str, ...]], _Weighing] = {}

    def read(self, row: int, cells: list[str], layout: Layout, year: int) -> Indices | None:
        """Return the indices of a row of levels; None where it has none, or they have problems."""
        if not layout.items:
            return None
        further = tuple(item for item, at in layout.options if cells[at].strip())
        weighing = self._weighing(layout, further)
        try:
            values = [products[cells[at]] for products, at in weighing.products]
        except KeyError:
            levels = (cells[at].strip() for at in layout.items.values())
            if "index" in self.grid.columns and not any(levels):
                return None
            if not self._learn(row, cells, layout, weighing):
                return None
            values = [products[cells[at]] for products, at in weighing.products]
        sums = [sum(values[first:last]) for first, last in weighing.slices]
        return layout.lattice.of_levels(sums, year)

    def _weighing(self, layout: Layout, further: tuple[str, ...]) -> _Weighing:
        """Return how to weigh rows in which these further services are answered."""
        key = (layout.law.id, further)
        if key not in self.weighings:
            columns: list[tuple[str, int, Fraction]] = []
            slices = []
            for top in layout.law.sections:
                first = len(columns)
                columns += [
                    (item.id, layout.items[item.id], item.weight * layout.lattice.unit)
                    for section in top.walk()
                    for item in items_of(section, further)
                ]
                slices.append((first, len(columns)))
            products: list[tuple[dict[str, Sum], int]] = [({}, at) for _item, at, _one in columns]
            self.weighings[key] = _Weighing(columns, products, slices)
        return self.weighings[key]

    def _learn(self, row: int, cells: list[str], layout: Layout, weighing: _Weighing) -> bool:
        """Look at the levels of a row that were not met before; False where one is wrong."""
        scale, sound = layout.law.scale, True
        for (item, at, weight), (products, _at) in zip(
            weighing.columns, weighing.products, strict=True
        ):
            text = cells[at]
            if text in products:
                continue
            level = self.grid.level(text)
            if level is None:
                self.grid.no_level(row, at, text, item)
            elif code := scale.fault(level):
                self.grid.outside(row, at, code, id=item, level=level, scale=scale)
            else:
                product = level * weight
                products[text] = int(product) if product.denominator == 1 else product
                continue
            sound = False
        return sound
