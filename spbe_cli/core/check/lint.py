"""What an external assessor would ask about an assessment: findings, each by a rule.

Unlike `collect.checking`, nothing here stops a file from being scored. The rules and their words
are in `spbe_cli.rules`; what is known of evidence files comes in as `FileFacts`.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence

from spbe_cli.core.assessment import Assessment
from spbe_cli.core.check.case import Case, FileFacts, Finding, claimed_opinion
from spbe_cli.core.check.documents import DOCUMENTS
from spbe_cli.core.check.duties import DUTIES
from spbe_cli.core.check.explanations import EXPLANATIONS
from spbe_cli.core.check.items import ITEMS
from spbe_cli.core.check.levels import LEVEL_RULES
from spbe_cli.core.instrument import Instrument


def lint(
    instrument: Instrument,
    assessment: Assessment,
    *,
    previous: Assessment | None = None,
    facts: Mapping[str, FileFacts] | None = None,
    today: dt.date | None = None,
) -> list[Finding]:
    """Return every finding, in the order of the file.

    `previous` is an earlier assessment by the same instrument. Without `facts`, evidence files are
    not judged; without `today`, no date is past.
    """
    opinion = claimed_opinion(assessment)
    case = Case(instrument, assessment, previous, facts or {}, opinion, today)
    found = [finding for rule in _RULES for finding in rule(case)]
    return sorted(
        found, key=lambda one: (one.place.line, one.place.column) if one.place else (0, 0)
    )


_RULES: Sequence[Callable[[Case], Iterator[Finding]]] = (
    *LEVEL_RULES,
    *DOCUMENTS,
    *DUTIES,
    *ITEMS,
    *EXPLANATIONS,
)
