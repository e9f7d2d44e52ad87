"""Changes values inside a YAML text and leaves every other character as it was.

Places are offsets of characters, so that it makes no difference what anybody calls a line. What
this module does not know how to change it leaves, and says so: the caller reads back what it gets.
"""

import re
from collections.abc import Iterator, Mapping as Map, Sequence
from typing import Any, NamedTuple

from spbe_cli.store.yaml import blocks as layout
from spbe_cli.store.yaml.blocks import Unknown, as_block, lost, on_one_line, takes_lines
from spbe_cli.store.yaml.comments import Comment, below, comments_in, would_be_text
from spbe_cli.store.yaml.ends import line_end, unended, value_end


class _Splice(NamedTuple):
    """A new text for the characters from `start` up to `end`."""

    start: int
    end: int
    text: str


def spliced(  # noqa: PLR0913  what is there, what is to be, and how
    text: str,
    name: str,
    old: Map[str, Any],
    new: Map[Any, Any],
    order: Map[str, int],
    *,
    erase: bool = False,
    blocks: bool = True,
) -> str:
    """Return a text with the values under the key `name` changed, by their keys.

    Values are plain, as a file holds them. A key that is new stands where `order` puts it; one that
    is gone is taken away if `erase`. A text of several lines has lines of its own if `blocks`,
    otherwise one line, in quotes. Raises `Unknown` where nothing stands under `name`, or it is
    laid out in an unknown way.
    """
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    root = yaml.compose(text, Loader=loader)
    if not isinstance(root, yaml.MappingNode):
        raise Unknown
    block = next((value for key, value in root.value if key.value == name), None)
    if not isinstance(block, yaml.MappingNode) or not block.value:
        raise Unknown
    found = list(_Page(text, order, blocks=blocks).mapping(block, old, new, erase=erase))
    if found and max(one.start for one in found) == len(text):
        at = unended(text, root)
        if at is not None and not any(one.start < at <= one.end for one in found):
            found.append(_Splice(at, at, "-"))
    numbered = sorted(
        ((one.start, one.end > one.start, number, one) for number, one in enumerate(found)),
        reverse=True,
    )
    for *_place, one in numbered:  # the last first: what stands before it does not move
        text = text[: one.start] + one.text + text[one.end :]
    return text


