"""Lines of the session: arrow keys edit them, Tab completes paths."""

from pathlib import Path


def edit(folder: Path) -> None:
    """Let arrow keys edit the line, and Tab complete paths after ``b``; Windows has its own way."""
    try:
        import readline
    except ImportError:
        return

    def complete(text: str, state: int) -> str | None:
        key, space, rest = text.partition(" ")
        if key != "b" or not space:
            return None
        found = sorted(folder.glob(f"{rest}*")) if not rest.startswith("/") else []
        names = [f"b {one.relative_to(folder).as_posix()}{'/' * one.is_dir()}" for one in found]
        return names[state] if state < len(names) else None

    readline.set_completer_delims("")
    readline.set_completer(complete)
    readline.parse_and_bind("tab: complete")
