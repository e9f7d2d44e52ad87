"""The names of schemas, and what each describes."""

from collections.abc import Iterable, Mapping

from spbe_cli.i18n import _


def listing_text(
    kinds: Mapping[str, tuple[object, str]], formats: Mapping[str, tuple[str, str, str]]
) -> str:
    """Return the kinds of file, then the formats of JSON, a line each."""
    files = [(name, about) for name, (_make, about) in kinds.items()]
    written = [(name, about) for name, (*_where, about) in formats.items()]
    width = max(len(name) for name, _about in (*files, *written))
    return "\n".join(
        [
            _("Berkas yang dibaca (YAML):"),
            *_lines(files, width),
            "",
            _("Keluaran --format json:"),
            *_lines(written, width),
            "",
            _("Satu skema: spbe schema NAMA, misalnya spbe schema spbe-score/1"),
            "",
        ]
    )


def _lines(rows: Iterable[tuple[str, str]], width: int) -> list[str]:
    return [f"  {name:<{width}}  {_(about)}" for name, about in rows]
