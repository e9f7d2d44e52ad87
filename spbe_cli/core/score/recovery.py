"""Exact indices behind the published, rounded ones of an assessment.

A published index may stand for any section of the tree. Each cuts the sums that the parts beneath
it can give (see `sums`); the sums that are left add up to those of the section above. Levels that
the file gives beside the published figures leave their items no choice, and so fewer sums.
"""

from collections.abc import Iterator
from fractions import Fraction

from spbe_cli.core.assessment import Assessment, Published
from spbe_cli.core.index import Index, among, as_printed
from spbe_cli.core.instrument import Instrument, Section
from spbe_cli.core.result import Result, SectionScore
from spbe_cli.core.score.sums import Sums, added, bits, feasible, window
from spbe_cli.problems import DataError, Problem


def recover(instrument: Instrument, assessment: Assessment, published: Published) -> Result:
    """Find every exact index that whole levels allow behind the published ones.

    The published index chooses among the candidates, then the published predicate where it can.
    Raises DataError (E207–E210, E220, E222, E231) where nothing fits or something is missing.
    """
    if instrument.scale.decimal:
        place = assessment.places.get("published")
        raise DataError([Problem("E210", place, {"instrument": instrument.short})])
    return _Recovery(instrument, assessment, published).result()


def unpublished(instrument: Instrument, published: Published) -> Iterator[Section]:
    """Yield the sections that stand in the way of a recovery.

    Each section must be published, or all of its parts; none is yielded where nothing is missing.
    """

    def within(section: Section) -> Iterator[Section]:
        if section.key in published.sections:
            return
        if any(part.key in published.sections for part in section.sections):
            for part in section.sections:
                yield from within(part)
        else:
            yield section

    for section in instrument.sections:
        yield from within(section)


def as_announced(
    instrument: Instrument, assessment: Assessment, published: Published
) -> Result | None:
    """Return published indices as they were printed; None without the index of the whole.

    For figures that no recovery goes behind: parts that were not published (E209), or levels that
    are no whole numbers (E210). Of sections, those that were published are told.
    """
    if published.index is None:
        return None
    year = assessment.year

    def known(printed: Fraction, name: str | None = None) -> Index:
        return as_printed(instrument, printed, window(instrument, printed), name, year)

    def told(sections: tuple[Section, ...]) -> Iterator[SectionScore]:
        for section in sections:
            beneath, printed = tuple(told(section.sections)), published.sections.get(section.key)
            if printed is not None:
                yield SectionScore(section, known(printed), beneath)
            else:
                yield from beneath

    return Result(
        instrument=instrument,
        assessment=assessment,
        opinion=published.opinion,
        known=known(published.index, published.predicate),
        sections=tuple(told(instrument.sections)),
        recovered=True,
    )


class _Recovery:
    """One recovery: the sums of an instrument, cut by what was published."""

    def __init__(
        self, instrument: Instrument, assessment: Assessment, published: Published
    ) -> None:
        self.instrument, self.assessment, self.published = instrument, assessment, published
        self.problems: list[Problem] = []
        self.sums = Sums(instrument)
        self.levels = assessment.levels(published.opinion)
        self.found: dict[Section, int] = {}

    def result(self) -> Result:
        """Cut, add up, choose, and say what each section can still be."""
        if self.sums.too_fine:
            raise DataError([self._problem("E220", "published")])
        tops = self.instrument.sections
        for section in unpublished(self.instrument, self.published):
            params = {"kind": section.kind, "id": section.id}
            self.problems.append(self._problem("E209", "published", **params))
        whole = added(self._cut(section) for section in tops)
        if self.problems:
            raise DataError(self.problems)
        whole = self._choose(whole)
        return Result(
            instrument=self.instrument,
            assessment=self.assessment,
            opinion=self.published.opinion,
            known=self._known(whole, None),
            sections=self._explain(tops, whole),
            recovered=True,
        )

    def _cut(self, section: Section) -> int:
        """Return the sums of a section that its parts and its own published index leave."""
        printed = self._printed(section)
        if section.sections:
            sums = added(self._cut(part) for part in section.sections)
            left = sums if printed is None else sums & self.sums.window(section, printed)
        else:
            left = sums = self.sums.beside(section, self.levels)
            if printed is not None:
                left = sums & self.sums.cut(section, printed)
        if sums and not left:
            self.problems.append(
                self._problem(
                    self._fault(section, printed),
                    f"published.{section.kind}s.{section.id}",
                    kind=section.kind,
                    id=section.id,
                    value=printed,
                )
            )
        self.found[section] = left
        return left

    def _fault(self, section: Section, printed: Fraction | None) -> str:
        """Return the code of what contradicts a printed index: its parts, given levels, or none."""
        if any(self._printed(part) is not None for part in section.sections):
            return "E222"
        if printed is not None and self.sums.cut(section, printed):
            return "E231"  # whole levels could give it; those that the file holds do not
        return "E207"

    def _choose(self, whole: int) -> int:
        """Keep the sums that agree with the published index, and with its predicate if any does."""
        published, left = self.published, whole
        if published.index is not None:
            left &= self.sums.window(None, published.index)
        if not left:
            params = {"value": published.index, "candidates": self.sums.shown(whole)}
            raise DataError([self._problem("E208", "published.index", **params)])
        return self.sums.named(left, published.predicate, self.assessment.year) or left

    def _explain(self, sections: tuple[Section, ...], whole: int) -> tuple[SectionScore, ...]:
        """Say, for each section, which of its sums take part in one of the sums of the whole."""
        scores = []
        parts = [self.found[section] for section in sections]
        for section, left in zip(sections, feasible(parts, whole), strict=True):
            told = any(self._printed(part) is not None for part in section.sections)
            beneath = self._explain(section.sections, left) if told else ()
            scores.append(SectionScore(section, self._known(left, section), beneath))
        return tuple(scores)

    def _printed(self, section: Section) -> Fraction | None:
        return self.published.sections.get(section.key)

    def _known(self, sums: int, section: Section | None) -> Index:
        weight = self.sums.weight(section)
        indices = tuple(Fraction(each, weight) for each in bits(sums))
        return among(self.instrument, indices, self.assessment.year)

    def _problem(self, code: str, path: str, **params: object) -> Problem:
        return Problem(code, self.assessment.places.get(path), params)
