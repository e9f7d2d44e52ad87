"""The form of our kinds of YAML file as JSON Schema: what the reader checks and editors use."""

import re
from collections.abc import Callable

from spbe_cli.i18n import N_, _
from spbe_cli.json_schema import DRAFT, Schema, references
from spbe_cli.store.yaml import assessment_file
from spbe_cli.store.yaml.kinds import (
    ITEM_PATTERN as _ITEM_KEY,
    NUMBER,
    optional,
)

LARGEST = 20  # levels, decimals or services of an instrument; more is a slip of the keys
_INTEGER_KEY = "^(0|[1-9][0-9]{0,8})$"  # one way to write each number, none too long
_CODE = r"^(?!L[0-9]+-[0-9]+$)[0-9A-Za-z][0-9A-Za-z.-]*$"  # L3-2 is an item without a code
_NAMES_KEY = "[0-9A-Za-z]"  # what `core.naming` reads: 12, 29-31, domain:4, or several
INTEGER = re.compile(_INTEGER_KEY)
_NUMBER: Schema = {"type": ["number", "string"], "pattern": NUMBER}
_RATIO = r"^\s*[0-9]{1,9}(([.,][0-9]{1,12})?|\s*/\s*0*[1-9][0-9]{0,8})\s*$"
_DATE: Schema = {"type": "string", "format": "date"}


