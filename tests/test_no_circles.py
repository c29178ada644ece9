"""No module needs itself: not at run time, not inside a function, not for its types alone.

import-linter keeps the floors, but sees neither what is imported `if TYPE_CHECKING` nor circles
inside a floor. Who reads one module of a circle has to read all of them.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator
from importlib import import_module
from pathlib import Path

import scvi_lint
import scvi_lint_rules

Graph = dict[str, set[str]]


def graph_of(*packages: Path) -> Graph:
    """Each module of the packages, with those of their modules that it imports anywhere."""
    trees: dict[str, ast.Module] = {}
    for package in packages:
        for path in package.rglob("*.py"):
            parts = path.relative_to(package.parent).with_suffix("").parts
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            trees[name] = ast.parse(path.read_bytes())
    return {name: set(imported(tree, trees)) - {name} for name, tree in trees.items()}


def imported(tree: ast.Module, known: Collection[str]) -> Iterator[str]:
    """`from a import b` imports the module a.b where there is one, else the module a."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                path = f"{node.module}.{alias.name}"
                found = path if path in known else node.module
                if found in known:
                    yield found


def circles(graph: Graph) -> list[list[str]]:
    """What is left when modules that import nothing left, or that nothing left imports, go."""
    left = {name: set(others) for name, others in graph.items()}
    while True:
        wanted = set[str]().union(*left.values())
        loose = {name for name, others in left.items() if not others or name not in wanted}
        if not loose:
            return [sorted(left)] if left else []
        left = {name: others - loose for name, others in left.items() if name not in loose}


def test_no_module_needs_itself() -> None:
    packages = (Path(scvi_lint.__file__).parent, Path(scvi_lint_rules.__file__).parent)
    graph = graph_of(*packages)
    assert len(graph) > 400, "the packages were found"
    assert circles(graph) == []


def test_every_module_can_be_imported() -> None:
    packages = (Path(scvi_lint.__file__).parent, Path(scvi_lint_rules.__file__).parent)
    for name in graph_of(*packages):
        if not name.endswith("__main__"):
            import_module(name)


def test_circles_are_found_wherever_they_close(tmp_path: Path) -> None:
    package = tmp_path / "one"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "low.py").write_text("import math\n")
    (package / "early.py").write_text("from one import low\nfrom one.late import value\n")
    (package / "late.py").write_text("if TYPE_CHECKING:\n    from one.later import x\n")
    (package / "later.py").write_text("def f():\n    import one.early\n")
    assert circles(graph_of(package)) == [["one.early", "one.late", "one.later"]]
    (package / "later.py").write_text("def f():\n    import one.low\n")
    assert circles(graph_of(package)) == []
