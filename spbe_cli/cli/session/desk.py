"""What a session works at: the file, the way through its items, and what is asked beside."""

import textwrap
from fractions import Fraction
from pathlib import Path

from spbe_cli.cli.compared import today
from spbe_cli.cli.inputs import copied
from spbe_cli.cli.output import screen, show
from spbe_cli.cli.session.lists import ListsRead
from spbe_cli.cli.session.walk import Walk
from spbe_cli.core import numbers
from spbe_cli.core.assessment import Answer
from spbe_cli.core.owed import history
from spbe_cli.core.text import carried
from spbe_cli.i18n import _
from spbe_cli.render.history import unrecorded
from spbe_cli.render.text.question import Question
from spbe_cli.store import history as record
from spbe_cli.store.yaml import editing, outside


class Desk:
    """The file and the way through it. What is saved is on disk before anything more is asked.

    `pending` is a key of the way that was typed where something else was asked.
    """

    def __init__(self, path: Path, walk: Walk) -> None:
        self.path, self.walk, self.screen = path, walk, screen()
        self.lists = ListsRead(self.screen)
        self.pending = ""
        self.order = {item: position for position, item in enumerate(walk.law.items())}
        self._unrecorded = False

    def question(self) -> Question:
        """Return the item at hand, and what is recorded of it."""
        return self.walk.question()

    def say(self, text: str) -> None:
        """Say something in lines of the screen."""
        show(textwrap.fill(text, self.screen.width, break_on_hyphens=False) + "\n")

    def save(self, answer: Answer) -> None:
        """Put an answer on disk, and take over what the file then holds."""
        item, before = self.question().item.id, self.question().answer
        put = editing.put_locked(self.path, {item: answer}, self.order, self.walk.assessment)
        self._take_over(put)
        opinion = self.walk.opinion
        self._record([*history.edits(today(), item, before, answer, opinion, source=_("sesi"))])

    def save_outside(self, name: str, value: Fraction | None) -> None:
        """Put the index of another body on disk, or take it away."""
        old = self.walk.assessment.outside.get(name)
        self._take_over(outside.put_outside(self.path, name, value, self.walk.assessment))
        before, after = ("" if one is None else numbers.exact(one) for one in (old, value))
        if before != after:
            item = self.question().item.id
            self._record([history.Edit(today(), item, name, before, after, _("sesi"))])

    def _take_over(self, put: editing.Written) -> None:
        self.walk.assessment = put.assessment
        if put.copy is not None:
            show(copied(put.copy) + "\n")

    def _record(self, changed: list[history.Edit]) -> None:
        """Keep who changed what beside the file."""
        problem = record.quietly(self.path, changed)
        if problem is not None and not self._unrecorded:
            self._unrecorded = True  # said once: the answers are on disk all the same
            show(f"{unrecorded(problem)}\n")

    def ask(self, prompt: str) -> str:
        """Ask for a text; empty where nothing is typed, or a key that leaves the question."""
        try:
            text = carried(input(prompt)).strip()
        except EOFError:
            return ""
        if text.lower() in ("q", "k", "l"):
            self.pending, text = text, ""
        return text
