"""The one page of a report, as HTML and Markdown."""

from spbe_cli.core.many import figures
from spbe_cli.core.many.summary import Summary
from spbe_cli.render import one_page, summary as texts, words
from spbe_cli.render.cover import Cover
from spbe_cli.render.one_page import OnePage
from spbe_cli.render.page import fill
from spbe_cli.render.page.positions import broad_height, draw_broad, draw_positions
from spbe_cli.render.page.report import logo
from spbe_cli.render.page.ruler import ruler

_PAGE = OnePage(width=504, height=760, wide=0.54, line=1.32, paired=True, across=3, fixed=9.5)
_LEAST = 0.85  # of its width may a drawing have, lest its names become too small to read
HTML, MARKDOWN = "ringkasan.html.j2", "ringkasan.md.j2"


def html(summary: Summary, cover: Cover, templates: fill.Templates) -> str:
    """Return the one page as HTML that needs nothing else."""
    from markupsafe import Markup

    view = texts.summary_view(summary, cover)
    shape = figures.positions(summary.report, deepest=0)
    natural = broad_height(shape) * _PAGE.width
    letters, room = one_page.letters_of(view, _PAGE, natural * _LEAST)
    drawn = {
        "letters": letters,
        "beside": one_page.abreast(len(view["signers"]), _PAGE),
        "natural": f"{natural:.0f}",
        "least": f"{natural * _LEAST:.0f}",
        "where": words.safe(cover.place),
        "ruler": ruler(summary.report),
        "positions": Markup(draw_positions(shape)),  # noqa: S704  ours
        "broad": Markup(draw_broad(shape) if room else ""),  # noqa: S704  ours
        "logo": logo(cover),
    }
    return fill.rendered(HTML, {**view, **drawn}, templates)


def markdown(summary: Summary, cover: Cover, templates: fill.Templates) -> str:
    """Return the one page as Markdown, without pictures."""
    return fill.rendered(
        MARKDOWN,
        {**texts.summary_view(summary, cover), "where": words.safe(cover.place)},
        templates,
    )
