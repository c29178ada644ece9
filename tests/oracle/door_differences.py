"""Data that differs from what a model was set up with in one respect, for `doors.py`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from door_models import Way

Change = Callable[[Any], Any]


def differences(way: Way, numpy: Any) -> Iterator[tuple[str, str, Change]]:
    """Kind, the argument that it concerns, and what makes it of data that fits."""
    import scipy.sparse

    matrices = [name for name in way.setup if name.endswith("layer")]
    if way.modalities is not None:
        matrices = [name for name in matrices if way.setup[name] is not None]

    def held(query: Any, argument: str) -> Any:
        where = (way.modalities or {}).get(argument, "" if way.modalities is None else "atac")
        return query[where] if where else query

    def put(argument: str, make: Callable[[Any], Any]) -> Change:
        def change(query: Any) -> Any:
            part = held(query, argument)
            layer = way.setup[argument]
            part.layers[layer] = make(part.layers[layer])
            return query

        return change

    def on_layers(argument: str) -> Change:
        def drop(query: Any) -> Any:
            del held(query, argument).layers[way.setup[argument]]
            return query

        return drop

    def part_in(query: Any, take: Callable[[Any], Any]) -> Any:
        """Other genes, in MuData those of the first modality."""
        if way.modalities is None:
            return take(query)
        import mudata as mu

        first = "rna" if "rna" in way.modalities.values() else "atac"
        made = mu.MuData({k: (take(v) if k == first else v) for k, v in query.mod.items()})
        made.obs = query.obs
        return made

    def renamed(query: Any) -> Any:
        query.var_names = [name.upper() for name in query.var_names]
        return query

    def widened(query: Any) -> Any:
        import anndata

        more = query[:, :5].copy()
        more.var_names = [f"more_{number}" for number in range(5)]
        return anndata.concat([query, more], axis=1, merge="first")

    def changed(column: str, value: Any) -> Change:
        def change(query: Any) -> Any:
            values = query.obs[column].astype(object)
            values.iloc[:20] = value
            query.obs[column] = values.astype("category")
            return query

        return change

    def with_text(column: str) -> Change:
        def change(query: Any) -> Any:
            query.obs[column] = (query.obs[column].astype(str) + "_q").astype("category")
            return query

        return change

    def only_some(column: str) -> Change:
        def change(query: Any) -> Any:
            first = sorted(query.obs[column].unique())[0]
            query.obs[column] = query.obs[column].map({first: first})
            return query

        return change

    def without(column: str) -> Change:
        def drop(query: Any) -> Any:
            del query.obs[column]
            return query

        return drop

    def without_obsm(query: Any) -> Any:
        del query.obsm["protein_expression"]
        return query

    yield "none", "", lambda query: query
    for argument in matrices:
        if argument in ("layer", "spliced_layer", "rna_layer", "mc_layer"):
            yield "scale", argument, put(argument, other_scale(way.setup[argument], numpy))
        yield "layer", argument, on_layers(argument)
    yield (
        "genes",
        "fewer",
        lambda query: part_in(query, lambda part: part[:, : part.n_vars // 3].copy()),
    )
    yield "order", "", lambda query: part_in(query, lambda part: part[:, ::-1].copy())
    yield "names", "", lambda query: part_in(query, renamed)
    if way.modalities is None:
        yield "genes", "more", widened
    yield "cells", "", lambda query: query[:100].copy()
    yield "view", "", lambda query: query[:100]
    for argument in matrices[:1]:
        for kind in ("csr_matrix", "csc_matrix", "csr_array", "csc_array"):
            yield kind, argument, put(argument, getattr(scipy.sparse, kind))
    if "protein_expression_obsm_key" in way.setup:
        yield "obsm", "protein_expression_obsm_key", without_obsm
    for argument, named in way.setup.items():
        column = named[0] if isinstance(named, list) else named
        of_obs = argument in ("batch_key", "labels_key", "sample_key", "size_factor_key")
        if not of_obs and not argument.endswith("covariate_keys"):
            continue
        yield "column", argument, without(column)
        if not argument.startswith(("continuous", "size")):
            yield "category", argument, changed(column, "new")
            yield "category", argument, with_text(column)
            yield "nan", argument, changed(column, numpy.nan)
            yield "all nan", argument, only_some(column)


def other_scale(layer: str, numpy: Any) -> Callable[[Any], Any]:
    """Counts for what is logged or scaled, log-normalised values for everything else."""

    def change(values: Any) -> Any:
        if layer == "lognorm":
            return numpy.round(numpy.expm1(values))
        if layer == "scaled":
            return numpy.round(values * 900)
        return numpy.log1p(values / (values.sum(1, keepdims=True) + 1) * 1e3)

    return change
