"""Plain values as YAML, in the style of our files."""

from spbe_cli.store.yaml.fields import Line
from spbe_cli.store.yaml.kinds import Figure


def written(value: object, *, flow: bool | None = False) -> str:
    """Write plain values as YAML; `flow` None keeps innermost lists and mappings on one line."""
    import yaml

    class Dumper(yaml.SafeDumper):
        """Writes numbers as they are, unquoted."""

    def plain(dumper: yaml.SafeDumper, figure: Figure) -> yaml.Node:
        kind = "float" if "." in figure else "int"
        return dumper.represent_scalar(f"tag:yaml.org,2002:{kind}", figure)

    def line(dumper: yaml.SafeDumper, values: Line) -> yaml.Node:
        return dumper.represent_mapping("tag:yaml.org,2002:map", values, flow_style=True)

    def words(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
        style = "|" if "\n" in text else None
        return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)

    Dumper.add_representer(Figure, plain)
    Dumper.add_representer(Line, line)
    Dumper.add_representer(str, words)
    return yaml.dump(
        value,
        Dumper=Dumper,
        allow_unicode=True,
        sort_keys=False,
        width=100,
        default_flow_style=flow,
    )
