"""What a rule turns away before it says anything, read from its source for the index.

Only what is sure to be said first counts: `if` statements that do nothing but return, before
anything else than assignments. What is not understood is no need: then the rule is asked.
"""

from __future__ import annotations

import ast
from inspect import getsource
from textwrap import dedent
from typing import TYPE_CHECKING, TypeGuard

from scvi_lint.linting.concerns import LOOKED_AT

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import FunctionType

_MOST_WORDS = 24


def needs_of(check: FunctionType) -> tuple[str, ...]:
    """What the first statements of a rule turn away, the other way round."""
    function = ast.parse(dedent(getsource(check))).body[0]
    assert isinstance(function, ast.FunctionDef)
    event = function.args.args[0].arg
    found: dict[str, set[str]] = {}
    for statement in function.body:
        if isinstance(statement, ast.Assign | ast.AnnAssign):
            if _binds(statement, event):
                break
            continue
        if not isinstance(statement, ast.If) or statement.orelse or not _leaves(statement.body):
            break
        test = statement.test
        either = isinstance(test, ast.BoolOp) and isinstance(test.op, ast.Or)
        for part in test.values if either and isinstance(test, ast.BoolOp) else [test]:
            told = _turned_away(part, event, check.__globals__)
            if told is not None:
                place, words = told
                found[place] = found[place] & words if place in found else words
    return tuple(f"{place}={'|'.join(sorted(found[place]))}" for place in sorted(found))


def _binds(statement: ast.stmt, name: str) -> bool:
    """Whether a statement gives the name another meaning."""
    return any(
        isinstance(node, ast.Name) and node.id == name and not isinstance(node.ctx, ast.Load)
        for node in ast.walk(statement)
    )


def _leaves(body: list[ast.stmt]) -> bool:
    return len(body) == 1 and isinstance(body[0], ast.Return) and body[0].value is None


def _turned_away(
    test: ast.expr, event: str, names: dict[str, object]
) -> tuple[str, set[str]] | None:
    """The place and the words of `event.place != "word"` or `event.place not in WORDS`."""
    if not isinstance(test, ast.Compare) or len(test.ops) != 1:
        return None
    left = ast.unparse(test.left)
    place = left.removeprefix(f"{event}.")
    if place == left or place not in LOOKED_AT:
        return None
    other = test.comparators[0]
    words: list[object] | None = None
    if isinstance(test.ops[0], ast.NotEq):
        words = [other.value] if isinstance(other, ast.Constant) else None
    elif isinstance(test.ops[0], ast.NotIn):
        words = _listed(other, names)
    plain = set(filter(_is_plain, words or ()))
    if not words or len(words) > _MOST_WORDS or not all(map(_is_plain, words)):
        return None
    return place, plain


def _is_plain(word: object) -> TypeGuard[str]:
    return isinstance(word, str) and bool(word) and not {"|", "="} & set(word)


_WORDS = (tuple, frozenset, set, dict, list)


def _each(words: Iterable[object]) -> list[object]:
    return list(words)


def _listed(node: ast.expr, names: dict[str, object]) -> list[object] | None:
    if isinstance(node, ast.Name):
        known = names.get(node.id)
        return _each(known) if isinstance(known, _WORDS) else None
    if isinstance(node, ast.Tuple | ast.Set | ast.List):
        return [item.value if isinstance(item, ast.Constant) else None for item in node.elts]
    return None
