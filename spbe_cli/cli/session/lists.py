"""Long lists in a session: a screenful at a time."""

from spbe_cli.cli.output import show
from spbe_cli.i18n import counted
from spbe_cli.render.text import question as page
from spbe_cli.render.text.screen import Screen


class ListsRead:
    """Which list is being read, and how far."""

    def __init__(self, screen: Screen) -> None:
        self.room = page.room(screen)
        self.name, self.seen = "", 0

    def show(self, name: str, text: str) -> None:
        """Show so much of a list as the screen holds; asked for again, what follows."""
        lines = text.splitlines(keepends=True)
        seen = self.seen if name == self.name else 0
        until = seen + self.room
        part = lines[seen:until] if len(lines) > until + 1 else lines[seen:]
        left = len(lines) - seen - len(part)
        self.name, self.seen = (name, until) if left else ("", 0)
        show("".join(part))
        if left:
            show(counted("… {count} baris lagi; ketik huruf yang sama.", left) + "\n")
