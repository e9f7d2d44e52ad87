"""Judges Office files as Word and Excel do on opening: by the schemas, and by what parts demand."""

from pathlib import Path

from openxml_audit import FileFormat, OpenXmlValidator


def faults(path: Path, file_format: FileFormat = FileFormat.MICROSOFT_365) -> list[str]:
    """Return everything that is wrong with a file."""
    return [str(one) for one in OpenXmlValidator(file_format=file_format).validate(path).errors]
