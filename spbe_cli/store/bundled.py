"""Where the shipped data is: inside the package when installed, beside it in a checkout."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path


def folder(kind: str) -> Traversable:
    """Return a shipped folder (``indicators``, ``templates``) in a wheel, a zip or a checkout.

    The checkout is recognised by its pyproject.toml, so a broken installation cannot pick up a
    folder of the same name that belongs to something else.
    """
    inside = files("spbe_cli") / kind
    if inside.is_dir():
        return inside
    checkout = Path(__file__).resolve().parents[2]
    if (checkout / "pyproject.toml").is_file():
        return checkout / kind
    raise RuntimeError(f"the installation is broken: no folder {kind}")