def instrument_schema() -> Schema:
    """Return the schema of an instrument file."""
    name = {"$ref": "#/$defs/text"}
    number = {"$ref": "#/$defs/number"}
    source = {"$ref": "#/$defs/source"}
    string = _text("")
    integer = {"type": "integer", "title": _("bilangan bulat")}
    small = integer | {"maximum": LARGEST, "title": _("bilangan bulat sampai 20")}
    ident = {"type": ["integer", "string"], "pattern": _ITEM_KEY, "title": _("nomor")}
    strings = {"type": "array", "title": _("daftar teks"), "items": string}
    weight = {"$ref": "#/$defs/weight"}
    node = {"id": ident, "name": name, "weight": weight, "source": source, "note": string}
    required = ["id", "name", "weight", "source"]
    confidence = {"enum": ["high", "medium", "low"], "title": "high, medium, low"}
    return {
        "$schema": DRAFT,
        **_record(
            {
                "id": ident,
                "title": name,
                "regulation": string,
                "short": string,
                "index": name,
                "years": _record(
                    {
                        "from": integer,
                        "to": integer,
                        "named": _boolean(),
                        "source": source,
                        "note": string,
                    },
                    required=["from", "source"],
                ),
                "replaces": string,
                "replaced_by": string,
                "verified": {"enum": [True, False], "title": "true, false"},
                "notes": strings,
                "sources": {
                    "type": "array",
                    "title": _("daftar sumber"),
                    "items": _record(
                        {"id": ident, "title": string, "at": string, "note": string},
                        required=["id", "title", "at"],
                    ),
                },
                "scale": _record(
                    {
                        "min": small,
                        "max": small,
                        "decimal": {"enum": [True, False], "title": "true, false"},
                        "source": source,
                        "note": string,
                    },
                    required=["min", "max", "decimal", "source"],
                ),
                "rounding": _record(
                    {"places": small, "source": source, "note": string},
                    required=["places", "source"],
                ),
                "predicate_basis": _record(
                    {
                        "index": {"$ref": "#/$defs/basis"},
                        "years": _by_number({"$ref": "#/$defs/basis"}, _("tahun: exact")),
                        "source": source,
                        "note": string,
                    },
                    required=["index", "source"],
                ),
                "predicates": {
                    "type": "array",
                    "title": _("daftar predikat"),
                    "minItems": 1,
                    "items": _record(
                        {
                            "name": name,
                            "from": number,
                            "below": number,
                            "to": number,
                            "source": source,
                            "note": string,
                        },
                        required=["name", "from", "source"],
                    ),
                },
                "kinds": {
                    "type": "array",
                    "title": _("daftar jenis kapabilitas"),
                    "items": _record(
                        {
                            "id": ident,
                            "name": name,
                            "source": source,
                            "levels": _by_number(
                                _record({"name": name, "summary": string}), _("tingkat: {…}")
                            ),
                        },
                        required=["id", "name", "source", "levels"],
                    ),
                },
                "outside": {
                    "type": "array",
                    "title": _("daftar indeks luar"),
                    "items": {"$ref": "#/$defs/outside"},
                },
                "advice": {
                    "type": "array",
                    "title": _("daftar saran"),
                    "items": _record(
                        {"practice": ident, "policy": ident, "source": source, "note": string},
                        required=["practice", "policy", "source"],
                    ),
                },
                "score_rule": _record(
                    {
                        "bands": _by_number(
                            _record({"from": number, "to": number}, required=["from", "to"]),
                            _("tingkat: {…}"),
                        ),
                        "places": small,
                        "tested": _record(
                            {"scores": integer, "equal": integer, "largest_error": number},
                            required=["scores", "equal", "largest_error"],
                        ),
                        "source": source,
                        "note": string,
                    },
                    required=["bands", "tested", "source"],
                ),
                "calendar": {
                    "type": "array",
                    "title": _("daftar jadwal"),
                    "items": {"$ref": "#/$defs/calendar"},
                },
                "domains": {
                    "type": "array",
                    "title": _("daftar domain"),
                    "items": _record(
                        node | {"aspects": {"$ref": "#/$defs/aspects"}},
                        required=[*required, "aspects"],
                    ),
                },
                "aspects": {"$ref": "#/$defs/aspects"},
            },
            required=[
                *("id", "title", "regulation", "short", "index", "years", "verified", "sources"),
                *("scale", "rounding", "predicate_basis", "predicates", "kinds"),
            ],
        ),
        "title": _("Instrumen"),
        "$defs": {
            "number": _NUMBER | {"title": _("angka, misalnya 2.66")},
            "weight": {
                "type": ["number", "string"],
                "pattern": _RATIO,
                "title": _("angka atau pecahan, misalnya 2.66 atau 100/3"),
            },
            "basis": {"enum": ["exact", "rounded"], "title": "exact, rounded"},
            "source": {
                "type": "array",
                "title": _("daftar sumber, misalnya [S1 hlm. 24]"),
                "minItems": 1,
                "items": string,
            },
            "text": {
                "title": _("teks, atau {id: …, en: …}"),
                "anyOf": [string, _record({"id": string, "en": string}, required=["id"])],
            },
            "calendar": _record(
                {
                    "year": integer,
                    "stages": {
                        "type": "array",
                        "title": _("daftar tahap"),
                        "minItems": 1,
                        "items": _record(
                            {
                                "id": ident,
                                "name": name,
                                "from": _DATE | {"title": _("tanggal, misalnya 2024-05-31")},
                                "to": _DATE | {"title": _("tanggal, misalnya 2024-05-31")},
                                "estimated": _boolean(),
                            },
                            required=["id", "name", "from"],
                        ),
                    },
                    "source": source,
                    "note": string,
                },
                required=["year", "stages", "source"],
            ),
            "outside": _record(
                {
                    "id": ident,
                    "name": name,
                    "owner": string,
                    "instrument": string,
                    "use": {"enum": ["conversion", "evidence"], "title": "conversion, evidence"},
                    "missing": number,
                    "max_age_years": integer,
                    "levels": {"type": "array", "title": _("daftar tingkat"), "items": integer},
                    "bands": {
                        "type": "array",
                        "title": _("daftar pita"),
                        "minItems": 1,
                        "items": _record(
                            {
                                "level": integer,
                                "from": number,
                                "to": number,
                                "score_from": number,
                                "score_to": number,
                            },
                            required=["level", "from", "to", "score_from", "score_to"],
                        ),
                    },
                    "confidence": confidence,
                    "source": source,
                    "note": string,
                },
                required=["id", "name", "owner", "use", "bands", "confidence", "source"],
            ),
            "aspects": {
                "type": "array",
                "title": _("daftar aspek"),
                "minItems": 1,
                "items": _record(
                    node
                    | {
                        "indicators": {
                            "type": "array",
                            "title": _("daftar indikator"),
                            "minItems": 1,
                            "items": {"$ref": "#/$defs/indicator"},
                        }
                    },
                    required=[*required, "indicators"],
                ),
            },
            "indicator": _record(
                {
                    "id": ident,
                    "name": name,
                    "short": name,
                    "other_names": strings,
                    "weight": weight,
                    "kind": string,
                    "outside": string,
                    "repeatable": small,
                    "levels": _by_number(string, _("tingkat: kriteria")),
                    "conditions": _by_number(string, _("tingkat: syarat")),
                    "variants": {
                        "type": "array",
                        "title": _("daftar varian kriteria"),
                        "items": _record(
                            {"level": integer, "text": string, "source": source},
                            required=["level", "text", "source"],
                        ),
                    },
                    "evidence": {
                        "type": "array",
                        "title": _("daftar bukti dukung"),
                        "items": {
                            "title": _("teks, atau {text: …, level: …}"),
                            "anyOf": [
                                string,
                                _record(
                                    {
                                        "level": integer,
                                        "text": string,
                                        "code": string
                                        | {
                                            "pattern": _CODE,
                                            "title": _("kode portal, bukan bentuk L1-1"),
                                        },
                                        "points": number,
                                        "counted": {"enum": [True, False], "title": "true, false"},
                                    },
                                    required=["text"],
                                ),
                            ],
                        },
                    },
                    "legal": strings,
                    "stewards": strings,
                    "predecessors": _record(
                        {
                            "instrument": string,
                            "main": {"type": "array", "title": _("daftar nomor"), "items": ident},
                            "partial": {
                                "type": "array",
                                "title": _("daftar nomor"),
                                "items": ident,
                            },
                            "basis": string,
                        },
                        required=["instrument", "basis"],
                    ),
                    "guideline": string,
                    "note": string,
                    "confidence": confidence,
                    "source": source,
                },
                required=[*required, "kind", "confidence"],
            ),
        },
    }


