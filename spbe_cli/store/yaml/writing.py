"""Plain values as YAML, in the style of our files."""

from spbe_cli.core.text import carried, stripped
from spbe_cli.store.yaml.fields import OneLine
from spbe_cli.store.yaml.kinds import Figure

_BREAKS = "\x85\u2028\u2029"  # YAML takes them for ends of lines, and would fold them


def written(value: object, *, flow: bool | None = False, width: int = 100) -> str:
    """Write plain values as YAML; `flow` None keeps innermost lists and mappings on one line."""
    import yaml

    class Dumper(yaml.SafeDumper):
        """Writes numbers as they are, unquoted."""

    def plain(dumper: yaml.SafeDumper, figure: Figure) -> yaml.Node:
        kind = "float" if "." in figure else "int"
        return dumper.represent_scalar(f"tag:yaml.org,2002:{kind}", figure)

    def line(dumper: yaml.SafeDumper, values: OneLine) -> yaml.Node:
        return dumper.represent_mapping("tag:yaml.org,2002:map", values, flow_style=True)

    def words(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
        style = None
        if "\n" in text:
            style = '"' if flow else "|"
        unseen = not text.isascii() and stripped(text) != text.strip()  # a reader passes over them
        if unseen or any(char in text for char in _BREAKS):
            style = '"'  # with escapes, it is read as it was
        return dumper.represent_scalar("tag:yaml.org,2002:str", carried(text), style=style)

    Dumper.add_representer(Figure, plain)
    Dumper.add_representer(OneLine, line)
    Dumper.add_representer(str, words)
    return yaml.dump(
        value,
        Dumper=Dumper,
        allow_unicode=True,
        sort_keys=False,
        width=width,
        default_flow_style=flow,
    )
