"""YAML → plain nodes that know where they stand.

Scalars stay text (no floats, no `yes` → True, no `010` → 8), duplicate keys are reported, and
anchors, aliases, tags and several documents are refused, so a file cannot grow in memory.
"""

import re
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from spbe_cli.core import numbers
from spbe_cli.problems import Place, Problem
from spbe_cli.store.yaml.patterns import compiled_when_used

_DEEPEST = 20


class Scalar:
    """A text as it was written; `plain` where it stood without quotes."""

    __slots__ = ("column", "line", "plain", "text")

    def __init__(self, text: str, line: int, column: int, *, plain: bool) -> None:
        self.text, self.line, self.column, self.plain = text, line, column, plain

    @property
    def empty(self) -> bool:
        """Whether nothing was written (``key:``), or ``~`` or ``null``."""
        return self.plain and self.text in ("", "~", "null", "Null", "NULL")


class Mapping:
    """Keys and values; `keys` holds where each key stands."""

    __slots__ = ("column", "items", "keys", "line")

    def __init__(self, line: int, column: int) -> None:
        self.line, self.column = line, column
        self.items: dict[str, Node] = {}
        self.keys: dict[str, Scalar] = {}


class Sequence:
    """A list of nodes."""

    __slots__ = ("column", "items", "line")

    def __init__(self, line: int, column: int) -> None:
        self.line, self.column = line, column
        self.items: list[Node] = []


Node = Scalar | Mapping | Sequence


def parse_tree(text: str, name: str) -> tuple[Node | None, list[Problem]]:
    """Parse a YAML text; returns its root (None where there is none) and the problems found."""
    with compiled_when_used("yaml"):
        import yaml

    reader = _Reader(name, text)
    takers = reader.takers()
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        events = loader(text).get_event  # yaml.parse asks twice for each: a sixth of the time
        while (event := events()) is not None:
            if not takers[type(event).__name__](event):
                break
    except yaml.YAMLError as error:
        reader.problems.append(_syntax(error, text, name))
    empty = reader.root is None or (isinstance(reader.root, Scalar) and reader.root.empty)
    if empty and not reader.problems:
        reader.problems.append(Problem("E006", Place(name)))
    cut = any(
        problem.code in ("E005", "E012", "E013", "E031", "E032") for problem in reader.problems
    )
    return None if empty or cut else reader.root, reader.problems  # half a tree would mislead


class _Reader:
    """Builds nodes from events, with a stack of its own: nesting cannot exhaust Python's."""

    def __init__(self, name: str, text: str) -> None:
        self.name, self.text = name, text
        self.root: Node | None = None
        self.problems: list[Problem] = []
        self.container: Mapping | Sequence | None = None
        self.key: Scalar | None = None  # the key that waits for its value
        self.outer: list[Mapping | Sequence | None] = []

    def takers(self) -> dict[str, Callable[[Any], bool]]:
        """Return what takes each kind of event; False ends a file that makes no sense further on.

        Found by name, since the parser in C and the one in Python share no other word for them.
        """
        return {
            "ScalarEvent": self._scalar,
            "MappingStartEvent": self._begin,
            "SequenceStartEvent": self._begin,
            "MappingEndEvent": self._end,
            "SequenceEndEvent": self._end,
            "AliasEvent": self._alias,
            "DocumentStartEvent": self._document,
            "DocumentEndEvent": _pass,
            "StreamStartEvent": _pass,
            "StreamEndEvent": _pass,
        }

    def _begin(self, event: Any) -> bool:
        """Open a mapping or a list: what follows goes into it."""
        mark = event.start_mark
        if event.anchor is not None or event.tag is not None:
            self._refuse(mark)
        form = Mapping if type(event).__name__ == "MappingStartEvent" else Sequence
        container = form(mark.line + 1, mark.column + 1)
        if not self._attach(container):
            return False
        self.outer.append(self.container)
        self.container = container
        if len(self.outer) > _DEEPEST:
            self._report("E012", mark, limit=_DEEPEST)
            return False
        return True

    def _end(self, _event: Any) -> bool:
        self.container = self.outer.pop()
        return True

    def _alias(self, event: Any) -> bool:
        mark = event.start_mark
        self._refuse(mark)
        return self._attach(Scalar("", mark.line + 1, mark.column + 1, plain=True))

    def _document(self, event: Any) -> bool:
        if self.root is None:
            return True
        self._report("E016", event.start_mark)
        return False

    def _scalar(self, event: Any) -> bool:
        """Take a text: plain ones lose what nobody sees around them, such as a no-break space."""
        mark, text = event.start_mark, event.value
        if event.anchor is not None or event.tag is not None:
            self._refuse(mark)
        plain = not event.style
        if plain and not text.isascii():
            from spbe_cli.core.text import stripped  # few files have anything but plain letters

            bare = stripped(text)
            wants_key = isinstance(self.container, Mapping) and self.key is None
            if wants_key and not text.startswith(bare):  # it stands where an indent was meant
                self._report("E031", mark, found=text[: text.find(bare) + 20])
                return False
            text = bare
        return self._attach(Scalar(text, mark.line + 1, mark.column + 1, plain=plain))

    def _attach(self, node: Node) -> bool:
        """Put a node where it belongs: as the root, a list's item, a key, or a key's value."""
        container = self.container
        if isinstance(container, Mapping):
            if self.key is None:
                if not isinstance(node, Scalar):
                    self.problems.append(Problem("E005", Place(self.name, node.line, node.column)))
                    return False
                self.key = node
                return True
            key, self.key = self.key, None
            if isinstance(node, Scalar) and node.empty and self._is_decimals(key):
                self.problems.append(Problem("E017", Place(self.name, key.line, key.column - 1)))
                return True  # no key: a fault of its own would be one too many
            first = container.keys.get(key.text)
            if first is None:
                container.items[key.text] = node
                container.keys[key.text] = key
            else:
                place = Place(self.name, key.line, key.column)
                params = {"key": key.text, "line": first.line}
                self.problems.append(Problem("E007", place, params))
        elif isinstance(container, Sequence):
            container.items.append(node)
        else:
            self.root = node
        return True

    def _is_decimals(self, key: Scalar) -> bool:
        """Whether a key without a value is the rest of a number: the 5 of ``{1: 2,5}``."""
        if not key.text.isdecimal():
            return False
        before = self.text.splitlines()[key.line - 1][: key.column - 1]
        return before[-1:] == "," and before[-2:-1].isdecimal()

    def _refuse(self, mark: Any) -> None:
        """Report anchors, aliases and tags once: a file full of them would drown the rest."""
        if all(problem.code != "E011" for problem in self.problems):
            self._report("E011", mark)

    def _report(self, code: str, mark: Any, **params: object) -> None:
        self.problems.append(
            Problem(code, Place(self.name, mark.line + 1, mark.column + 1), params)
        )


