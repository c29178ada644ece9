"""A file becomes an object: its contents are unknown, or what evidence saw in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scvi_lint.flow import data
from scvi_lint.flow.events import Read
from scvi_lint.flow.facts import fact
from scvi_lint.flow.values import Ref, Value, one

if TYPE_CHECKING:
    from scvi_lint.flow.run import Run
    from scvi_lint.source import nodes


def read(run: Run, node: nodes.Node, call: Any, kind: str, file: str | None) -> Value:
    """A new object as a reader returns it. Just read, it is registered for no model."""
    made = "mudata" if kind == "mudata" or (file or "").endswith(".h5mu") else "anndata"
    identity = data.new(run, node, made)
    if file is not None:
        run.set_fact(identity, "file", fact(file, run.reason(node, f"read from {file}")))
        run.wanted.append(("data", file))
    run.emit(Read(run, call, identity, file))
    return one(Ref(identity))
