"""The form as a table: what an officer fills in where there is no spreadsheet of ours."""

import csv
import io

from spbe_cli.core.assessment import Answer
from spbe_cli.core.collect.form import form_fields
from spbe_cli.core.text import guarded
from spbe_cli.render import words
from spbe_cli.render.forms import FormContent, cell_texts

_CSV = ("institution", "year", "instrument", "opinion", "indicator", "name", "level")


def form_csv(plan: FormContent, language: str) -> str:
    """Return the form as a table for Excel: BOM, semicolons; decimal comma in Indonesian."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    fields = form_fields(plan.opinion)
    writer.writerow([*_CSV, *fields])
    assessment = plan.assessment
    head = (assessment.institution, str(assessment.year), plan.instrument.id, plan.opinion.value)
    for indicator in plan.instrument.indicators():
        for item in filter(plan.asks, indicator.item_ids()):
            texts = cell_texts(assessment.answers.get(item, Answer()), plan.opinion)
            if language == "id":
                texts["level"] = texts["level"].replace(".", ",")
            row = (
                *head,
                item,
                words.name(indicator.name),
                *(texts[name] for name in ("level", *fields)),
            )
            writer.writerow([guarded(text) for text in row])
    return "\ufeff" + out.getvalue()
