"""Changes answers inside an assessment file and leaves every other line as it was.

People write these files too: their comments, order and spacing stay. A change replaces only the
values that differ (`splicing`); where that is not possible, the lines of its indicator, else the
block of indicators, or else the whole file, whose comments are gathered. What is to be written is
read back first and must equal what was meant. Where other lines change, or a comment would be lost,
the file is kept as it was, too.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping as Map
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from spbe_cli.core.assessment import Answer, Assessment, Published
from spbe_cli.core.planned import Planned
from spbe_cli.core.records import replace
from spbe_cli.problems import DataError, FileError, Place, Problem
from spbe_cli.store import files, locks
from spbe_cli.store.yaml import assessment_file, assessments, comments, splicing, tree
from spbe_cli.store.yaml.blocks import Unknown
from spbe_cli.store.yaml.kinds import key
from spbe_cli.store.yaml.pages import Page, lines_in
from spbe_cli.store.yaml.tree import Mapping, Sequence

Attempt = tuple[bool, str]  # whether all else is sure to stay, and the text
_EMPTY = re.compile(r"|(indicators|published)\s*:\s*(~|null|Null|NULL|\{\s*\})?\s*(#.*)?")


class Written(NamedTuple):
    """An assessment as its file now holds it.

    `copy`: where the file is kept as it was, because more than the answers had to be written anew.
    """

    assessment: Assessment
    copy: Path | None = None


def put(path: Path, answers: Map[str, Answer], order: Map[str, int]) -> Written:
    """Write answers into a file that is there; returns the assessment as it then stands.

    The file is read anew, so what others wrote of other indicators is kept. `order` is the
    position of each item in the instrument: a new one is placed accordingly. FileError E020 where
    another process edits the file (E019 where it changes at this very moment).
    """
    with locks.locked(path):
        return put_locked(path, answers, order)


def put_locked(
    path: Path, answers: Map[str, Answer], order: Map[str, int], of: Assessment | None = None
) -> Written:
    """Do as `put`, for a caller that holds the lock itself.

    FileError E019 where the file is no longer that of the institution and year `of`.
    """
    name = str(path)
    text = files.read_text(name)
    before, _law = assessments.parse_assessment(text, name)
    if of is not None and (before.institution, before.year) != (of.institution, of.year):
        raise FileError([Problem("E019", Place(name))])
    wanted = replace(before, answers={**before.answers, **answers})
    return rewritten(
        path, text, wanted, _attempts(text, name, before, wanted, answers, order), tuple(answers)
    )


def put_plan(
    path: Path, planned: Planned, answers: Map[str, Answer], order: Map[str, int]
) -> Written:
    """Write a plan, and answers, into a file that is there; otherwise as `put`."""
    with locks.locked(path):
        first = put_locked(path, answers, order)
        name = str(path)
        text = files.read_text(name)
        before, _law = assessments.parse_assessment(text, name)
        wanted = replace(before, plan=planned)

        old = None if before.plan is None else assessment_file.PLAN.write(before.plan)
        attempts = _blocks(text, wanted, "plan", old, assessments.dump_plan(planned))
        put = rewritten(path, text, wanted, attempts, ("plan",))
        return put._replace(copy=first.copy or put.copy)


def put_published(path: Path, published: Published) -> Written:
    """Write what was published into a file that is there, in the place of what was; as `put`."""
    with locks.locked(path):
        name = str(path)
        text = files.read_text(name)
        before, _law = assessments.parse_assessment(text, name)
        wanted = replace(before, published=published)
        told = before.published
        old = None if told is None else assessment_file.PUBLISHED.write(told)
        attempts = _blocks(text, wanted, "published", old, assessments.dump_published(published))
        return rewritten(path, text, wanted, attempts, ("published",))


def _blocks(
    text: str, wanted: Assessment, name: str, old: Map[str, Any] | None, block: str
) -> Iterator[Attempt]:
    """Yield texts with another block under a key: only what differs, the block, the whole file.

    `old` is what the file has there, if anything; `block` the new one as it would be laid out.
    """
    root, _problems = tree.parse_tree(text, name)
    if isinstance(root, Mapping):
        new = assessment_file.plain(wanted)[name]
        for lines in (True, False) if old is not None else ():
            with suppress(Unknown):
                done = splicing.spliced(text, name, old or {}, new, {}, erase=True, blocks=lines)
                yield True, done
        yield old is None, Page(text, root).with_block(name, block)
    yield False, anew(text, wanted)


def rewritten(
    path: Path,
    text: str,
    wanted: Assessment,
    attempts: Iterator[Attempt],
    items: tuple[str, ...],
) -> Written:
    """Write the first text that says what is wanted and keeps all else; otherwise the first one.

    For a caller that holds the lock; `text` is what the file held, `items` what is changed. In the
    second case the file is kept as it was. DataError E026 where no text says it.
    """
    first: str | None = None
    for careful, attempt in attempts:
        if not _reads_as(attempt, str(path), wanted):
            continue
        if comments.are_kept(text, attempt) and (careful or _has_lines(text, attempt)):
            files.write_over(path, attempt, expected=text)
            return Written(wanted)
        first = attempt if first is None else first
    if first is None:
        raise DataError([Problem("E026", Place(str(path)), {"items": items})])
    copy = _kept(path, text)
    files.write_over(path, first, expected=text)
    return Written(wanted, copy)


def _has_lines(before: str, after: str) -> bool:
    """Whether a text has the lines of another one, but for a key that had nothing under it."""
    lines = (Counter(line.strip() for line in lines_in(text)) for text in (before, after))
    return all(_EMPTY.fullmatch(line) for line in next(lines) - next(lines))


def _kept(path: Path, text: str) -> Path:
    """Keep a file as it was under a name of its own beside it."""
    number = 1
    while (copy := path.with_name(f"{path.stem}.old-{number}{path.suffix}.txt")).exists():
        number += 1
    files.write_new(copy, text)
    return copy


def _attempts(  # noqa: PLR0913, PLR0917  what is read, what is wanted, and what differs
    text: str,
    name: str,
    before: Assessment,
    wanted: Assessment,
    answers: Map[str, Answer],
    order: Map[str, int],
) -> Iterator[Attempt]:
    """Yield texts that should hold the wanted answers, the most careful ones first."""
    root, _problems = tree.parse_tree(text, name)
    if isinstance(root, Mapping):
        old, new = _differing(root, before, answers)
        for blocks in (True, False):
            with suppress(Unknown):
                yield True, splicing.spliced(text, "indicators", old, new, order, blocks=blocks)
        with suppress(IndexError):  # YAML counts other lines than these
            page = Page(text, root)
            if page.block:
                for item, answer in answers.items():
                    page.put(item, answer, order)
                yield False, page.text()
            yield False, Page(text, root).whole_block(wanted)
    yield False, anew(text, wanted)


def anew(text: str, wanted: Assessment) -> str:
    """Return the whole of a file in our own layout, its comments on top."""
    newline = "\r\n" if "\r\n" in text else "\n"
    kept = [f"{one.text}\n" for one in comments.comments_in(text)]
    return "".join([*kept, assessments.dump(wanted)]).replace("\n", newline)


def _differing(
    root: Mapping, before: Assessment, answers: Map[str, Answer]
) -> tuple[dict[str, Any], dict[Any, Any]]:
    """Return answers as plain values: what the file has of them, and what it is to have."""
    nodes = tree.entries(root, "indicators")

    def plain(item: str, answer: Answer) -> Any:
        if isinstance(node := nodes.get(item), Mapping):
            return _as_listed(node, assessment_file.ANSWER.long.write(answer))
        return assessment_file.ANSWER.write(answer)

    old = {item: plain(item, before.answers.get(item, Answer())) for item in answers}
    return old, {key(item): plain(item, answer) for item, answer in answers.items()}


def _as_listed(node: Mapping, values: dict[str, Any]) -> dict[str, Any]:
    """Return values as lists where the file has a list of one: ``owner: [Bappeda]``."""
    return {
        name: [value]
        if isinstance(node.items.get(name), Sequence) and not isinstance(value, list)
        else value
        for name, value in values.items()
    }


def _reads_as(text: str, name: str, wanted: Assessment) -> bool:
    try:
        return assessments.parse_assessment(text, name)[0] == wanted
    except DataError:
        return False
