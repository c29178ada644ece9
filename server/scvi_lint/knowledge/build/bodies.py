"""What the body of a function tells: fields that it registers, settings that it writes over,
keys that it takes out of its dictionaries, warnings that it gives."""

from __future__ import annotations

import ast
from typing import Any

from scvi_lint.knowledge.build.sources import Function, calls_of, dotted, nodes_of

_OBSOLETE = ("DeprecationWarning", "FutureWarning", "PendingDeprecationWarning")


def registered(function: Function) -> list[list[Any]]:
    """`[field class, arguments of the function that it takes, counts?, required?]` per field."""
    names = _names(function)
    found = []
    for call in calls_of(function):
        name = dotted(call.func).rpartition(".")[2]
        if not name.endswith("Field"):
            continue
        flags: dict[str, bool] = {}
        used: list[str] = []
        for node in [*call.args, *(word.value for word in call.keywords)]:
            used += [n.id for n in ast.walk(node) if isinstance(n, ast.Name) and n.id in names]
        for word in call.keywords:
            if isinstance(word.value, ast.Constant) and isinstance(word.value.value, bool):
                flags[word.arg or ""] = word.value.value
        counts, required = flags.get("is_count_data"), flags.get("required")
        found.append([name, list(dict.fromkeys(used)), counts, required])
    return found


def overwritten(function: Function) -> list[str]:
    """Keys that `train` puts into `plan_kwargs` in place of the user's."""
    tables: dict[str, list[str]] = {}
    found: list[str] = []
    for node in nodes_of(function):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(node.value, ast.Dict) and isinstance(target, ast.Name):
                    tables.setdefault(target.id, []).extend(_keys(node.value))
                elif isinstance(target, ast.Subscript) and isinstance(target.slice, ast.Constant):
                    tables.setdefault(dotted(target.value), []).append(str(target.slice.value))
    for node in nodes_of(function):
        if isinstance(node, ast.Call) and dotted(node.func) == "plan_kwargs.update" and node.args:
            given = node.args[0]
            found += _keys(given) if isinstance(given, ast.Dict) else tables.get(dotted(given), [])
    found += [
        str(target.slice.value)
        for node in nodes_of(function)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Subscript)
        and dotted(target.value) == "plan_kwargs"
        and isinstance(target.slice, ast.Constant)
    ]
    return sorted(set(found))


def taken(function: Function) -> dict[str, list[str]]:
    """Keys that a function itself takes out of a dictionary of settings."""
    given = {argument.arg for argument in function.args.args + function.args.kwonlyargs}
    if function.args.kwarg:
        given.add(function.args.kwarg.arg)
    found: dict[str, set[str]] = {}
    for node in nodes_of(function):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        if node.func.attr not in ("pop", "get", "setdefault") or not node.args:
            continue
        key, name = node.args[0], dotted(node.func.value)
        settings = name in given and (name.endswith("kwargs") or name == "config")
        if settings and isinstance(key, ast.Constant) and isinstance(key.value, str):
            found.setdefault(name, set()).add(key.value)
    return {name: sorted(keys) for name, keys in sorted(found.items())}


def obsolete(function: Function) -> list[list[Any]]:
    """`[category, parameters that the warning depends on]` per warning that something is obsolete.

    The words of the warning are not kept.
    """
    names = _names(function)
    found: list[list[Any]] = []

    def visit(node: ast.AST, guards: list[str]) -> None:
        if isinstance(node, ast.If):
            inner = [n.id for n in ast.walk(node.test) if isinstance(n, ast.Name) and n.id in names]
            for child in [*node.body, *node.orelse]:
                visit(child, [*guards, *inner])
            return
        if isinstance(node, ast.Call) and dotted(node.func).rpartition(".")[2] == "warn":
            given = [*node.args[1:], *(w.value for w in node.keywords if w.arg == "category")]
            category = next((dotted(n) for n in given if dotted(n) in _OBSOLETE), None)
            if category is not None:
                row = [category, sorted(set(guards))]
                if row not in found:
                    found.append(row)
        for child in ast.iter_child_nodes(node):
            visit(child, guards)

    for statement in function.body:
        visit(statement, [])
    return found


def _names(function: Function) -> set[str]:
    given = function.args
    names = {a.arg for a in [*given.posonlyargs, *given.args, *given.kwonlyargs]}
    return names - {"self", "cls"}


def _keys(node: ast.Dict) -> list[str]:
    return [str(key.value) for key in node.keys if isinstance(key, ast.Constant)]
