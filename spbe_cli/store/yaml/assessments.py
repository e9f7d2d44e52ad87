"""Assessments from YAML and back."""

from collections.abc import Mapping as Map
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from spbe_cli.core import numbers
from spbe_cli.core.assessment import (
    Action,
    Answer,
    Assessment,
    Evidence,
    Opinion,
    Planned,
    PlannedStep,
    Published,
    State,
    Verdict,
)
from spbe_cli.core.collect.checking import check
from spbe_cli.core.instrument import Instrument
from spbe_cli.problems import DataError, FileError, Place, Problem, SpbeError
from spbe_cli.store import files
from spbe_cli.store.yaml import instruments, schemas, shape, tree
from spbe_cli.store.yaml.tree import Mapping, Node, Scalar, child, children, entries, number, text


def load(name: str | Path, *, instrument: str | None = None) -> tuple[Assessment, Instrument]:
    """Read an assessment file (``-``: standard input) and the instrument it is judged by.

    `instrument` (id or file) replaces the one the file names; without either, the year decides.
    Raises DataError with every problem of the file, FileError where it cannot be read.
    """
    return parse(files.read_text(str(name)), str(name), instrument=instrument)


def parse(
    content: str, name: str, *, instrument: str | None = None
) -> tuple[Assessment, Instrument]:
    """Read an assessment from the text of file `name`; otherwise as `load`."""
    root, problems = tree.parse(content, name)
    if root is None:
        raise DataError(problems)
    problems += shape.check(root, schemas.assessment(), name)
    builder = _Builder(root, name)
    year = number(root, "year")
    if not isinstance(root, Mapping) or year not in schemas.YEARS:
        raise DataError(tree.in_order(problems))
    try:
        law = _instrument(root, name, int(year or 0), instrument)
    except SpbeError as error:
        raise type(error)(tree.in_order([*problems, *error.problems])) from None
    assessment = builder.assessment(int(year or 0), law.id)
    problems += check(law, assessment)
    if problems:
        raise DataError(tree.in_order(problems))
    return assessment, law


def dump(assessment: Assessment) -> str:
    """Write an assessment as YAML: what `load` reads back as an equal assessment.

    Raises ValueError for a level that no decimal writes exactly: a file could not hold it.
    """
    return _yaml(_plain(assessment), flow=False)


def dump_head(institution: str, year: int, instrument: str) -> list[str]:
    """Write the first keys of a file, one a line."""
    head = {"institution": institution, "year": year, "instrument": instrument}
    return _yaml(head, flow=False).splitlines()


def dump_answer(item: str, answer: Answer) -> str:
    """Write the entry of one indicator as it stands under ``indicators``, without indentation."""
    value = _answer(answer)
    key = _yaml({_key(item): None}, flow=False).rstrip().removesuffix("null").rstrip()
    if value is None:
        return f"{key}\n"
    lines = "\n" in (answer.note or "")  # several: a block is easier to read and to edit
    text = _yaml(value, flow=False if lines else None).removesuffix("...\n")
    if "\n" not in text.rstrip("\n"):
        return f"{key} {text}"
    return f"{key}\n" + "".join(f"  {line}" for line in text.splitlines(keepends=True))


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


