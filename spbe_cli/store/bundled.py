"""Where the shipped data is: inside the package when installed, beside it in a checkout."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_PACKAGE = Path(__file__).resolve().parents[1]


def folder(kind: str) -> "Traversable":
    """Return a shipped folder (``indicators``, …) in a wheel, a checkout or a zip.

    The checkout is recognised by its pyproject.toml, so a broken installation cannot pick up a
    folder of the same name that belongs to something else.
    """
    inside, checkout = _PACKAGE / kind, _PACKAGE.parent
    if inside.is_dir():
        return inside
    if (checkout / "pyproject.toml").is_file():
        return checkout / kind
    from importlib.resources import files  # for a zip; slow to import, so not first

    return files("spbe_cli") / kind
