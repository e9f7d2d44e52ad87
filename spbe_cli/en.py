"""The English catalogue: every Indonesian text of the program, and what it is in English."""

TEXTS: dict[str, str] = {}
