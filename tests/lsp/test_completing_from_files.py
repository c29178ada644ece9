"""What a data file or a saved model holds is offered at the cursor, over the protocol."""

from __future__ import annotations

import shutil
import sys
import time
from pathlib import Path

import pytest
from programs import position
from wire import Wire

from conftest import PUSHING

sys.path.append(str(Path(__file__).parents[1] / "rules"))

import tiny_files
from example_files import kept_model

READ = 'import scanpy as sc\nimport mudata as md\nimport scvi\nadata = sc.read_h5ad("pbmc.h5ad")\n'
SET_UP = (
    'scvi.model.SCVI.setup_anndata(adata, batch_key="sampleID", labels_key="cell_type")\n'
    "model = scvi.model.SCVI(adata)\nmodel.train()\n"
)
MUDATA = 'mdata = md.read_h5mu("cite.h5mu")\n'
COLUMNS = ["cell_type", "pct_mito", "sampleID"]
SAVED = 'trained(scvi.model.SCVI, cells(obs={"batch": "a*60 b*60"}), batch_key="batch")'


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("files")
    n = 90
    data = tiny_files.cells(
        obs={
            "sampleID": "s1*60 s2*30",
            "cell_type": "B*40 T*40 NK_cell*10",
            "pct_mito": [0.5] * n,
        },
        layers={"counts": "counts"},
        obsm={"X_pca": 5, "protein": {"CD3": [1.0] * n, "CD4": [2.0] * n}},
    )
    tiny_files.write(str(made / "pbmc.h5ad"), data)
    cite = tiny_files.mudata(rna=data, prot=tiny_files.cells(n, obs={"lane": "a*45 b*45"}))
    tiny_files.write(str(made / "cite.h5mu"), cite)
    (made / "model").mkdir()
    shutil.copy(kept_model(SAVED), made / "model" / "model.pt")
    return made


def labels(wire: Wire, folder: Path, code: str) -> list[str]:
    """What is offered at `|`, once the files were looked at."""
    uri = (folder / "program.py").as_uri()
    text = READ + code.replace("|", "")
    wire.initialize(PUSHING, rootUri=folder.as_uri())
    wire.open(uri, text)
    spot = position(READ + code, "|")
    end = time.monotonic() + 20
    while time.monotonic() < end:
        wanted = {"textDocument": {"uri": uri}, "position": spot}
        answer = wire.request("textDocument/completion", wanted)["result"]
        items = answer["items"] if isinstance(answer, dict) else answer or []
        if items:
            return [item["label"] for item in items]
        time.sleep(0.1)
    raise AssertionError("nothing was offered")


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ('adata.obs["|"]', COLUMNS),
        ('adata.layers["|"]', ["counts"]),
        ('adata.obsm["|"]', ["X_pca", "protein"]),
        ('scvi.model.SCVI.setup_anndata(adata, batch_key="|")', ["sampleID", "cell_type"]),
        ('scvi.model.SCVI.setup_anndata(adata, layer="|")', ["counts"]),
        (
            'scvi.model.TOTALVI.setup_anndata(adata, protein_expression_obsm_key="|")',
            ["X_pca", "protein"],
        ),
        (
            'scvi.model.SCANVI.setup_anndata(adata, "cell_type", unlabeled_category="|")',
            ["B", "NK cell", "T"],
        ),
        (SET_UP + 'model.get_normalized_expression(transform_batch="|")', ["s1", "s2"]),
        (
            SET_UP + 'model.differential_expression(groupby="cell_type", group1="|")',
            ["B", "NK cell", "T"],
        ),
        (MUDATA + 'mdata.mod["|"]', ["prot", "rna"]),
        (MUDATA + 'mdata["|"]', ["prot", "rna"]),
        (MUDATA + 'mdata["rna"].obs["|"]', COLUMNS),
        (
            MUDATA + 'scvi.model.TOTALVI.setup_mudata(mdata, modalities={"rna_layer": "|"})',
            ["prot", "rna"],
        ),
    ],
)
def test_entries_and_categories_of_a_file(
    fresh: Wire, folder: Path, code: str, expected: list[str]
) -> None:
    assert labels(fresh, folder, code) == expected


