"""What the lines above a table say: which year it is of, and whose it is."""

import re
from typing import NamedTuple

from spbe_cli.core import institutions
from spbe_cli.core.text import bare

_YEAR = r"20\d\d"
_LAWS = (
    r"undang|uu|pp|perpu|perpres|inpres|keppres|peraturan|permen\w*|kepmen\w*|keputusan|instruksi"
    r"|perda|perkada|perwali?\w*|perbup|pergub|perban|perka|se|surat edaran|pedoman|sk"
)
# Years that belong to something else: a regulation's number, a date.
_NUMBERED = re.compile(
    rf"\b(?:nomor|nomer|no|nmr)\b\.?\s*:?\s*[\w./-]{{1,30}}\s+(?:tahun|thn|th)\b\.?\s*{_YEAR}\b"
    rf"|\b(?:{_LAWS})\b(?:(?!\b(?:tentang|semester|triwulan|tahap)\b)[^,;()]){{0,60}}?"
    rf"\b\d{{1,4}}\s+(?:tahun|thn|th)\b\.?\s*{_YEAR}\b"
    rf"|\b(?:{_LAWS})(?:\s*(?:men)?pan[\s-]*rb)?\s+(?:(?:tahun|thn|th)\b\.?\s*)?{_YEAR}\b"
    rf"|\b(?!{_YEAR}\b)\d{{1,4}}(?:\s?/\s?[\w.-]+){{0,5}}\s?/\s?{_YEAR}\b"
    rf"|\b(?:nomor|nomer|no)\b\.?\s*:?\s*[\w.-]+(?:/[\w.-]+)*/{_YEAR}\b",
    re.IGNORECASE,
)
_MONTHS = r"(?:jan|feb|peb|mar|apr|mei|may|jun|jul|ag|aug|sep|okt|oct|nov|nop|des|dec)[a-z]*"
_DATED = re.compile(
    rf"\b\d{{1,2}}[\s./-]+(?:\d{{1,2}}|{_MONTHS})\.?[\s./-]+{_YEAR}\b|\b{_YEAR}-\d\d-\d\d\b",
    re.IGNORECASE,
)
_PLAIN = re.compile(
    rf"\b(?:tahun(?:\s+(?:anggaran|penilaian|evaluasi|data))?|thn|th|ta|t\.\s?a|periode|spbe|epss"
    rf"|mandiri|penilaian|evaluasi|kertas kerja|lke|pemdi)\b[\s.:(]*{_YEAR}\b",
    re.IGNORECASE,
)
# The bodies that evaluate stand at the head of papers that are others'.
_EVALUATORS = re.compile(
    r"kemen\w*\s+(?:pendayagunaan|pan\b|panrb|pan-?rb)|kemenpan|^badan pusat statistik\b"
)
_KINDS = r"kabupaten|kab\b\.?|kota\b|kotamadya|provinsi|prov\b\.?"
_REGION = re.compile(
    r"(?<![\w/])(?:(?:(?:pemerintah(?:an)?|pemda|pem\.)\s+(?:daerah\s+)?)?"
    rf"(?:(?:{_KINDS})\s*|(?:pemkab|pemkot|pemprov)\b\.?\s+)[a-z'’.][a-z'’. -]*"
    r"|pemerintah(?:an)?\s+(?:daerah\s+)?(?:aceh|dki|diy|daerah (?:istimewa|khusus))\b[a-z ]*)",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"(?<![\w/])(?:kementerian|kementrian|kemenko|badan|lembaga)\b[a-z'’ ,/-]+", re.IGNORECASE
)
_END = re.compile(
    r"\s*(?:[,;|·•(:]|\s[-–—]\s|\b(?:tahun|thn|ta|t\.a|periode|semester|triwulan|dinas|badan"
    r"|sekretariat|inspektorat|bagian|kecamatan|kertas|penilaian|evaluasi|per)\b|\d).*",
    re.IGNORECASE,
)
_BODY_END = re.compile(
    r"\s*(?:[;|·•(:]|\s[-–—]\s|\b(?:tahun|thn|ta|periode)\b|\d).*", re.IGNORECASE
)
_EITHER = r"\bkab(?:upaten|\.)?\s*/\s*kota\b\s*:?\s+(?=[^\W\d])"
_LABEL = r"\b(kabupaten|kota|provinsi|kementerian)\s*:\s*(?=[^\W\d])"
_MANY = {"dan", "atau", "se", "yang", "di", "lain-lain", "seluruh", "per", "di-"}
_COMPASS = re.compile(
    r"(?:utara|selatan|timur|barat|tengah|tenggara|laut|daya|raya|kepulauan|hulu|hilir|besar)\b"
)
_BEFORE = {  # words that may stand before a name without making it doubtful whose the paper is
    *("kertas", "kerja", "penilaian", "mandiri", "evaluasi", "spbe", "lembar", "lke", "indeks"),
    *("hasil", "nama", "instansi", "pemantauan", "dan", "tingkat", "kematangan", "rekap", "daerah"),
    *("rekapitulasi", "data", "dukung", "bukti", "formulir", "isian", "di", "pada", "lingkungan"),
    *("sistem", "pemerintahan", "berbasis", "elektronik", "untuk", "oleh", "milik", "digital"),
    *("laporan", "pelaksanaan", "pengisian", "indikator", "tabel", "daftar", "tahun", "lingkup"),
    *(
        "pemerintah",
        "kabupaten",
        "kota",
        "provinsi",
        "pemda",
        "dinas",
        "komunikasi",
        "informatika",
        "diskominfo",
        "kominfo",
        "epss",
        "pemdi",
    ),
}


