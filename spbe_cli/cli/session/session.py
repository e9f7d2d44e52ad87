"""The guided session of ``spbe score``: question by question, each answer on disk at once."""

import sys
from collections.abc import Callable
from pathlib import Path

from spbe_cli.cli.output import screen, show
from spbe_cli.core import numbers
from spbe_cli.core.assessment import Answer, Assessment, Evidence, Opinion, State, Verdict
from spbe_cli.core.instrument import Instrument
from spbe_cli.core.records import replace
from spbe_cli.core.result import Item, Result
from spbe_cli.core.score.scoring import answered, items_of, score_levels
from spbe_cli.i18n import _
from spbe_cli.problems import SpbeError
from spbe_cli.render import words
from spbe_cli.render.text import question as page
from spbe_cli.store import files
from spbe_cli.store.yaml import editing


def on_terminal() -> bool:
    """Whether a person sits at both ends: questions are asked of nobody else."""
    return bool(sys.stdin and sys.stdin.isatty() and sys.stdout.isatty())


def run(
    path: Path,
    law: Instrument,
    assessment: Assessment,
    opinion: Opinion,
    previous: Assessment | None,
) -> None:
    """Ask until the last indicator, or until the user has enough; FileError E020 if locked."""
    _edit_lines(path.parent)
    with files.locked(path):
        _Session(path, law, assessment, opinion, previous).run()


