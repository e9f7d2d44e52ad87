"""The way through the items of a session: where it stands, and what comes next."""

from fractions import Fraction

from spbe_cli.core.assessment import Answer, Assessment, Opinion
from spbe_cli.core.collect.written import level_names, misnamed_level, read_level
from spbe_cli.core.instrument import Instrument
from spbe_cli.core.records import replace
from spbe_cli.core.result import Item, Result
from spbe_cli.core.score.scoring import answered, items_of, score_levels
from spbe_cli.i18n import _
from spbe_cli.render import words
from spbe_cli.render.text.question import Question

_SHORT = 8  # characters of a level, a key or what is near one


class Walk:
    """The assessment as it is on disk, and the place among its items; open ones first.

    `whole`: answered items are gone through as well.
    """

    def __init__(
        self,
        law: Instrument,
        assessment: Assessment,
        opinion: Opinion,
        previous: Assessment | None,
        *,
        whole: bool,
    ) -> None:
        self.law, self.opinion, self.whole = law, opinion, whole
        self.assessment, self.previous = assessment, previous
        self.place = 0 if whole else self.first_open(0)

    @property
    def over(self) -> bool:
        """Whether nothing is left to ask."""
        return self.place >= len(self.items())

    def items(self) -> list[Item]:
        """Return the items that the opinion speaks of, in the order of the regulation."""
        spoken = answered(self.assessment, self.opinion)
        return [item for section in self.law.walk() for item in items_of(section, spoken)]

    def question(self) -> Question:
        """Return the item at the place, what is recorded of it, and last year's level."""
        item = self.items()[self.place]
        answer = self.assessment.answers.get(item.id, Answer())
        earlier = self.previous.answers.get(item.id, Answer()).levels if self.previous else {}
        ranked = [earlier[one] for one in reversed(Opinion) if one in earlier]
        last = ranked[0] if ranked else None
        return Question(item, answer, self.opinion, last, item.id in self.settled("outside"))

    def level_in(self, line: str) -> Fraction | None:
        """Return the level that a line is, as people write it: ``3``, ``L3``, ``III``."""
        return read_level(line, level_names(self.law, self.question().item.id))

    def strange(self, line: str) -> str:
        """Return what is said of a line that is neither a level nor a key."""
        item = self.question().item.id
        misnamed = misnamed_level(line, item, level_names(self.law, item))
        if misnamed is not None:
            return f"{words.message(misnamed)}. {words.remedy(misnamed)}"
        said = _('Tidak dikenal: "{line}". Ketik tingkat, atau ? untuk bantuan.')
        if len(line) > _SHORT:  # a text, and not a slip of the keys
            said += "\n" + _("Bila itu bukti, ketik b dan spasi di depannya.")
        return said.format(line=words.safe(line[:40]))

    def result(self) -> Result:
        """Return what the levels come to so far."""
        return score_levels(self.law, self.assessment, self.opinion)

    def settled(self, *origins: str) -> set[str]:
        """Return the items whose level comes from there: given, or another body's index."""
        return {one.item.id for one in self.result().items() if one.origin in origins}

    def first_open(self, start: int) -> int:
        """Return the place of the first item from `start` that is open; the end if none."""
        settled = self.settled("given", "outside")
        items = self.items()
        for place in range(start, len(items)):
            if items[place].id not in settled:
                return place
        return len(items) if start else 0

    def onward(self) -> bool:
        """Go to the next indicator: of all, or of those that are open."""
        self.place = self.place + 1 if self.whole else self.first_open(self.place + 1)
        return True

    def back(self) -> bool:
        """Go to the item before."""
        self.place = max(0, self.place - 1)
        return True

    def add_service(self) -> str | None:
        """List the next service of the item, and return its id; None where there can be none."""
        listed = {item.id for item in self.items()}
        possible = self.question().item.indicator.item_ids()
        further = next((item for item in possible if item not in listed), None)
        if further is not None:
            answers = {**self.assessment.answers, further: Answer()}
            self.assessment = replace(self.assessment, answers=answers)
        return further
