"""What each JSON Schema of ours is written with: of files people write, and of our answers."""

from typing import Any

Schema = dict[str, Any]

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def references(schema: object) -> set[str]:
    """Return the names of the definitions that a schema, or a part of one, refers to."""
    if isinstance(schema, list):
        return {name for part in schema for name in references(part)}
    if not isinstance(schema, dict):
        return set()
    found = {name for part in schema.values() for name in references(part)}
    if isinstance(schema.get("$ref"), str):
        found.add(schema["$ref"].rpartition("/")[2])
    return found
