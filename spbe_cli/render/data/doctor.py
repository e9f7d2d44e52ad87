"""What is known of a machine, as JSON (``spbe-doctor/1``) and CSV."""

from typing import TYPE_CHECKING

from spbe_cli.render.data.encode import csv_text, json_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spbe_cli.core.support import Fact

FORMAT = "spbe-doctor/1"


def facts_json(facts: "Sequence[Fact]") -> str:
    """Return the facts as data."""
    return json_text({"format": FORMAT, "facts": [one._asdict() for one in facts]})


def facts_csv(facts: "Sequence[Fact]") -> str:
    """Return one row for each fact."""
    return csv_text([one._asdict() for one in facts], ("key", "value", "good"))
