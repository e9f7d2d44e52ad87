"""The words that several outputs share: numbers, kinds, opinions, and the text of a problem."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from spbe_cli.core import numbers
from spbe_cli.core.assessment import Opinion
from spbe_cli.core.clauses import Predicate, Text
from spbe_cli.core.instrument import Indicator, Section
from spbe_cli.i18n import _, counted, language, number
from spbe_cli.problems import Problem

_LONGEST, _MOST = 100, 1000  # characters and names that a message repeats of what a file says
_PUBLISHED = {"value", "candidates", "computed", "weight", "sum", "estimate", "to"}  # two decimals


def decimal(value: Fraction, places: int = 2) -> str:
    """Write a number rounded to `places` decimals, in the language in use: ``2,66``."""
    return number(numbers.fixed(value, places))


def in_full(value: Fraction, at_least: int = 0) -> str:
    """Write a number exactly, in the language in use: ``2,1545``, or ``7/6``."""
    return number(numbers.exact(value, at_least))


def figure(value: Fraction, at_least: int = 2) -> str:
    """Write a number as a calculator shows it: exactly, or cut off: ``2,333333…``."""
    if numbers.places_of(value) is None:
        cut = Fraction(int(value * 10**6), 10**6)
        return number(numbers.fixed(cut, 6)) + "…"
    return in_full(value, at_least)


def effort(value: Fraction, unit: str | None) -> str:
    """Write an effort with its unit, where it has one: ``120 orang-hari``."""
    return f"{amount(value)} {safe(unit)}" if unit else amount(value)


def amount(value: Fraction) -> str:
    """Write an amount exactly, its thousands apart: ``2.500.000``, ``1.250,5``."""
    whole, point, rest = numbers.exact(value).partition(".")
    if "/" in whole or len(whole) < 5:
        return in_full(value)
    return thousands(int(whole)) + (number(f"{point}{rest}") if rest else "")


def thousands(count: int) -> str:
    """Write a count with its thousands apart: ``59.850.404``."""
    return f"{count:,}".replace(",", "." if language() == "id" else ",")


def many(text: str, count: int) -> str:
    """Return a text about a number of things, its thousands apart."""
    return counted(text, count, thousands(count))


def gap(value: Fraction) -> str:
    """Write a distance with four decimals at most, with more where those would be nothing."""
    text = in_full(value)
    if len(text) <= 6 and "/" not in text:
        return text
    return decimal(value, 4 if value >= Fraction(1, 10**4) else 12)


def column(values: Iterable[Fraction]) -> list[str]:
    """Write the numbers of a column with the decimals that one of them needs, from two to four."""
    listed = list(values)
    needed = (numbers.places_of(one) for one in listed)
    places = max((4 if one is None else min(one, 4) for one in needed), default=2)
    return [decimal(one, max(places, 2)) for one in listed]


def signed_column(values: Iterable[Fraction]) -> list[str]:
    """Write the changes of a column with their signs, all with the decimals that one needs."""
    listed = list(values)
    sizes = column(abs(one) for one in listed)
    return [f"{sign(one)}{size}" for one, size in zip(listed, sizes, strict=True)]


def distance_between(low: Fraction, high: Fraction) -> str:
    """Write a distance that lies between two: ``0,0015–0,004``; once where they are equal."""
    return gap(low) if low == high else f"{gap(low)}–{gap(high)}"


def signed(value: Fraction) -> str:
    """Write a change with its sign and two to four decimals: ``+0,652``, ``−0,10``, ``0,00``."""
    size = abs(value)
    text = in_full(size, 2) if numbers.places_of(size) in (0, 1, 2) else gap(size)
    return f"{sign(value)}{text}"


def rough(value: Fraction) -> str:
    """Write a distance for a reader who has a minute: two decimals, more where those are zero."""
    return decimal(value, 2) if value == 0 or numbers.rounded(value, 2) else gap(value)


def roughly(low: Fraction, high: Fraction) -> str:
    """Write a distance that lies between two, as `rough` does."""
    return "–".join(dict.fromkeys((rough(low), rough(high))))


def risen(value: Fraction, between: Fraction | None = None) -> str:
    """Write a change with its sign and two decimals.

    `between` is the difference of the two printed figures: where it is another, the exact change
    is added, ``+0,65 (tepatnya 0,646)``.
    """
    text = f"{sign(value)}{rough(abs(value))}"
    if between is None or numbers.rounded(value, 2) == between:
        return text
    return _("{change} (tepatnya {exact})").format(change=text, exact=signed(value))


def sign(value: Fraction) -> str:
    """Return the sign of a change; nothing for no change."""
    return "+" if value > 0 else "−" if value < 0 else ""


def name(text: Text) -> str:
    """Return a name of the instrument in the language in use."""
    return safe(text.to(language()))


def demand(indicator: Indicator, level: int) -> str:
    """Return the criterion of a level with its condition: what an office has to show."""
    condition = (indicator.conditions or {}).get(level)
    criterion = indicator.levels.get(level, "")
    if not condition:
        return criterion
    return f"{criterion} " + _("Syarat: {condition}").format(condition=condition) + "."


def predicate(reached: Predicate | None) -> str:
    """Return the name of a predicate; nothing while it is not known."""
    return "" if reached is None else name(reached.name)


def shown(value: Fraction | None, places: int, blank: str = "") -> str:
    """Write a number rounded, or what stands where it is not known."""
    return blank if value is None else decimal(value, places)


def known(value: Fraction | None, blank: str = "") -> str:
    """Write a number as a calculator shows it, or what stands where it is not known."""
    return blank if value is None else figure(value)


def kind(code: str) -> str:
    """Return the word for a domain, an aspect, or the index."""
    return {"domain": _("domain"), "aspect": _("aspek"), "index": _("indeks")}.get(code, code)


def section_letter(section: Section) -> str:
    """Return a section as the heading of a narrow column: ``D4``."""
    return kind(section.kind)[:1].upper() + section.id


def opinion(code: Opinion) -> str:
    """Return the word for whose level it is."""
    words = {
        Opinion.SELF: _("mandiri"),
        Opinion.VERIFIED: _("verifikasi"),
        Opinion.OFFICIAL: _("eksternal"),
        Opinion.TARGET: _("target"),
    }
    return words[code]


def problem_line(problem: Problem) -> str:
    """Return a problem as one line: ``file:line:col: CODE message. Remedy``."""
    where = f"{safe(str(problem.place))}: " if problem.place else ""
    return f"{where}{problem.code} {message(problem)}. {remedy(problem)}"


def message(problem: Problem) -> str:
    """Return what is wrong, in the language in use."""
    from spbe_cli.messages import MESSAGES  # a long list, and most runs have no problem

    return filled(MESSAGES[problem.code][0], problem.params)


def remedy(problem: Problem) -> str:
    """Return what to do about it; near misses and known names take the place of ``{hint}``."""
    params = problem.params
    known = params.get("known", ())
    if "near" in params:
        hint = _("Mungkin yang dimaksud {near}.").format(near=_word(params["near"]))
    elif known:
        hint = _("Pilihan yang tersedia: {known}.").format(known=_word(known))
    else:
        hint = _("Hapus baris itu.")
    from spbe_cli.messages import MESSAGES

    return filled(MESSAGES[problem.code][1], problem.params, hint=hint)


def safe(text: str) -> str:
    """Return a text of the user's as one line of plain characters: a terminal obeys none of it.

    What Word and PDF leave in names (no-break spaces, soft hyphens) goes without a trace.
    """
    return visible(text).strip()


def clipped(text: str, width: int) -> str:
    """Return a text that takes `width` columns at most."""
    return text if len(text) <= width else text[: width - 1] + "…"


def visible(text: str) -> str:
    """Return a line with its blanks kept, but with nothing in it that a terminal would obey."""
    return text if text.isprintable() else "".join(map(_visible, text))


def _visible(char: str) -> str:
    from unicodedata import category

    if char.isspace():
        return " "
    if category(char) == "Cf":
        return ""
    return char if char.isprintable() else "\ufffd"


def filled(template: str, params: Mapping[str, object], **more: str) -> str:
    """Return a text of `messages` or `rules` in the language in use, its parameters filled in."""
    words = {key: _word(value, 2 if key in _PUBLISHED else 0) for key, value in params.items()}
    if "open" in params:
        from spbe_cli.render.few import handful  # few texts need it

        words["open"] = handful(params["open"])
    if "field" in params:
        from spbe_cli.render.phrases import field_word

        words["field"] = field_word(str(params["field"]))
    words["kind"] = kind(str(params.get("kind", "")))
    words["part"] = f"{words['kind']} {safe(str(params.get('name', '')))}".strip()
    return _(template).format(**{**words, **more})


def _word(value: object, places: int = 0) -> str:
    if isinstance(value, Fraction):
        return in_full(value, places)
    if isinstance(value, Opinion):
        return opinion(value)
    if isinstance(value, str):
        return clipped(safe(value if value.isascii() else _hidden(value)), _LONGEST) or '""'
    if isinstance(value, Iterable):
        found = list(value)
        more = ["…"] if len(found) > _MOST else []
        return listed([*(_word(one, places) for one in found[:_MOST]), *more])
    return str(value)


def _hidden(text: str) -> str:
    from spbe_cli.core.text import hidden  # few texts need it

    return hidden(text)


def listed(words: Iterable[str]) -> str:
    """Join words with commas; three or more consecutive numbers show only the ends (``1–47``)."""
    runs: list[list[str]] = []
    for word in words:
        last = runs[-1][-1] if runs else ""
        counts = all(one.isdecimal() and len(one) < 10 for one in (last, word))
        if counts and int(word) == int(last) + 1:
            runs[-1].append(word)
        else:
            runs.append([word])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(run) for run in runs)


def members(group: str, count: int) -> str:
    """Return so many members of a group in words: ``93 kota``."""
    usual = {
        "kementerian": many("{count} kementerian", count),
        "lembaga": many("{count} lembaga", count),
        "provinsi": many("{count} provinsi", count),
        "kabupaten": many("{count} kabupaten", count),
        "kota": many("{count} kota", count),
    }
    return usual.get(group) or f"{thousands(count)} {safe(group)}"


def group(group: str) -> str:
    """Return a group in words; as it is written where it is none of the usual ones."""
    usual = {
        "kementerian": _("kementerian"),
        "lembaga": _("lembaga"),
        "provinsi": _("provinsi"),
        "kabupaten": _("kabupaten"),
        "kota": _("kota"),
    }
    return usual.get(group) or safe(group)
