"""Changes answers inside an assessment file and leaves every other line as it was.

People write these files too: their comments, order and spacing stay. A change replaces only the
values that differ (`splicing`); where that is not possible, the lines of its indicator, whose
comments are kept, else the block of indicators, or else the whole file. What is to be written is
read back first and must equal what was meant. Where comments are lost, the file is kept as it was.
"""

import re
from collections.abc import Iterator, Mapping as Map
from contextlib import suppress
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

from spbe_cli.core import numbers
from spbe_cli.core.assessment import Answer, Assessment, Planned, Published
from spbe_cli.core.records import replace
from spbe_cli.problems import DataError, FileError, Place, Problem
from spbe_cli.store import files
from spbe_cli.store.yaml import assessment_file, assessments, splicing, tree
from spbe_cli.store.yaml.kinds import key
from spbe_cli.store.yaml.tree import Mapping, Node, Scalar, Sequence

_OPEN = re.compile(r"""[|>][+-]?[0-9]?\s*(#.*)?$|: *'[^']*$|: *"[^"]*$""")  # a text goes on below
_NULL = re.compile(r"(?<=:)\s*(~|null|Null|NULL)?(?=\s*(#|$))")  # after a key without value


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
    with files.locked(path):
        return put_locked(path, answers, order)


def put_locked(
    path: Path, answers: Map[str, Answer], order: Map[str, int], of: Assessment | None = None
) -> Written:
    """Do as `put`, for a caller that holds the lock itself.

    FileError E019 where the file is no longer that of the institution and year `of`.
    """
    name = str(path)
    text = files.read_text(name)
    before, _law = assessments.parse(text, name)
    if of is not None and (before.institution, before.year) != (of.institution, of.year):
        raise FileError([Problem("E019", Place(name))])
    wanted = replace(before, answers={**before.answers, **answers})
    for careful, attempt in _attempts(text, name, before, wanted, answers, order):
        if _reads_as(attempt, name, wanted):
            lost = not careful and attempt.count("#") < text.count("#")
            copy = _kept(path, text) if lost else None
            files.write_over(path, attempt, expected=text)
            return Written(wanted, copy)
    raise DataError([Problem("E026", Place(name), {"items": tuple(answers)})])


def put_outside(path: Path, name: str, value: Fraction) -> Assessment:
    """Write the index of another body, for a caller that holds the lock; otherwise as `put`."""
    text = files.read_text(str(path))
    before, _law = assessments.parse(text, str(path))
    wanted = replace(before, outside={**before.outside, name: value})
    for attempt in (_with_outside(text, name, value), assessments.dump(wanted)):
        if _reads_as(attempt, str(path), wanted):
            files.write_over(path, attempt, expected=text)
            return assessments.looked_for(wanted, str(path))
    raise DataError([Problem("E026", Place(str(path)), {"items": (name,)})])


def _with_outside(text: str, name: str, value: Fraction) -> str:
    """Return a text whose block of outside indices has this one, other lines as they were."""
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = _lines(text)
    entry = f"  {name}: {numbers.exact(value)}"
    block = next(
        (at for at, line in enumerate(lines) if re.match(r"outside:\s*(#.*)?$", line)), None
    )
    if block is None:
        at = next(
            (at for at, line in enumerate(lines) if line.startswith("indicators:")), len(lines)
        )
        return newline.join([*lines[:at], "outside:", entry, *lines[at:], ""])
    end = block + 1
    while end < len(lines) and lines[end].startswith((" ", "#")):
        if re.match(rf"\s+{re.escape(name)}\s*:", lines[end]):
            return newline.join([*lines[:end], entry, *lines[end + 1 :], ""])
        end += 1
    return newline.join([*lines[: block + 1], entry, *lines[block + 1 :], ""])


def put_plan(
    path: Path, planned: Planned, answers: Map[str, Answer], order: Map[str, int]
) -> Assessment:
    """Write a plan, and answers, into a file that is there; otherwise as `put`."""
    with files.locked(path):
        put_locked(path, answers, order)
        name = str(path)
        text = files.read_text(name)
        before, _law = assessments.parse(text, name)
        wanted = replace(before, plan=planned)
        root, _problems = tree.parse(text, name)
        careful = [_Page(text, root).with_plan(planned)] if isinstance(root, Mapping) else []
        for attempt in (*careful, assessments.dump(wanted)):
            if _reads_as(attempt, name, wanted):
                files.write_over(path, attempt, expected=text)
                return wanted
    raise DataError([Problem("E026", Place(name), {"items": ("plan",)})])


