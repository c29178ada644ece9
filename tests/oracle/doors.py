"""What the real scvi-tools does where data comes to a model: `python tests/oracle/doors.py`

with an interpreter that has scvi-tools. For each class a model is trained and saved; then data that
differs in one respect is handed to each door. What happens is compared with
`scvi_lint.semantic.doors.LEADS_TO`; exits with 1 where they disagree.
"""

from __future__ import annotations

import argparse
import logging
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "server")]

from scvi_lint.knowledge.models import NOTES_CELLS  # noqa: E402
from scvi_lint.semantic.doors import ASK, LEADS_TO, LOAD, QUERY, TAKES_VIEWS  # noqa: E402

SETUPS: dict[str, dict[str, Any]] = {
    "model.SCVI": {
        "batch_key": "batch",
        "continuous_covariate_keys": ["depth"],
        "categorical_covariate_keys": ["donor"],
    },
    "model.SCANVI": {
        "batch_key": "batch",
        "labels_key": "labels",
        "unlabeled_category": "label_0",
    },
    "model.LinearSCVI": {"batch_key": "batch"},
    "model.AUTOZI": {"batch_key": "batch"},
    "model.TOTALVI": {"batch_key": "batch", "protein_expression_obsm_key": "protein_expression"},
    "model.PEAKVI": {"batch_key": "batch"},
    "external.POISSONVI": {"batch_key": "batch"},
    "model.CondSCVI": {"labels_key": "labels", "batch_key": "batch"},
    "external.MRVI": {"batch_key": "batch", "sample_key": "donor"},
    "model.AmortizedLDA": {},
}


def data(numpy: Any, scvi: Any) -> Any:
    made = scvi.data.synthetic_iid(batch_size=60, n_genes=30, n_proteins=5)
    made.layers["counts"] = made.X.copy()
    draw = numpy.random.RandomState(0)
    made.obs["depth"] = draw.rand(made.n_obs)
    made.obs["donor"] = draw.choice(["d1", "d2"], made.n_obs)
    made.obs["donor"] = made.obs["donor"].astype("category")
    made.obsm["X_spatial"] = draw.rand(made.n_obs, 2)
    return made


def differences(setup: dict[str, Any], numpy: Any) -> Iterator[tuple[str, str, Callable[..., Any]]]:
    """Kind, the argument that it concerns, and what makes it."""

    def logged(query: Any) -> Any:
        query.layers["counts"] = numpy.log1p(query.X)
        return query

    def without_layer(query: Any) -> Any:
        del query.layers["counts"]
        return query

    def changed(column: str, value: Any) -> Callable[[Any], Any]:
        def change(query: Any) -> Any:
            values = query.obs[column].astype(object)
            values.iloc[:20] = value
            query.obs[column] = values.astype("category")
            return query

        return change

    def renamed(query: Any) -> Any:
        query.var_names = [name.upper() for name in query.var_names]
        return query

    def with_text(column: str) -> Callable[[Any], Any]:
        def change(query: Any) -> Any:
            query.obs[column] = query.obs[column].astype(str) + "_q"
            return query

        return change

    def only_some(column: str) -> Callable[[Any], Any]:
        def change(query: Any) -> Any:
            first = sorted(query.obs[column].unique())[0]
            query.obs[column] = query.obs[column].map({first: first})
            return query

        return change

    def without(column: str) -> Callable[[Any], Any]:
        def drop(query: Any) -> Any:
            del query.obs[column]
            return query

        return drop

    yield "scale", "layer", logged
    yield "layer", "layer", without_layer
    yield "genes", "", lambda query: query[:, :20].copy()
    yield "order", "", lambda query: query[:, ::-1].copy()
    yield "names", "", renamed
    yield "view", "", lambda query: query[:100]
    for argument, named in setup.items():
        column = named[0] if isinstance(named, list) else named
        if not argument.endswith(("_key", "_keys")) or "obsm" in argument:
            continue
        yield "column", argument, without(column)
        if not argument.startswith("continuous"):
            yield "category", argument, changed(column, "new")
            yield "category", argument, with_text(column)
            yield "nan", argument, changed(column, numpy.nan)
            yield "nan", argument, only_some(column)


def expected(name: str, kind: str, argument: str, door: str, joint: bool) -> str | None:
    """What `semantic.doors` has, for one column."""
    if kind == "view" and name in TAKES_VIEWS:
        return "KeyError" if name in NOTES_CELLS and door == ASK else None
    if name == "SCANVI" and argument == "labels_key" and door == QUERY:
        if kind == "column":
            return None
        if kind == "category":
            return "ValueError"
    if kind == "nan" and joint and door != QUERY:
        return "ValueError"
    told = LEADS_TO.get((kind, door))
    if told is None and name in NOTES_CELLS and door == ASK:
        return "KeyError"
    return told


def main() -> int:
    parser = argparse.ArgumentParser(description="What happens where data comes to a model.")
    parser.add_argument("classes", nargs="*", default=list(SETUPS))
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    logging.disable(logging.WARNING)
    import numpy
    import scvi

    wrong = tried = 0
    for path in options.classes:
        module, name = path.split(".")
        cls, setup = getattr(getattr(scvi, module), name), SETUPS[path]
        own = data(numpy, scvi)
        cls.setup_anndata(own, layer="counts", **setup)
        model = cls(own)
        model.train(max_epochs=1, progress_bar_refresh_rate=0)
        folder = tempfile.mkdtemp()
        model.save(folder, overwrite=True)
        doors: dict[str, Callable[[Any], Any]] = {
            LOAD: lambda query, cls=cls, folder=folder: cls.load(folder, adata=query),
            ASK: lambda query, model=model: model.get_latent_representation(query),
        }
        if hasattr(cls, "load_query_data"):
            doors[QUERY] = lambda query, cls=cls, model=model: cls.load_query_data(query, model)
        for door, hand_over in doors.items():
            for kind, argument, make in differences(setup, numpy):
                query = make(data(numpy, scvi))
                try:
                    hand_over(query)
                    happened = None
                except Exception as error:
                    happened = type(error).__name__
                joint = argument == "categorical_covariate_keys"
                told = expected(name, kind, argument, door, joint)
                tried += 1
                if happened != told:
                    wrong += 1
                    print(f"{name} {door} {kind} {argument}: {happened}, and we say {told}")
    print(f"{tried} combinations, {wrong} wrong, scvi-tools {scvi.__version__}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
