"""The form of our kinds of YAML file as JSON Schema: what the reader checks and editors use."""

import re
from typing import Any

from spbe_cli.core.assessment import Opinion, State
from spbe_cli.i18n import _

Schema = dict[str, Any]

LARGEST = 20  # levels, decimals or services of an instrument; more is a slip of the keys
YEARS = range(2000, 2101)  # outside it, a year is a slip of the keys
_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_INTEGER_KEY = "^(0|[1-9][0-9]{0,8})$"  # one way to write each number, none too long
_ITEM_KEY = r"^[0-9A-Za-z][0-9A-Za-z.-]*$"
_CODE = r"^(?!L[0-9]+-[0-9]+$)[0-9A-Za-z][0-9A-Za-z.-]*$"  # L3-2 is an item without a code
ITEM = re.compile(_ITEM_KEY)
INTEGER = re.compile(_INTEGER_KEY)
_NAMES_KEY = "[0-9A-Za-z]"  # what `core.naming` reads: 12, 29-31, domain:4, or several


def assessment() -> Schema:
    """Return the schema of an assessment file."""
    level = {"$ref": "#/$defs/level"}
    sections = {
        "type": "object",
        "title": _("nomor: indeks"),
        "additionalProperties": False,
        "patternProperties": {_ITEM_KEY: {"$ref": "#/$defs/number"}},
    }
    answer = _record(
        {opinion.value: {**level, "description": text} for opinion, text in _opinions().items()}
        | {
            "owner": _text(_("Pengampu (PIC): unit atau perangkat daerah yang bertanggung jawab.")),
            "evidence": {
                "type": "array",
                "title": _("daftar bukti dukung"),
                "items": {"$ref": "#/$defs/evidence"},
            },
            "note": _text(_("Catatan bebas.")),
            "action": {"$ref": "#/$defs/action"},
            "items": {
                "type": "object",
                "title": _("kode butir: keadaan"),
                "description": _("Keadaan setiap butir bukti menurut portal evaluasi."),
                "additionalProperties": False,
                "patternProperties": {_ITEM_KEY: {"$ref": "#/$defs/item"}},
            },
        }
    )
    state: Schema = {"enum": [one.value for one in State], "title": ", ".join(State)}
    return {
        "$schema": _DRAFT,
        **_record(
            {
                "institution": _text(_("Nama instansi yang dinilai.")) | {"pattern": r"\S"},
                "year": {
                    "type": "integer",
                    "minimum": YEARS[0],
                    "maximum": YEARS[-1],
                    "title": _("tahun, misalnya 2024"),
                },
                "instrument": _text(
                    _("Id instrumen atau berkas YAML-nya; bila kosong, dipilih menurut tahun.")
                ),
                "indicators": {
                    "type": ["object", "null"],
                    "title": _("nomor indikator: tingkat"),
                    "description": _("Tingkat dan bukti dukung setiap indikator."),
                    "additionalProperties": False,
                    "patternProperties": {
                        _ITEM_KEY: {"anyOf": [level, answer], "title": _("tingkat, misalnya 3")}
                    },
                },
                "outside": {
                    "type": "object",
                    "title": _("nama indeks luar: nilai"),
                    "description": _("Indeks dari instansi lain, misalnya SDI: 68.75."),
                    "additionalProperties": False,
                    "patternProperties": {_ITEM_KEY: {"$ref": "#/$defs/number"}},
                },
                "published": _record(
                    {
                        "opinion": {
                            "enum": [opinion.value for opinion in Opinion],
                            "title": "self, verified, official, target",
                        },
                        "domains": sections,
                        "aspects": sections,
                        "index": {"$ref": "#/$defs/number"},
                        "predicate": _text(_("Predikat sebagaimana diterbitkan.")),
                        "source": _text(_("Dokumen tempat angka ini diterbitkan.")),
                    },
                    description=_("Indeks sebagaimana diterbitkan, dibulatkan."),
                ),
                "plan": _record(
                    {
                        "target": {"$ref": "#/$defs/number"},
                        "unit": _text(_("Satuan usaha, misalnya orang-hari.")),
                        "steps": {
                            "type": "array",
                            "title": _("daftar langkah"),
                            "items": {"$ref": "#/$defs/step"},
                        },
                    },
                    description=_("Rencana menuju target, sebagaimana ditulis spbe simulate -o."),
                ),
            },
            required=["institution", "year"],
        ),
        "title": _("Penilaian SPBE"),
        "$defs": {
            "level": {
                "type": ["number", "string", "null"],
                "pattern": r"^\s*[0-9]{1,9}([.,][0-9]{1,12})?\s*$",
                "title": _("tingkat, misalnya 3"),
            },
            "number": _NUMBER | {"title": _("angka, misalnya 2.66")},
            "step": _record(
                {
                    "indicator": {
                        "type": ["integer", "string"],
                        "pattern": _ITEM_KEY,
                        "title": _("nomor"),
                    },
                    "to": level,
                    "effort": {"$ref": "#/$defs/number"},
                    "year": {"type": "integer", "title": _("tahun, misalnya 2024")},
                },
                required=["indicator", "to"],
            ),
            "date": _DATE | {"title": _("tanggal, misalnya 2024-05-31")},
            "item": {
                "anyOf": [
                    _optional(state),
                    _record(
                        {"state": state, "note": _text(_("Catatan asesor."))}, required=["state"]
                    ),
                ],
                "title": state["title"],
            },
            "evidence": _record(
                {
                    "title": _text(_("Nama dokumen.")),
                    "file": _text(_("Berkas, relatif terhadap berkas penilaian ini.")),
                    "url": _text(_("Alamat halaman.")),
                    "date": {"$ref": "#/$defs/date"},
                    "levels": {
                        "type": "array",
                        "title": _("daftar tingkat, misalnya [2, 3]"),
                        "items": {"type": "integer", "title": _("tingkat, misalnya 3")},
                    },
                }
            ),
            "action": _record(
                {
                    "text": _text(_("Tindak lanjut yang direncanakan.")),
                    "due": {"$ref": "#/$defs/date"},
                },
                required=["text"],
            ),
        },
    }


