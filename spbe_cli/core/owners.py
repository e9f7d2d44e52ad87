"""Which unit owns which items: one rule for forms, plans and reports."""

import re
from collections.abc import Iterable

from spbe_cli.core.assessment import Assessment
from spbe_cli.problems import DataError, Place, Problem, hint


def units(assessment: Assessment, items: Iterable[str]) -> dict[str, list[str]]:
    """Return the items of each owner, in their order; "" has those of nobody.

    An item of several owners is with each of them. Owners differ by more than capitals and blanks;
    each is spelled as it is first met.
    """
    found: dict[str, list[str]] = {}
    spelled: dict[str, str] = {}
    for item in items:
        for owner in assessment.owners(item) or ("",):
            found.setdefault(spelled.setdefault(owner.casefold(), owner), []).append(item)
    return found


def split_names(text: str) -> tuple[str, ...]:
    """Return the owners of a form's cell: semicolons stand between several."""
    return tuple(filter(None, (" ".join(one.split()) for one in text.split(";"))))


def lead(assessment: Assessment, item: str, owner: str) -> bool:
    """Whether a unit is the first of the owners of an item."""
    owners = assessment.owners(item)
    return bool(owners) and owners[0].casefold() == owner.casefold()


def items_owned(units: dict[str, list[str]], owner: str, place: Place) -> list[str]:
    """Return the items of a unit; DataError E317 where there is none of that name."""
    wanted = " ".join(owner.split()).casefold()
    for name, items in units.items():
        if name and name.casefold() == wanted:
            return items
    known = [name for name in units if name]
    raise DataError([Problem("E317", place, {"name": owner, **hint(owner, known)})])


# How the head of a unit is called; of any other, Kepala. Patterns are compiled when first used.
_HEADS = (
    (r"(?:direktorat jenderal|ditjen)\b", "Direktur Jenderal"),
    (r"(?:sekretariat jenderal|setjen)\b", "Sekretaris Jenderal"),
    (r"(?:inspektorat jenderal|itjen)\b", "Inspektur Jenderal"),
    (r"(?:sekretariat daerah|setda)\b", "Sekretaris Daerah"),
    (r"setwan\b", "Sekretaris DPRD"),
    (r"direktorat\b", "Direktur"),
    (r"inspektorat\b", "Inspektur"),
    (r"sekretariat\b", "Sekretaris"),
    (r"(?:kecamatan\b|kec\.)", "Camat"),
    (r"(?:kelurahan\b|kel\.)", "Lurah"),
    (r"(?=(?:(?:uptd?|blud) )?(?:rs[a-z]{0,4}|rumah sakit)\b)", "Direktur "),
    (r"(?=(?:perumdam?|pdam|bumd|perusahaan (?:umum )?daerah)\b)", "Direktur "),
    (r"(?=gampong\b)", "Keuchik "),
    (r"(?=universitas\b)", "Rektor "),
    (r"(?=fakultas\b)", "Dekan "),
)
# A name that begins so is that of an office held by somebody, or of a person: it stands as it is.
_HELD = (
    r"(?:kepala|ketua|direktur|sekretaris|inspektur|camat|lurah|asisten|staf (?:ahli|khusus)|deputi"
    r"|menteri|wakil|gubernur|bupati|wali ?kota|rektor|dekan|koordinator|penanggung jawab|pejabat"
    r"|pengelola|operator|admin|pranata|analis|tenaga ahli|tim|pl[th]\.?|pjs?\.?"
    r"|sekda|sekwan|sekjen|dirjen|irjen|dirut|(?:ka|kasub)(?:dis|ban|bag|bid|biro|kan|pus|si|sie|upt\w*)"
    r"|bapak|ibu|bpk\.?|saudara|saudari|sdr[i]?\.?"
    r"|(?:prof|dr|drg|drs|dra|ir|h|hj|kh)\.)(?:\s|$)"
)
_DEGREE = r",\s*(?:[A-Z][A-Za-z]*\.\s?)+[A-Za-z]*\.?(?:,|$)|,\s*(?:MT|MM|MSi|SE|SH|ST)\b"

# Two to four words like "Siti Aminah", none of them one that names of units have, are a person's.
_PERSON = r"[A-Z][a-z'’-]+(?: (?:[A-Z][a-z'’-]+|[A-Z]\.)){1,3}"
_OF_UNITS = (
    r"\b(?:"
    r"administrasi|arsip|aset|badan|bagian|balai|bappeda|bidang|bina|biro|cabang|dalam|"
    r"daerah|data|desa|dinas|distrik|ekonomi|gugus|hubungan|hukum|humas|industri|informasi|"
    r"informatika|instalasi|kantor|keamanan|kearsipan|kelompok|kementerian|kepegawaian|"
    r"kerja|kesbangpol|kesehatan|ketahanan|keuangan|kominfo|komisi|komunikasi|layanan|"
    r"lembaga|masyarakat|negeri|organisasi|pajak|pangan|pariwisata|pegawai|pelayanan|"
    r"pembangunan|pemerintahan|pendapatan|pendidikan|pengadaan|pengawasan|perangkat|"
    r"perdagangan|perencanaan|perhubungan|perizinan|perpustakaan|pertanian|perumahan|"
    r"perusahaan|pol|polisi|protokol|publik|puskesmas|pusat|rumah|sarana|satpol|satuan|"
    r"seksi|sekolah|sistem|sosial|statistik|subbagian|tata|teknologi|tenaga|transmigrasi|"
    r"umum|unit|upt|uptd|urusan|usaha|wilayah"
    r")\b"
)


def addressee(owner: str) -> str:
    """Return whom a letter to a unit addresses: ``Inspektur``, ``Camat Sukajadi``, ``Kepala …``.

    Who holds an office, and a person, is addressed as written. Empty for nobody.
    """
    plain = " ".join(owner.split())
    if re.match(_HELD, plain, re.IGNORECASE) or _person(plain):
        return plain
    for kind, head in _HEADS:
        if re.match(kind, plain, re.IGNORECASE):
            return re.sub(kind, head, plain, count=1, flags=re.IGNORECASE).strip()
    return f"Kepala {plain}" if plain else ""


def _person(name: str) -> bool:
    """Whether a name is a person's: it has a degree, or no word that names of units have."""
    if re.search(_DEGREE, name):
        return True
    known = (_OF_UNITS, *(rf"(?:{kind})" for kind, _head in _HEADS))
    return bool(re.fullmatch(_PERSON, name)) and not any(
        re.search(one, name, re.IGNORECASE) for one in known
    )