class _Session:
    """The state of a session: the assessment as it is on disk, and the place in the list."""

    def __init__(
        self,
        path: Path,
        law: Instrument,
        assessment: Assessment,
        opinion: Opinion,
        previous: Assessment | None,
    ) -> None:
        self.path, self.law, self.opinion = path, law, opinion
        self.assessment, self.previous = assessment, previous
        every = list(law.items())
        self.order = {item: position for position, item in enumerate(every)}
        self.screen = screen()
        self.keys: dict[str, Callable[[str], bool]] = {
            "k": self.back,
            "l": self.skip,
            "i": self.jump,
            "t": self.ladder,
            "b": self.evidence,
            "d": self.checklist,
            "c": self.note,
            "p": self.owner,
            "+": self.service,
            "?": self.help,
        }
        self.place = self.first_open(0)

    def run(self) -> None:
        show(_("? menampilkan bantuan; q selesai. Setiap jawaban langsung disimpan.") + "\n")
        fresh = True
        while self.place < len(self.items()):
            if fresh:
                show(page.question_text(self.question(), self.result(), self.screen))
            try:
                line = input(page.prompt_text(self.question())).strip()
            except EOFError:
                show("\n")
                return
            if line.lower() == "q":
                return
            try:
                fresh = self.take(line)
            except SpbeError as error:  # the file was broken meanwhile: nothing is lost, ask again
                show("".join(f"{words.line(problem)}\n" for problem in error.problems))
                fresh = False

    def take(self, line: str) -> bool:
        """Act on a line; True where the next question is to be shown."""
        if not line:
            self.place += 1
            return True
        if numbers.parse(line) is not None:
            return self.level(line)
        key, _space, rest = line.partition(" ")
        action = self.keys.get(key.lower())
        if action is None:
            show(
                _("Tidak dikenal: {line}. Ketik tingkat, atau ? untuk bantuan.").format(
                    line=words.safe(line[:40])
                )
                + "\n"
            )
            return False
        return action(rest.strip())

    def level(self, line: str) -> bool:
        scale, value = self.law.scale, numbers.parse(line)
        if value is None or scale.fault(value):
            kind = _("nilai") if scale.decimal else _("bilangan bulat")
            show(_("Tulis {kind} {low} sampai {high}.").format(kind=kind, **scale.ends()) + "\n")
            return False
        answer = self.question().answer
        self.save(answer._replace(levels={**answer.levels, self.opinion: value}))
        self.place += 1
        return True

    def back(self, _rest: str) -> bool:
        self.place = max(0, self.place - 1)
        return True

    def skip(self, _rest: str) -> bool:
        self.place = self.first_open(self.place + 1)
        return True

    def jump(self, rest: str) -> bool:
        ids = [item.id for item in self.items()]
        if rest not in ids:
            show(
                _("Indikator {id} tidak ada; yang ada: {known}.").format(
                    id=words.safe(rest) or "?", known=words.listed(ids)
                )
                + "\n"
            )
            return False
        self.place = ids.index(rest)
        return True

    def ladder(self, _rest: str) -> bool:
        show(page.ladder_text(self.question(), self.result(), self.screen))
        return False

    def help(self, _rest: str) -> bool:
        indicator = self.question().item.indicator
        items = bool(indicator.checklist())
        show(page.help_text(services=indicator.repeatable > 1, items=items))
        return False

    def checklist(self, rest: str) -> bool:
        """Show the items of evidence, or set the state of one: ``d 3 revisi belum diteken``."""
        question = self.question()
        codes = list(question.item.indicator.checklist())
        if not codes:
            show(_("Indikator ini tidak berbutir.") + "\n")
            return False
        if not rest:
            show(page.checklist_text(question, self.result(), self.screen))
            return False
        which, state, note = (*rest.split(maxsplit=2), "", "")[:3]
        numbered = {str(number): code for number, code in enumerate(codes, 1)}
        code = {**numbered, **{code.casefold(): code for code in codes}}.get(which.casefold())
        states = [one for one in State if state and one.startswith(state.casefold())]
        if code is None or len(states) != 1:
            show(
                _("Tulis nomor atau kode butir, lalu keadaannya: {states}.").format(
                    states=", ".join(State)
                )
                + "\n"
            )
            return False
        verdict = Verdict(states[0], note or None)
        self.save(question.answer._replace(items={**question.answer.items, code: verdict}))
        return True

    def note(self, rest: str) -> bool:
        text = rest or self.ask(_("Catatan: "))
        if text:
            self.save(self.question().answer._replace(note=None if text == "-" else text))
        return bool(text)

    def owner(self, rest: str) -> bool:
        text = rest or self.ask(_("Pengampu: "))
        if text:
            self.save(self.question().answer._replace(owner=None if text == "-" else text))
        return bool(text)

    def evidence(self, rest: str) -> bool:
        answer = self.question().answer
        text = (rest or self.ask(_("Berkas atau tautan: "))).strip("\"'")
        if not text:
            return False
        if text.startswith("-") and text[1:].isdecimal():
            kept = [one for n, one in enumerate(answer.evidence, 1) if n != int(text[1:])]
            self.save(answer._replace(evidence=tuple(kept)))
            return True
        added = self.proof(text)
        if added is None:
            return False
        self.save(answer._replace(evidence=(*answer.evidence, added)))
        return True

    def proof(self, text: str) -> Evidence | None:
        """Return evidence for a path or a link, with the levels it covers; None if refused."""
        levels = self.ask(_("Untuk tingkat (mis. 2,3; Enter: sampai tingkat yang dijawab): "))
        covered = [part.strip() for part in levels.replace(";", ",").split(",") if part.strip()]
        if not all(part.isdecimal() and int(part) in self.law.scale.levels() for part in covered):
            show(_("Tulis tingkat dengan koma di antaranya, misalnya 2,3.") + "\n")
            return None
        numbers_ = tuple(int(part) for part in covered)
        if "://" in text:
            return Evidence(url=text, levels=numbers_)
        file = _relative(Path(text).expanduser(), self.path.parent)
        if not (self.path.parent / file).is_file():
            show(_("Berkas itu belum ada di sana; namanya tetap dicatat.") + "\n")
        return Evidence(file=file.as_posix(), levels=numbers_)

    def service(self, _rest: str) -> bool:
        """Add the next service of an indicator that may be answered for several (5/2018, 35)."""
        possible = self.question().item.indicator.item_ids()
        listed = {item.id for item in self.items()}
        further = next((item for item in possible if item not in listed), None)
        if further is None:
            show(_("Tidak ada layanan yang dapat ditambah di sini.") + "\n")
            return False
        answers = {**self.assessment.answers, further: Answer()}
        self.assessment = replace(self.assessment, answers=answers)
        return self.jump(further)

    def items(self) -> list[Item]:
        spoken = answered(self.assessment, self.opinion)
        return [item for section in self.law.walk() for item in items_of(section, spoken)]

    def question(self) -> page.Question:
        item = self.items()[self.place]
        answer = self.assessment.answers.get(item.id, Answer())
        earlier = self.previous.answers.get(item.id, Answer()).levels if self.previous else {}
        ranked = [earlier[one] for one in reversed(Opinion) if one in earlier]
        return page.Question(item, answer, self.opinion, ranked[0] if ranked else None)

    def result(self) -> Result:
        return score_levels(self.law, self.assessment, self.opinion)

    def first_open(self, start: int) -> int:
        """Return the place of the first item from `start` without a level; the end if none."""
        levels = self.assessment.levels(self.opinion)
        items = self.items()
        for place in range(start, len(items)):
            if items[place].id not in levels:
                return place
        return len(items) if start else 0

    def save(self, answer: Answer) -> None:
        """Put an answer on disk, and take over what the file then holds."""
        item = self.question().item.id
        self.assessment = editing.put_locked(self.path, {item: answer}, self.order)

    def ask(self, prompt: str) -> str:
        try:
            return input(prompt).strip()
        except EOFError:
            return ""


def _edit_lines(folder: Path) -> None:
    """Let arrow keys edit the line, and Tab complete paths after ``b``; Windows has its own way."""
    try:
        import readline
    except ImportError:
        return

    def complete(text: str, state: int) -> str | None:
        key, space, rest = text.partition(" ")
        if key != "b" or not space:
            return None
        found = sorted(folder.glob(f"{rest}*")) if not rest.startswith("/") else []
        names = [f"b {one.relative_to(folder).as_posix()}{'/' * one.is_dir()}" for one in found]
        return names[state] if state < len(names) else None

    readline.set_completer_delims("")
    readline.set_completer(complete)
    readline.parse_and_bind("tab: complete")


def _relative(file: Path, folder: Path) -> Path:
    """Return a path relative to the folder of the assessment where it lies below it."""
    if (folder / file).exists() and not file.is_absolute():
        return file
    try:
        return file.resolve().relative_to(folder.resolve())
    except ValueError:
        return file
