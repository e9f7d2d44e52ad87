"""Texts as they are compared: what no reader sees makes no difference."""


def plain_text(text: str) -> str:
    """Return a text with the line ends of one system and no blanks around it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
