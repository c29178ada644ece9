"""What scvi-tools says when something is wrong: the texts of its exceptions and warnings.

Read by `ast` from `raise X("…")`, `warnings.warn("…", Y)` and `logger.warning("…")`. A part that is
filled in at run time becomes `{}`, so that a text from a traceback can be recognised by the rest.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

# What is shorter, once the parts that vary are out, could be any program's.
_SHORTEST = 12
_LONGEST = 400
HOLE = "{}"


def read_messages(modules: dict[str, str]) -> dict[str, list[str]]:
    """By text: what it is (`ValueError`, `UserWarning`, `log`) and where, as `path:qualified`."""
    found: dict[str, list[str]] = {}
    for path, source in modules.items():
        try:
            tree = ast.parse(source)
        except (SyntaxError, ValueError):
            continue
        for name, kind, text in _said(tree.body, ""):
            found.setdefault(text, [kind, f"{path}:{name}"])
    return dict(sorted(found.items()))


def _said(body: list[ast.stmt], owner: str) -> Iterator[tuple[str, str, str]]:
    """Each message in these statements: the function it is in, its kind, its text."""
    for node in body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            yield from _said(node.body, f"{owner}.{node.name}".lstrip("."))
            continue
        for one in ast.walk(node):
            kind, text = _raised(one) if isinstance(one, ast.Raise) else _warned(one)
            plain = text.replace(HOLE, "").strip()
            if kind and len(plain) >= _SHORTEST and len(text) <= _LONGEST:
                yield owner, kind, text


def _raised(node: ast.Raise) -> tuple[str, str]:
    if isinstance(node.exc, ast.Call) and node.exc.args:
        return _last(node.exc.func), _text(node.exc.args[0])
    return "", ""


def _warned(node: ast.AST) -> tuple[str, str]:
    if not isinstance(node, ast.Call) or not node.args or not isinstance(node.func, ast.Attribute):
        return "", ""
    if node.func.attr == "warn" and _last(node.func.value) == "warnings":
        given = node.args[1] if len(node.args) > 1 else None
        given = next((one.value for one in node.keywords if one.arg == "category"), given)
        return (_last(given) if given is not None else "UserWarning"), _text(node.args[0])
    if node.func.attr in ("warning", "warn") and _last(node.func.value) in ("logger", "log"):
        return "log", _text(node.args[0])
    return "", ""


def _last(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _text(node: ast.expr) -> str:
    """A string as it will read, with `{}` for what is filled in; "" for no string."""
    if isinstance(node, ast.Constant):
        return " ".join(node.value.split()) if isinstance(node.value, str) else ""
    if isinstance(node, ast.JoinedStr):
        parts = [
            one.value if isinstance(one, ast.Constant) and isinstance(one.value, str) else HOLE
            for one in node.values
        ]
        return " ".join("".join(parts).split())
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Mod)):
        left = _text(node.left)
        if isinstance(node.op, ast.Mod):
            return left.replace("%s", HOLE).replace("%d", HOLE) if left else ""
        right = _text(node.right)
        return f"{left or HOLE} {right or HOLE}" if left or right else ""
    if isinstance(node, ast.Call) and _last(node.func) == "format":
        formatted = node.func.value if isinstance(node.func, ast.Attribute) else node.func
        return re.sub(r"\{[^{}]*\}", HOLE, _text(formatted))
    return ""
