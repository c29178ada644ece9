"""What else may differ where data comes to a model, for `doors.py`: modalities, minified data,
proteins, genes that the door takes by name, prefixes of folders, spots, cells of one label.

Each case is a door, a kind, what it concerns, and a call that hands the data over.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from doors import Doors

PROTEINS = "protein_expression"
LATENT = "X_latent_qzm", "X_latent_qzv"
COUNTS_KEPT = "latent_posterior_parameters_with_counts"


class Case(NamedTuple):
    door: str
    kind: str
    argument: str
    call: Callable[[], Any]


def cases(doors: Doors) -> Iterator[Case]:
    """All that can be asked of a class."""
    if doors.way.modalities is not None:
        yield from _modalities(doors)
    if PROTEINS in doors.way.setup.values():
        yield from _proteins(doors)
    if "query" in doors.doors():
        yield from _taken_by_name(doors)
    if "continuous_covariate_keys" in doors.way.setup:
        yield from _at_each_door(doors, "no number", "continuous_covariate_keys", _no_number)
    if "unlabeled_category" in doors.way.setup:
        yield from _at_each_door(doors, "one label", "labels_key", _one_label)
    if doors.way.setup and doors.way.build is None:
        yield from _minified(doors)
    yield from _names_of_cells(doors)
    yield from _prefixes(doors)
    if hasattr(doors.cls, "from_rna_model"):
        yield from _spots(doors)


def _at_each_door(
    doors: Doors, kind: str, argument: str, change: Callable[[Any], Any]
) -> Iterator[Case]:
    for door in doors.doors():

        def call(door: str = door) -> Any:
            return doors.hand_over(door, change(doors.brought()))

        yield Case(door, kind, argument, call)


def _modalities(doors: Doors) -> Iterator[Case]:
    import mudata

    places = doors.way.modalities or {}
    read = dict.fromkeys(name for name in places.values() if name) or {"atac": None}

    def as_whole(query: Any, parts: dict[str, Any], cells: int | None = None) -> Any:
        made = mudata.MuData(parts)
        made.obs = query.obs if cells is None else query.obs.loc[made.obs_names]
        return made

    for name in read:

        def without(query: Any, name: str = name) -> Any:
            return as_whole(query, {k: v for k, v in query.mod.items() if k != name})

        def renamed(query: Any, name: str = name) -> Any:
            parts = {(f"my_{k}" if k == name else k): v for k, v in query.mod.items()}
            return as_whole(query, parts)

        yield from _at_each_door(doors, "modality", f"{name} gone", without)
        yield from _at_each_door(doors, "modality", f"{name} renamed", renamed)

        def shorter(query: Any, name: str = name) -> Any:
            parts = {k: (v[:60].copy() if k == name else v) for k, v in query.mod.items()}
            return as_whole(query, parts, 60)

        if len(read) > 1:
            yield from _at_each_door(doors, "unpaired", name, shorter)

    def more(query: Any) -> Any:
        first = next(iter(read))
        return as_whole(query, {**query.mod, "new": query[first][:, :10].copy()})

    def alone(query: Any) -> Any:
        part = query[next(iter(read))].copy()
        part.obs = query.obs
        return part

    yield from _at_each_door(doors, "more modalities", "", more)
    yield from _at_each_door(doors, "kind of data", "", alone)


def _proteins(doors: Doors) -> Iterator[Case]:
    import numpy
    import pandas

    def put(make: Callable[[Any], Any]) -> Callable[[Any], Any]:
        def change(query: Any) -> Any:
            query.obsm[PROTEINS] = make(query.obsm[PROTEINS])
            return query

        return change

    def table(values: Any) -> Any:
        rows = doors.fresh().obs_names
        return pandas.DataFrame(numpy.asarray(values), rows).rename(columns="p{}".format)

    def holed(values: Any) -> Any:
        made = numpy.array(values, dtype="float32")
        made[:20, 0] = numpy.nan
        like = isinstance(values, pandas.DataFrame)
        return pandas.DataFrame(made, values.index, values.columns) if like else made

    def backwards(values: Any) -> Any:
        of_table = isinstance(values, pandas.DataFrame)
        return values.iloc[:, ::-1] if of_table else values[:, ::-1].copy()

    def fewer(values: Any) -> Any:
        return values.iloc[:, :3] if isinstance(values, pandas.DataFrame) else values[:, :3]

    own = doors.fresh().obsm[PROTEINS]
    if isinstance(own, pandas.DataFrame):
        yield from _at_each_door(doors, "proteins", "array", put(numpy.asarray))
        yield from _at_each_door(
            doors, "proteins", "other names", put(lambda one: one.rename(columns=str.upper))
        )
    else:
        yield from _at_each_door(doors, "proteins", "table", put(table))
    yield from _at_each_door(doors, "proteins", "order", put(backwards))
    yield from _at_each_door(doors, "proteins", "fewer", put(fewer))
    yield from _at_each_door(doors, "proteins", "nan", put(holed))


def _taken_by_name(doors: Doors) -> Iterator[Case]:
    """`inplace_subset_query_vars=True`, and preparations of which the result is lost."""

    def query(change: Callable[[Any], Any]) -> Callable[[], Any]:
        def call() -> Any:
            made = doors.cls.load_query_data(
                change(doors.brought()), doors.model, inplace_subset_query_vars=True
            )
            return doors.answer(made)

        return call

    def on(part_of: Callable[[Any], Any]) -> Callable[[Any], Any]:
        def change(query: Any) -> Any:
            if doors.way.modalities is None:
                return part_of(query)
            name = next((name for name in doors.way.modalities.values() if name), "atac")
            query.mod[name] = part_of(query[name])
            query.update()
            return query

        return change

    def upper(part: Any) -> Any:
        part.var_names = [name.upper() + "_" for name in part.var_names]
        return part

    changes = {
        "as is": lambda part: part,
        "order": lambda part: part[:, ::-1].copy(),
        "fewer": lambda part: part[:, :20].copy(),
        "names": upper,
    }
    for what, change in changes.items():
        yield Case("query", "taken by name", what, query(on(change)))
    if doors.way.modalities is not None:
        return

    def lost(**options: Any) -> Callable[[], Any]:
        def call() -> Any:
            made = doors.brought()[:, 5:].copy()
            doors.cls.prepare_query_anndata(made, doors.model, **options)
            return doors.hand_over("query", made)

        return call

    yield Case("query", "prepared", "in place", lost())
    yield Case("query", "prepared", "lost", lost(inplace=False))
    yield Case("query", "prepared", "names only", lost(return_reference_var_names=True))


def _no_number(query: Any) -> Any:
    query.obs["depth"] = query.obs["depth"].mask(query.obs["depth"] > 0.5)
    return query


def _one_label(query: Any) -> Any:
    query.obs["labels"] = "label_1"
    return query


def _minified(doors: Doors) -> Iterator[Case]:
    """Data without counts for a model that has them, and the other way round."""
    of_mudata = doors.way.modalities is not None
    own = hasattr(doors.cls, "minify_mudata" if of_mudata else "minify_adata")

    def small_model(how: str = "") -> Any:
        if own:
            model = doors.cls.load(doors.folder, adata=doors.brought())
        elif of_mudata:
            raise LookupError("nothing makes such data")
        else:  # what scVI leaves of it
            scvi, data = doors.scvi, doors.model_on(doors.brought()).adata
            scvi.model.SCVI.setup_anndata(data, layer=doors.way.setup.get("layer"))
            model = scvi.model.SCVI(data)
            model.is_trained_ = True
        mean, variance = model.get_latent_representation(return_dist=True)[:2]
        model.adata.obsm[LATENT[0]], model.adata.obsm[LATENT[1]] = mean, variance
        minify = model.minify_mudata if of_mudata else model.minify_adata
        minify(**({"minified_data_type": how} if how else {}))
        return model

    try:
        small_model()
    except Exception as error:
        print(doors.path, "is not minified:", type(error).__name__, str(error)[:100])
        return
    for door in doors.doors():
        for how in ("", COUNTS_KEPT):

            def call(door: str = door, how: str = how) -> Any:
                return doors.hand_over(door, small_model(how).adata.copy())

            yield Case(door, "minified", "counts kept" if how else "", call)
    if not own:
        return

    def saved() -> str:
        folder = tempfile.mkdtemp()
        small_model().save(folder, overwrite=True)
        return folder

    def ask_small() -> Any:
        return getattr(small_model(), doors.way.ask)(doors.brought())

    def load_small() -> Any:
        return doors.answer(doors.cls.load(saved(), adata=doors.brought()))

    def load_both() -> Any:
        model = small_model()
        folder = tempfile.mkdtemp()
        model.save(folder, overwrite=True)
        return doors.answer(doors.cls.load(folder, adata=model.adata.copy()))

    def query_small() -> Any:
        return doors.answer(doors.cls.load_query_data(doors.brought(), small_model()))

    yield Case("ask", "counts", "", ask_small)
    yield Case("load", "counts", "", load_small)
    yield Case("load", "minified", "both", load_both)
    if "query" in doors.doors():
        yield Case("query", "counts", "", query_small)


def _names_of_cells(doors: Doors) -> Iterator[Case]:
    def cells(query: Any) -> Any:
        query.obs_names = ["same"] * query.n_obs
        return query

    def genes(query: Any) -> Any:
        query.var_names = ["same"] * query.n_vars
        return query

    if doors.way.modalities is None:
        yield from _at_each_door(doors, "duplicates", "cells", cells)
        yield from _at_each_door(doors, "duplicates", "genes", genes)

    def one_more() -> Any:
        query = doors.fresh(129)
        return doors.hand_over("ask", query)

    if doors.way.ask:
        yield Case("ask", "last cell", "", one_more)


def _prefixes(doors: Doors) -> Iterator[Case]:
    folder = tempfile.mkdtemp()
    doors.model.save(folder, prefix="first_", overwrite=True)
    for prefix, what in ((None, "none"), ("second_", "another"), ("first_", "the same")):

        def load(prefix: str | None = prefix) -> Any:
            return doors.answer(doors.cls.load(folder, adata=doors.brought(), prefix=prefix))

        yield Case("load", "prefix", what, load)
    if "query" in doors.doors():

        def query() -> Any:
            return doors.answer(doors.cls.load_query_data(doors.brought(), folder))

        yield Case("query", "prefix", "none", query)


def _spots(doors: Doors) -> Iterator[Case]:
    """What `from_rna_model` does with spots that are unlike the cells."""
    of_cells = doors.reference

    def bring(change: Callable[[Any], Any], layer: str | None = "counts") -> Callable[[], Any]:
        def call() -> Any:
            spots = change(doors.fresh())
            doors.cls.setup_anndata(spots, **({"layer": layer} if layer else {}))
            model = doors.cls.from_rna_model(spots, of_cells)
            model.train(max_epochs=1)
            return None

        return call

    def dropped(query: Any) -> Any:
        query.layers["other"] = query.layers.pop("counts")
        return query

    def logged(query: Any) -> Any:
        query.layers["counts"] = query.layers["lognorm"]
        return query

    def without_batch(query: Any) -> Any:
        del query.obs["batch"]
        return query

    def renamed(query: Any) -> Any:
        query.var_names = query.var_names.str.upper()
        return query

    yield Case("spots", "none", "", bring(lambda query: query))
    yield Case("spots", "layer", "of the cells", bring(dropped, "other"))
    yield Case("spots", "column", "of the cells", bring(without_batch))
    yield Case("spots", "scale", "", bring(logged))
    yield Case("spots", "genes", "fewer", bring(lambda query: query[:, :20].copy()))
    yield Case("spots", "order", "", bring(lambda query: query[:, ::-1].copy()))
    yield Case("spots", "names", "", bring(renamed))
