"""A report as a page: HTML and Markdown, from templates that a user may replace."""

import re
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from spbe_cli.core.many.report import Report
from spbe_cli.i18n import _
from spbe_cli.problems import DataError, Place, Problem
from spbe_cli.render.cover import Cover
from spbe_cli.render.page.report import report_view
from spbe_cli.render.words import clipped

if TYPE_CHECKING:
    from markupsafe import Markup

_HEAD = 70  # characters of a running head
HTML, MARKDOWN = "laporan.html.j2", "laporan.md.j2"

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~$])")
_LIST = re.compile(r"^(\s*\d*)([-+.)])(?=\s)")  # what begins an item of a list
_UNSAFE = re.compile(r"[\s<>\\|`]")


Templates = Mapping[str, tuple[str, str | None]]  # by name: its text, and its file; None: shipped


def html(report: Report, cover: Cover, templates: Templates) -> str:
    """Return a report as one HTML file that needs nothing else.

    Raises DataError E022 with template and line where a template is not sound.
    """
    from markupsafe import Markup

    values = report_view(report, cover, pictures=True)
    drawn = {name: Markup(values[name]) for name in ("radar", "positions", "trend", "climb")}  # noqa: S704  ours
    return rendered(HTML, {**values, **drawn}, templates)


def markdown(report: Report, cover: Cover, templates: Templates) -> str:
    """Return a report as Markdown, without pictures; otherwise as `html`."""
    return rendered(MARKDOWN, report_view(report, cover, pictures=False), templates)


def rendered(name: str, values: Mapping[str, Any], templates: Templates) -> str:
    """Fill in a template; DataError E022 where one of the user's own is not sound.

    What goes wrong in shipped templates alone is a bug of ours, and raised as it is.
    """
    from jinja2 import FunctionLoader, StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment
    from markupsafe import Markup

    def verbatim(part: str) -> str:
        """Return a shipped sheet or script as it is; one of the user's own is a template."""
        text, file = templates[part]
        filled = text if file is None else environment.get_template(part).render(values)
        return Markup(filled)  # noqa: S704  no value of an assessment is in it unescaped

    plain = name.endswith(".md.j2")
    environment = SandboxedEnvironment(
        loader=FunctionLoader(
            lambda one: (
                (templates[one][0], templates[one][1] or one, None) if one in templates else None
            )
        ),
        autoescape=not plain,
        finalize=_escaped if plain else None,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        optimized=False,  # folding constants takes longer than one rendering gains by it
    )
    environment.globals["_"] = _
    environment.globals["verbatim"] = verbatim
    environment.filters["address"] = _address
    environment.filters["css"] = _css
    try:
        return environment.get_template(name).render(values)
    except Exception as error:
        problem = _problem(error, {file for _text, file in templates.values() if file})
        if problem is None:
            raise
        raise DataError([problem]) from None


def _problem(error: Any, own: Collection[str]) -> Problem | None:
    """Return a problem with the innermost of the user's `own` templates that an error tells of."""
    place = None
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename in own:
            place = Place(trace.tb_frame.f_code.co_filename, trace.tb_lineno, 1)
        trace = trace.tb_next
    if getattr(error, "filename", None) in own:  # of an error of syntax
        place = Place(str(error.filename), error.lineno or 1, 1)
    if place is None:
        return None
    return Problem("E022", place, {"reason": str(error) or type(error).__name__})


def _address(url: str) -> "Markup":
    """Return a web address as Markdown takes it whole: ``<https://…>``."""
    from markupsafe import Markup

    coded = _UNSAFE.sub(lambda char: "".join(f"%{byte:02X}" for byte in char[0].encode()), url)
    return Markup(f"<{coded}>")  # noqa: S704  nothing in it ends the address


def _css(text: str) -> "Markup":
    """Return a text as it stands in a string of a style sheet; no more of it than a line holds."""
    from markupsafe import Markup

    coded = re.sub(r"[^\w .,()/-]", lambda char: f"\\{ord(char[0]):x} ", clipped(text, _HEAD))
    return Markup(coded)  # noqa: S704  nothing in it ends the string or the sheet


def _escaped(value: object) -> object:
    """Return a text in which Markdown sees nothing but text."""
    if not isinstance(value, str) or hasattr(value, "__html__"):
        return value
    value = _LIST.sub(r"\1\\\2", value)
    return _SPECIAL.sub(r"\\\1", value.replace("&", "&amp;").replace("\n", " "))
