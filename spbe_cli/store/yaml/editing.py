"""Changes answers inside an assessment file and leaves every other line as it was.

People write these files too: their comments, order and spacing stay. A change replaces only the
values that differ (`splicing`); where that is not possible, the lines of its indicator, whose
comments are kept, else the block of indicators, or else the whole file. What is to be written is
read back first and must equal what was meant. Where comments are lost, the file is kept as it was.
"""

from collections.abc import Iterator, Mapping as Map
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from spbe_cli.core.assessment import Answer, Assessment, Published
from spbe_cli.core.planned import Planned
from spbe_cli.core.records import replace
from spbe_cli.problems import DataError, FileError, Place, Problem
from spbe_cli.store import files, locks
from spbe_cli.store.yaml import assessment_file, assessments, splicing, tree
from spbe_cli.store.yaml.blocks import Unknown
from spbe_cli.store.yaml.kinds import key
from spbe_cli.store.yaml.pages import Page
from spbe_cli.store.yaml.tree import Mapping, Sequence


class Written(NamedTuple):
    """An assessment as its file now holds it.

    `copy`: where the file is kept as it was, because it had to be written anew.
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
    for careful, attempt in _attempts(text, name, before, wanted, answers, order):
        if reads_as(attempt, name, wanted):
            lost = not careful and attempt.count("#") < text.count("#")
            copy = kept(path, text) if lost else None
            files.write_over(path, attempt, expected=text)
            return Written(wanted, copy)
    raise DataError([Problem("E026", Place(name), {"items": tuple(answers)})])


def put_plan(
    path: Path, planned: Planned, answers: Map[str, Answer], order: Map[str, int]
) -> Assessment:
    """Write a plan, and answers, into a file that is there; otherwise as `put`."""
    with locks.locked(path):
        put_locked(path, answers, order)
        name = str(path)
        text = files.read_text(name)
        before, _law = assessments.parse_assessment(text, name)
        wanted = replace(before, plan=planned)
        root, _problems = tree.parse_tree(text, name)
        careful = [Page(text, root).with_plan(planned)] if isinstance(root, Mapping) else []
        for attempt in (*careful, assessments.dump(wanted)):
            if reads_as(attempt, name, wanted):
                files.write_over(path, attempt, expected=text)
                return wanted
    raise DataError([Problem("E026", Place(name), {"items": ("plan",)})])


def put_published(path: Path, published: Published) -> Written:
    """Write what was published into a file that is there, in the place of what was; as `put`."""
    with locks.locked(path):
        name = str(path)
        text = files.read_text(name)
        before, _law = assessments.parse_assessment(text, name)
        wanted = replace(before, published=published)
        for attempt in _publishing(text, name, before, wanted):
            if reads_as(attempt, name, wanted):
                copy = kept(path, text) if attempt.count("#") < text.count("#") else None
                files.write_over(path, attempt, expected=text)
                return Written(wanted, copy)
    raise DataError([Problem("E026", Place(name), {"items": ("published",)})])


def _publishing(text: str, name: str, before: Assessment, wanted: Assessment) -> Iterator[str]:
    """Yield texts with other published figures: only those changed, their block, the whole file."""
    root, _problems = tree.parse_tree(text, name)
    if isinstance(root, Mapping) and wanted.published is not None:
        if before.published is not None:
            old = assessment_file.PUBLISHED.write(before.published)
            new = assessment_file.PUBLISHED.write(wanted.published)
            with suppress(Unknown):
                yield splicing.spliced(text, "published", old, new, {}, erase=True)
        yield Page(text, root).with_block("published", assessments.dump_published(wanted.published))
    yield assessments.dump(wanted)


def kept(path: Path, text: str) -> Path:
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
) -> Iterator[tuple[bool, str]]:
    """Yield texts that should hold the wanted answers, and whether all else is sure to stay."""
    root, _problems = tree.parse_tree(text, name)
    if isinstance(root, Mapping):
        with suppress(Unknown):
            yield True, _spliced(text, root, before, answers, order)
        with suppress(IndexError):  # YAML counts other lines than these
            page = Page(text, root)
            if page.block:
                for item, answer in answers.items():
                    page.put(item, answer, order)
                yield False, page.text()
            yield False, Page(text, root).whole_block(wanted)
    yield False, assessments.dump(wanted)


def _spliced(
    text: str, root: Mapping, before: Assessment, answers: Map[str, Answer], order: Map[str, int]
) -> str:
    """Change only the values that differ."""
    nodes = tree.entries(root, "indicators")

    def plain(item: str, answer: Answer) -> Any:
        if isinstance(node := nodes.get(item), Mapping):
            return _as_listed(node, assessment_file.ANSWER.long.write(answer))
        return assessment_file.ANSWER.write(answer)

    old = {item: plain(item, before.answers.get(item, Answer())) for item in answers}
    new = {key(item): plain(item, answer) for item, answer in answers.items()}
    return splicing.spliced(text, "indicators", old, new, order)


def _as_listed(node: Mapping, values: dict[str, Any]) -> dict[str, Any]:
    """Return values as lists where the file has a list of one: ``owner: [Bappeda]``."""
    return {
        name: [value]
        if isinstance(node.items.get(name), Sequence) and not isinstance(value, list)
        else value
        for name, value in values.items()
    }


def reads_as(text: str, name: str, wanted: Assessment) -> bool:
    """Whether the text of file `name` is read as the assessment that was meant."""
    try:
        return assessments.parse_assessment(text, name)[0] == wanted
    except DataError:
        return False
