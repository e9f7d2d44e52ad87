"""The text of an assessment file as entries of lines, one of which can change alone."""

import re
from collections.abc import Mapping as Map
from typing import NamedTuple

from spbe_cli.core.assessment import Answer, Assessment
from spbe_cli.store.yaml import assessments
from spbe_cli.store.yaml.comments import comments_in
from spbe_cli.store.yaml.tree import Mapping, Scalar


class _Entry(NamedTuple):
    """The lines of one indicator: from `start` up to `end` (excluded)."""

    item: str
    start: int
    end: int


class Page:
    """The lines of a file, with the place of each indicator among them."""

    def __init__(self, text: str, root: Mapping) -> None:
        self.newline = "\r\n" if "\r\n" in text else "\n"
        self.lines = lines_in(text)
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
        self.comments = [
            (text.count("\n", 0, one.start), one.text)
            for one in (comments_in(text) if "#" in text else ())
        ]
        self.own = {one.item: self._comments(one) for one in self.entries}

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
            above, beside = self.own[item]
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
        kept = [f"  {text}" for _line, text in self._within(start, end)]
        return self.newline.join(
            [*self.lines[:start], new[0], *kept, *new[1:], *self.lines[end:], ""]
        )

    def with_block(self, name: str, block: str, before: str = "") -> str:
        """Return the page with another block in the place of that of a key; empty: without it.

        Where there is none it stands above the key `before`, or at the end. Comments stay.
        """
        new = block.rstrip("\n").split("\n") if block else []
        key = self.root.keys.get(name)
        if key is None:
            above = self.root.keys.get(before)
            at = len(self.lines) if above is None else above.line - 1
            blank = [""] if above is None and new else []
            return self.newline.join([*self.lines[:at], *blank, *new, *self.lines[at:], ""])
        start, end = key.line - 1, self._end(key.line - 1, "")
        own = self._within(start, end)
        beside = [text for line, text in own if line == start] if new else []
        kept = [text for line, text in own if not new or line != start]
        new = [f"{new[0]}  {beside[-1]}", *new[1:]] if beside else new
        return self.newline.join(
            [*self.lines[:start], *beside[:-1], *kept, *new, *self.lines[end:], ""]
        )

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
        """Return the comments of an entry: those of its lines, and the one beside its key."""
        key = self.keys[entry.item]
        own = self._within(entry.start, entry.end)
        beside = [text for line, text in own if line == key.line - 1]
        rest = [text for line, text in own if line != key.line - 1]
        return [*beside[:-1], *rest], f"  {beside[-1]}" if beside else ""

    def _within(self, start: int, end: int) -> list[tuple[int, str]]:
        """Return the comments of lines, each with its own, as the page was read."""
        return [one for one in self.comments if start <= one[0] < end]


def lines_in(text: str) -> list[str]:
    """Split a text where a file has its lines: nowhere else, whatever Unicode calls a line."""
    return text.replace("\r\n", "\n").removesuffix("\n").split("\n")
