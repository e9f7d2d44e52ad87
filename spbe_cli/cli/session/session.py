"""The guided session of ``spbe score``: question by question, each answer on disk at once."""

import sys
from collections.abc import Callable
from fractions import Fraction
from functools import partial
from pathlib import Path

from spbe_cli.cli.output import show
from spbe_cli.cli.session import documents, items, lines, notes, outside, units
from spbe_cli.cli.session.desk import Desk
from spbe_cli.cli.session.walk import Walk
from spbe_cli.core.assessment import Assessment, Opinion
from spbe_cli.core.instrument import Instrument
from spbe_cli.core.text import carried
from spbe_cli.i18n import _
from spbe_cli.problems import SpbeError
from spbe_cli.render import words
from spbe_cli.render.text import question as page
from spbe_cli.render.text.keys import help_text
from spbe_cli.store import locks

_LEAVING = ("k", "l", "i", "+", "-")  # keys that end the beat after a level


def on_terminal() -> bool:
    """Whether a person sits at both ends: questions are asked of nobody else."""
    return bool(sys.stdin and sys.stdin.isatty() and sys.stdout.isatty())


def run_session(
    path: Path,
    law: Instrument,
    assessment: Assessment,
    opinion: Opinion,
    previous: Assessment | None,
    *,
    every: bool = False,
) -> Assessment:
    """Ask until the last indicator, or until the user has enough; returns what the file then holds.

    FileError E020 if locked. Answered indicators are passed over, unless `every` one is to be gone
    through.
    """
    lines.edit(path.parent)
    walk = Walk(law, assessment, opinion, previous, whole=every)
    with locks.locked(path):
        _Session(Desk(path, walk)).run()
    return walk.assessment


