"""Where the instrument changes, on a terminal."""

from typing import TYPE_CHECKING

from spbe_cli.render import successors
from spbe_cli.render.successors import Beside
from spbe_cli.render.text.plan import plan_table
from spbe_cli.render.text.screen import Screen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType


def succession_lines(one: Beside, other: Beside, screen: Screen) -> "Iterator[RenderableType]":
    """Yield what succeeds what, with the levels of both columns, and on whose word."""
    from rich.text import Text

    found = successors.succession(one, other)
    for mapped in found.mapped:
        table = plan_table(mapped.heads[:2], screen, bars=False)
        table.add_column(mapped.heads[2], ratio=1)
        for row in mapped.rows:
            table.add_row(Text(row.name), row.level, Text(row.succeeds))
        yield table
        yield Text(mapped.basis, style="dim")
    yield from (Text(line, style="dim") for line in found.rest)
