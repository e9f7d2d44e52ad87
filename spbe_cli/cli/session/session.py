"""The guided session of ``spbe score``: question by question, each answer on disk at once."""

import sys
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

from spbe_cli.cli.compared import today
from spbe_cli.cli.inputs import copied
from spbe_cli.cli.output import screen, show
from spbe_cli.cli.session import documents, items as checklists, lines
from spbe_cli.cli.session.lists import ListsRead
from spbe_cli.cli.session.outside import asked_index
from spbe_cli.cli.session.walk import Walk
from spbe_cli.core import numbers, owners
from spbe_cli.core.assessment import Answer, Assessment, Opinion
from spbe_cli.core.collect.form import told_anew
from spbe_cli.core.instrument import Instrument
from spbe_cli.core.owed import history
from spbe_cli.core.text import carried
from spbe_cli.i18n import _
from spbe_cli.problems import SpbeError
from spbe_cli.render import history as records, words
from spbe_cli.render.text import question as page
from spbe_cli.store import history as record, locks
from spbe_cli.store.yaml import editing, outside as others


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
) -> None:
    """Ask until the last indicator, or until the user has enough; FileError E020 if locked.

    Answered indicators are passed over, unless `every` one is to be gone through.
    """
    lines.edit(path.parent)
    with locks.locked(path):
        _Session(path, Walk(law, assessment, opinion, previous, whole=every)).run()