def instrument() -> Schema:
    """Return the schema of an instrument file."""
    name = {"$ref": "#/$defs/text"}
    number = {"$ref": "#/$defs/number"}
    source = {"$ref": "#/$defs/source"}
    string = _text("")
    integer = {"type": "integer", "title": _("bilangan bulat")}
    small = integer | {"maximum": LARGEST, "title": _("bilangan bulat sampai 20")}
    ident = {"type": ["integer", "string"], "pattern": _ITEM_KEY, "title": _("nomor")}
    strings = {"type": "array", "title": _("daftar teks"), "items": string}
    node = {"id": ident, "name": name, "weight": number, "source": source, "note": string}
    required = ["id", "name", "weight", "source"]
    confidence = {"enum": ["high", "medium", "low"], "title": "high, medium, low"}
    return {
        "$schema": _DRAFT,
        **_record(
            {
                "id": ident,
                "title": name,
                "regulation": string,
                "short": string,
                "index": name,
                "years": _record(
                    {"from": integer, "to": integer, "source": source, "note": string},
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
                        "tested": _record(
                            {"scores": integer, "equal": integer, "largest_error": number},
                            required=["scores", "equal", "largest_error"],
                        ),
                        "source": source,
                        "note": string,
                    },
                    required=["bands", "tested", "source"],
                ),
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
            "outside": _record(
                {
                    "id": ident,
                    "name": name,
                    "owner": string,
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
                    "weight": number,
                    "kind": string,
                    "outside": string,
                    "repeatable": small,
                    "levels": _by_number(string, _("tingkat: kriteria")),
                    "conditions": _by_number(string, _("tingkat: syarat")),
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
                required=[*required, "kind", "levels", "confidence"],
            ),
        },
    }


def effort() -> Schema:
    """Return the schema of an effort file: what a step costs."""
    one = {"$ref": "#/$defs/effort"}
    by_level = _by_number(one, _("tingkat: usaha")) | {"minProperties": 1}
    return {
        "$schema": _DRAFT,
        **_record(
            {
                "unit": _text(_("Satuan usaha, misalnya orang-hari.")),
                "levels": _by_number(one, _("tingkat: usaha"))
                | {"description": _("Usaha mencapai suatu tingkat; tanpa isian, 1.")},
                "indicators": _by_names(
                    {"anyOf": [one, by_level], "title": _("usaha, misalnya 5, atau {…}")},
                    _("nomor indikator: usaha"),
                )
                | {"description": _("Usaha menaikkan indikator atau bagian ini satu tingkat.")},
            }
        ),
        "title": _("Usaha"),
        "$defs": {
            "effort": {
                "type": ["number", "string"],
                "pattern": r"^\s*(?=[0-9.,]*[1-9])[0-9]{1,9}([.,][0-9]{1,12})?\s*$",
                "exclusiveMinimum": 0,
                "title": _("angka di atas nol, misalnya 10.5"),
            },
        },
    }


def scenarios() -> Schema:
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
        "$schema": _DRAFT,
        **_record({"scenarios": named}, required=["scenarios"]),
        "title": _("Skenario"),
    }


_NUMBER: Schema = {"type": ["number", "string"], "pattern": r"^\s*[0-9]{1,9}([.,][0-9]{1,12})?\s*$"}
_DATE: Schema = {"type": "string", "format": "date"}


def _opinions() -> dict[Opinion, str]:
    return {
        Opinion.SELF: _("Tingkat menurut penilaian mandiri."),
        Opinion.VERIFIED: _("Tingkat setelah verifikasi."),
        Opinion.OFFICIAL: _("Tingkat menurut asesor eksternal."),
        Opinion.TARGET: _("Tingkat yang ditargetkan."),
    }


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
            key: inner if key in needed else _optional(inner) for key, inner in properties.items()
        },
    }
    if required:
        record["required"] = required
    if description:
        record["description"] = description
    return record


def _optional(schema: Schema) -> Schema:
    """Allow a key that is written but left empty: forms and templates leave them so."""
    if "type" in schema:
        types = [schema["type"]] if isinstance(schema["type"], str) else schema["type"]
        return schema | {"type": [*dict.fromkeys((*types, "null"))]}
    if "enum" in schema:
        return schema | {"enum": [*schema["enum"], None]}
    if "$ref" in schema:
        return {"anyOf": [schema, {"type": "null"}]}
    return {**schema, "anyOf": [*schema["anyOf"], {"type": "null"}]}


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