def _pass(_event: Any) -> bool:
    return True


def _syntax(error: Exception, text: str, name: str) -> Problem:
    """Return a syntax error with its place, and a plainer message for the commonest one, a tab.

    Newer versions of libyaml bound the nesting before our reader has seen it.
    """
    mark = getattr(error, "problem_mark", None)
    if mark is not None:
        line, column = mark.line, mark.column
    else:
        before = text[: getattr(error, "position", 0)]
        line, column = before.count("\n"), len(before) - before.rfind("\n") - 1
    lines = text.splitlines()
    here = lines[line] if line < len(lines) else ""
    indent = here[: len(here) - len(here.lstrip())]
    tab = "\t" in indent or here[column : column + 1] == "\t"
    place = Place(name, line + 1, column + 1)
    if "maximum nesting depth" in (getattr(error, "problem", None) or ""):
        return Problem("E012", place, {"limit": _DEEPEST})
    if "escape" in (getattr(error, "problem", None) or "") or "hexdecimal" in str(error):
        return Problem("E032", place)
    if tab:
        return Problem("E013", place)
    return _unseen(lines, line, name) or Problem("E005", place)


def _unseen(lines: list[str], line: int, name: str) -> Problem | None:
    """Return E031 where what nobody sees stands before a line that makes no sense, or the last.

    A parser may find out by the line after that.
    """
    from spbe_cli.core.text import bare  # few files are wrong

    for number in (line, line - 1):
        text = lines[number] if 0 <= number < len(lines) else ""
        seen = next((at for at, char in enumerate(text) if bare(char).strip()), len(text))
        dash = re.match(r"-\W*", text[seen:])
        lead = text[: seen + (len(dash[0]) if dash else 0)]
        if not lead.isascii() and bare(lead) != lead:
            column = next(at for at, char in enumerate(lead) if bare(char) != char)
            found = text[column : len(lead) + 20]
            return Problem("E031", Place(name, number + 1, column + 1), {"found": found})
    return None


def in_order(problems: list[Problem]) -> list[Problem]:
    """Return the problems of one file in the order of their places, the file as a whole first."""
    return sorted(
        problems, key=lambda one: (one.place.line, one.place.column) if one.place else (0, 0)
    )


def child(node: Node | None, key: str) -> Node | None:
    """Return what stands under a key; None where the node is no mapping or has no such key."""
    return node.items.get(key) if isinstance(node, Mapping) else None


def children(node: Node | None, key: str) -> list[Node]:
    """Return the items of the list under a key; empty where there is none."""
    found = child(node, key)
    return found.items if isinstance(found, Sequence) else []


def entries(node: Node | None, key: str) -> dict[str, Node]:
    """Return the keys and values of the mapping under a key; empty where there is none."""
    found = child(node, key)
    return found.items if isinstance(found, Mapping) else {}


def text_at(node: Node | None, key: str) -> str | None:
    """Return the text under a key; None where nothing, or something else, is written."""
    found = child(node, key)
    return found.text if isinstance(found, Scalar) and not found.empty else None


def number_at(node: Node | None, key: str) -> Fraction | None:
    """Return the number under a key; None where there is none."""
    written = text_at(node, key)
    return None if written is None else numbers.parse(written)


def weight_of(node: Node | None) -> Fraction | None:
    """Return what is written under ``weight``, a number or a quotient; None where there is none."""
    written = text_at(node, "weight")
    return None if written is None else numbers.ratio(written)


def texts(node: Node | None, key: str) -> tuple[str, ...]:
    """Return the texts of the list under a key."""
    return tuple(item.text for item in children(node, key) if isinstance(item, Scalar))