class _Session:
    """The state of a session: the file, the way through its items, and what a line may mean."""

    def __init__(self, path: Path, walk: Walk) -> None:
        self.path, self.walk = path, walk
        self.beat, self.unrecorded, self.screen = False, False, screen()
        self.pending = ""  # a key of the way that was typed where something else was asked
        self.order = {item: position for position, item in enumerate(walk.law.items())}
        self.lists = ListsRead(self.screen)
        self.keys: dict[str, Callable[[str], bool]] = {
            "k": self.back,
            "l": self.skip,
            "i": self.jump,
            "t": self.ladder,
            "v": self.examples,
            "o": self.outside,
            "f": self.fact,
            "a": self.analysis,
            "b": self.evidence,
            "d": self.checklist,
            "c": self.note,
            "p": self.owner,
            "+": self.service,
            "?": self.help,
        }

    def run(self) -> None:
        show(_("? menampilkan bantuan; q selesai. Setiap jawaban langsung disimpan.") + "\n")
        fresh = True
        while not self.walk.over:
            question = self.walk.question()
            if fresh and not self.beat:
                show(page.question_text(question, self.walk.result(), self.screen))
            try:
                shown = page.beat_text() if self.beat else page.prompt_text(question)
                line = self.pending or carried(input(shown)).strip()
                self.pending = ""
            except EOFError:
                show("\n")
                return
            except KeyboardInterrupt:
                show("\n" + _("Berhenti. Semua jawaban sudah tersimpan.") + "\n")
                raise
            if line.lower() == "q":
                return
            try:
                fresh = self.follow(line) if self.beat else self.take(line)
            except SpbeError as error:  # the file was broken meanwhile: nothing is lost, ask again
                show("".join(f"{words.problem_line(problem)}\n" for problem in error.problems))
                fresh = False

    def follow(self, line: str) -> bool:
        """Act on a line of the beat after a level: evidence of this indicator, or Enter."""
        if not line:
            self.beat = False
            return self.walk.onward()
        key, _space, rest = line.partition(" ")
        if self.walk.level_in(line) is not None and key.lower() not in self.keys:
            show(_("Itu sebuah angka; tekan Enter dahulu untuk indikator berikutnya.") + "\n")
            return False
        if len(key) == 1 and key.lower() in self.keys:
            self.beat = key.lower() not in "kli+"
            return self.keys[key.lower()](rest.strip()) and not self.beat
        self.evidence(line)
        return False

    def take(self, line: str) -> bool:
        """Act on a line; True where the next question is to be shown."""
        if not line:
            last = self.walk.question().previous
            taken = self.walk.question().level is None and last is not None
            if taken and last is not None and not self.walk.law.scale.fault(last):
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
        self.save(answer._replace(levels={**answer.levels, self.walk.opinion: value}))
        if value > max(1, self.walk.law.scale.minimum) and self.walk.opinion is Opinion.SELF:
            self.beat = True
            return False
        return self.walk.onward()

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
        text = page.ladder_text(question, self.walk.result(), self.screen)
        self.lists.show(f"t{question.item.id}", text)
        return False

    def examples(self, _rest: str) -> bool:
        """Show the documents that the instrument names for this indicator."""
        question = self.walk.question()
        self.lists.show(f"v{question.item.id}", page.examples_text(question, self.screen))
        return False

    def outside(self, rest: str) -> bool:
        """Keep the index of another body that sets this level: ``o 68,75``."""
        feed = self.walk.law.outside.get(self.walk.question().item.indicator.outside or "")
        if feed is None or not feed.converts:
            show(_("Indikator ini tidak diisi dari indeks lain.") + "\n")
            return False
        value = asked_index(rest, feed, self.ask)
        if value is None:
            return False
        old = self.walk.assessment.outside.get(feed.id)
        self.walk.assessment, copy = others.put_outside(self.path, feed.id, value)
        if copy is not None:
            show(copied(copy) + "\n")
        told = "" if old is None else numbers.exact(old)
        item = self.walk.question().item.id
        self.record([history.Edit(today(), item, feed.id, told, numbers.exact(value), _("sesi"))])
        return True

    def fact(self, rest: str) -> bool:
        return self.explain("fact", rest or self.ask(_("Fakta: ")))

    def analysis(self, rest: str) -> bool:
        return self.explain("analysis", rest or self.ask(_("Analisis: ")))

    def explain(self, field: str, text: str) -> bool:
        """Keep a part of the explanation; ``-`` takes it away."""
        if text:
            answer = self.walk.question().answer
            told = told_anew(answer.explanation, field, None if text == "-" else text)
            self.save(answer._replace(explanation=told))
        return bool(text)

    def help(self, _rest: str) -> bool:
        indicator = self.walk.question().item.indicator
        items = bool(indicator.checklist())
        show(page.help_text(services=indicator.repeatable > 1, items=items))
        return False

    def checklist(self, rest: str) -> bool:
        """Show the items of evidence, or set the state of one: ``d 3 revisi belum diteken``."""
        question = self.walk.question()
        if not question.item.indicator.checklist():
            show(_("Indikator ini tidak berbutir.") + "\n")
            return False
        if not rest:
            text = page.checklist_text(question, self.walk.result(), self.screen)
            self.lists.show(f"d{question.item.id}", text)
            return False
        found = checklists.item_verdict(question, rest)
        if found is None:
            return False
        code, verdict = found
        self.save(question.answer._replace(items={**question.answer.items, code: verdict}))
        return True

    def note(self, rest: str) -> bool:
        text = rest or self.ask(_("Catatan: "))
        if text:
            self.save(self.walk.question().answer._replace(note=None if text == "-" else text))
        return bool(text)

    def owner(self, rest: str) -> bool:
        text = rest or self.ask(_("Pengampu: "))
        if text:
            named = owners.split_names(text.removeprefix("-"))
            self.save(self.walk.question().answer._replace(owners=named))
        return bool(text)

    def evidence(self, rest: str) -> bool:
        answer = self.walk.question().answer
        text = rest or self.ask(_("Berkas, tautan, atau judul: "))
        if not text:
            return False
        if text.startswith("-") and (at := numbers.whole_number(text[1:])) is not None:
            kept = [one for n, one in enumerate(answer.evidence, 1) if n != at]
            self.save(answer._replace(evidence=tuple(kept)))
            return True
        added = documents.asked_documents(text, self.path.parent, self.walk, self.ask)
        if added is None:
            return False
        self.save(answer._replace(evidence=(*answer.evidence, added)))
        return True

    def service(self, _rest: str) -> bool:
        """Add the next service of an indicator that may be answered for several (5/2018, 35)."""
        further = self.walk.add_service()
        if further is None:
            show(_("Tidak ada layanan yang dapat ditambah di sini.") + "\n")
            return False
        return self.jump(further)

    def save(self, answer: Answer) -> None:
        """Put an answer on disk, and take over what the file then holds."""
        item, before = self.walk.question().item.id, self.walk.question().answer
        put = editing.put_locked(self.path, {item: answer}, self.order, self.walk.assessment)
        self.walk.assessment, copy = put
        show("" if copy is None else copied(copy) + "\n")
        opinion = self.walk.opinion
        self.record([*history.edits(today(), item, before, answer, opinion, source=_("sesi"))])

    def record(self, changed: list[history.Edit]) -> None:
        """Keep who changed what beside the file."""
        problem = record.quietly(self.path, changed)
        if problem is not None and not self.unrecorded:
            self.unrecorded = True  # said once: the answers are on disk all the same
            show(f"{records.unrecorded(problem)}\n")

    def ask(self, prompt: str) -> str:
        """Ask for a text; empty where nothing is typed, or a key that leaves the question."""
        try:
            text = carried(input(prompt)).strip()
        except EOFError:
            return ""
        if text.lower() in ("q", "k", "l"):
            self.pending, text = text, ""
        return text
