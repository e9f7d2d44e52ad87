"""Help pages and command-line errors in the program's own language.

typer's own are English and need rich, which doubles the start-up time; these are plain text.
"""

import os
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup, TyperOption

from spbe_cli.i18n import LANGUAGES, _, language
from spbe_cli.vocabulary import VERBS_OF_GROUPS

UsageError: Any = typer.BadParameter.__base__  # typer does not export it by name
Abort = typer.Abort


def explain(error: Any) -> str:
    """Return a command-line error as one line, with the way to the help page."""
    path = error.ctx.command_path if error.ctx is not None else "spbe"
    return f"{path}: {_reason(error)}\n" + _("Bantuan: {command} --help").format(command=path)


def _reason(error: Any) -> str:
    kind, message = type(error).__name__, str(error.message)
    param: Any = getattr(error, "param", None)
    name = _param_name(param) if param is not None else ""
    choices = getattr(getattr(param, "type", None), "choices", None)
    if kind == "NoSuchOption":
        message = _("opsi {name} tidak dikenal").format(name=error.option_name)
        message += _near(error.possibilities)
    elif kind == "MissingParameter":
        message = _("{name} wajib diisi").format(name=name)
    elif kind == "BadOptionUsage":
        spare = "does not take a value" in message
        told = _("opsi {name} tidak menerima nilai") if spare else _("opsi {name} memerlukan nilai")
        message = told.format(name=error.option_name)
    elif kind == "BadParameter" and choices:
        listed = ", ".join(str(getattr(one, "value", one)) for one in choices)
        message = _("{name} harus salah satu dari: {choices}").format(name=name, choices=listed)
    elif "is not a valid int" in message:
        message = _("{name} memerlukan bilangan bulat").format(name=name)
    elif "unexpected extra argument" in message:
        extra = message.rpartition("(")[2].rstrip(")")
        message = _("argumen berlebih: {extra}").format(extra=extra)
        if re.fullmatch(r"[\d ]+", extra):  # PowerShell takes 2,60 apart
            message += "; " + _('di PowerShell isi yang berkoma perlu tanda kutip: "2,60"')
    return message


def _near(names: Any) -> str:
    near = next(iter(names or ()), "")
    return f"; {_('mungkin yang dimaksud {near}').format(near=near)}" if near else ""


def _metavar(param: Any) -> str:
    return _(param.metavar) if param.metavar else str(param.name)


def _param_name(param: Any) -> str:
    return str(param.opts[0] if param.param_type_name == "option" else _metavar(param))


class Command(TyperCommand):
    """A command whose help page is plain text in the program's language."""

    def get_params(self, ctx: Any) -> list[Any]:
        """Return the options and arguments; a shell is told of ``--lang``, too."""
        return [*super().get_params(ctx), *_language_option()]

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read a command line; an error always knows its command, for the way to the help."""
        try:
            return super().parse_args(ctx, args)
        except UsageError as error:
            error.ctx = error.ctx or ctx
            raise

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write usage, description, arguments, options and examples."""
        pieces = [_param_usage(param) for param in self.get_params(ctx)]
        _write_usage(ctx, formatter, " ".join([_("[OPSI]"), *filter(None, pieces)]))
        _write_text(formatter, _(self.help or ""))
        _write_params(self, ctx, formatter)
        _write_text(formatter, _(self.epilog or ""))


