"""A planted difference is found at every door of every class, and the fitting twin is silent.

What happens at each was tried on scvi-tools 1.4.2 by `tests/oracle/doors.py`.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from scvi_lint.config.settings import Settings
from scvi_lint.linting.checking import Checker
from scvi_lint.source.documents.reading import read_document

CHECKER = Checker(Settings(), version="1.4.2")
# A class, how it is set up, and the columns that this names.
CLASSES = {
    "scvi.model.SCVI": 'layer="counts", batch_key="batch", categorical_covariate_keys=["labels"]',
    "scvi.model.SCANVI": 'layer="counts", labels_key="labels", unlabeled_category="label_0"',
    "scvi.model.LinearSCVI": 'layer="counts", batch_key="batch"',
    "scvi.model.AUTOZI": 'layer="counts", batch_key="batch"',
    "scvi.model.TOTALVI": 'layer="counts", batch_key="batch", '
    'protein_expression_obsm_key="protein_expression"',
    "scvi.model.PEAKVI": 'layer="counts", batch_key="batch"',
    "scvi.external.POISSONVI": 'layer="counts", batch_key="batch"',
    "scvi.model.CondSCVI": 'layer="counts", labels_key="labels", batch_key="batch"',
    "scvi.external.MRVI": 'layer="counts", sample_key="labels", batch_key="batch"',
    "scvi.model.AmortizedLDA": 'layer="counts"',
    "scvi.external.RESOLVI": 'layer="counts", batch_key="batch"',
    "scvi.external.SCVIVA": 'layer="counts", batch_key="batch", sample_key="batch", '
    'labels_key="labels", cell_coordinates_key="X_spatial"',
    "scvi.model.JaxSCVI": 'layer="counts", batch_key="batch"',
}
DOORS = {
    "load": 'model.save("fitted")\nother = {cls}.load("fitted", query)',
    "load_query_data": "other = {cls}.load_query_data(query, model)",
    "a saved reference": 'model.save("fitted")\nother = {cls}.load_query_data(query, "./fitted/")',
    "ask": "latent = model.get_latent_representation(query)",
}
MAPS = ("SCVI", "SCANVI", "TOTALVI", "PEAKVI", "POISSONVI", "RESOLVI")
# Their set-up notes the cells in the data: a question about data without one raises.
NOTES = ("MRVI", "RESOLVI")
# A difference, the rule that finds it, and what the program does.
DIFFERENCES = {
    "none": ("", ""),
    "scale": ("SCV756", 'sc.pp.log1p(query, layer="counts")'),
    "scale of X put in": ("SCV756", 'sc.pp.log1p(query)\nquery.layers["counts"] = query.X.copy()'),
    "layer": ("SCV754", 'del query.layers["counts"]'),
    "column": ("SCV754", "del query.obs[{column!r}]"),
    "category": ("SCV753", 'query.obs[{column!r}] = "new"'),
    "category by text": (
        "SCV753",
        "query.obs[{column!r}] = query.obs[{column!r}].astype(str) + '_q'",
    ),
    "no value": (
        "SCV757",
        "query.obs[{column!r}] = query.obs[{column!r}].map({{'batch_0': 'batch_0', "
        "'label_0': 'label_0'}})",
    ),
    "no value in part": (
        "SCV757",
        "query.obs.loc[query.obs['labels'] == 'label_1', {column!r}] = float('nan')",
    ),
    "view": ("SCV758", "query = query[:100]"),
    "fewer genes": ("SCV751", "query = query[:, :50].copy()"),
    "chosen genes": (
        "SCV751",
        "sc.pp.highly_variable_genes(query, n_top_genes=20, flavor='seurat_v3', subset=True)",
    ),
    "genes in order": ("SCV752", "query = query[:, sorted(query.var_names)].copy()"),
    "genes renamed": ("SCV752", "query.var_names = [name.lower() for name in query.var_names]"),
}


def programs() -> Iterator[tuple[str, str, str, str]]:
    for cls, setup in CLASSES.items():
        name = cls.rpartition(".")[2]
        columns = [column for column in ("batch", "labels") if f'"{column}"' in setup]
        for door, call in DOORS.items():
            if "load_query_data" in call and name not in MAPS:
                continue
            for difference, (code, change) in DIFFERENCES.items():
                for column in columns if "{column" in change else columns[:1]:
                    if is_repaired(name, door, difference, column):
                        continue
                    lines = change.format(column=column)
                    # Where the value of the label is missing, what is wrong depends on the class.
                    if difference.startswith("no value") and "SCANVI" in (name,):
                        continue
                    silent = code in ("", "SCV756", "SCV752", "SCV758")
                    never = name in NOTES and door == "ask" and silent
                    yield (
                        f"{name}-{door}-{difference}-{column}",
                        " ".join(sorted({code, "SCV760"} - {""})) if never else code,
                        f"{lines}\n" + call.format(cls=cls),
                        cls,
                    )


def is_repaired(name: str, door: str, difference: str, column: str) -> bool:
    """What a door takes or mends."""
    if difference == "view" and (door == "ask" or name in ("MRVI", "RESOLVI")):
        return True
    if difference.startswith("no value"):
        return False
    if door in ("ask", "load"):
        return False
    # A query brings batches and covariates along; scANVI fills in labels that are missing.
    of_labels = name == "SCANVI" and column == "labels"
    return (difference.startswith("category") and not of_labels) or (
        difference == "column" and of_labels
    )


CASES = list(programs())


@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_a_difference_is_found_where_the_data_comes_in(case: tuple[str, str, str, str]) -> None:
    _, code, lines, cls = case
    text = f"""\
