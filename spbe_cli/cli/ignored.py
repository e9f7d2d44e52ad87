"""What of lists of institutions nothing was read from, as `spbe rank` tells it."""

from spbe_cli.cli.inputs import shadowed
from spbe_cli.cli.output import tell
from spbe_cli.i18n import _
from spbe_cli.store.tables import lists

_MOST, _LONGEST = 5, 60  # texts that stand alone in a row, and characters of each


def tell_ignored(found: lists.Lists) -> None:
    """Name the columns, sheets and files that nothing was read from: one may have been meant."""
    from spbe_cli.render import words
    from spbe_cli.render.words import many

    columns = _("{file}: kolom yang tidak dikenal diabaikan: {names}")
    sheets = _("{file}: hanya lembar pertama yang berisi daftar dibaca; tidak dibaca: {names}")
    told = [(columns, *one) for one in found.ignored] + [(sheets, *one) for one in found.passed]
    for said, file, names in told:
        listed = words.listed(words.safe(name) for name in names)
        tell(said.format(file=words.safe(file), names=listed))
    for file, names in found.summaries:
        said = _("{file}: baris yang bukan instansi dilewati: {names}")
        listed = words.listed(words.safe(name) for name in names)
        tell(said.format(file=words.safe(file), names=listed))
    for file, idle, hidden, alone in found.idle:
        if idle:
            said = many("{count} baris dilewati (kelompok, sumber, nomor kolom)", idle)
            quoted = [words.safe(text[:_LONGEST]) for text in alone[:_MOST]]
            quoted += ["…"] if len(alone) > _MOST else []
            also = f": {words.listed(quoted)}" if quoted else ""
            tell(f"{words.safe(file)}: {said}{also}")
        if hidden:
            said = many("{count} baris tersembunyi ikut dihitung", hidden)
            tell(f"{words.safe(file)}: {said}")
    for file in found.shadows:
        tell(shadowed(file))
    for file in found.others:
        said = _("{file}: dilewati, karena bukan penilaian")
        tell(said.format(file=words.safe(file)))
    for file in found.plans:
        said = _("{file}: dilewati, karena berisi rencana")
        tell(said.format(file=words.safe(file)))
