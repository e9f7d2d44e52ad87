"""Assessments from YAML and back."""

from collections.abc import Iterator
from pathlib import Path

from spbe_cli.core.assessment import Answer, Assessment, Published
from spbe_cli.core.collect.checking import check
from spbe_cli.core.instrument import Instrument
from spbe_cli.core.planned import Planned
from spbe_cli.core.records import replace
from spbe_cli.problems import DataError, FileError, Place, Problem, SpbeError
from spbe_cli.store import files
from spbe_cli.store.yaml import assessment_file, instruments, shape, tree
from spbe_cli.store.yaml.kinds import key
from spbe_cli.store.yaml.tree import Mapping, Scalar, child, number_at


def load(
    name: str | Path,
    *,
    instrument: str | None = None,
    look: bool = True,
    above: tuple[Path, ...] = (),
) -> tuple[Assessment, Instrument]:
    """Read an assessment file (``-``: standard input) and the instrument it is judged by.

    `instrument` (id or file) replaces the one the file names; without either, the year decides.
    Evidence files are looked for, unless not to `look` (where nothing is to be proven). Outside
    indices that name a file are computed from it; `above` are the files that named this one.
    Raises DataError with every problem of the file, FileError where it cannot be read.
    """
    text = files.read_text(str(name))
    assessment, law = parse_assessment(text, str(name), instrument=instrument, above=above)
    return (looked_for(assessment, str(name)) if look else assessment), law


def looked_for(assessment: Assessment, name: str) -> Assessment:
    """Return an assessment that knows what is found of its evidence files."""
    if not any(one.file for answer in assessment.answers.values() for one in answer.evidence):
        return assessment
    from spbe_cli.store import evidence  # most files name none

    return replace(assessment, files=evidence.seen(name, assessment))


def parse_assessment(
    content: str, name: str, *, instrument: str | None = None, above: tuple[Path, ...] = ()
) -> tuple[Assessment, Instrument]:
    """Read an assessment from the text of file `name`; otherwise as `load`."""
    root, problems = tree.parse_tree(content, name)
    if root is None:
        raise DataError(problems)
    problems += shape.check(root, assessment_file.assessment_schema(), name)
    year = number_at(root, "year")
    if not isinstance(root, Mapping) or year not in assessment_file.YEARS:
        raise DataError(tree.in_order(problems))
    try:
        law = _instrument(root, name, int(year or 0), instrument)
    except SpbeError as error:
        raise type(error)(tree.in_order([*problems, *error.problems])) from None
    assessment = assessment_file.read(root, name, int(year or 0), law.id)
    kind: type[SpbeError] = DataError
    if assessment.feeds:
        from spbe_cli.store.yaml import feeds  # few files name any

        assessment, wrong = feeds.resolved(assessment, law, name, above)
        problems += [problem for error in wrong for problem in error.problems]
        if wrong and all(isinstance(error, FileError) for error in wrong):
            kind = FileError
    problems += check(law, assessment)
    if problems:
        raise kind(tree.in_order(problems))
    return assessment, law


def dump(assessment: Assessment) -> str:
    """Write an assessment as YAML: what `load` reads back as an equal assessment.

    Raises ValueError for a level that no decimal writes exactly: a file could not hold it.
    """
    from spbe_cli.store.yaml.writing import written  # most commands only read

    return written(assessment_file.plain(assessment))


def dump_head(institution: str, year: int, instrument: str) -> list[str]:
    """Write the first keys of a file, one a line."""
    return dump(Assessment(institution, year, instrument)).splitlines()


def dump_plan(planned: Planned) -> str:
    """Write a plan as it stands in a file, with its key."""
    from spbe_cli.store.yaml.writing import written

    return written({"plan": assessment_file.PLAN.write(planned)})


def dump_outside(assessment: Assessment) -> str:
    """Write the indices of other bodies as they stand in a file, with their key."""
    from spbe_cli.store.yaml.writing import written

    return written({"outside": assessment_file.plain(assessment)["outside"]})


def dump_published(published: Published) -> str:
    """Write what was published as it stands in a file, with its key."""
    from spbe_cli.store.yaml.writing import written

    return written({"published": assessment_file.PUBLISHED.write(published)})


def dump_answer(item: str, answer: Answer) -> str:
    """Write the entry of one indicator as it stands under ``indicators``, without indentation."""
    from spbe_cli.store.yaml.writing import written

    value = assessment_file.ANSWER.write(answer)
    name = written({key(item): None}).rstrip().removesuffix("null").rstrip()
    if value is None:
        return f"{name}\n"
    lines = any("\n" in text for text in _texts(value))  # a block is easier to read and to edit
    text = written(value, flow=False if lines else None).removesuffix("...\n")
    block = isinstance(value, dict) and not text.startswith("{")
    if "\n" not in text.rstrip("\n") and not block:
        return f"{name} {text}"
    return f"{name}\n" + "".join(f"  {line}\n" for line in text.rstrip("\n").split("\n"))


def _texts(value: object) -> Iterator[str]:
    """Yield the texts of plain values."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, str):
        yield value


def save(assessment: Assessment, path: Path) -> None:
    """Write an assessment to a new file, whole or not at all; FileError E015 where one exists."""
    files.write_new(path, dump(assessment))


def _instrument(root: Mapping, name: str, year: int, override: str | None) -> Instrument:
    if override is not None:
        return instruments.load(override)
    base = Path() if name == files.STDIN else Path(name).parent
    named = child(root, "instrument")
    if isinstance(named, Scalar) and not named.empty:
        place = Place(name, named.line, named.column)
        try:
            return instruments.load(named.text, place=place, base=base)
        except FileError as error:
            if error.problems[0].code != "E001":
                raise
            raise FileError([Problem("E018", place, {"name": named.text})]) from None
    where = root.items["year"]
    return instruments.for_year(year, Place(name, where.line, where.column))