class _Page:
    """The text that is changed."""

    def __init__(self, text: str, order: Map[str, int], *, blocks: bool) -> None:
        self.text, self.order, self.blocks = text, order, blocks
        self.newline = "\r\n" if "\r\n" in text else "\n"
        self._comments: list[Comment] | None = None

    def mapping(
        self, node: Any, old: Map[Any, Any], new: Map[Any, Any], *, erase: bool = True
    ) -> Iterator[_Splice]:
        """Yield what makes a mapping of one mean another; keys that are gone are erased if so."""
        there = {key.value: (key, value) for key, value in node.value}
        olds = {str(key): value for key, value in old.items()}
        news = {str(key): (key, value) for key, value in new.items()}
        gone = [key for key in there if erase and key in olds and key not in news]
        if gone:
            yield from self.without(list(there.values()), gone, node, more=bool(news))
        kept = {key: pair for key, pair in there.items() if key not in gone}
        added: dict[str | None, list[tuple[Any, Any]]] = {}
        before: str | None = None
        for name, (key, value) in news.items():
            if name not in there:
                after = self._after(name, kept, before)
                added.setdefault(after, []).append((key, value))
                continue
            before = name
            if name in olds and olds[name] == value and type(olds[name]) is type(value):
                continue
            yield from self.value(*there[name], olds.get(name), value, flow=bool(node.flow_style))
        for after, entries in added.items():
            entries.sort(key=lambda entry: self.order.get(str(entry[0]), 0))
            yield self.insert(node, there, after, entries)

    def _after(self, name: str, there: Map[str, Any], before: str | None) -> str | None:
        """Return the key after which a new one belongs; None: before all of them."""
        if name not in self.order:
            return before
        lower = [key for key in there if self.order.get(key, 0) < self.order[name]]
        return lower[-1] if lower else None

    def value(self, key: Any, node: Any, old: Any, new: Any, *, flow: bool) -> Iterator[_Splice]:
        """Yield what changes the value of a key."""
        kind = type(node).__name__
        if kind == "MappingNode" and not isinstance(new, dict):
            raise Unknown
        if kind == "MappingNode":  # keys without values may wait there
            yield from self.mapping(node, old if isinstance(old, dict) else {}, new)
        elif kind == "SequenceNode" and not node.value:
            yield _Splice(node.start_mark.index, node.end_mark.index, on_one_line(new))
        elif kind == "SequenceNode" and isinstance(old, list) and not isinstance(new, dict):
            # One that stands alone may stand in a list, too.
            yield from self.sequence(node, old, new if isinstance(new, list) else [new])
        elif kind == "ScalarNode":
            yield from self.scalar(key, node, new, flow=flow)
        else:
            raise Unknown

    def scalar(self, key: Any, node: Any, new: Any, *, flow: bool) -> Iterator[_Splice]:
        """Yield a new value in the place of one that is a scalar."""
        start, end, beside = node.start_mark.index, value_end(node), ""
        block = node.style in ("|", ">")
        if block:  # a comment beside its mark stays beside what takes its place
            head = re.match(r"[|>][-+0-9]*[ \t]*(#[^\r\n]*)?", self.text[start:end])
            beside = f"  {head[1]}" if head and head[1] else ""
        if not flow and isinstance(new, str) and "\n" in new and self._takes_block(key, end):
            mark, body = as_block(new, key.start_mark.column + 2, self.newline)
            if block:
                yield _Splice(start, end, f"{mark}{beside}{body}{self.newline if body else ''}")
            else:
                yield _Splice(start, end, mark)
                stop = self.line_end(end)
                yield _Splice(stop, stop, body)
            return
        if flow or not takes_lines(new):
            text = on_one_line(new)
            if start == end and self.text[start - 1 : start] == ":":
                text = f" {text}"
            yield _Splice(start, end, f"{text}{beside}{self.newline}" if block else text)
            return
        if block:
            raise Unknown
        stop = self.line_end(end)
        while start and self.text[start - 1] == " ":
            start -= 1
        # Lines of its own begin after what else stands on the line, and beneath it: comments.
        yield _Splice(start, end, "")
        column = key.start_mark.column
        yield self.at_end(stop, column, self.newline + self.lines(new, column + 2))

    def _takes_block(self, key: Any, end: int) -> bool:
        """Whether the lines of a text may follow the line on which the value of a key ends."""
        stop = self.line_end(end)
        return (
            self.blocks
            and layout.BREAKS.search(self.text[end:stop]) is None
            and not would_be_text(self.text, stop, key.start_mark.column + 2)
        )

    def sequence(self, node: Any, old: list[Any], new: list[Any]) -> Iterator[_Splice]:
        """Yield what makes a list of one mean another: items changed, added, taken away."""
        nodes = node.value
        if len(old) != len(nodes) or not nodes:
            raise Unknown
        if len(new) < len(old):
            yield from self.shorter(node, old, new)
            return
        for one, before, after in zip(nodes, old, new, strict=False):
            if before != after:
                yield from self.value(node, one, before, after, flow=bool(node.flow_style))
        more = new[len(old) :]
        if not more:
            return
        if node.flow_style:
            end = value_end(nodes[-1])
            yield _Splice(end, end, "".join(f", {on_one_line(one)}" for one in more))
            return
        stop = self.line_end(value_end(nodes[-1]))
        column = node.start_mark.column
        dash = " " * column + "- "
        added = "".join(f"{self.newline}{dash}{on_one_line(one)}" for one in more)
        yield self.at_end(stop, column, added)

    def shorter(self, node: Any, old: list[Any], new: list[Any]) -> Iterator[_Splice]:
        """Yield what takes items of a list away, and changes others where all are new."""
        pairs = [(one, one) for one in node.value]
        try:
            found = list(self.without(pairs, lost(old, new), node))
        except Unknown:
            if not new:
                raise
            yield from self.without(pairs, range(len(new), len(old)), node)
            for one, before, after in zip(node.value, old, new, strict=False):
                if before != after:
                    yield from self.value(node, one, before, after, flow=bool(node.flow_style))
            return
        yield from found

    def insert(
        self, node: Any, there: Map[str, Any], after: str | None, entries: Sequence[tuple[Any, Any]]
    ) -> _Splice:
        """Return new keys of a mapping, put after another one."""
        if node.flow_style:
            said = [f"{on_one_line(key)}: {on_one_line(value)}" for key, value in entries]
            if not there:
                at = node.start_mark.index + 1
                return _Splice(at, at, ", ".join(said))
            if after is None:
                at = node.value[0][0].start_mark.index
                return _Splice(at, at, "".join(f"{one}, " for one in said))
            at = value_end(there[after][1])
            return _Splice(at, at, "".join(f", {one}" for one in said))
        column = node.start_mark.column
        text = self.newline.join(self.lines({key: value}, column) for key, value in entries)
        if after is None:
            first = node.value[0][0].start_mark.index
            if self.text[first - column : first].strip():
                raise Unknown
            at = first - column
            return _Splice(at, at, text + self.newline)
        return self.at_end(self.line_end(value_end(there[after][1])), column, self.newline + text)

    def at_end(self, stop: int, column: int, text: str) -> _Splice:
        """Return lines that follow the one that ends at `stop`, and comments deeper than them."""
        stop = below(self.text, stop, column)
        if stop and stop == len(self.text) and self.text[stop - 1] == "\n":
            return _Splice(stop, stop, text.removeprefix(self.newline) + self.newline)
        return _Splice(stop, stop, text)

    def without(
        self, pairs: list[tuple[Any, Any]], gone: Sequence[Any], node: Any, *, more: bool = False
    ) -> Iterator[_Splice]:
        """Yield what takes entries away: of a block their lines, but for comments among them.

        All may go only where there are `more` to take their place.
        """
        left = [at for at, (key, _value) in enumerate(pairs) if not _is_gone(key, at, gone)]
        if not left and (node.flow_style or not more):
            raise Unknown
        for at, (first, last) in enumerate(pairs):
            if at in left:
                continue
            start, end = first.start_mark.index, value_end(last)
            if node.flow_style:
                before = value_end(pairs[at - 1][1]) if at else start
                comma = re.compile(r"[ \t]*,[ \t]*").match(self.text, end)
                if comma is not None and at < left[-1]:
                    end = comma.end()
                elif at > left[-1] and self.text[before:start].strip(" \t") == ",":
                    start = before
                if any(start <= one.start < end for one in self.comments()):
                    raise Unknown
                yield _Splice(start, end, "")
                continue
            begin = self.text.rfind("\n", 0, start) + 1
            if self.text[begin:start].strip(" -") or (
                at == 0 and "-" in self.text[begin:start] and type(node).__name__ == "MappingNode"
            ):
                raise Unknown
            stop = self.line_end(end)
            own = [one.text for one in self.comments() if start <= one.start < stop]
            kept = "".join(f"{' ' * (start - begin)}{one}{self.newline}" for one in own)
            yield _Splice(begin, min(len(self.text), stop + len(self.newline)), kept)

    def comments(self) -> list[Comment]:
        """Return the comments of the text, which only what is taken away asks for."""
        if self._comments is None:
            self._comments = comments_in(self.text)
        return self._comments

    def line_end(self, at: int) -> int:
        """Return where the line of an offset ends; an offset after a line's end is of that line."""
        return line_end(self.text, at, self.newline)

    def lines(self, value: Map[Any, Any], column: int) -> str:
        """Return a mapping as lines, indented; what has no inner values stands on one."""
        return self.newline.join(
            " " * column + line if line else line
            for key, one in value.items()
            for line in layout.entry_lines(key, one, blocks=self.blocks)
        )


def _is_gone(key: Any, at: int, gone: Sequence[Any]) -> bool:
    """Whether an entry is among those that go: by its key, or its place in a list."""
    return key.value in gone or at in gone
