"""Neighbour graphs: what they are built on, and what is computed on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.interpreter.domain import slots
from scvi_lint.interpreter.domain.contents import Column
from scvi_lint.interpreter.domain.facts import Fact, fact
from scvi_lint.interpreter.domain.results import Embedding, Graph, Table
from scvi_lint.interpreter.engine import naming
from scvi_lint.interpreter.events.kinds import EntryRead, GraphBuilt, GraphUsed

if TYPE_CHECKING:
    from scvi_lint.interpreter.engine.run import Run
    from scvi_lint.interpreter.libraries.rows import Action, Target


def builds_graph(run: Run, target: Target) -> None:
    """`sc.pp.neighbors`: a graph on `use_rep=`, else on X_pca when it exists or can be computed."""
    thing = run.heap.tracked(target.id)
    if thing is None:
        return
    key = target.text("key_added", "neighbors")
    representation = target.text("use_rep", "X_pca")
    embedding: Fact[Embedding | Table] | None = None
    if representation is not None:
        embedding = thing.get(slots.OBSM(representation))
    node = target.given.node
    content = None if embedding is None else embedding.value
    graph = Graph(representation, content, target.call.span)
    adata = run.view(target.id, naming.first_argument(node))
    chosen = target.call.arguments.get("use_rep")
    if chosen is not None and representation not in (None, "X", "X_pca"):
        run.emit(EntryRead(run, chosen.span, adata, "obsm", representation))
    run.emit(GraphBuilt(run, target.call, adata, graph))
    if key is None:
        run.heap.put(target.id, thing.weakened(frozenset({"graph", "uns"})))
        return
    label = representation or "an unknown representation"
    run.set_fact(
        target.id,
        slots.GRAPH(key),
        fact(graph, run.reason(node, f"neighbours computed on {label}")),
    )


def uses_graph(run: Run, target: Target) -> Fact[Graph] | None:
    thing = run.heap.tracked(target.id)
    key = target.text("neighbors_key", "neighbors")
    graph = None if thing is None or key is None else thing.get(slots.GRAPH(key))
    node = target.given.node
    adata = run.view(target.id, naming.first_argument(node))
    run.emit(GraphUsed(run, target.call, adata, graph))
    return graph


def clusters(default: str, made_by: str) -> Action:
    """Clusters of the graph as a column of obs."""

    def cluster(run: Run, target: Target) -> None:
        graph = uses_graph(run, target)
        name = target.text("key_added", default)
        if name is not None:
            source = None if graph is None else graph.value
            reason = run.reason(target.given.node, f"clustered by {made_by} here")
            column = Column("categorical", made_by=made_by, source=source)
            run.set_fact(target.id, slots.OBS(name), fact(column, reason))

    return cluster


def lays_out(default: str, method: str) -> Action:
    """A two-dimensional layout of the graph."""

    def lay_out(run: Run, target: Target) -> None:
        graph = uses_graph(run, target)
        source = None if graph is None else graph.value
        reason = run.reason(target.given.node, f"{method} computed here")
        run.set_fact(target.id, slots.OBSM(default), fact(Embedding(method, source), reason))

    return lay_out
