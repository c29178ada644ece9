"""How the program calls a thing, for messages in the user's own names."""

from __future__ import annotations

from scvi_lint.source.parser import nodes


def describe(node: nodes.Node | None) -> str:
    """`adata`, `self.adata`, `models["a"]`; "" for an expression that is no name."""
    if isinstance(node, nodes.Name):
        return node.id
    if isinstance(node, nodes.Attribute):
        owner = describe(node.value)
        return f"{owner}.{node.attr}" if owner else ""
    if isinstance(node, nodes.Subscript) and isinstance(node.index, nodes.Constant):
        owner = describe(node.value)
        return f"{owner}[{node.index.value!r}]" if owner else ""
    return ""


def receiver(call: nodes.Call) -> str:
    """The object that a method is called on."""
    return describe(call.function.value) if isinstance(call.function, nodes.Attribute) else ""


def first_argument(call: nodes.Call) -> str:
    return describe(call.arguments[0].value) if call.arguments else ""
