"""The one page of a report, as HTML and Markdown."""

from spbe_cli.core.many import figures
from spbe_cli.core.many.summary import Summary
from spbe_cli.render import summary as texts, words
from spbe_cli.render.cover import Cover
from spbe_cli.render.page import fill
from spbe_cli.render.page.positions import draw_positions
from spbe_cli.render.page.report import logo
from spbe_cli.render.page.ruler import ruler

HTML, MARKDOWN = "ringkasan.html.j2", "ringkasan.md.j2"


def html(summary: Summary, cover: Cover, templates: fill.Templates) -> str:
    """Return the one page as HTML that needs nothing else."""
    from markupsafe import Markup

    drawn = {
        "where": words.safe(cover.place),
        "ruler": ruler(summary.report),
        "positions": Markup(draw_positions(figures.positions(summary.report, deepest=0))),  # noqa: S704  ours
        "logo": logo(cover),
    }
    return fill.rendered(HTML, {**texts.summary_view(summary, cover), **drawn}, templates)


def markdown(summary: Summary, cover: Cover, templates: fill.Templates) -> str:
    """Return the one page as Markdown, without pictures."""
    return fill.rendered(
        MARKDOWN,
        {**texts.summary_view(summary, cover), "where": words.safe(cover.place)},
        templates,
    )