class _Builder:
    """Turns a tree into an assessment; parts of the wrong form are passed over, being reported."""

    def __init__(self, root: Node, name: str) -> None:
        self.root, self.name = root, name
        self.places: dict[str, Place] = {"": Place(name)}

    def assessment(self, year: int, instrument: str) -> Assessment:
        answers = {
            item: self.answer(item, node)
            for item, node in entries(self.root, "indicators").items()
            if schemas.ITEM.search(item)
        }
        self.note("indicators", child(self.root, "indicators"))
        outside = self.numbers(self.root, "outside", "outside")
        published, plan = child(self.root, "published"), child(self.root, "plan")
        return Assessment(
            institution=text(self.root, "institution") or "",
            year=year,
            instrument=instrument,
            answers=answers,
            outside=outside,
            published=self.published(published) if isinstance(published, Mapping) else None,
            plan=self.plan(plan) if isinstance(plan, Mapping) else None,
            places=self.places,
        )

    def answer(self, item: str, node: Node) -> Answer:
        self.note(f"indicators.{item}", node)
        if isinstance(node, Scalar):
            level = None if node.empty else numbers.parse(node.text)
            return Answer({} if level is None else {Opinion.SELF: level})
        levels = {}
        for opinion in Opinion:
            level = number(node, opinion)
            if level is not None:
                levels[opinion] = level
                self.note(f"indicators.{item}.{opinion}", child(node, opinion))
        action = child(node, "action")
        return Answer(
            levels=levels,
            owner=text(node, "owner"),
            evidence=tuple(
                self.evidence(one, f"indicators.{item}.evidence.{position}")
                for position, one in enumerate(children(node, "evidence"), 1)
            ),
            note=text(node, "note"),
            action=Action(text(action, "text") or "", self.date(action, "due")) if action else None,
            items={
                name: Verdict(State(state), text(one, "note"))
                for name, one in entries(node, "items").items()
                if (state := self.state(one, f"indicators.{item}.items.{name}")) in list(State)
            },
        )

    def state(self, node: Node, path: str) -> str | None:
        self.note(path, node)
        return node.text if isinstance(node, Scalar) else text(node, "state")

    def evidence(self, node: Node, path: str) -> Evidence:
        self.note(path, node)
        written = [one.text for one in children(node, "levels") if isinstance(one, Scalar)]
        return Evidence(
            title=text(node, "title"),
            file=text(node, "file"),
            url=text(node, "url"),
            date=self.date(node, "date"),
            levels=tuple(int(level) for level in written if level.isdecimal()),
        )

    def published(self, node: Mapping) -> Published:
        self.note("published", node)
        sections = {
            (kind, name): value
            for kind in ("domain", "aspect")
            for name, value in self.numbers(node, f"{kind}s", f"published.{kind}s").items()
        }
        self.note("published.index", child(node, "index"))
        self.note("published.predicate", child(node, "predicate"))
        opinion = text(node, "opinion")
        return Published(
            opinion=Opinion(opinion) if opinion in list(Opinion) else Opinion.OFFICIAL,
            sections=sections,
            index=number(node, "index"),
            predicate=text(node, "predicate"),
            source=text(node, "source"),
        )

    def plan(self, node: Mapping) -> Planned:
        steps = []
        for number_, one in enumerate(children(node, "steps"), 1):
            self.note(f"plan.steps.{number_}", one)
            item, to, year = text(one, "indicator"), number(one, "to"), number(one, "year")
            if item is not None and to is not None:
                effort = number(one, "effort")
                steps.append(
                    PlannedStep(
                        item,
                        to,
                        Fraction(1) if effort is None else effort,
                        None if year is None else int(year),
                    )
                )
        return Planned(number(node, "target"), text(node, "unit"), tuple(steps))

    def numbers(self, node: Node, key: str, path: str) -> dict[str, Fraction]:
        found = {}
        for name, one in entries(node, key).items():
            value = numbers.parse(one.text) if isinstance(one, Scalar) else None
            if value is not None:
                found[name] = value
                self.note(f"{path}.{name}", one)
        return found

    def date(self, node: Node | None, key: str) -> date | None:
        try:
            return date.fromisoformat(text(node, key) or "")
        except ValueError:
            return None

    def note(self, path: str, node: Node | None) -> None:
        """Remember where something stands, for problems that only the engine can see."""
        if node is not None:
            self.places[path] = Place(self.name, node.line, node.column)


