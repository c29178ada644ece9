"""A batch that is named after cell types is told through every door that takes a batch."""

from __future__ import annotations

import pytest
from example_files import answers
from example_judging import all_entries, checker, findings_of
from example_programs import as_notebook, as_script

from scvi_lint.linting.findings import Finding
from scvi_lint.linting.gathering import check_with_evidence

CODE = "SCV348"
READ = 'import scanpy as sc\nimport scvi\n\nadata = sc.read_h5ad("pbmc.h5ad")\n'
MUDATA = """\
import mudata
import scvi

PARTS = {"rna_layer": "rna"}
mdata = mudata.read_h5mu("pbmc.h5mu")
"""

DOORS = {
    **{
        f"{name}.setup_anndata": READ
        + f'scvi.{path}.{name}.setup_anndata(adata, {more}batch_key="cell_type")\n'
        for path, name, more in (
            ("model", "SCVI", ""),
            ("model", "LinearSCVI", ""),
            ("model", "AUTOZI", ""),
            ("model", "PEAKVI", ""),
            ("model", "CondSCVI", ""),
            ("model", "SCANVI", 'labels_key="kind", unlabeled_category="?", '),
            ("model", "TOTALVI", 'protein_expression_obsm_key="protein", '),
            ("external", "POISSONVI", ""),
            ("external", "MRVI", 'sample_key="donor", '),
            ("external", "SysVI", ""),
            ("external", "SCAR", ""),
            ("external", "GIMVI", ""),
            ("external", "ContrastiveVI", ""),
            ("external", "RESOLVI", ""),
            ("external", "CellAssign", 'size_factor_key="size", '),
            ("external", "SCVIVA", ""),
            ("external", "CYTOVI", ""),
        )
    },
    "positional": READ + 'scvi.model.AUTOZI.setup_anndata(adata, "cell_type")\n',
    "a constant": READ + 'KEY = "cell_type"\nscvi.model.SCVI.setup_anndata(adata, batch_key=KEY)\n',
    "keywords": READ
    + 'keys = dict(layer="counts", batch_key="cell_type")\n'
    + "scvi.model.SCVI.setup_anndata(adata, **keys)\n",
    "a configuration": READ
    + 'CONFIG = {"setup": {"batch_key": "cell_type"}}\n'
    + 'scvi.model.SCVI.setup_anndata(adata, **CONFIG["setup"])\n',
    "a function": READ
    + "def prepare(data, key):\n    scvi.model.SCVI.setup_anndata(data, batch_key=key)\n\n"
    + 'prepare(adata, "cell_type")\n',
    "a class in a variable": READ
    + 'Model = scvi.model.SCVI\nModel.setup_anndata(adata, batch_key="cell_type")\n',
    "a covariate": READ
    + "scvi.model.SCVI.setup_anndata(\n"
    + '    adata, batch_key="lane", categorical_covariate_keys=["sex", "cell_type"]\n)\n',
    "setup_mudata of MULTIVI": MUDATA
    + 'scvi.model.MULTIVI.setup_mudata(mdata, batch_key="cell_type", modalities=PARTS)\n',
    "setup_mudata of TOTALVI": MUDATA
    + 'scvi.model.TOTALVI.setup_mudata(mdata, batch_key="rna:cell_type", modalities=PARTS)\n',
    "another library": READ.replace("import scvi", "import scarches as sca")
    + 'sca.models.SCVI.setup_anndata(adata, batch_key="cell_type")\n',
}
OLD = {
    "by name": READ + 'scvi.data.setup_anndata(adata, batch_key="cell_type")\n',
    "by position": READ + 'scvi.data.setup_anndata(adata, "cell_type")\n',
}


def told(text: str, release: str = "1.4.2") -> list[Finding]:
    return [one for one in findings_of(as_script(text), release) if one.code == CODE]


def told_with_file(obs: str, setup: str) -> list[Finding]:
    files = (("pbmc.h5ad", f"cells(obs={obs})"),)
    program = as_script(READ + setup, files)
    made = checker("1.4.2", all_entries())
    found = check_with_evidence(made, program.document, answers(program.files)).findings
    return [one for one in found if one.code == CODE]


@pytest.mark.parametrize("door", DOORS)
def test_batch_named_after_cell_types_is_a_warning(door: str) -> None:
    for form in (as_script, as_notebook):
        found = [f for f in findings_of(form(DOORS[door]), "1.4.2") if f.code == CODE]
        assert [(one.severity, one.certain) for one in found] == [("warning", True)]
        assert "cell_type" in found[0].message and "cell types" in found[0].message
        assert found[0].citation is not None


@pytest.mark.parametrize("door", OLD)
def test_registration_of_the_old_generation_is_read_too(door: str) -> None:
    assert [one.severity for one in told(OLD[door], "0.14.6")] == ["warning"]


@pytest.mark.parametrize("name", ["leiden", "seurat_clusters", "predicted_labels", "annotation"])
def test_clusters_and_predictions_are_told_as_what_they_are(name: str) -> None:
    (found,) = told(READ + f'scvi.model.SCVI.setup_anndata(adata, batch_key="{name}")\n')
    what = {"annotation": "cell types", "predicted_labels": "predicted labels"}
    assert f"'{name}' names {what.get(name, 'clusters')}" in found.message


@pytest.mark.parametrize(
    "name",
    ["leiden_lane", "predicted_sex", "cell_type_batch", "annotation_date", "cluster_computer"],
)
def test_another_noun_at_the_end_of_the_name_is_another_thing(name: str) -> None:
    assert not told(READ + f'scvi.model.SCVI.setup_anndata(adata, batch_key="{name}")\n')


def test_data_sets_that_were_joined_under_such_a_name_are_batches() -> None:
    text = (
        "import anndata as ad\nimport scanpy as sc\nimport scvi\n"
        'parts = {"a": sc.read_h5ad("a.h5ad"), "b": sc.read_h5ad("b.h5ad")}\n'
        'adata = ad.concat(parts, label="annotation")\n'
        'scvi.model.SCVI.setup_anndata(adata, batch_key="annotation")\n'
    )
    assert not told(text)


SETUP = 'scvi.model.SCVI.setup_anndata(adata, batch_key="lane")\n'


def test_file_with_one_type_in_each_batch() -> None:
    (found,) = told_with_file('{"lane": "a*40 b*40 c*30", "cell_type": "T*40 B*70"}', SETUP)
    assert found.severity == "warning" and found.evidence
    assert "Each 'lane' holds one 'cell_type' only" in found.message


def test_file_whose_labels_are_the_batches() -> None:
    setup = SETUP.replace("batch_key", 'labels_key="kind", batch_key')
    (found,) = told_with_file('{"lane": "a*40 b*40", "kind": "x*40 y*40"}', setup)
    assert "'kind'" in found.message


def test_file_with_several_types_in_a_batch() -> None:
    assert not told_with_file('{"lane": "a*40 b*40", "cell_type": "T*20 B*60"}', SETUP)


def test_file_where_only_one_batch_is_labelled() -> None:
    obs = '{"lane": "a*40 b*40", "cell_type": "T*20 B*20 Unknown*40"}'
    assert not told_with_file(obs, SETUP)


def test_file_with_types_in_the_batch_column() -> None:
    obs = '{"lane": "CD4_T_cells*30 B_cells*30 NK_cells*30 CD14_Monocytes*30"}'
    (found,) = told_with_file(obs, SETUP)
    assert "'lane' holds cell types such as" in found.message


def test_file_with_samples_in_the_batch_column() -> None:
    assert not told_with_file('{"lane": "donor_B*30 donor_T*30 NK3*30"}', SETUP)
