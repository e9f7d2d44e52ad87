"""The floor: the least that a command written with typer can cost. Same settings as ``spbe``."""

import typer

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)


@app.command()
def hello(name: str) -> None:
    """Greet somebody."""
    typer.echo(f"Halo, {name}")


if __name__ == "__main__":
    app()
