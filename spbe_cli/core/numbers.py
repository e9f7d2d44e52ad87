"""Exact numbers: text to Fraction, the one rounding, and the two ways a Fraction is written."""

import re
from fractions import Fraction

# A decimal point or comma. Length is bounded so that a hostile file cannot ask for huge integers.
_NUMBER = re.compile(r"([0-9]{1,9})(?:[.,]([0-9]{1,12}))?")
_AMOUNT = r"([0-9]{1,15})(?:[.,]([0-9]{1,2}))?"
_QUOTIENT = r"([0-9]{1,9}) */ *([0-9]{1,9})"


def parse(text: str) -> Fraction | None:
    """Read a plain decimal number such as ``2.66`` or ``2,66``; None if it is anything else."""
    match = _NUMBER.fullmatch(text.strip())
    if match is None:
        return None
    whole, decimals = match[1], match[2] or ""
    return Fraction(int(whole + decimals), 10 ** len(decimals))


def whole_number(text: str) -> int | None:
    """Read a whole number of at most fifteen digits; None if it is anything else."""
    plain = text.strip()
    return int(plain) if re.fullmatch("[0-9]{1,15}", plain) else None


def read_amount(text: str) -> Fraction | None:
    """Read an amount of money, as people write it: ``2500000``, ``Rp 2.500.000,00``; or None.

    A single group of thousands may as well be three decimals: ``750.000`` is None.
    """
    plain = re.sub(r"^rp\.?\s*", "", text.strip(), flags=re.IGNORECASE)
    for mark, point in (".,", ",."):
        grouped = rf"[0-9]{{1,3}}(?:\{mark}[0-9]{{3}})+"
        found = re.fullmatch(rf"({grouped})(\{point}[0-9]{{1,2}})?", plain)
        if found is not None and (found[1].count(mark) > 1 or found[2]):
            plain = found[1].replace(mark, "") + (found[2] or "")
    match = re.fullmatch(_AMOUNT, plain)
    if match is None:
        return None
    decimals = match[2] or ""
    return Fraction(int(match[1] + decimals), 10 ** len(decimals))


def ratio(text: str) -> Fraction | None:
    """Read a decimal number, or a quotient of whole ones such as ``100/3``; None if neither."""
    quotient = re.fullmatch(_QUOTIENT, text.strip())
    if quotient is None:
        return parse(text)
    return Fraction(int(quotient[1]), int(quotient[2])) if int(quotient[2]) else None


def rounded(value: Fraction, places: int) -> Fraction:
    """Round half up (away from zero) to ``places`` decimals, as every published list does."""
    scaled = abs(value) * 10**places
    units = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Fraction(units if value >= 0 else -units, 10**places)


def places_of(value: Fraction) -> int | None:
    """Return how many decimals write ``value`` exactly; None where no finite number does."""
    twos = fives = 0
    rest = value.denominator
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else None


def fixed(value: Fraction, places: int) -> str:
    """Write ``value`` rounded to ``places`` decimals with a point: ``2.66``."""
    return _decimal(rounded(value, places), places)


def exact(value: Fraction, at_least: int = 0) -> str:
    """Write ``value`` exactly: as a decimal where it terminates, else as a fraction ``7/6``."""
    places = places_of(value)
    if places is None:
        return f"{value.numerator}/{value.denominator}"
    return _decimal(value, max(places, at_least))


def _decimal(value: Fraction, places: int) -> str:
    sign = "-" if value < 0 else ""
    digits = str(abs(value.numerator) * 10**places // value.denominator).rjust(places + 1, "0")
    return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)
