"""What the model is trained on: faults of the rules SCV2xx."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from planting import Fault, places, plants
from subjects import Edit, Program

from scvi_lint.source.documents.span import Span


@plants("SCV201")
def drop_layer(program: Program) -> Iterator[Fault]:
    """The counts are kept in a layer, X is logged, and the model is registered on X."""
    logged = list(program.calls("log1p"))
    for edit, value, _ in program.options("layer"):
        inside = [call for call in program.calls("setup_anndata") if _holds(call.span, edit)]
        in_dictionary = not any(_holds(call.span, edit) for call in _all_calls(program))
        if not isinstance(value, ast.Constant) or not (inside or in_dictionary):
            continue
        spans = tuple(call.span for call in inside) or places(program, "setup_anndata")
        saved = _saves(program, value.value)
        if saved and any(program.comes_before(call.span, spans[0]) for call in logged):
            yield Fault((edit,), spans, ("SCV250",))


@plants("SCV203")
def forget_copy(program: Program) -> Iterator[Fault]:
    """`layers["counts"] = X` in place of `X.copy()`, and X is normalised afterwards."""
    for part in program.parts:
        for node in ast.walk(part.tree):
            if not (isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)):
                continue
            function, target = node.value.func, node.targets[0]
            if not (isinstance(function, ast.Attribute) and function.attr == "copy"):
                continue
            if not (isinstance(target, ast.Subscript) and _is(target.value, "layers")):
                continue
            if not _is(function.value, "X"):
                continue
            here = part.span(node)
            layer, data = (program.text(part.span(one)) for one in (target, function.value.value))
            if _normalised_later(program, here, layer, data):
                whole, kept = part.span(node.value), part.span(function.value)
                # What is registered later is no counts: that may be told of, too.
                yield Fault((Edit(whole, program.text(kept)),), (here,), ("SCV250",))


def _normalised_later(program: Program, filled: Span, layer: str, data: str) -> bool:
    """Whether the same object is normalised below, and the layer not filled again before."""
    again = [
        part.span(node)
        for part in program.parts
        for node in ast.walk(part.tree)
        if isinstance(node, ast.Assign) and program.text(part.span(node.targets[0])) == layer
    ]
    for call in program.calls("normalize_total"):
        given = call.node.args[0] if call.node.args else None
        same = given is not None and program.text(call.part.span(given)) == data
        if same and program.comes_before(filled, call.span):
            return not any(filled < place < call.span for place in again)
    return False


def _is(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == name


def _holds(outer, edit: Edit) -> bool:
    span = edit.span
    return outer[:2] == span[:2] and outer.start <= span.start and span.end <= outer.end


def _all_calls(program: Program):
    names = {
        node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        for part in program.parts
        for node in ast.walk(part.tree)
        if isinstance(node, ast.Call)
    }
    return program.calls(*names)


def _saves(program: Program, layer: str) -> bool:
    """Whether the program itself stores X under this name."""
    return any(
        isinstance(node, ast.Subscript)
        and isinstance(node.ctx, ast.Store)
        and _is(node.value, "layers")
        and isinstance(node.slice, ast.Constant)
        and node.slice.value == layer
        for part in program.parts
        for node in ast.walk(part.tree)
    )
