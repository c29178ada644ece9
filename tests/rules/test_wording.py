"""What is said: in the user's own names, with what was done last, numbers, and no filler."""

from __future__ import annotations

import ast
import re

import pytest
from example_files import answers
from example_judging import all_entries, checker, findings_of
from example_programs import as_script
from rule_files import RuleFile, rule_files

from scvi_lint.linting.findings import Finding
from scvi_lint.linting.gathering import check_with_evidence

# The mark below the place says already that nothing fails; ellipses make one read twice.
FILLERS = re.compile(
    r"nothing (?:says|warns|tells|fails)|without a word|silently|does not count for"
    r"|\bof all cells\b|\bof other cells\b|\bwith a warning only\b|\bonly a warning\b",
    re.I,
)
READ = 'import numpy as np\nimport scanpy as sc\nimport scvi\n\nadata = sc.read_h5ad("pbmc.h5ad")\n'
SETUP = 'scvi.model.SCVI.setup_anndata(adata, batch_key="batch")\n'
TRAINED = SETUP + "model = scvi.model.SCVI(adata)\nmodel.train(max_epochs=1)\n"


def told(text: str, obs: str = "", **more: str) -> list[Finding]:
    if not obs and not more:
        return findings_of(as_script(text), "1.4.2")
    given = ", ".join([f"obs={obs or None}", *(f"{k}={v}" for k, v in more.items())])
    program = as_script(text, (("pbmc.h5ad", f"cells({given})"),))
    made = checker("1.4.2", all_entries())
    return check_with_evidence(made, program.document, answers(program.files)).findings


def message(code: str, found: list[Finding]) -> str:
    (only,) = [one for one in found if one.code == code]
    return only.message


@pytest.mark.parametrize("rule", rule_files(), ids=str)
def test_no_message_is_filled_with_what_the_mark_says(rule: RuleFile) -> None:
    tree = ast.parse(rule.path.read_text(encoding="utf-8"))
    texts = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    filled = [text for text in texts[1:] if FILLERS.search(text) and "\n" not in text]
    assert not filled


# --- what was done last -------------------------------------------------------------------------

LAST = {
    "sc.pp.normalize_total(adata)": "depth-normalised",
    "sc.pp.normalize_total(adata)\nsc.pp.log1p(adata)": "log-normalised",
    "sc.pp.log1p(adata)": "log-transformed",
    "adata.X = np.log1p(adata.X)": "log-transformed",
    "sc.pp.sqrt(adata)": "square-rooted",
    "sc.pp.log1p(adata)\nsc.pp.combat(adata)": "changed by ComBat",
    "sc.pp.log1p(adata)\nsc.pp.normalize_total(adata)": "depth-normalised",
}
MAKE_NEGATIVE = {
    "sc.pp.log1p(adata)\nsc.pp.scale(adata)": "scaled",
    'sc.pp.log1p(adata)\nsc.pp.regress_out(adata, ["pct"])': "changed by regress_out",
    "sc.experimental.pp.normalize_pearson_residuals(adata)": "turned into Pearson residuals",
    "sc.pp.recipe_zheng17(adata)": "changed by recipe_zheng17",
}


@pytest.mark.parametrize("steps", LAST)
def test_set_up_names_what_was_done_last(steps: str) -> None:
    said = message("SCV250", told(f"{READ}{steps}\n{TRAINED}"))
    assert f"X was {LAST[steps]}. Training runs" in said


@pytest.mark.parametrize("steps", MAKE_NEGATIVE)
def test_negative_values_are_those_of_the_last_step(steps: str) -> None:
    said = message("SCV251", told(f"{READ}{steps}\n{TRAINED}"))
    assert f"X was {MAKE_NEGATIVE[steps]}, so that" in said


@pytest.mark.parametrize("steps", LAST)
def test_a_copy_is_what_its_original_was(steps: str) -> None:
    filled = 'adata.layers["counts"] = adata.X.copy()\n'
    text = f'{READ}{steps}\n{filled}scvi.model.SCVI.setup_anndata(adata, layer="counts")\n'
    assert f"is filled after X was {LAST[steps]}:" in message("SCV205", told(text))


@pytest.mark.parametrize("steps", ["sc.pp.log1p(adata)\nsc.pp.combat(adata)"])
def test_other_rules_name_the_same(steps: str) -> None:
    words = LAST[steps]
    chosen = 'sc.pp.highly_variable_genes(adata, flavor="seurat_v3")\n'
    assert f"X was {words}" in message("SCV208", told(f"{READ}{steps}\n{chosen}"))
    late = TRAINED.replace("model.train", f"{steps}\nmodel.train")
    assert "log-transformed here" in message("SCV202", told(READ + late))
    raw = f"{READ}{steps}\nadata.raw = adata\nadata = adata.raw.to_adata()\n{TRAINED}"
    assert f".raw was kept after X was {words}" in message("SCV206", told(raw))


def test_a_model_that_decoded_values_is_named() -> None:
    text = READ + TRAINED + 'adata.layers["d"] = model.get_normalized_expression()\n'
    text += 'sc.tl.rank_genes_groups(adata, "batch", layer="d", use_raw=False)\n'
    assert "layers['d'] was decoded by SCVI" in message("SCV411", told(text))


# --- numbers ------------------------------------------------------------------------------------