UNSURE = "unsure"  # whose levels a title means may be one or another
_THING = (
    r"\b(?:penilaian|nilai|hasil|evaluasi|tingkat|level|skor|capaian|indeks|asesmen|assessment"
    r"|kertas kerja|lembar kerja|lke|visitasi|rekap\w*)\b"
)
_EXTERNAL = (
    r"\beksternal\b|\bexternal\b|(?<!instansi )(?<!pemerintah )\bpusat\b|\bevaluator\b"
    r"|\bkemen\w*[\s-]*pan(?:[\s-]*rb)?\b|\bmenpan(?:[\s-]*rb)?\b"
)
_WHOSE = {  # whose levels a title speaks of
    "level": r"\bmandiri\b|\bself[\s-]*assess?ment\b|\b(?:asesor|penilaian|nilai) internal\b",
    "verified": r"\b(?:ter)?verifikasi\b",
    "target": r"\btarget\b(?! waktu)",
    "previous": r"\b(?:tahun|periode) (?:yang )?(?:lalu|sebelumnya|sebelum)\b",
}
_PEOPLE = re.compile(r"(?:nama\s+)?(?:tim\s+)?(?:asesor|evaluator|penilai|verifikator)\b")
_PROSE = 16  # words; a longer line is no title


class NamedInstitution(NamedTuple):
    """An institution that a title names; `plain`: it is the title's own, not one among others."""

    name: str
    plain: bool


def years_of(text: str) -> set[int]:
    """Return the years that a title names: none of a regulation's number, none of a date."""
    plain = _DATED.sub(" ", _NUMBERED.sub(" ", bare(text)))
    return {int(one) for one in re.findall(rf"(?<![\d.,/-]){_YEAR}(?![\d]|[.,]\d)", plain)} | {
        int(one) for one in re.findall(rf"(?<=/|-){_YEAR}(?!\d)", plain)
    }


def opinions_in(text: str, *, alone: bool = False) -> list[str]:
    """Return whose levels a title says that its table holds, ``level`` or ``official``.

    None says nothing. ``unsure`` is an evaluation of which is not said whose. `alone`: a title that
    says but that, the name of a sheet.
    """
    plain = " ".join(bare(text).casefold().replace("_", " ").split())
    if _PEOPLE.match(plain) or len(plain.split()) > _PROSE or "banding" in plain:
        return []
    found = [role for role, words in _WHOSE.items() if re.search(words, plain)]
    external = re.search(_EXTERNAL, plain) and (alone or re.search(_THING, plain))
    if external or plain.strip(" .:-()") in ("eksternal", "external"):
        found.append("official")
    own = re.search(r"\binternal\b", plain)
    if not found and re.match(r"\W*hasil\b.{0,40}\bevaluasi\b", plain) and not own:
        found.append(UNSURE)
    return found


def plainly_dated(text: str) -> bool:
    """Whether a year in a title is that of the paper: ``SPBE 2023``; of a regulation it is not."""
    said = _NUMBERED.sub(" ", bare(text))
    law = re.search(rf"\b(?:{_LAWS})\b", said, re.IGNORECASE)
    alone = re.fullmatch(rf"\W*{_YEAR}\W*", said) is not None
    return alone or (law is None and _PLAIN.search(said) is not None)


def institution_in(line: str, institution: str) -> NamedInstitution | None:
    """Return whose paper a line of a title says it is; None where it names nobody.

    `institution` is who is expected: its own name is found in other words, too. The bodies that
    evaluate head papers of others, and are nobody.
    """
    kind = institutions.folded(institution).partition(" ")[0]
    kind = kind if kind in ("kabupaten", "kota") else "kabupaten"
    text = re.sub(_EITHER, f"{kind} ", " ".join(bare(line).split()), flags=re.IGNORECASE)
    text = re.sub(_LABEL, r"\1 ", text, flags=re.IGNORECASE)
    if _EVALUATORS.search(text.lower()) and not _EVALUATORS.search(
        institutions.folded(institution)
    ):
        return None
    for pattern, end in ((_REGION, _END), (_BODY, _BODY_END)):
        found = pattern.search(text)
        if found is None:
            continue
        head, _blank, rest = found[0].partition(" ")
        name = f"{head} {end.sub('', rest)}".strip(" .,-–—")
        if (len(name.split()) < 2 and "." not in name) or _MANY & {*name.lower().split()[1:2]}:
            continue
        before = set(re.findall(r"[a-z]+", text[: found.start()].lower()))
        return NamedInstitution(name, before <= _BEFORE)
    return None


def is_other(named: NamedInstitution, institution: str) -> bool | None:
    """Whether a name is plainly another institution's; None where that is not certain."""
    if institutions.same(named.name, institution) or institutions.nearly(named.name, institution):
        return False
    found, ours = institutions.folded(named.name), institutions.folded(institution)
    if found.startswith(f"{ours} ") and not _COMPASS.match(found.removeprefix(f"{ours} ")):
        return None
    kinds = (found.partition(" ")[0], ours.partition(" ")[0])
    if kinds[0] in ("badan", "lembaga") and kinds[0] != kinds[1]:  # a region has bodies of its own
        return None
    alone = re.match(r"prov", named.name, re.IGNORECASE) is not None
    if alone and kinds[1] in ("kabupaten", "kota"):  # it may be the one that the region lies in
        return None
    return True if named.plain else None