import scanpy as sc
import scvi

def read():
    data = scvi.data.synthetic_iid()
    data.layers["counts"] = data.X.copy()
    return data

adata = read()
{cls}.setup_anndata(adata, {CLASSES[cls]})
model = {cls}(adata)
model.train()
query = read()
{lines}
"""
    last = text.count("\n") - 1
    found = CHECKER.check(read_document("program.py", text.encode())).findings
    spoken = {f.code for f in found if f.severity != "info" and f.code in ALL}
    assert spoken == set(code.split())
    places = [text.count("\n", 0, f.span.start) for f in found if f.code in spoken]
    assert places == [last] * len(spoken)


ALL = frozenset({code for code, _ in DIFFERENCES.values()} | {"SCV760"})


def test_there_are_many() -> None:
    assert len(CASES) > 500


MRVI = """\
import scvi

adata = scvi.data.synthetic_iid()
scvi.external.MRVI.setup_anndata(adata, sample_key="labels", batch_key="batch")
model = scvi.external.MRVI(adata)
model.train()
model.save("fitted")
adata.obs["batch"] = "new"
again = scvi.external.MRVI.load("fitted", adata)
"""


@pytest.mark.parametrize(("release", "has_it"), [("1.4.2", False), ("1.5.1", True)])
def test_nobody_is_sent_to_a_method_that_the_class_has_not(release: str, has_it: bool) -> None:
    checker = Checker(Settings(), version=release)
    found = checker.check(read_document("program.py", MRVI.encode())).findings
    told = next(one.message for one in found if one.code == "SCV753")
    assert ("load_query_data" in told) == has_it


MUDATA = """\
import numpy as np
import scanpy as sc
import scvi

def read():
    data = scvi.data.synthetic_iid(return_mudata=True)
    data["rna"].layers["counts"] = data["rna"].X.copy()
    return data

places = {{"rna_layer": "rna", {other}}}
mdata = read()
{cls}.setup_mudata(mdata, rna_layer="counts", batch_key="batch", modalities=places)
model = {cls}(mdata)
model.train()
query = read()
{change}
{call}
"""
JOINT = {
    "scvi.model.TOTALVI": '"protein_layer": "protein_expression"',
    "scvi.model.MULTIVI": '"atac_layer": "accessibility"',
}
MUDATA_DOORS = {
    "load": 'model.save("fitted")\nother = {cls}.load("fitted", query)',
    "load_query_data": "other = {cls}.load_query_data(query, model)",
    "ask": "latent = model.get_latent_representation(query)",
}
IN_MUDATA = {
    "none": ("", ""),
    "scale": ("SCV756", 'sc.pp.log1p(query["rna"], layer="counts")'),
    "layer": ("SCV754", 'del query["rna"].layers["counts"]'),
    "category": ("SCV753", 'query.obs["batch"] = "new"'),
    "no value": ("SCV757", 'query.obs["batch"] = float("nan")'),
    "column dropped": ("SCV754", 'query.obs = query.obs.drop(columns="batch")'),
    "fewer genes": ("SCV751", 'query.mod["rna"] = query["rna"][:, :50].copy()'),
    "genes in order": ("SCV752", 'query.mod["rna"] = query["rna"][:, ::-1].copy()'),
    "genes renamed": ("SCV752", 'query["rna"].var_names = "x" + query["rna"].var_names'),
    "other values in a layer": ("", 'query["rna"].layers["log"] = np.log1p(query["rna"].X)'),
    "the same genes": ("", 'query.mod["rna"] = query["rna"].copy()'),
}


@pytest.mark.parametrize("cls", JOINT)
@pytest.mark.parametrize("door", MUDATA_DOORS)
@pytest.mark.parametrize("difference", IN_MUDATA)
def test_a_difference_is_found_in_modalities(cls: str, door: str, difference: str) -> None:
    code, change = IN_MUDATA[difference]
    wanted = {code} - {""}
    if difference == "category" and door == "load_query_data":
        wanted = set()
    if cls.endswith("MULTIVI") and door == "ask":
        # Without the numbers of its cells it raises before it looks at matrices.
        wanted |= {"SCV760"} if code in ("", "SCV756", "SCV752") else set()
    call = MUDATA_DOORS[door].format(cls=cls)
    text = MUDATA.format(cls=cls, other=JOINT[cls], change=change, call=call)
    found = CHECKER.check(read_document("program.py", text.encode())).findings
    spoken = {f.code for f in found if f.severity != "info" and f.code in ALL}
    assert spoken == wanted