def test_values_of_a_file_are_told_with_their_range() -> None:
    obs = '{"batch": "a*60 b*60"}'
    assert "log-normalised values up to" in message(
        "SCV250", told(READ + TRAINED, obs, x='"lognorm"')
    )
    scaled = message("SCV251", told(READ + TRAINED, obs, x='"scaled"'))
    assert re.search(r"scaled values from -\d", scaled)


def test_cells_of_a_pair_that_was_never_measured_are_counted() -> None:
    asked = (
        'model.get_normalized_expression(adata[adata.obs["kind"] == "B"], transform_batch="a")\n'
    )
    obs = '{"batch": "a*60 b*60", "kind": "T*80 B*40"}'
    said = message("SCV450", told(READ + TRAINED + asked, obs))
    assert "No 'B' cell was measured in 'a' (40 in 'b')" in said


# --- names --------------------------------------------------------------------------------------

UNNAMED = {
    "a question to a model": SETUP + "scvi.model.SCVI(adata).get_normalized_expression()\n",
    "a latent space": SETUP + "scvi.model.SCVI(adata).get_latent_representation()\n",
    "a saved model": SETUP + 'scvi.model.SCVI(adata).save("here")\n',
    "SCANVI of a model": 'scvi.model.SCVI.setup_anndata(adata, labels_key="kind")\n'
    + 'scvi.model.SCANVI.from_scvi_model(scvi.model.SCVI(adata), "?").predict()\n',
    "data": 'scvi.model.SCVI.setup_anndata(sc.read_h5ad("b.h5ad")[:, :5])\n',
    "data of a dictionary": "scvi.model.SCVI({1: adata}.get(1))\n",
    "a model of a list": SETUP + "[scvi.model.SCVI(adata)][0].get_normalized_expression()\n",
}


@pytest.mark.parametrize("name", UNNAMED)
def test_what_has_no_name_is_not_called_as_if_it_had(name: str) -> None:
    said = [one.message for one in told(READ + UNNAMED[name])]
    assert said
    for text in said:
        assert not re.search(r"\bthe (?:model|data)[.\[(]", text), text
        assert text[0].upper() == text[0] or not text.startswith(("the ", "a "))


def test_model_without_a_name_is_asked_in_words() -> None:
    said = message("SCV501", told(READ + UNNAMED["a question to a model"]))
    assert said.startswith("The model is not trained") and "Call train() on the model first" in said


def test_model_has_the_name_that_it_was_given() -> None:
    text = READ + SETUP + "vae = scvi.model.SCVI(adata)\nvae.get_normalized_expression()\n"
    assert "Call vae.train() first" in message("SCV501", told(text))


# --- one cause ----------------------------------------------------------------------------------


def test_choice_of_genes_waits_for_the_registration_to_be_right() -> None:
    text = READ + "sc.pp.log1p(adata)\nsc.pp.highly_variable_genes(adata, subset=True)\n" + TRAINED
    codes = {one.code for one in told(text)}
    assert "SCV250" in codes and "SCV210" not in codes
    without = text.replace("sc.pp.log1p(adata)\n", "")
    assert "SCV210" in {one.code for one in told(without)}


DESIGN = '{"batch": "a*30 b*30 c*30 d*30", "donor": "1*30 2*30 3*30 4*30", "arm": "x*60 y*60"}'


def test_one_design_is_one_finding_with_one_advice() -> None:
    asked = (
        'model.differential_expression(groupby="arm", group1="x", group2="y", mode="change", '
        "batch_correction=True)\n"
    )
    found = told(READ + TRAINED + asked, DESIGN)
    design = [one for one in found if one.code in ("SCV350", "SCV653", "SCV655")]
    assert [one.code for one in design] == ["SCV653"]
    assert "pseudobulk" in design[0].message
    also = [one.message for one in design[0].related if one.message.startswith("also: ")]
    assert len(also) == 1 and "4 donors" in also[0] and "pseudobulk" in also[0]


def test_lanes_that_follow_the_condition_are_told_with_the_donors() -> None:
    obs = '{"batch": "a*60 b*60", "donor": "1*30 2*30 3*30 4*30", "arm": "x*60 y*60"}'
    asked = 'model.differential_expression(groupby="arm", mode="change")\n'
    found = told(READ + TRAINED + asked, obs)
    design = [one.code for one in found if one.code in ("SCV350", "SCV653", "SCV655")]
    assert design == ["SCV350"]


def test_clusters_are_not_sent_from_one_covariate_to_the_other() -> None:
    setup = 'scvi.model.SCVI.setup_anndata(adata, continuous_covariate_keys=["leiden"])\n'
    said = message("SCV156", told(READ + setup, '{"leiden": "0*60 1*60"}'))
    assert said.endswith("Leave it out.")


# --- draws over all cells -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "fails"),
    [
        ("n_samples_overall=5000", True),
        ("n_samples_overall=5000, return_mean=True", True),
        ("n_samples_overall=5000, return_mean=False", False),
        ("n_samples_overall=50, return_mean=False", True),  # fewer than there are cells
        ("n_samples_overall=5000, return_mean=False, return_numpy=False", False),
        ("n_samples_overall=50, return_mean=False, return_numpy=True", False),
        ("n_samples_overall=50, return_mean=False, indices=[1, 2]", False),
    ],
)
def test_draws_without_their_mean_are_an_array(asked: str, fails: bool) -> None:
    text = f"{READ}{TRAINED}model.get_normalized_expression({asked})\n"
    codes = {one.code for one in told(text, '{"batch": "a*60 b*60"}')}
    assert ("SCV423" in codes) is fails
