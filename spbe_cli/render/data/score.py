"""Results for other programs: JSON (``spbe-score/1``) and CSV.

Numbers are text with a point, names and predicates the official Indonesian ones: what a program
reads must not depend on the language of whoever runs it.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from spbe_cli.core.assessment import FileState
from spbe_cli.core.index import nearest_bound
from spbe_cli.core.instrument import Instrument
from spbe_cli.core.result import IndicatorScore, Result, SectionScore, ahead, differences
from spbe_cli.core.score.scoring import Scores
from spbe_cli.core.score.sums import window
from spbe_cli.render.data import encode
from spbe_cli.render.data.encode import json_text
from spbe_cli.render.data.national import standing_data

if TYPE_CHECKING:
    from spbe_cli.core.score.estimate import Estimate


FORMAT = "spbe-score/1"


def score_json(found: Scores) -> str:
    """Return one object for a single file, a list for several."""
    stood = found.standings or (None,) * len(found.results)
    objects = [
        _result(result) | {"national": standing_data(one)}
        for result, one in zip(found.results, stood, strict=True)
    ]
    return json_text(objects[0] if found.single else objects)


def score_csv(found: Scores) -> str:
    """Return one row per index, section and indicator; files follow each other."""
    columns = (
        *("institution", "year", "instrument", "opinion", "kind", "id", "name"),
        *("weight", "level", "origin", "index", "exact", "lowest", "highest", "predicate"),
        *("contribution", "complete", "recovered", "provisional", "as_if"),
    )
    import csv
    import io

    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    for result in found.results:
        head = {key: value for key, value in _head(result).items() if key in columns}
        for key in ("complete", "recovered", "provisional"):
            head[key] = "true" if head[key] else "false"
        head["as_if"] = " ".join(f"{item}={level}" for item, level in head["as_if"].items())
        for row in _rows(result):
            writer.writerow(
                {**head, **{key: value for key, value in row.items() if key in columns}}
            )
    return out.getvalue()


def _head(result: Result) -> dict[str, Any]:
    return {
        "institution": result.assessment.institution,
        "year": result.assessment.year,
        "instrument": result.instrument.id,
        "opinion": result.opinion.value,
        "index": encode.fixed_text(result.display, result.instrument.places),
        "exact": encode.exact_text(result.index),
        "predicate": encode.predicate_name(result.predicate),
        "complete": result.complete,
        "recovered": result.recovered,
        "provisional": result.provisional,
        "as_if": {
            item: encode.exact_text(level) for item, level in result.assessment.as_if.items()
        },
    }


def _result(result: Result) -> dict[str, Any]:
    return {
        "format": FORMAT,
        **_head(result),
        "missing": list(result.missing),
        "assumed": list(result.assumed),
        "bounds": {
            "lowest": encode.exact_text(result.lowest),
            "highest": encode.exact_text(result.highest),
        },
        "candidates": [encode.exact_text(candidate) for candidate in result.candidates],
        "weight": encode.exact_text(result.instrument.total, 2),
        **_bounds(result),
        "answered": str(sum(1 for one in result.items() if one.level is not None)),
        "items": str(sum(1 for _one in result.items())),
        "evidence": str(sum(len(one.evidence) for one in result.assessment.answers.values())),
        "published": _published(result),
        "proven": _proven(result),
        **_estimated(result),
    }


def _bounds(result: Result) -> dict[str, Any]:
    """Return the scale, where predicates begin, and how far the next and the nearest bound are."""
    law, index = result.instrument, result.index
    following = ahead(result)
    return {
        "scale": {"minimum": str(law.scale.minimum), "maximum": str(law.scale.maximum)},
        "predicates": [
            {"name": one.name.id, "from": encode.exact_text(one.lower, law.places)}
            for one in law.predicates
        ],
        "next": None
        if following is None
        else {"predicate": following[0].name.id, "lacking": encode.exact_text(following[1])},
        "nearest": None if index is None else _nearest(law, index),
    }


def _nearest(law: Instrument, index: Fraction) -> dict[str, Any]:
    bound = nearest_bound(law, index)
    return {
        "from": encode.exact_text(bound, law.places),
        "distance": encode.exact_text(index - bound),
    }


def _published(result: Result) -> dict[str, Any] | None:
    """Return what was published, and where what is computed differs from it."""
    published = result.assessment.published
    if published is None:
        return None
    return {
        "opinion": published.opinion.value,
        "index": encode.exact_text(published.index),
        "predicate": published.predicate,
        "source": published.source,
        "differences": [
            {
                "kind": kind,
                "id": name,
                "published": encode.exact_text(told),
                "computed": encode.exact_text(computed),
            }
            for kind, name, told, computed in differences(result)
        ],
    }


def _estimated(result: Result) -> dict[str, Any]:
    """Return the estimate by accepted items (None without any), and the sections with theirs."""
    if not result.assessment.has_items():
        return {
            "estimate": None,
            "sections": [_section(result, section) for section in result.sections],
        }
    from spbe_cli.core.score.estimate import estimate  # as above

    found = estimate(result)
    sections = [_section(result, section, found) for section in result.sections]
    if found is None:
        return {"estimate": None, "sections": sections}
    rule = found.rule
    own = {
        "index": encode.fixed_text(found.display, result.instrument.places),
        "exact": encode.exact_text(found.index),
        "missing": list(found.missing),
        "accepted": str(sum(rung.accepted for one in found.standings for rung in one.rungs)),
        "counted": str(sum(len(rung.items) for one in found.standings for rung in one.rungs)),
        "tested": {
            "scores": str(rule.scores),
            "equal": str(rule.equal),
            "largest_error": encode.exact_text(rule.largest_error),
        },
    }
    return {"estimate": own, "sections": sections}


def _proven(result: Result) -> dict[str, Any] | None:
    """Return what evidence proves of the index; None where none is recorded."""
    if not result.assessment.has_evidence():
        return None
    # Most files need these not, and start-up is what users feel.
    from spbe_cli.core.evidence import weigh
    from spbe_cli.core.score.proof import prove

    proof, found = prove(result), weigh(result.assessment)
    if proof is None:
        return None
    return {
        "lowest": encode.exact_text(proof.lowest),
        "highest": encode.exact_text(proof.highest),
        "files": {state.value: str(found.files.get(state, 0)) for state in FileState},
        "unchecked": {"links": str(found.links), "titles": str(found.titles)},
        "nothing": str(found.nothing),
        "index": encode.fixed_text(proof.display, result.instrument.places),
        "exact": encode.exact_text(proof.index),
        "predicate": encode.predicate_name(proof.predicate),
        "losses": [
            {
                "id": one.item.id,
                "claimed": encode.exact_text(one.claimed),
                "proven": encode.exact_text(one.proven),
                "loss": encode.exact_text(one.loss),
            }
            for one in proof.losses
        ],
    }


def _section(
    result: Result, scored: SectionScore, estimate: "Estimate | None" = None
) -> dict[str, Any]:
    own: dict[str, Any] = {
        "id": scored.section.id,
        "kind": scored.section.kind,
        "name": scored.section.name.id,
        "weight": encode.exact_text(scored.section.weight, 2),
        "index": encode.fixed_text(scored.display, result.instrument.places),
        "exact": encode.exact_text(scored.index),
        "predicate": encode.predicate_name(scored.predicate),
    }
    if result.recovered:
        published = result.assessment.published
        printed = None if published is None else published.sections.get(scored.section.key)
        low, high = (None, None) if printed is None else window(result.instrument, printed)
        own["printed"] = encode.exact_text(printed, result.instrument.places)
        own["window"] = {"from": encode.exact_text(low), "below": encode.exact_text(high)}
        own["candidates"] = [encode.exact_text(candidate) for candidate in scored.candidates]
    if scored.section.sections:
        own["sections"] = [_section(result, child, estimate) for child in scored.sections]
    else:
        own["indicators"] = [_indicator(one, estimate) for one in scored.indicators]
    return own


def _indicator(scored: IndicatorScore, estimate: "Estimate | None") -> dict[str, Any]:
    own: dict[str, Any] = {
        "id": scored.item.id,
        "name": scored.item.indicator.name.id,
        "weight": encode.exact_text(scored.item.weight, 2),
        "level": encode.exact_text(scored.level),
        "contribution": encode.exact_text(scored.contribution),
        "origin": scored.origin,
    }
    if scored.outside is not None:
        name, value = scored.outside
        own["outside"] = {"id": name, "value": encode.exact_text(value), "file": scored.file}
    standing = None if estimate is None else estimate.of(scored.item.id)
    if standing is not None:
        own["estimate"] = encode.exact_text(standing.estimate)
        own["items"] = [
            {
                "level": str(one.level),
                "accepted": str(one.accepted),
                "counted": str(len(one.items)),
            }
            for one in standing.rungs
        ]
    return own


def _rows(result: Result) -> Iterator[dict[str, Any]]:
    bounds = {
        "lowest": encode.exact_text(result.lowest),
        "highest": encode.exact_text(result.highest),
    }
    yield {"kind": "index", "name": result.instrument.index_name.id, **bounds}
    yield from _beneath([_section(result, section) for section in result.sections])


def _beneath(sections: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for section in sections:
        yield section
        yield from _beneath(section.get("sections", ()))
        for one in section.get("indicators", ()):
            yield {"kind": "indicator", "index": None, "exact": None, "predicate": None} | one
