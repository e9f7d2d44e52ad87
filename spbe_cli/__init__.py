"""spbe: maturity of electronic government in Indonesia, scored exactly.

The functions and records below are the public Python API; each is imported when first used.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spbe_cli.core.assessment import Answer, Assessment, Evidence, Opinion, Published
    from spbe_cli.core.check.lint import lint as check
    from spbe_cli.core.instrument import Instrument
    from spbe_cli.core.many.comparison import compare
    from spbe_cli.core.many.ranking import rank
    from spbe_cli.core.many.report import compose
    from spbe_cli.core.plan.plans import Terms
    from spbe_cli.core.plan.risk import risk
    from spbe_cli.core.plan.route import reach
    from spbe_cli.core.plan.years import roadmap
    from spbe_cli.core.result import Result
    from spbe_cli.core.score.scoring import score
    from spbe_cli.problems import DataError, FileError, Problem, SpbeError
    from spbe_cli.store.tables.lists import read as load_lists
    from spbe_cli.store.yaml.assessments import load as load_assessment, save as save_assessment
    from spbe_cli.store.yaml.instruments import load as load_instrument

__version__ = "1.0.0"

_HOMES = {
    "Answer": ("core.assessment", "Answer"),
    "Assessment": ("core.assessment", "Assessment"),
    "DataError": ("problems", "DataError"),
    "Evidence": ("core.assessment", "Evidence"),
    "FileError": ("problems", "FileError"),
    "Instrument": ("core.instrument", "Instrument"),
    "Opinion": ("core.assessment", "Opinion"),
    "Problem": ("problems", "Problem"),
    "Published": ("core.assessment", "Published"),
    "Result": ("core.result", "Result"),
    "SpbeError": ("problems", "SpbeError"),
    "Terms": ("core.plan.route", "Terms"),
    "check": ("core.check.lint", "lint"),
    "compare": ("core.many.comparison", "compare"),
    "compose": ("core.many.report", "compose"),
    "load_assessment": ("store.yaml.assessments", "load"),
    "load_instrument": ("store.yaml.instruments", "load"),
    "load_lists": ("store.tables.lists", "read"),
    "rank": ("core.many.ranking", "rank"),
    "reach": ("core.plan.route", "reach"),
    "risk": ("core.plan.risk", "risk"),
    "roadmap": ("core.plan.years", "roadmap"),
    "save_assessment": ("store.yaml.assessments", "save"),
    "score": ("core.score.scoring", "score"),
}

__all__ = [
    "Answer",
    "Assessment",
    "DataError",
    "Evidence",
    "FileError",
    "Instrument",
    "Opinion",
    "Problem",
    "Published",
    "Result",
    "SpbeError",
    "Terms",
    "check",
    "compare",
    "compose",
    "load_assessment",
    "load_instrument",
    "load_lists",
    "rank",
    "reach",
    "risk",
    "roadmap",
    "save_assessment",
    "score",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        from importlib import import_module

        module, attribute = _HOMES[name]
        return getattr(import_module(f"spbe_cli.{module}"), attribute)
    raise AttributeError(name)
