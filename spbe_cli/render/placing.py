"""Where one institution stands in a ranking, in sentences that every face shows."""

from collections.abc import Iterator

from spbe_cli.core.many import standing
from spbe_cli.core.many.ranking import Position, Ranked, Ranking, value_of
from spbe_cli.i18n import _
from spbe_cli.render import words
from spbe_cli.render.listings import lesser, moved_by, row_name


def lines(ranking: Ranking, me: Position) -> Iterator[str]:
    """Say where one row stands among its group."""
    yield from warning(ranking, me)
    yield from placed(ranking, me)


def warning(ranking: Ranking, me: Position) -> Iterator[str]:
    """Warn where a rank rests on indices of several kinds: official ones, and what are none."""
    row = me.ranked.row
    if ranking.marks(row):
        yield _(
            "Perhatian: nilai {opinion}, daftar ini nilai {best}; peringkat belum resmi"
        ).format(opinion=words.opinion(row.standing), best=words.opinion(ranking.opinion))
    elif ranking.marked:
        yield _(
            "Perhatian: daftar ini memuat juga nilai {opinions} ({count} instansi); peringkat "
            "belum resmi"
        ).format(opinions=lesser(ranking), count=words.thousands(ranking.marked))


def placed(ranking: Ranking, me: Position) -> Iterator[str]:
    """Say where one row stands among its group; the first line names it."""
    row, places = me.ranked.row, ranking.law.places
    value = value_of(row, ranking.field)
    predicate = f" {words.predicate(row.predicate)}".rstrip()
    shown = "" if value is None else words.decimal(value.display, places)
    yield f"{words.safe(row.institution)}: {shown}{predicate if ranking.field < 0 else ''}"
    said = _("Peringkat {rank} dari {count} {group}").format(
        rank=me.rank, count=me.size, group=words.group(row.group)
    )
    if len(ranking.rows) > me.size:
        said += _("; {rank} dari {count} seluruhnya").format(
            rank=me.ranked.rank, count=len(ranking.rows)
        )
    yield said
    if me.percentile is not None:
        yield _("Lebih tinggi daripada {percent} persen {group} lain").format(
            percent=words.decimal(me.percentile, 1), group=words.group(row.group)
        )
    about = "{gap}" if me.sure else _("sekitar {gap}")
    group = words.group(row.group)
    said = (
        _("{gap} di atas median {group}")
        if me.to_median > 0
        else _("{gap} di bawah median {group}")
    )
    if not me.to_median:
        said = _("Tepat pada median {group}")
    told = [said.format(gap=about.format(gap=words.gap(abs(me.to_median))), group=group)]
    if me.to_above is not None:
        gap, above = words.gap(me.to_above), row_name(ranking, me.above[0])
        said = _("perlu {gap} lagi untuk menyamai {name}")
        told.append(said.format(gap=about.format(gap=gap), name=above))
    yield from (line[:1].upper() + line[1:] for line in told)
    yield from _since(ranking, me.ranked)


def _since(ranking: Ranking, one: Ranked) -> Iterator[str]:
    """Say how a row moved since the year before, or why that is not said."""
    if one.earlier is None:
        return
    if standing.since_last_year(ranking, one) is not None:
        said = _("{change} sejak {year}, ketika peringkatnya {rank}")
        yield said.format(change=moved_by(ranking, one), year=ranking.before, rank=one.earlier.rank)
    elif not standing.comparable_row(one):
        yield _("Indeks {year} ialah nilai {opinion}; selisihnya tidak dihitung").format(
            year=ranking.before, opinion=words.opinion(one.earlier.row.standing)
        )
