"""How the house is built: what readers rely on when they look for a line."""

import ast
from collections import defaultdict
from pathlib import Path

SHARED = {  # as CONTRIBUTING has them: one meaning everywhere, the module says of what
    *("FORMAT", "build", "check", "load", "read", "write"),
    *("document", "html", "markdown", "workbook"),
}
TABLES = {  # of data: their length is that of what they list
    *("en.py", "messages.py", "rules.py", "store/yaml/schemas.py"),
}


def names(tree: ast.Module) -> set[str]:
    """Return the public names that a module defines."""
    found = set()
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Assign):
            found |= {one.id for one in node.targets if isinstance(one, ast.Name)}
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            found.add(node.target.id)
    return {name for name in found if not name.startswith("_")}


def modules(root: Path) -> dict[str, str]:
    """Return the text of every module by its path in the package."""
    package = root / "spbe_cli"
    return {
        file.relative_to(package).as_posix(): file.read_text("utf-8")
        for file in sorted(package.rglob("*.py"))
    }


def test_a_public_name_has_one_home(root: Path) -> None:
    homes: dict[str, list[str]] = defaultdict(list)
    for file, text in modules(root).items():
        for name in names(ast.parse(text)):
            homes[name].append(file)
    several = {name: found for name, found in homes.items() if len(found) > 1}
    assert {name: several[name] for name in several.keys() - SHARED} == {}
    assert several.keys() == SHARED, "a name that no longer stands in several homes"


def test_modules_are_short_but_for_tables(root: Path) -> None:
    long = {file for file, text in modules(root).items() if text.count("\n") > 300}
    assert long == TABLES
