"""What else may differ where data comes to a model, and folders that are named from outside."""

from __future__ import annotations

import pytest

from scvi_lint.config.settings import Settings
from scvi_lint.linting.checking import Checker
from scvi_lint.source.documents.reading import read_document

CHECKER = Checker(Settings(), version="1.4.2")
CODES = frozenset(f"SCV{number}" for number in (554, *range(750, 771)))


def told(text: str, checker: Checker = CHECKER) -> set[str]:
    found = checker.check(read_document("program.py", text.encode())).findings
    return {one.code for one in found if one.code in CODES and one.severity != "info"}


HEAD = """\
import argparse
import os
import shutil
import sys
from pathlib import Path

import scanpy as sc
import scvi

def read():
    return scvi.data.synthetic_iid()

def fit(cls, data, **setup):
    cls.setup_anndata(data, **setup)
    model = cls(data)
    model.train()
    return model

"""
SMALL = """\
adata = read()
model = fit(scvi.model.{cls}, adata, batch_key="batch"{more})
model.save("full")
adata.obsm["X_latent_qzm"], adata.obsm["X_latent_qzv"] = model.get_latent_representation(
    return_dist=True
)
model.minify_adata({how})
small = model.adata
"""
MINIFIED = {
    "asked about fresh data": ("SCV764", "model.get_latent_representation(read())"),
    "asked about what it was": ("SCV764", "model.get_latent_representation(adata)"),
    "asked about its own": ("", "model.get_latent_representation(small)"),
    "asked about a part": ("", "model.get_latent_representation(small[:30].copy())"),
    "in the folder from before": ("SCV764", 'scvi.model.{cls}.load("full", small)'),
    "a copy in that folder": ("SCV764", 'scvi.model.{cls}.load("full", adata=small.copy())'),
    "the data from before there": ("", 'scvi.model.{cls}.load("full", adata)'),
    "through a file": (
        "SCV764",
        'small.write_h5ad("s.h5ad")\nscvi.model.{cls}.load("full", sc.read_h5ad("s.h5ad"))',
    ),
    "as a query": (
        "SCV764",
        'q = scvi.model.{cls}.load_query_data(small.copy(), scvi.model.{cls}.load("full", adata))',
    ),
    "to a model with counts": (
        "SCV764",
        'scvi.model.{cls}.load("full", adata).get_latent_representation(small)',
    ),
}
KINDS = {"SCVI": "", "SCANVI": ', labels_key="labels", unlabeled_category="label_0"'}


@pytest.mark.parametrize("cls", KINDS)
@pytest.mark.parametrize("case", MINIFIED)
def test_minified_data_and_counts_are_told_apart(cls: str, case: str) -> None:
    code, line = MINIFIED[case]
    text = HEAD + SMALL.format(cls=cls, more=KINDS[cls], how="") + line.format(cls=cls) + "\n"
    assert told(text) == {code} - {""}


def test_counts_that_are_kept_are_counts() -> None:
    how = '"latent_posterior_parameters_with_counts"'
    text = HEAD + SMALL.format(cls="SCVI", more="", how=how)
    assert told(text + 'scvi.model.SCVI.load("full", small)\n') == set()


@pytest.mark.parametrize(("cls", "code"), [("SCVI", ""), ("TOTALVI", "SCV764")])
def test_one_class_forgets_that_its_own_data_is_minified(cls: str, code: str) -> None:
    more = ', protein_expression_obsm_key="protein_expression"' if cls == "TOTALVI" else ""
    text = HEAD + SMALL.format(cls=cls, more=more, how="")
    text += f'model.save("small")\nagain = scvi.model.{cls}.load("small", small)\n'
    assert told(text) == {code} - {""}


SUBSET = """\
model = fit(scvi.model.SCVI, read()[:, {own}].copy(), batch_key="batch")
query = read()[:, {brought}].copy()
{change}
mapped = scvi.model.SCVI.load_query_data(query, model, inplace_subset_query_vars={how})
"""


@pytest.mark.parametrize(
    ("own", "brought", "change", "how", "code"),
    [
        (":", "::-1", "", "True", ""),
        (":50", ":", "", "True", ""),
        (":", ":50", "", "True", "SCV751"),
        (":", ":", "query.var_names = query.var_names.str.upper()", "True", "SCV752"),
        (":", "::-1", "", "False", "SCV752"),
        (":50", ":", "", "False", "SCV751"),
        (":50", ":", "", "len(sys.argv) > 2", ""),
    ],
)
def test_a_door_may_take_the_genes_itself(
    own: str, brought: str, change: str, how: str, code: str
) -> None:
    text = HEAD + SUBSET.format(own=own, brought=brought, change=change, how=how)
    assert told(text) == {code} - {""}


