"""The shipped national lists: read from the package, wherever that is."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import lru_cache

from spbe_cli.core import national as core
from spbe_cli.core.institutions import folded, group_of
from spbe_cli.core.national import (
    Average,
    Member,
    National,
    Standing,
    Standings,
)
from spbe_cli.problems import DataError, Place, Problem
from spbe_cli.store import bundled

# As the lists themselves have it: national/README.md.
SOURCES = {
    2023: "Kementerian PANRB, Laporan Pelaksanaan Evaluasi SPBE Tahun 2023, Tabel 8",
    2024: "Kementerian PANRB, Laporan Pelaksanaan Evaluasi SPBE 2024",
}
PREFIX = "nasional:"  # before a year: the shipped list of that year
_GROUPS = {
    "Kementerian": "kementerian",
    "Provinsi": "provinsi",
    "Kabupaten": "kabupaten",
    "Kota": "kota",
}

_ALL = "Nasional"  # the average of all groups
_MIXED = "lembaga"  # reports print its kinds by themselves, each by its own name


def list_year(name: str) -> str | None:
    """Return the year of ``nasional:2024``; None of any other name."""
    return name[len(PREFIX) :].strip() if name.casefold().startswith(PREFIX) else None


def national_list(name: str, year: str) -> bytes:
    """Return the list of a year as CSV; DataError E418 at `name` where none is shipped."""
    known = {str(one): one for one in SOURCES}
    if year not in known:
        raise DataError([Problem("E418", Place(name), {"year": year, "known": tuple(known)})])
    return _bytes(f"nasional-{known[year]}.csv")


def load(group: str = "") -> National:
    """Return the lists as they are compared with, or one group of them."""
    return National(tuple(_members(group)), SOURCES)


def shipped_standing(institution: str, year: int) -> Standings | None:
    """Return where an institution stood in the list that fits a year; None where it is in none."""
    group, name = group_of(institution), folded(institution)
    own = [line for line in _lines() if line.startswith((f"{name},", f'"{name}",'))]
    if not own or f",{group}," not in own[0]:
        return None
    peers = [line for line in _lines() if f",{group}," in line]
    for one in core.fitting(SOURCES, year):
        national = National(tuple(_of(peers, one)), SOURCES)
        found = core.standing(national, average(group, one), name, one)
        if found is not None:
            return found._replace(kinds=kinds(group, one))
    return None


@lru_cache(maxsize=1)
def _lines() -> tuple[str, ...]:
    return tuple(_bytes("letak.csv").decode("utf-8").splitlines())


def _members(wanted: str) -> Iterator[Member]:
    rows = _lines()[1:]
    yield from _of([row for row in rows if not wanted or f",{wanted}," in row])


def _of(rows: list[str], only: int | None = None) -> Iterator[Member]:
    """Yield what rows say; of one year, where `only` one is asked for."""
    heading = _lines()[0]
    read: dict[str, Fraction] = {}  # few of them differ
    years = [int(name.rpartition("_")[2]) for name in heading.split(",")[2::2]]
    for row in rows:
        name, group, *cells = row.rsplit(",", 1 + 2 * len(years))
        standings = {
            year: Standing(read.get(index) or read.setdefault(index, Fraction(index)), int(rank))
            for year, index, rank in zip(years, cells[::2], cells[1::2], strict=True)
            if index and only in (None, year)
        }
        yield Member(name.strip('"'), group, standings)


def average(group: str, year: int) -> Average | None:
    """Return the printed average of a group in a year; None where none was printed."""
    names = [name for name, one in _GROUPS.items() if one == group]
    return next((found for _name, found in _averages(year, names)), None) if names else None


def kinds(group: str, year: int) -> tuple[tuple[str, Average], ...]:
    """Return the printed averages of the kinds of a group, by their printed names."""
    if group != _MIXED:
        return ()
    others = (*_GROUPS, _ALL)
    return tuple((name, found) for name, found in _averages(year) if name not in others)


def _averages(year: int, wanted: Sequence[str] = ()) -> Iterator[tuple[str, Average]]:
    heading, *rows = _bytes("rerata-kelompok.csv").decode("utf-8").splitlines()
    names = heading.split(",")
    for row in rows:
        *cells, source = row.split(",", len(names) - 1)  # only the last one has commas in it
        found = dict(zip(names, cells, strict=False))
        if found["year"] == str(year) and (not wanted or found["group"] in wanted):
            sections = {
                (kind, number): Fraction(cell)
                for name, cell in found.items()
                for kind, _mark, number in (name.partition("_"),)
                if number and cell
            }
            yield found["group"], Average(Fraction(found["index"]), sections, source.strip('"'))


def _bytes(name: str) -> bytes:
    return (bundled.folder("national") / name).read_bytes()
