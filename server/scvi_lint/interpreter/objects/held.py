"""Columns of results that are held against a number: `de["proba_de"] < alpha`, in any words."""

from __future__ import annotations

from scvi_lint.interpreter.domain.results import Table
from scvi_lint.interpreter.domain.values import Bound, Data, Value, one
from scvi_lint.interpreter.engine.given import Given
from scvi_lint.interpreter.engine.run import Run
from scvi_lint.interpreter.objects import model_state
from scvi_lint.interpreter.objects.forms_of_results import ROWS
from scvi_lint.regex import regex
from scvi_lint.source.parser import nodes

# How what was returned is held against a text.
IS_TEXT = "== text"
_IN_QUERY = regex(r"[A-Za-z_][\w.]*|`[^`]+`")
_HELD_IN_QUERY = regex(r"\s*([<>]=?)\s*(@[A-Za-z_]\w*|-?\d*\.?\d+(?:e-?\d+)?)(?![\w.])")
_WORDS_OF_QUERY = frozenset("and or not in True False None index".split())
METHODS = {"lt": "<", "le": "<=", "gt": ">", "ge": ">="}
_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


def by_method(run: Run, atom: Data, name: str, given: Given) -> None:
    """`de["proba_de"].lt(0.05)`."""
    function, against = given.node.function, given.value(0, "other")
    if against is not None and isinstance(function, nodes.Attribute):
        _held(run, one(atom), METHODS[name], against, function.value)


def between(run: Run, atom: Data, given: Given) -> None:
    """`de["proba_de"].between(0, 0.05)`: below the second."""
    function, high = given.node.function, given.value(1, "right")
    if high is not None and isinstance(function, nodes.Attribute):
        _held(run, one(atom), "<=", high, function.value)


def compared(run: Run, node: nodes.Compare, values: list[Value]) -> None:
    """`de["proba_de"] < alpha`, `3 > de.bayes_factor`: columns that are held against a number."""
    sides = (node.left, *node.rights)
    for number, op in enumerate(node.ops):
        left, right = values[number], values[number + 1]
        if op in ("==", "!="):
            for side, other in ((left, right), (right, left)):
                if other.text is not None:
                    model_state.result_used(run, side, IS_TEXT, node)
        if op in _TURNED:
            _held(run, left, op, right, sides[number])
            _held(run, right, _TURNED[op], left, sides[number + 1])


def _held(run: Run, side: Value, sign: str, against: Value, node: nodes.Node) -> None:
    constant = against.constant
    if constant is None or type(constant.value) not in (int, float):
        return
    for atom in side.atoms:
        by_name = isinstance(atom, Bound)
        data = atom.receiver if isinstance(atom, Bound) else atom
        table = data.content if isinstance(data, Data) else None
        if isinstance(table, Table):
            column = table.first_name(atom.name) if by_name else table.column
            if column is None and table.is_decoded and table.part in (None, ROWS):
                column = ""  # all of them
            if column is not None:
                held = (sign, float(constant.value))
                model_state.result_held(run, table, column, held, run.span(node), node)


def query(run: Run, table: Table, given: Given) -> None:
    """The columns in `de.query("lfc_mean > 1 and is_de")`."""
    pair = given.pair(0, "expr")
    text = None if pair is None else pair[0].text
    if pair is None or text is None:
        return
    where = run.span(pair[1].value)
    for found in _IN_QUERY.finditer(text):
        column = found[0].strip("`")
        before, after = text[: found.start()].rstrip(), text[found.end() :]
        named = before.endswith(("@", ".", "'", '"')) or after.lstrip().startswith(("(", "'", '"'))
        if column in _WORDS_OF_QUERY or named or ("." in column and found[0] == column):
            continue
        column = table.first_name(column)
        model_state.result_read(run, table, column, where, given.node)
        held = _HELD_IN_QUERY.match(after)
        number = None if held is None else _number(run, held[2])
        if held is not None and number is not None:
            against = (held[1], number)
            model_state.result_held(run, table, column, against, where, given.node)


def _number(run: Run, text: str) -> float | None:
    """A number of a query, or of a name in it: `@alpha`."""
    if not text.startswith("@"):
        return float(text)
    value = run.frame.look_up(text[1:])
    constant = None if value is None else value.constant
    known = constant is not None and type(constant.value) in (int, float)
    return float(constant.value) if constant is not None and known else None
