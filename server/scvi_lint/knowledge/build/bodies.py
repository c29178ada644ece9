"""What the body of a function tells: fields that it registers, settings that it writes over,
keys that it takes out of its dictionaries, warnings that it gives."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, NamedTuple

from scvi_lint.knowledge.build.sources import Function, calls_of, dotted, nodes_of

if TYPE_CHECKING:
    from scvi_lint.knowledge.rows import Rows

_ANY = "*"
_OBSOLETE = ("DeprecationWarning", "FutureWarning", "PendingDeprecationWarning")


def registered(function: Function) -> Rows:
    """`[field class, arguments of the function that it takes, counts?, required?]` per field."""
    names = _names(function)
    found: Rows = []
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
        # Fragments are counts, too: scvi-tools looks at both, and warns.
        counts = flags.get("is_count_data") or flags.get("check_fragment_counts")
        required = flags.get("required")
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


class Settings(NamedTuple):
    """Keys that a function itself takes out of each of its dictionaries of settings.

    `taken` has "*" where a key may be the name of something that has a dictionary of its own;
    `needed` are those that it pops although they may not be there.
    """

    taken: dict[str, list[str]]
    needed: dict[str, list[str]]


def settings(function: Function) -> Settings:
    """What a function takes out of its dictionaries."""
    given = {argument.arg for argument in function.args.args + function.args.kwonlyargs}
    if function.args.kwarg:
        given.add(function.args.kwarg.arg)
    taken: dict[str, set[str]] = {}
    needed: dict[str, set[str]] = {}
    spread = {
        dotted(word.value)
        for call in calls_of(function)
        for word in call.keywords
        if word.arg is None
    }
    for call in calls_of(function):
        name, key = _looked_up(call, given, ("pop", "get", "setdefault"))
        if key not in ("", _ANY):
            taken.setdefault(name, set()).add(key)
    for node in nodes_of(function):  # `own = kwargs.get(modality, {})`, and later `f(**own)`
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            name, key = _looked_up(node.value, given, ("pop", "get", "setdefault"))
            if key == _ANY and any(dotted(target) in spread for target in node.targets):
                taken.setdefault(name, set()).add(key)
    for node in function.body:
        # `value = kwargs.pop("key")`; what stands below a condition may not come to it
        call = node.value if isinstance(node, ast.Expr | ast.Assign) else None
        if isinstance(call, ast.Call) and len(call.args) == 1 and not call.keywords:
            name, key = _looked_up(call, given, ("pop",))
            if key not in ("", _ANY):
                needed.setdefault(name, set()).add(key)
    return Settings(_sorted(taken), _sorted(needed))


def _looked_up(call: ast.Call, given: set[str], methods: tuple[str, ...]) -> tuple[str, str]:
    """`plan_kwargs.pop("lr")`: the dictionary and the key, "*" for one that is no constant."""
    if not isinstance(call.func, ast.Attribute) or call.func.attr not in methods or not call.args:
        return "", ""
    key, name = call.args[0], dotted(call.func.value)
    if name not in given or not (name.endswith("kwargs") or name == "config"):
        return "", ""
    if isinstance(key, ast.Constant):
        return name, key.value if isinstance(key.value, str) else ""
    return name, _ANY if isinstance(key, ast.Name) else ""


def _sorted(found: dict[str, set[str]]) -> dict[str, list[str]]:
    return {name: sorted(keys) for name, keys in sorted(found.items())}


def refuses_untrained(function: Function) -> bool:
    """Whether a method raises where the model was not trained, called in the usual way: it checks
    that on all paths, or on all without a `dataloader`."""

    def checks(body: list[ast.stmt]) -> bool:
        for node in body:
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
                call = node.value
                words = {word.arg: word.value for word in call.keywords}
                raises = words.get("warn", call.args[0] if call.args else None)
                if dotted(call.func) == "self._check_if_trained":
                    return isinstance(raises, ast.Constant) and raises.value is False
            if isinstance(node, ast.If) and ast.unparse(node.test) == "dataloader is None":
                return checks(node.body)
        return False

    return checks(function.body)


def obsolete(function: Function) -> Rows:
    """`[category, parameters that the warning depends on]` per warning that something is obsolete.

    The words of the warning are not kept.
    """
    names = _names(function)
    found: Rows = []

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