def _yaml(value: object, *, flow: bool | None) -> str:
    """Write plain values as YAML; `flow` None keeps innermost lists and mappings on one line."""
    import yaml

    class Dumper(yaml.SafeDumper):
        """Writes numbers as they are, unquoted."""

    def plain(dumper: yaml.SafeDumper, figure: _Plain) -> yaml.Node:
        kind = "float" if "." in figure else "int"
        return dumper.represent_scalar(f"tag:yaml.org,2002:{kind}", figure)

    def line(dumper: yaml.SafeDumper, values: _Line) -> yaml.Node:
        return dumper.represent_mapping("tag:yaml.org,2002:map", values, flow_style=True)

    def words(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
        style = "|" if "\n" in text else None
        return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)

    Dumper.add_representer(_Plain, plain)
    Dumper.add_representer(_Line, line)
    Dumper.add_representer(str, words)
    return yaml.dump(
        value,
        Dumper=Dumper,
        allow_unicode=True,
        sort_keys=False,
        width=100,
        default_flow_style=flow,
    )


class _Plain(str):
    """A number as text: written without quotes."""

    __slots__ = ()


class _Line(dict[str, Any]):
    """A mapping written on one line."""

    __slots__ = ()


def _plain(assessment: Assessment) -> dict[str, Any]:
    """Return the mapping that a file holds, without what is empty."""
    published = assessment.published
    return _filled(
        {
            "institution": assessment.institution,
            "year": assessment.year,
            "instrument": assessment.instrument,
            "plan": assessment.plan and _plan(assessment.plan),
            "indicators": {
                _key(item): _answer(answer) for item, answer in assessment.answers.items()
            },
            "outside": {name: _figure(value) for name, value in assessment.outside.items()},
            "published": published and _published(published),
        }
    )


def _answer(answer: Answer) -> object:
    levels = {
        opinion.value: _figure(answer.levels[opinion])
        for opinion in Opinion
        if opinion in answer.levels
    }
    rest = _filled(
        {
            "owner": answer.owner,
            "evidence": [
                _filled(
                    {
                        "title": one.title,
                        "file": one.file,
                        "url": one.url,
                        "date": one.date and one.date.isoformat(),
                        "levels": list(one.levels),
                    }
                )
                for one in answer.evidence
            ],
            "note": answer.note,
            "items": {
                name: _Line(state=one.state.value, note=one.note) if one.note else one.state.value
                for name, one in answer.items.items()
            },
            "action": answer.action
            and _filled(
                {
                    "text": answer.action.text,
                    "due": answer.action.due and answer.action.due.isoformat(),
                }
            ),
        }
    )
    if not rest and list(levels) in ([], [Opinion.SELF.value]):
        return levels.get(Opinion.SELF.value)
    return levels | rest


def _published(published: Published) -> dict[str, Any]:
    def sections(wanted: str) -> dict[Any, Any]:
        return {
            _key(name): _figure(value)
            for (kind, name), value in published.sections.items()
            if kind == wanted
        }

    return _filled(
        {
            "opinion": published.opinion.value,
            "domains": sections("domain"),
            "aspects": sections("aspect"),
            "index": None if published.index is None else _figure(published.index),
            "predicate": published.predicate,
            "source": published.source,
        }
    )


def _plan(plan: Planned) -> dict[str, Any]:
    return _filled(
        {
            "target": None if plan.target is None else _figure(plan.target),
            "unit": plan.unit,
            "steps": [
                _Line(
                    _filled(
                        {
                            "indicator": _key(step.item),
                            "to": _figure(step.to),
                            "effort": _figure(step.effort),
                            "year": step.year,
                        }
                    )
                )
                for step in plan.steps
            ],
        }
    )


def _key(name: str) -> str | int:
    return int(name) if name.isdecimal() and str(int(name)) == name else name


def _figure(value: Fraction) -> _Plain:
    if numbers.places_of(value) is None:
        raise ValueError(f"{value} has no exact decimal")
    return _Plain(numbers.exact(value))


def _filled(values: Map[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in (None, [], {}, "")}
