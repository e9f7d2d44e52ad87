"""Why the system refused a file, in the program's language, and what Windows takes for no file."""

import errno
import os
import re
from pathlib import Path, PureWindowsPath

from spbe_cli.i18n import _

WINDOWS = os.name == "nt"
_LONGEST = 259  # characters of a whole path, unless an administrator has lifted that
# Devices, superscripts included; with any ending, too.
_DEVICE = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|clock\$|(com|lpt)[\d¹²³]) *(\..*)?", re.IGNORECASE
)
_UNTAKEN = re.compile(r'[<>:"|?*\x00-\x1f]')


def is_device(name: str) -> bool:
    """Whether Windows takes the last part of a path for a device: ``aux.yaml``."""
    return _DEVICE.fullmatch(name) is not None


def device(path: Path | str) -> str:
    """Return that Windows takes a path for a device, which nothing can be read from; or nothing."""
    if WINDOWS and any(is_device(part) for part in _parts(path)):
        return _("nama itu milik perangkat di Windows")
    return ""


def unfit(path: Path | str) -> str:
    """Return why Windows takes no file of that name; nothing where it does, or elsewhere."""
    if WINDOWS and any(_UNTAKEN.search(part) for part in _parts(path)):
        return _('Windows tidak menerima < > : " | ? * dalam nama berkas')
    return device(path)


def _parts(path: Path | str) -> tuple[str, ...]:
    whole = PureWindowsPath(path)
    return whole.parts[1:] if whole.anchor else whole.parts


def reason(error: Exception) -> str:
    """Return why the system refused; in its own words where the reason is not a common one.

    Windows tells by `winerror` what `errno` confuses: a file that another program holds is refused
    as one without permission, a path that is too long as one that is not there.
    """
    known = {
        errno.ENOENT: _("folder tidak ada"),
        errno.ENOTDIR: _("folder tidak ada"),
        errno.EISDIR: _("ini folder, bukan berkas"),
        errno.EEXIST: _("nama itu sudah dipakai"),
        errno.EACCES: _("tidak ada izin"),
        errno.EPERM: _("tidak ada izin"),
        errno.EROFS: _("folder itu hanya dapat dibaca"),
        errno.ENOSPC: _("ruang penyimpanan habis"),
        errno.ELOOP: _("tautannya merujuk pada dirinya sendiri"),
        errno.ENAMETOOLONG: _("nama terlalu panjang"),
    }
    said: str = getattr(error, "strerror", None) or str(error)
    number = getattr(error, "errno", None) or 0
    if WINDOWS and isinstance(error, OSError):
        return _of_windows(error, number) or known.get(number, said)
    return known.get(number, said)


def _of_windows(error: OSError, number: int) -> str:
    told = {
        19: _("folder itu hanya dapat dibaca"),
        21: _("diska itu tidak siap"),
        32: _("program lain sedang membukanya"),
        33: _("program lain sedang membukanya"),
        53: _("jaringan atau diska itu tidak tersambung"),
        67: _("jaringan atau diska itu tidak tersambung"),
        112: _("ruang penyimpanan habis"),
        123: _('Windows tidak menerima < > : " | ? * dalam nama berkas'),
        206: _("nama terlalu panjang"),
    }
    by_system = told.get(getattr(error, "winerror", None) or 0, "")
    named = error.filename if isinstance(error.filename, str) else ""
    if by_system or not named:
        return by_system
    if number == errno.ENOENT and len(os.path.abspath(named)) > _LONGEST:  # noqa: PTH100  links stay
        return _("nama terlalu panjang")
    if number == errno.EACCES:  # by opening: no more is told there
        if Path(named).is_dir():
            return _("ini folder, bukan berkas")
        return _("tidak ada izin, atau program lain sedang membukanya")
    return unfit(named) if number in (errno.EINVAL, errno.ENODEV, errno.ENXIO) else ""
