"""The few shapes that charts are made of, as SVG without styles: those are in `charts.css`."""

from collections.abc import Iterable, Sequence
from html import escape

Point = tuple[float, float]
LINE_HEIGHT = 12  # height of a line of text


def drawing(width: float, height: float, kind: str, said: str, shapes: Iterable[str]) -> str:
    """Return a whole drawing, with `said` in its place for those who cannot see it."""
    return (
        f'<svg role="img" aria-label="{escape(said)}" class="drawing {kind}"'
        f' xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_figure(width)} {_figure(height)}">'
        f"{''.join(shapes)}</svg>"
    )


def text_element(at: Point, kind: str, said: str) -> str:
    """Return a text; where it is anchored is for its `kind` to say."""
    return f'<text x="{_figure(at[0])}" y="{_figure(at[1])}" class="{kind}">{escape(said)}</text>'


def polyline(points: Sequence[Point], kind: str, *, closed: bool = False) -> str:
    """Return a line from point to point; `closed`: and back to the first."""
    way = "L".join(f"{_figure(x)} {_figure(y)}" for x, y in points)
    return f'<path d="M{way}{"Z" if closed else ""}" class="{kind}"/>'


def rect(at: Point, size: Point, kind: str) -> str:
    """Return a rectangle from its upper left corner."""
    x, y, width, height = map(_figure, (*at, *size))
    return f'<rect x="{x}" y="{y}" width="{width}" height="{height}" class="{kind}"/>'


def dot(at: Point, kind: str = "dot", radius: float = 3) -> str:
    """Return a dot."""
    x, y, size = map(_figure, (*at, radius))
    return f'<circle cx="{x}" cy="{y}" r="{size}" class="{kind}"/>'


def wrapped(said: str, most: int) -> list[str]:
    """Return a text in lines of `most` characters; a word that is longer is broken, not cut."""
    lines = [""]
    for word in said.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > most:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".lstrip()
        while len(lines[-1]) > most:
            lines[-1:] = [f"{lines[-1][: most - 1]}-", lines[-1][most - 1 :]]
    return lines


def legend(at: Point, entries: Iterable[tuple[str, str]]) -> Iterable[str]:
    """Yield what lines and dots mean: a sample of each `kind` beside its words, in one row."""
    x, y = at
    for kind, said in entries:
        if kind.startswith(("dot", "ring")):
            yield dot((x + 8, y - 4), kind, 4)
        else:
            yield polyline(((x, y - 4), (x + 16, y - 4)), kind)
        yield text_element((x + 21, y), "legend", said)
        x += 36 + 6 * len(said)


def _figure(value: float) -> str:
    """Return a coordinate with one decimal at most: finer ones nobody sees."""
    return f"{value:.1f}".removesuffix(".0")