def effort_schema() -> Schema:
    """Return the schema of an effort file: what a step costs."""
    one = {"$ref": "#/$defs/effort"}
    by_level = _by_number(one, _("tingkat: upaya")) | {"minProperties": 1}
    return {
        "$schema": DRAFT,
        **_record(
            {
                "unit": _text(_("Satuan upaya, misalnya orang-hari.")),
                "levels": _by_number(one, _("tingkat: upaya"))
                | {"description": _("Upaya mencapai suatu tingkat; tanpa isian, 1.")},
                "indicators": _by_names(
                    {"anyOf": [one, by_level], "title": _("upaya, misalnya 5, atau {…}")},
                    _("nomor indikator: upaya"),
                )
                | {"description": _("Upaya menaikkan indikator atau bagian ini satu tingkat.")},
            }
        ),
        "title": _("Upaya"),
        "$defs": {
            "effort": {
                "type": ["number", "string"],
                # 750.000 may be thousands: who means three decimals writes none or another
                "pattern": r"^\s*(?![1-9][0-9]{0,2}[.,][0-9]{3}\s*$)"
                r"(?=[0-9.,]*[1-9])[0-9]{1,9}([.,][0-9]{1,12})?\s*$",
                "exclusiveMinimum": 0,
                "title": _("angka di atas nol tanpa pemisah ribuan, misalnya 10.5 atau 750000"),
            },
        },
    }


def scenarios_schema() -> Schema:
    """Return the schema of a scenario file: levels to try, under names."""
    level = _NUMBER | {"title": _("tingkat, misalnya 3")}
    one = _by_names(level, _("nomor indikator: tingkat")) | {"minProperties": 1}
    named: Schema = {
        "type": "object",
        "title": _("nama skenario: {…}"),
        "minProperties": 1,
        "additionalProperties": False,
        "patternProperties": {r"\S": one},
    }
    return {
        "$schema": DRAFT,
        **_record({"scenarios": named}, required=["scenarios"]),
        "title": _("Skenario"),
    }


def plan_schema() -> Schema:
    """Return the schema of a plan: what stands under `plan` in an assessment."""
    own, known = assessment_file.PLAN.schema(), assessment_file.assessment_schema()["$defs"]
    used: dict[str, Schema] = {}
    ahead = references(own)
    while ahead:
        used |= {name: known[name] for name in sorted(ahead)}
        ahead = {one for name in ahead for one in references(known[name])} - used.keys()
    return {"$schema": DRAFT, **own, "title": _("Rencana"), "$defs": used}


# The kinds of file that people write, and what each is.
KINDS: dict[str, tuple[Callable[[], Schema], str]] = {
    "assessment": (assessment_file.assessment_schema, N_("berkas penilaian")),
    "plan": (plan_schema, N_("rencana, di bawah kunci plan dalam berkas penilaian")),
    "instrument": (instrument_schema, N_("berkas instrumen")),
    "effort": (effort_schema, N_("berkas upaya: spbe simulate --effort")),
    "scenarios": (scenarios_schema, N_("berkas skenario: spbe simulate --scenarios")),
}


def _boolean() -> Schema:
    return {"enum": [True, False], "title": "true, false"}


def _text(description: str) -> Schema:
    text: Schema = {"type": "string", "title": _("teks")}
    return text | ({"description": description} if description else {})


def _record(
    properties: Schema, *, required: list[str] | None = None, description: str = ""
) -> Schema:
    """Return the schema of a mapping with a closed set of keys."""
    needed = required or []
    record: Schema = {
        "type": "object",
        "title": "{" + ", ".join(properties) + "}",
        "additionalProperties": False,
        "properties": {
            key: inner if key in needed else optional(inner) for key, inner in properties.items()
        },
    }
    if required:
        record["required"] = required
    if description:
        record["description"] = description
    return record


def _by_names(value: Schema, title: str) -> Schema:
    return {
        "type": "object",
        "title": title,
        "additionalProperties": False,
        "patternProperties": {_NAMES_KEY: value},
    }


def _by_number(value: Schema, title: str) -> Schema:
    return {
        "type": "object",
        "title": title,
        "additionalProperties": False,
        "patternProperties": {_INTEGER_KEY: value},
    }
