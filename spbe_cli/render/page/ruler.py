"""The scale of an instrument with its predicates, where the index lies on it, and the target."""

from fractions import Fraction

from spbe_cli.core.index import printed
from spbe_cli.core.many.report import Report
from spbe_cli.render import words
from spbe_cli.render.details import View
from spbe_cli.render.phrases import index_words


def ruler(report: Report) -> View:
    """Return the scale with its bounds and marks, in percent of its length."""
    result = report.result
    scale, places = result.instrument.scale, result.instrument.places
    known = [index for _result, index in printed([result])]
    here = (known or [result.lowest])[0], (known or [result.highest])[0]

    def at(value: Fraction | int) -> str:
        share = (Fraction(value) - scale.minimum) / (scale.maximum - scale.minimum)
        return f"{float(share * 100):.3f}"

    bands = [one.lower for one in result.instrument.predicates[1:]]
    ends = [Fraction(scale.minimum), *bands, Fraction(scale.maximum)]
    return {
        "bands": [
            {"name": words.name(one.name), "at": at(low), "width": at(high - low + scale.minimum)}
            for one, low, high in zip(result.instrument.predicates, ends, ends[1:], strict=False)
        ],
        "bounds": [{"text": words.decimal(one, places), "at": at(one)} for one in bands],
        "minimum": str(scale.minimum),
        "maximum": str(scale.maximum),
        "value": index_words(result),
        "middle": at((here[0] + here[1]) / 2),
        "low": at(here[0]),
        "high": at(here[1]),
        "target": None if report.target is None else at(report.target),
        "goal": "" if report.target is None else words.in_full(report.target, places),
    }
