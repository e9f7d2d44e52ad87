"""What `spbe` alone says: what it is, and how to begin."""

from spbe_cli.i18n import _


def greeting_text(version: str) -> str:
    """Return the greeting: one sentence, five commands, and where to read on."""
    steps = {
        _("spbe examples contoh"): _("salin contoh untuk dicoba"),
        _("spbe score contoh/bandar-lampung-2023.yaml"): _("hitung indeksnya"),
        _("spbe init penilaian-2025.yaml"): _("mulai penilaian sendiri (--institution, --year)"),
        _("spbe check penilaian-2025.yaml"): _("periksa sebelum dikirim"),
        _("spbe simulate penilaian-2025.yaml --target 3.00"): _("cari jalan ke sebuah target"),
    }
    width = max(map(len, steps))
    said = _(
        "spbe {version} menghitung dan memeriksa Indeks SPBE dan Indeks Pemerintah Digital\n"
        "dari berkas di komputer sendiri; tidak ada yang dikirim ke luar."
    )
    return "\n".join(
        [
            said.format(version=version),
            "",
            *(f"  {command:<{width}}  {what}" for command, what in steps.items()),
            "",
            _("Semua perintah: spbe --help · panduan: spbe guide"),
            "",
        ]
    )