class Group(TyperGroup):
    """A group of commands, likewise. `verbs` are the Indonesian names of some of them."""

    verbs: Mapping[str, str] = MappingProxyType({})

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write usage, description, commands, options and examples."""
        _write_usage(ctx, formatter, _("PERINTAH …"))
        _write_text(formatter, _(self.help or ""))
        for title, names in self.stages() or [(_("Perintah"), self.list_commands(ctx))]:
            rows = [
                (self.called(name), _(command.help or ""))
                for name in names
                if (command := self.get_command(ctx, name)) is not None
            ]
            _write_rows(formatter, title, rows)
        _write_params(self, ctx, formatter)
        _write_text(formatter, _(self.epilog or ""))

    def stages(self) -> list[tuple[str, list[str]]]:
        """Return the commands under headings, where there are several; none otherwise."""
        return []

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return a command by its name or its Indonesian verb; None where there is none."""
        return super().get_command(ctx, self.verbs.get(cmd_name, cmd_name))

    def get_params(self, ctx: Any) -> list[Any]:
        """Return the options and arguments; a shell is told of ``--lang``, too."""
        return [*super().get_params(ctx), *_language_option()]

    def alias(self, name: str) -> str:
        """Return the Indonesian verb of a command; empty where it has none."""
        if language() != "id":
            return ""
        return next((verb for verb, meant in self.verbs.items() if meant == name), "")

    def shell_complete(self, ctx: Any, incomplete: str) -> Any:
        """Complete Indonesian verbs beside the English ones, once a letter of one is typed."""
        found = super().shell_complete(ctx, incomplete)
        known = set(self.list_commands(ctx))
        verbs = [
            one
            for one, meant in self.verbs.items()
            if incomplete and one.startswith(incomplete) and meant in known
        ]
        item: Any = type(next(iter(super().shell_complete(ctx, "")))) if verbs else None
        return [*found, *(item(one) for one in verbs)]

    def called(self, name: str) -> str:
        """Return a command with its other name."""
        other = self.alias(name)
        return f"{name}, {other}" if other else name

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find a command by name; suggest the near one otherwise."""
        from difflib import get_close_matches

        name = args[0]
        if self.get_command(ctx, name) is None and not ctx.resilient_parsing:
            if name.startswith("-"):
                return super().resolve_command(ctx, args)
            listed = self.list_commands(ctx)
            if language() == "id":
                listed += [verb for verb, meant in self.verbs.items() if meant in listed]
            near = get_close_matches(name, listed, n=1)
            raise UsageError(
                _("perintah {name} tidak ada").format(name=name) + _near(near), ctx=ctx
            )
        return super().resolve_command(ctx, args)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read a command line; a group without a command shows its help."""
        return super().parse_args(ctx, args or ["--help"])


def verbs_group(name: str) -> type[Group]:
    """Return a kind of group whose commands have the Indonesian names that `vocabulary` knows."""
    return type("NamedGroup", (Group,), {"verbs": VERBS_OF_GROUPS[name]})


def _language_option() -> list[Any]:
    """Return ``--lang`` for a shell that asks what may stand where; else it is taken out before."""
    if "_SPBE_COMPLETE" not in os.environ:
        return []
    return [TyperOption(param_decls=["--lang"], type=str, autocompletion=_languages)]


def _languages(_ctx: Any, _args: list[str], incomplete: str) -> list[str]:
    return [one for one in LANGUAGES if one.startswith(incomplete)]


def _write_usage(ctx: Any, formatter: Any, arguments: str) -> None:
    formatter.write_usage(ctx.command_path, arguments, prefix=_("Pemakaian: "))


def _write_text(formatter: Any, text: str | None) -> None:
    """Write paragraphs: indented ones (examples) as they stand, others wrapped."""
    for paragraph in (text or "").strip("\n").split("\n\n"):
        if paragraph.strip():
            formatter.write_paragraph()
            if paragraph.startswith("  ") or "\n  " in paragraph:
                formatter.write(paragraph.rstrip() + "\n")
            else:
                formatter.write_text(" ".join(paragraph.split()))


def _write_params(command: Any, ctx: Any, formatter: Any) -> None:
    params = command.get_params(ctx)
    arguments = [(_metavar(p), _(p.help or "")) for p in params if p.param_type_name == "argument"]
    options = [_option_row(p) for p in params if p.param_type_name == "option"]
    _write_rows(formatter, _("Argumen"), arguments)
    _write_rows(
        formatter,
        _("Opsi"),
        [*options, ("--lang id|en", _("Bahasa keluaran; bawaannya id, atau isi SPBE_LANG."))],
    )


def _option_row(param: Any) -> tuple[str, str]:
    fixed = {
        "help": _("Tampilkan bantuan ini."),
        "install_completion": _("Pasang pelengkapan perintah untuk shell ini."),
        "show_completion": _("Tampilkan skrip pelengkapan perintah."),
    }
    names = ", ".join(param.opts)
    metavar = "" if param.is_flag or param.name in fixed else f" {_(param.metavar or '')}".rstrip()
    return names + metavar, fixed.get(param.name) or _(getattr(param, "help", None) or "")


def _write_rows(formatter: Any, title: str, rows: list[tuple[str, str]]) -> None:
    if rows:
        with formatter.section(title):
            formatter.write_dl(rows)


def _param_usage(param: Any) -> str:
    if param.param_type_name != "argument":
        return ""
    name = _metavar(param) + ("…" if param.nargs == -1 else "")
    return name if param.required else f"[{name}]"