class _Session:
    """The way through the questions, and what a line may mean."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.walk, self.beat = desk, desk.walk, False
        of_desk: dict[str, Callable[[str], bool]] = {
            "o": self.outside,
            "f": partial(notes.put_fact, desk),
            "a": partial(notes.put_analysis, desk),
            "b": partial(documents.put_document, desk),
            "d": partial(items.put_item, desk),
            "c": partial(notes.put_note, desk),
            "p": partial(units.put_owners, desk),
        }
        self.keys: dict[str, Callable[[str], bool]] = {
            "k": self.back,
            "l": self.skip,
            "i": self.jump,
            "t": self.ladder,
            "v": self.examples,
            "-": self.clear,
            "+": self.service,
            "?": self.help,
            **of_desk,
        }

    def run(self) -> None:
        """Ask until nothing is left, or until the user has enough."""
        show(_("? menampilkan bantuan; q selesai. Setiap jawaban langsung disimpan.") + "\n")
        fresh, above = True, page.ABOVE
        try:
            while not self.walk.over:
                if fresh and not self.beat:
                    question, result = self.walk.question(), self.walk.result()
                    show(page.question_text(question, result, self.desk.screen, above=above))
                    above = 0
                line = self.line()
                if line.lower() == "q":
                    return
                fresh = self.act(line)
        except EOFError:
            show("\n")
        except KeyboardInterrupt:
            show("\n" + _("Berhenti. Semua jawaban sudah tersimpan.") + "\n")
            raise

    def line(self) -> str:
        """Return the next line: one that was typed at a little question, or a new one."""
        shown = page.beat_text() if self.beat else page.prompt_text(self.walk.question())
        line = self.desk.pending or carried(input(shown)).strip()
        self.desk.pending = ""
        return line

    def act(self, line: str) -> bool:
        """Do what a line says; True where a page is to be shown. Faults of the file are told."""
        try:
            return self.follow(line) if self.beat else self.take(line)
        except SpbeError as error:  # the file was broken meanwhile: nothing is lost, ask again
            show("".join(f"{words.problem_line(problem)}\n" for problem in error.problems))
            return False

    def follow(self, line: str) -> bool:
        """Act on a line of the beat after a level: evidence of this indicator, or Enter."""
        if not line:
            self.beat = False
            return self.walk.onward()
        key, _space, rest = line.partition(" ")
        if self.walk.level_in(line) is not None and key.lower() not in self.keys:
            show(_("Itu sebuah angka; tekan Enter dahulu untuk indikator berikutnya.") + "\n")
            return False
        action = None if key == "-" and rest else self.keys.get(key.lower())
        self.beat = action is None or key.lower() not in _LEAVING
        if action is None:
            action, rest = partial(documents.put_document, self.desk), line
        done = action(rest.strip())
        if done and self.beat:  # no page is shown that would say so
            show(_("Tercatat.") + "\n")
        return done and not self.beat

    def take(self, line: str) -> bool:
        """Act on a line; True where the next question is to be shown."""
        if not line:
            last = self.walk.question().offered
            if last is not None and not self.walk.law.scale.fault(last):
                return self.answer(last)
            return self.walk.onward()
        key, _space, rest = line.partition(" ")
        action = self.keys.get(key.lower())
        if action is None and self.walk.level_in(line) is not None:
            return self.level(line)
        if action is None:
            show(f"{self.walk.strange(line)}\n")
            return False
        return action(rest.strip())

    def level(self, line: str) -> bool:
        scale, value = self.walk.law.scale, self.walk.level_in(line)
        if value is None or scale.fault(value):
            kind = _("nilai") if scale.decimal else _("bilangan bulat")
            show(_("Tulis {kind} {low} sampai {high}.").format(kind=kind, **scale.ends()) + "\n")
            return False
        return self.answer(value)

    def answer(self, value: Fraction) -> bool:
        """Keep a level; stay a beat for the evidence of a level that needs some."""
        answer = self.walk.question().answer
        self.desk.save(answer._replace(levels={**answer.levels, self.walk.opinion: value}))
        outside.say_uncounted(self.desk)
        if value > self.walk.law.scale.bare and self.walk.opinion is Opinion.SELF:
            self.beat = True
            return False
        return self.walk.onward()

    def clear(self, rest: str) -> bool:
        """Take the level away."""
        answer, opinion = self.walk.question().answer, self.walk.opinion
        if rest:  # a text that begins with a dash
            show(f"{self.walk.strange(f'- {rest}')}\n")
            return False
        if opinion not in answer.levels:
            show(_("Indikator ini belum terisi.") + "\n")
            return False
        left = {one: level for one, level in answer.levels.items() if one is not opinion}
        self.desk.save(answer._replace(levels=left))
        return True

    def outside(self, rest: str) -> bool:
        """Keep the index of another body; on a page of its own it says what counts."""
        kept = outside.put_index(self.desk, rest)
        if kept and self.beat:
            outside.say_uncounted(self.desk)
        return kept

    def back(self, _rest: str) -> bool:
        return self.walk.back()

    def skip(self, _rest: str) -> bool:
        self.walk.place = self.walk.first_open(self.walk.place + 1)
        return True

    def jump(self, rest: str) -> bool:
        ids = [item.id for item in self.walk.items()]
        if rest not in ids:
            show(
                _("Indikator {id} tidak ada; yang ada: {known}.").format(
                    id=words.safe(rest) or "?", known=words.listed(ids)
                )
                + "\n"
            )
            return False
        self.walk.place = ids.index(rest)
        return True

    def ladder(self, _rest: str) -> bool:
        question = self.walk.question()
        text = page.ladder_text(question, self.walk.result(), self.desk.screen)
        self.desk.lists.show(f"t{question.item.id}", text)
        return False

    def examples(self, _rest: str) -> bool:
        """Show the documents that the instrument names for this indicator."""
        question = self.walk.question()
        self.desk.lists.show(f"v{question.item.id}", page.examples_text(question, self.desk.screen))
        return False

    def help(self, _rest: str) -> bool:
        indicator = self.walk.question().item.indicator
        feed = self.walk.law.outside.get(indicator.outside or "")
        fed = feed is not None and feed.converts
        show(help_text(indicator, self.walk.opinion, outside=fed))
        return False

    def service(self, _rest: str) -> bool:
        """Add the next service of an indicator that may be answered for several (5/2018, 35)."""
        further = self.walk.add_service()
        if further is None:
            show(_("Tidak ada layanan yang dapat ditambah di sini.") + "\n")
            return False
        return self.jump(further)
