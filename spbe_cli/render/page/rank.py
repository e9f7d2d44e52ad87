"""A ranking as one HTML page that needs nothing else."""

from spbe_cli.core.many import ranking as core, standing
from spbe_cli.core.many.ranking import AskedRanking
from spbe_cli.i18n import _, language
from spbe_cli.render import cover as front, listings as texts, placing, words
from spbe_cli.render.cover import Cover
from spbe_cli.render.page import fill
from spbe_cli.render.page.histogram import draw_histogram

_NAME = "peringkat.html.j2"


def html(found: AskedRanking, cover: Cover, templates: fill.Templates) -> str:
    """Return a ranking as HTML."""
    ranking, shown, findings, me, left_out = found
    from markupsafe import Markup

    groups = texts.group_statistics(ranking)
    near = [] if me is None else standing.neighbours(ranking, me.ranked, texts.NEIGHBOURS)
    field = texts.field_name(ranking, ranking.field)
    values = {
        "language": language(),
        "title": _("Peringkat {year}").format(year=ranking.year),
        "instrument": words.safe(ranking.law.short),
        "count": words.many("{count} instansi", len(ranking.rows)),
        "by": _("menurut {field}").format(field=field),
        "warning": list(texts.mixed_said(ranking) if me is None else placing.warning(ranking, me)),
        "position": [] if me is None else list(placing.placed(ranking, me)),
        "near": None if me is None else texts.ranks(ranking, near, wide=False),
        "near_own": near.index(me.ranked) if me is not None else -1,
        "width": words.decimal(core.BIN),
        "origin": front.origin_rows(ranking.law, cover),
        "own": -1 if me is None else next((i for i, o in enumerate(shown) if o is me.ranked), -1),
        "histogram": Markup(  # noqa: S704  ours
            draw_histogram(ranking, field, None if me is None else me.ranked.row)
        ),
        "tables": [
            texts.by_predicate(ranking),
            texts.statistics_rows(ranking),
            *([groups] if len(groups.rows) > 1 else []),
            *texts.moves(ranking),
        ],
        "findings": list(map(texts.finding, findings)),
        "ranks": texts.ranks(ranking, shown, wide=True),
        "notes": [*texts.notes(ranking, shown), *texts.left_out(left_out)],
    }
    return fill.rendered(_NAME, values, templates)