def put_published(path: Path, published: Published) -> Assessment:
    """Write what was published into a file that is there, in the place of what was; as `put`."""
    with files.locked(path):
        name = str(path)
        text = files.read_text(name)
        before, _law = assessments.parse(text, name)
        wanted = replace(before, published=published)
        root, _problems = tree.parse(text, name)
        block = assessments.dump_published(published)
        careful = []
        if isinstance(root, Mapping):
            careful.append(_Page(text, root).with_block("published", block))
        for attempt in (*careful, assessments.dump(wanted)):
            if _reads_as(attempt, name, wanted):
                files.write_over(path, attempt, expected=text)
                return wanted
    raise DataError([Problem("E026", Place(name), {"items": ("published",)})])


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
) -> Iterator[tuple[bool, str]]:
    """Yield texts that should hold the wanted answers, and whether all else is sure to stay."""
    root, _problems = tree.parse(text, name)
    if isinstance(root, Mapping):
        with suppress(splicing.Unknown):
            yield True, _spliced(text, root, before, answers, order)
        with suppress(IndexError):  # YAML counts other lines than these
            page = _Page(text, root)
            if page.block:
                for item, answer in answers.items():
                    page.put(item, answer, order)
                yield False, page.text()
            yield False, _Page(text, root).whole_block(wanted)
    yield False, assessments.dump(wanted)


def _spliced(
    text: str, root: Mapping, before: Assessment, answers: Map[str, Answer], order: Map[str, int]
) -> str:
    """Change only the values that differ."""
    nodes = tree.entries(root, "indicators")

    def plain(item: str, answer: Answer) -> Any:
        if isinstance(nodes.get(item), Mapping):
            return assessment_file.ANSWER.long.write(answer)
        return assessment_file.ANSWER.write(answer)

    old = {item: plain(item, before.answers.get(item, Answer())) for item in answers}
    new = {key(item): plain(item, answer) for item, answer in answers.items()}
    return splicing.spliced(text, "indicators", old, new, order)


def _reads_as(text: str, name: str, wanted: Assessment) -> bool:
    try:
        return assessments.parse(text, name)[0] == wanted
    except DataError:
        return False


class _Entry(NamedTuple):
    """The lines of one indicator: from `start` up to `end` (excluded)."""

    item: str
    start: int
    end: int


