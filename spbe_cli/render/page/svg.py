"""The few shapes that charts are made of, as SVG without styles: those are in `charts.css`."""

from collections.abc import Iterable, Sequence
from html import escape

Point = tuple[float, float]


def drawing(width: float, height: float, kind: str, said: str, shapes: Iterable[str]) -> str:
    """Return a whole drawing, with `said` in its place for those who cannot see it."""
    return (
        f'<svg role="img" aria-label="{escape(said)}" class="drawing {kind}"'
        f' xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_figure(width)} {_figure(height)}">'
        f"{''.join(shapes)}</svg>"
    )


def text(at: Point, kind: str, said: str) -> str:
    """Return a text; where it is anchored is for its `kind` to say."""
    return f'<text x="{_figure(at[0])}" y="{_figure(at[1])}" class="{kind}">{escape(said)}</text>'


def line(points: Sequence[Point], kind: str, *, closed: bool = False) -> str:
    """Return a line from point to point; `closed`: and back to the first."""
    way = "L".join(f"{_figure(x)} {_figure(y)}" for x, y in points)
    return f'<path d="M{way}{"Z" if closed else ""}" class="{kind}"/>'


def rect(at: Point, size: Point, kind: str) -> str:
    """Return a rectangle from its upper left corner."""
    x, y, width, height = map(_figure, (*at, *size))
    return f'<rect x="{x}" y="{y}" width="{width}" height="{height}" class="{kind}"/>'


def dot(at: Point) -> str:
    """Return a dot."""
    return f'<circle cx="{_figure(at[0])}" cy="{_figure(at[1])}" r="3" class="dot"/>'


def _figure(value: float) -> str:
    """Return a coordinate with one decimal at most: finer ones nobody sees."""
    return f"{value:.1f}".removesuffix(".0")