def test_batches_of_a_saved_model(fresh: Wire, folder: Path) -> None:
    code = 'model = scvi.model.SCVI.load("model")\n'
    code += 'model.get_normalized_expression(transform_batch="|")'
    assert labels(fresh, folder, code) == ["a", "b"]


# Columns of every kind, in an order that helps nobody.
N = 400
MANY = {
    "total_counts": [float(n) + 0.5 for n in range(N)],
    "barcode": [f"AAAC{n}" for n in range(N)],
    "pct_mito": [n / N for n in range(N)],
    "is_doublet": [n % 9 == 0 for n in range(N)],
    "species": "human*400",
    "n_genes": list(range(N)),
    "leiden": "0*100 1*100 2*100 3*100",
    "cell_type": "B*200 T*190 unknown*10",
    "condition": "control*200 stimulated*200",
    "donor": "D1*200 D2*200",
}
FLOATS = {"total_counts", "pct_mito"}


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("many")
    layers = {"log": "lognorm", "scaled": "scaled", "counts": "counts"}
    tiny_files.write(str(made / "pbmc.h5ad"), tiny_files.cells(obs=MANY, layers=layers))
    return made


SETUP = "scvi.model.SCVI.setup_anndata(adata, "
SEEDED = 'scvi.model.SCANVI.setup_anndata(adata, labels_key="cell_type", '
COMPARED = SET_UP + "model.differential_expression("


@pytest.mark.parametrize(
    ("code", "first", "last", "never"),
    [
        (f'{SETUP}batch_key="|")', ["donor"], ["cell_type", "leiden"], FLOATS),
        (f'{SETUP}batch_key="|', ["donor"], ["cell_type", "leiden"], FLOATS),
        (f"{SETUP}batch_key=|)", ["donor"], ["cell_type", "leiden"], FLOATS),
        (f'{SETUP}labels_key="|")', ["cell_type", "leiden"], [], FLOATS),
        (f'{SETUP}batch_key="donor", categorical_covariate_keys=["|"])', [], ["donor"], FLOATS),
        (
            f'{SETUP}continuous_covariate_keys=["|"])',
            ["pct_mito", "total_counts"],
            ["is_doublet"],
            {"donor", "cell_type", "condition", "barcode"},
        ),
        (f'{SETUP}size_factor_key="|")', ["total_counts"], [], {"donor", "cell_type"}),
        (f'{SETUP}layer="|")', ["counts"], [], set()),
        (
            f'{COMPARED}groupby="|")',
            ["cell_type", "leiden"],
            [],
            FLOATS,
        ),
        (
            f'{SEEDED}unlabeled_category="|")',
            ["unknown"],
            [],
            set(),
        ),
        (
            f'{COMPARED}groupby="cell_type", group1="B", group2="|")',
            ["T"],
            [],
            {"B"},
        ),
    ],
)
def test_what_fits_an_argument_comes_first(
    fresh: Wire, many: Path, code: str, first: list[str], last: list[str], never: set[str]
) -> None:
    found = labels(fresh, many, code)
    assert found[: len(first)] == first
    assert not last or sorted(found[-len(last) :]) == sorted(last)
    assert not never & set(found)


def test_columns_that_tell_cells_apart_or_none_come_behind_the_groups(
    fresh: Wire, many: Path
) -> None:
    found = labels(fresh, many, f'{SETUP}batch_key="|")')
    groups = found.index("donor"), found.index("condition"), found.index("is_doublet")
    assert max(groups) < min(found.index("species"), found.index("barcode"), found.index("n_genes"))


def test_of_several_modalities_the_one_that_is_set_counts(fresh: Wire, folder: Path) -> None:
    setup = MUDATA + 'scvi.model.TOTALVI.setup_mudata(mdata, batch_key="|", modalities='
    assert labels(fresh, folder, setup + '{"batch_key": "prot"})') == ["lane"]
    keys = labels(fresh, folder, setup.replace("|", "lane") + '{"batch_key": "prot", "|"})')
    assert "rna_layer" in keys and "batch_key" not in keys
