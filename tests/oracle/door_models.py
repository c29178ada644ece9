"""Trained models of each class, for `doors.py`: how it is set up, built, trained and asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

# RESOLVI takes the fiftieth part of them for the background.
GENES = 60
BATCH = {"batch_key": "batch"}
COUNTS = {"layer": "counts", **BATCH}
JOINT = {"rna_layer": "counts", **BATCH}


class Way(NamedTuple):
    """How a class comes to a trained model.

    `bring` makes the data that fits a trained model, where that is not data as it was set up with;
    `setup` are the arguments of its set-up, `modalities` those of `setup_mudata` where it is MuData
    that is set up; `prepare` makes data ready for it; `build` makes the model of data that is set
    up, `train` trains it; `ask` is the question that takes other data, "" where there is none.
    """

    setup: dict[str, Any]
    modalities: dict[str, str] | None = None
    prepare: Callable[[Any, Any], None] | None = None
    build: Callable[[Any, Any, Any], Any] | None = None
    train: Callable[[Any, Any], None] | None = None
    ask: str = "get_latent_representation"
    bring: Callable[[Any], Any] | None = None


def counts_only(scvi: Any, cells: int = 120) -> Any:
    """Counts of some genes and 5 proteins, of three kinds of cells in two batches."""
    import numpy

    draw = numpy.random.RandomState(cells)
    numpy.random.seed(cells)  # for the labels
    made = scvi.data.synthetic_iid(batch_size=(cells + 1) // 2, n_genes=GENES, n_proteins=5)
    if made.n_obs != cells:
        made = made[:cells].copy()
    kinds = made.obs["labels"].cat.codes.to_numpy()
    rates = numpy.random.RandomState(0).gamma(0.6, 6, (3, GENES)) + 0.3
    made.X = draw.poisson(rates[kinds]).astype("float32")
    return made


def data(scvi: Any, cells: int = 120) -> Any:
    """The same with all that some class reads."""
    import numpy

    made = counts_only(scvi, cells)
    draw = numpy.random.RandomState(1)
    x = numpy.asarray(made.X)
    made.layers["counts"] = x.copy()
    made.layers["binary"] = (x > 2).astype("float32")
    made.layers["lognorm"] = numpy.log1p(x / (x.sum(1, keepdims=True) + 1) * 1e3)
    made.layers["scaled"] = numpy.clip(x / x.max(0), 0, 1)
    made.layers["Ms"] = x + 0.5
    made.layers["Mu"] = x[:, ::-1] / 3 + 0.5
    made.obs["depth"] = draw.rand(made.n_obs)
    made.obs["donor"] = numpy.array(["d1", "d2"])[numpy.arange(made.n_obs) % 2]
    made.obs["donor"] = made.obs["donor"].astype("category")
    made.obs["size"] = x.sum(1) / x.sum(1).mean()
    made.obsm["X_spatial"] = draw.rand(made.n_obs, 2)
    made.obsm["target"] = draw.rand(made.n_obs, 3)
    made.obsm["dna_code"] = draw.randint(0, 4, (made.n_obs, 1344))
    return made


def mudata(scvi: Any, cells: int = 120) -> Any:
    """Three modalities: `rna`, `atac` (or methylation) and `protein`, columns in the whole."""
    import anndata
    import mudata
    import numpy

    if hasattr(mudata, "set_options"):
        mudata.set_options(pull_on_update=False)
    rna = data(scvi, cells)
    draw = numpy.random.RandomState(2)
    obs = rna.obs[["batch", "labels", "donor", "depth", "size"]].copy()
    protein = anndata.AnnData(draw.poisson(9, (cells, 5)).astype("float32"), obs[[]].copy())
    atac = anndata.AnnData(draw.binomial(1, 0.4, (cells, GENES)).astype("float32"), obs[[]].copy())
    protein.var_names = [f"protein_{number}" for number in range(5)]
    atac.var_names = [f"peak_{number}" for number in range(GENES)]
    atac.layers["cov"] = draw.poisson(9, (cells, GENES)).astype("float32") + 1
    atac.layers["mc"] = numpy.floor(atac.layers["cov"] * draw.rand(cells, GENES)).astype("float32")
    atac.layers["counts"] = atac.X.copy()
    del rna.obs
    made = mudata.MuData({"rna": rna, "atac": atac, "protein": protein})
    made.obs = obs
    return made


def _from_rna(reference: str) -> Callable[[Any, Any, Any], Any]:
    def build(scvi: Any, cls: Any, own: Any) -> Any:
        return cls.from_rna_model(own, rna_model(scvi, reference))

    return build


def rna_model(scvi: Any, reference: str, batches: bool = False) -> Any:
    """A trained model of cells, for models of spots."""
    module, name = reference.split(".")
    rna_class = getattr(getattr(scvi, module), name)
    rna = data(scvi)
    more = BATCH if batches else {}
    rna_class.setup_anndata(rna, layer="counts", labels_key="labels", **more)
    # why: what DestVI asks a CondSCVI for is only there where its prior is named.
    model = rna_class(rna, **({"prior": "mog"} if name == "CondSCVI" else {}))
    model.train(max_epochs=2)
    return model


def _solo(scvi: Any, cls: Any, own: Any) -> Any:
    scvi.model.SCVI.setup_anndata(own, layer="counts")
    model = scvi.model.SCVI(own)
    model.train(max_epochs=2)
    return cls.from_scvi_model(model)


def _with_doublets(model: Any) -> Any:
    """Latent space and depth of cells and of doublets, which have the names of cells."""
    made = model.adata.copy()
    made.obs_names_make_unique()
    return made


def _cell_types(scvi: Any, cls: Any, own: Any) -> Any:
    import pandas

    first = [number % 2 for number in range(own.n_vars)]
    markers = {"T": first, "B": [1 - one for one in first]}
    return cls(own, pandas.DataFrame(markers, index=own.var_names))


def _with_ambient(scvi: Any, cls: Any, own: Any) -> Any:
    return cls(own, ambient_profile=None)


def _niches(scvi: Any, own: Any) -> None:
    own.obsm["scvi"] = own.obsm["X_spatial"].copy()
    scvi.external.SCVIVA.preprocessing_anndata(
        own,
        k_nn=5,
        sample_key="donor",
        labels_key="labels",
        cell_coordinates_key="X_spatial",
        expression_embedding_key="scvi",
    )


def _against(model: Any, own: Any) -> None:
    half = list(range(own.n_obs // 2))
    model.train(
        background_indices=half, target_indices=[one + len(half) for one in half], max_epochs=2
    )


def _proteins_as_table(scvi: Any, own: Any) -> None:
    import pandas

    values = own.obsm["protein_expression"]
    own.obsm["protein_expression"] = pandas.DataFrame(values, own.obs_names).rename(
        columns="p{}".format
    )


WAYS: dict[str, Way] = {
    "model.SCVI": Way(
        {
            **COUNTS,
            "continuous_covariate_keys": ["depth"],
            "categorical_covariate_keys": ["donor"],
        }
    ),
    "model.SCANVI": Way({**COUNTS, "labels_key": "labels", "unlabeled_category": "label_0"}),
    "model.LinearSCVI": Way(COUNTS),
    "model.AUTOZI": Way(COUNTS),
    "model.JaxSCVI": Way(COUNTS),
    "model.TOTALVI": Way({**COUNTS, "protein_expression_obsm_key": "protein_expression"}),
    "model.PEAKVI": Way(COUNTS),
    "model.CondSCVI": Way({**COUNTS, "labels_key": "labels"}),
    "model.AmortizedLDA": Way({"layer": "counts"}),
    "model.DestVI": Way({"layer": "counts"}, build=_from_rna("model.CondSCVI"), ask=""),
    "model.MULTIVI": Way(
        {**JOINT, "atac_layer": "counts"}, {"rna_layer": "rna", "atac_layer": "atac"}
    ),
    "external.POISSONVI": Way(COUNTS),
    "external.MRVI": Way({**COUNTS, "sample_key": "donor"}),
    "external.RESOLVI": Way(COUNTS),
    "external.SCVIVA": Way(
        {
            **COUNTS,
            "sample_key": "donor",
            "labels_key": "labels",
            "cell_coordinates_key": "X_spatial",
            "expression_embedding_key": "scvi",
        },
        prepare=_niches,
    ),
    "external.VELOVI": Way({"spliced_layer": "Ms", "unspliced_layer": "Mu"}),
    "external.SysVI": Way({"layer": "lognorm", **BATCH}),
    "external.CYTOVI": Way({"layer": "scaled", **BATCH}),
    "external.ContrastiveVI": Way(COUNTS, train=_against),
    "external.Decipher": Way({"layer": "counts"}),
    "external.SCAR": Way(COUNTS, build=_with_ambient),
    "external.SOLO": Way({}, build=_solo, ask="", bring=_with_doublets),
    "external.CellAssign": Way(
        {"layer": "counts", "size_factor_key": "size"}, build=_cell_types, ask=""
    ),
    "external.SCBASSET": Way({"layer": "binary", "dna_code_key": "dna_code"}, ask=""),
    "external.RNAStereoscope": Way({"layer": "counts", "labels_key": "labels"}, ask=""),
    "external.SpatialStereoscope": Way(
        {"layer": "counts"}, build=_from_rna("external.RNAStereoscope"), ask=""
    ),
    "external.METHYLVI": Way(
        {"mc_layer": "mc", "cov_layer": "cov", "methylation_contexts": ["atac"], **BATCH},
        {"batch_key": ""},
    ),
    "external.METHYLANVI": Way(
        {
            "mc_layer": "mc",
            "cov_layer": "cov",
            "methylation_contexts": ["atac"],
            "labels_key": "labels",
            "unlabeled_category": "label_0",
            **BATCH,
        },
        {"batch_key": ""},
    ),
    "external.TOTALANVI": Way(
        {
            **COUNTS,
            "protein_expression_obsm_key": "protein_expression",
            "labels_key": "labels",
            "unlabeled_category": "label_0",
        }
    ),
    "external.DRVI": Way(COUNTS),
    "external.VIVS": Way({**COUNTS, "y_obsm_key": "target"}, ask=""),
}
# The same class with MuData, under a name of its own.
WAYS["model.TOTALVI:mudata"] = Way(
    {**JOINT, "protein_layer": None}, {"rna_layer": "rna", "protein_layer": "protein"}
)
# And with proteins in a table, which has names.
WAYS["model.TOTALVI:table"] = Way(WAYS["model.TOTALVI"].setup, prepare=_proteins_as_table)
