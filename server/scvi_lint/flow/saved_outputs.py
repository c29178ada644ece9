"""What a notebook's saved outputs tell of the data: possible facts, since they may be old.

A cell that ends with the name of an AnnData keeps the list of its entries as an output. What is
listed there and not known otherwise is perhaps there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from scvi_lint.flow import data
from scvi_lint.flow.facts import AS_READ, Column, Embedding, Matrix, fact
from scvi_lint.flow.run import Run
from scvi_lint.source import nodes
from scvi_lint.source.document import Cell

_SHOWN = re.compile(r"(?:View of )?AnnData object with n_obs × n_vars = (\d+) × (\d+)")
_ROOM = re.compile(r"^ +(obs|obsm|layers): (.+)$", re.M)
_NAME = re.compile(r"'((?:[^'\\]|\\.)*)'")
_LONGEST = 20_000
_MOST_NAMES = 500


def learn(run: Run, cell: Cell, body: nodes.Block) -> None:
    """Take over what the output of a cell lists of the object that the cell ends with."""
    last = body[-1] if body else None
    if not cell.outputs or not isinstance(last, nodes.ExprStmt):
        return
    if not isinstance(last.value, nodes.Name | nodes.Attribute):
        return
    text = next(_texts(cell), None)
    if text is None:
        return
    found = run.tracked(run.evaluate(last.value), *data.KINDS)
    if len(found) == 1 and found[0][1].kind == "anndata":
        _take_over(run, found[0][0], last, text)


def _texts(cell: Cell) -> Iterator[str]:
    """The plain texts of outputs that show an AnnData."""
    for output in cell.outputs:
        shown: Any = output.get("data") if isinstance(output, dict) else None
        plain = shown.get("text/plain") if isinstance(shown, dict) else None
        if isinstance(plain, list):
            plain = "".join(part for part in plain if isinstance(part, str))
        if isinstance(plain, str) and len(plain) < _LONGEST and _SHOWN.match(plain):
            yield plain


def _take_over(run: Run, identity: int, node: nodes.Node, text: str) -> None:
    reason = run.reason(node, "listed in this cell's saved output")
    for room, listed in _ROOM.findall(text):
        for name in _NAME.findall(listed)[:_MOST_NAMES]:
            thing = run.heap.tracked(identity)
            key = f"{room}/{name}"
            if thing is None or key in thing.facts or room not in thing.open:
                continue
            content: Any = Column()
            if room == "layers":
                content = Matrix(AS_READ, (key, identity))
            elif room == "obsm":
                content = Embedding("unknown")
            run.set_fact(identity, key, fact(content, reason, certain=False))