# Where the folder is from, how it is spelled when it is saved, and when it is loaded.
PATHS = {
    "an argument": ("args.out", 'os.path.join({}, "m")', 'f"{{{}}}/m"'),
    "an argument with a default": ("args.usual", 'Path({}) / "m"', 'os.path.join({}, "m")'),
    "the command line": ("sys.argv[1]", 'Path({}).joinpath("m")', '{} + "/m"'),
    "the environment": ('os.environ["OUT"]', '"%s/m" % {}', 'str(Path({}) / "m")'),
    "a variable with a default": ('os.getenv("OUT", "o")', 'Path({}).resolve() / "m"', '{} + "/m"'),
    "as it is": ("args.out", "{}", "Path({})"),
    "the place of the program": (
        "os.path.dirname(os.path.abspath(__file__))",
        'os.path.join({}, "m")',
        '{} + "/m"',
    ),
}
FOLDERS = """\
parser = argparse.ArgumentParser()
parser.add_argument("--out", required=True)
parser.add_argument("--usual", default="runs", type=str)
args = parser.parse_args()

def main(root, other):
    model = fit(scvi.model.SCVI, read(), batch_key="batch")
    model.save({write}, overwrite=True)
    {between}
    again = scvi.model.{cls}.load({read}, read())

main({root}, {other})
"""


@pytest.mark.parametrize("case", PATHS)
@pytest.mark.parametrize(("cls", "code"), [("SCVI", ""), ("PEAKVI", "SCV750")])
def test_a_folder_from_outside_is_one_folder(case: str, cls: str, code: str) -> None:
    root, write, read = PATHS[case]
    parts = {"root": root, "other": root, "cls": cls, "between": "pass"}
    places = {"write": write.format("root"), "read": read.format("root")}
    assert told(HEAD + FOLDERS.format(**parts, **places)) == {code} - {""}


@pytest.mark.parametrize(
    ("other", "between"),
    [
        ("args.usual", "pass"),
        ("sys.argv[2]", "pass"),
        ("args.out", 'shutil.rmtree(os.path.join(root, "m"))'),
    ],
)
def test_other_folders_and_moved_ones_are_others(other: str, between: str) -> None:
    text = FOLDERS.format(
        root="args.out",
        other=other,
        between=between,
        cls="PEAKVI",
        write='os.path.join(root, "m")',
        read='os.path.join(other, "m")',
    )
    assert told(HEAD + text) == set()


def test_a_prefix_that_is_not_known_may_be_the_right_one() -> None:
    text = HEAD + 'model = fit(scvi.model.SCVI, read())\nmodel.save("o", prefix=sys.argv[1])\n'
    assert told(text + 'model.save("o", prefix="a_")\nscvi.model.SCVI.load("o", read())\n') == set()


@pytest.mark.parametrize(("release", "code"), [("1.4.2", "SCV769"), ("1.5.1", "")])
def test_only_some_releases_know_queries_of_a_class(release: str, code: str) -> None:
    checker = Checker(Settings(), version=release)
    text = HEAD + 'model = fit(scvi.external.MRVI, read(), sample_key="batch")\n'
    line = "query = scvi.external.MRVI.load_query_data(read(), model, unfrozen=True)\n"
    assert told(text + line, checker) == {code} - {""}
    assert told(text + line.replace("scvi.external.MRVI", "model"), checker) == set()


SPOTS = """\
cells = read()
cells.layers["umi"] = cells.X.copy()
model = fit(scvi.model.CondSCVI, cells, labels_key="labels", {cells})
spots = read()
{change}
scvi.model.DestVI.setup_anndata(spots, {spots})
spatial = scvi.model.DestVI.from_rna_model(spots, model)
"""


@pytest.mark.parametrize(
    ("cells", "change", "spots", "code"),
    [
        ('batch_key="batch"', "", "", ""),
        ('batch_key="batch"', "del spots.obs['batch']", "", "SCV754"),
        ('layer="umi"', "", "", "SCV754"),
        ("", "spots.layers['umi'] = spots.X.copy()\nsc.pp.log1p(spots)", 'layer="umi"', "SCV756"),
        ('batch_key="batch"', "spots.obs['batch'] = 'section'", "", ""),
    ],
)
def test_spots_are_set_up_as_the_cells_were(cells: str, change: str, spots: str, code: str) -> None:
    text = HEAD + SPOTS.format(cells=cells, change=change, spots=spots)
    assert told(text) == {code} - {""}