class _Page:
    """The lines of a file, with the place of each indicator among them."""

    def __init__(self, text: str, root: Mapping) -> None:
        self.newline = "\r\n" if "\r\n" in text else "\n"
        self.lines = _lines(text)
        self.root = root
        found = root.items.get("indicators")
        self.keys = found.keys if isinstance(found, Mapping) else {}
        self.nodes = found.items if isinstance(found, Mapping) else {}
        columns = {key.column for key in self.keys.values()}
        self.indent = " " * (columns.pop() - 1 if len(columns) == 1 else 2)
        started = all(
            self.lines[key.line - 1][: key.column - 1] == self.indent for key in self.keys.values()
        )
        empty = found is None or (isinstance(found, Scalar) and found.empty)
        self.block = (bool(self.keys) and started and bool(self.indent)) or empty
        self.entries = self._entries() if self.block else []

    def text(self) -> str:
        """Return the page as it now stands."""
        return self.newline.join([*self.lines, ""])

    def put(self, item: str, answer: Answer, order: Map[str, int]) -> None:
        """Replace the lines of an item, or insert them where the instrument has it."""
        entry = next((one for one in self.entries if one.item == item), None)
        new = assessments.dump_answer(item, answer).rstrip("\n").split("\n")
        if entry is None:
            start = end = self._position(item, order)
        else:
            start, end = entry.start, entry.end
            above, beside = self._comments(entry)
            new[0] += beside
            new = [*above, *new]
        lines = [self.indent + line if line else line for line in new]
        self.lines[start:end] = lines
        grown = len(lines) - (end - start)
        moved = [
            one._replace(start=one.start + grown, end=one.end + grown) if one.start >= end else one
            for one in self.entries
            if one.item != item
        ]
        self.entries = sorted(
            [*moved, _Entry(item, start, start + len(lines))], key=lambda one: one.start
        )

    def whole_block(self, wanted: Assessment) -> str:
        """Return the page with the block of indicators written anew, its comments above it."""
        key = self.root.keys.get("indicators")
        new = ["indicators:"]
        for item, answer in wanted.answers.items():
            new += [
                "  " + line
                for line in assessments.dump_answer(item, answer).rstrip("\n").split("\n")
            ]
        if key is None:
            return self.newline.join([*self.lines, *new, ""])
        start, end = key.line - 1, self._end(key.line - 1, "")
        kept = [line for line in self.lines[start:end] if line.lstrip().startswith("#")]
        return self.newline.join([*self.lines[:start], *kept, *new, *self.lines[end:], ""])

    def with_plan(self, planned: Planned) -> str:
        """Return the page with another plan in the place of its own, or at its end."""
        return self.with_block("plan", assessments.dump_plan(planned))

    def with_block(self, name: str, block: str) -> str:
        """Return the page with another block in the place of that of a key, or at its end."""
        new = block.rstrip("\n").split("\n")
        key = self.root.keys.get(name)
        if key is None:
            return self.newline.join([*self.lines, "", *new, ""])
        start, end = key.line - 1, self._end(key.line - 1, "")
        kept = [line for line in self.lines[start:end] if line.lstrip().startswith("#")]
        return self.newline.join([*self.lines[:start], *kept, *new, *self.lines[end:], ""])

    def _entries(self) -> list[_Entry]:
        starts = [(item, key.line - 1) for item, key in self.keys.items()]
        return [_Entry(item, start, self._end(start, self.indent)) for item, start in starts]

    def _end(self, start: int, indent: str) -> int:
        """Return where the lines that began at `start` end: before what is not indented deeper."""
        end = start + 1
        for number in range(start + 1, len(self.lines)):
            line = self.lines[number]
            deeper = len(line) - len(line.lstrip()) > len(indent)
            if line.strip() and not deeper and not line.lstrip().startswith("#"):
                break
            if line.strip() and deeper:
                end = number + 1
        return end

    def _position(self, item: str, order: Map[str, int]) -> int:
        """Return the line before which a new item belongs; adds ``indicators:`` where it lacks."""
        before = [one for one in self.entries if order.get(one.item, 0) < order.get(item, 0)]
        if before:
            return before[-1].end
        if self.entries:
            return self.entries[0].start
        key = self.root.keys.get("indicators")
        if key is None:
            self.lines.append("indicators:")
            return len(self.lines)
        line = self.lines[key.line - 1]
        self.lines[key.line - 1] = re.sub(
            r"(:)\s*(~|null|Null|NULL)?(?=\s*(#|$))", r"\1", line, count=1
        )
        return key.line

    def _comments(self, entry: _Entry) -> tuple[list[str], str]:
        """Return the comments among the lines of an entry: whole lines, and the one beside its key.

        Only down to a text of several lines: a line of it that begins with # is no comment.
        """
        node = self.nodes[entry.item]
        here = self.lines[entry.start : entry.end]
        starts = {*_lines_of(node), entry.start + 1}
        above = []
        for number, line in enumerate(here, entry.start + 1):
            if line.lstrip().startswith("#"):
                above.append(line.strip())
            elif (line.strip() and number not in starts) or _OPEN.search(line):
                break
        if not isinstance(node, Scalar) or node.line != entry.start + 1:
            beside = re.search(r"[:}\]]\s+(#.*)$", here[0])
        else:
            rest = here[0][node.column - 1 + len(node.text) :]
            beside = re.search(r"\s(#.*)$", rest)
        return above, f"  {beside[1]}" if beside else ""


def _lines(text: str) -> list[str]:
    """Split a text where a file has its lines: nowhere else, whatever Unicode calls a line."""
    return text.replace("\r\n", "\n").removesuffix("\n").split("\n")


def _lines_of(node: Node) -> Iterator[int]:
    """Yield the numbers of the lines on which a node, or something in it, begins."""
    yield node.line
    if isinstance(node, Mapping):
        for key in node.keys.values():
            yield key.line
        for one in node.items.values():
            yield from _lines_of(one)
    elif isinstance(node, Sequence):
        for one in node.items:
            yield from _lines_of(one)
