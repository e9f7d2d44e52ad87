"""Language: Indonesian sentences are the keys, English is a catalogue; numbers follow."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

LANGUAGES = ("id", "en")

_language = "id"


def use(language: str) -> None:
    """Choose the language of everything shown from now on."""
    global _language  # noqa: PLW0603  one process speaks one language
    _language = language


def language() -> str:
    """Return the language in use."""
    return _language


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak a language for a while: an official letter is Indonesian whoever writes it."""
    before = _language
    use(language)
    try:
        yield
    finally:
        use(before)


def preferred() -> str:
    """Return the language asked for by ``SPBE_LANG``; Indonesian otherwise, whatever the locale."""
    asked = os.environ.get("SPBE_LANG", "").strip().lower()[:2]
    return asked if asked in LANGUAGES else "id"


def _(text: str) -> str:
    """Return an Indonesian text in the language in use."""
    if _language == "en":
        from spbe_cli.en import TEXTS

        return TEXTS.get(text, text)
    return text


def N_(text: str) -> str:  # noqa: N802  gettext has this name for it
    """Return a text as it is: it belongs to the catalogue, and is translated when it is shown.

    Help texts are declared when a module is imported, before anybody has chosen a language.
    """
    return text


def counted(text: str, count: int, written: str | None = None) -> str:
    """Return a text about a number of things, its ``{count}`` filled in (as `written`, if given).

    English tells one from many.
    """
    translated = _(text)
    if count == 1 and _language == "en":
        from spbe_cli.en import SINGULAR

        translated = SINGULAR[text]
    return translated.format(count=count if written is None else written)


def number(text: str) -> str:
    """Write a number (with a decimal point) as the language does: ``2,66`` in Indonesian."""
    return text if _language == "en" else text.replace(".", ",")
