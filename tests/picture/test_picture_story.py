"""Which boxes and arrows a program becomes, and what stands on them."""

from __future__ import annotations

import json

from drawings import picture

from scvi_lint.picture.graph import Box, Picture

PROGRAM = """\
import scanpy as sc
import scvi

adata = sc.read_h5ad("pbmc.h5ad")
adata.layers["counts"] = adata.X.copy()
sc.pp.normalize_total(adata)
sc.pp.log1p(adata)
scvi.model.SCVI.setup_anndata(adata, batch_key="donor")
model = scvi.model.SCVI(adata, n_latent=30)
model.train(max_epochs=100)
adata.obsm["X_scVI"] = model.get_latent_representation()
sc.pp.neighbors(adata, use_rep="X_scVI")
sc.tl.leiden(adata)
"""


def box(drawn: Picture, code: str) -> Box:
    (found,) = [one for one in drawn.boxes if code in one.code]
    return found


def into(drawn: Picture, code: str) -> dict[str, list[str]]:
    """The arrows to a box: what they say, by the code that they come from."""
    return {drawn.boxes[one.source].code: one.words for one in drawn.into(box(drawn, code).number)}


def test_a_box_is_an_event_with_its_kind_and_place() -> None:
    drawn = picture(PROGRAM)
    assert [(one.name, one.line) for one in drawn.boxes] == [
        ("Data", 4),
        ("Preparing", 5),
        ("Preparing", 6),
        ("Preparing", 7),
        ("Registration", 8),
        ("Model", 9),
        ("Training", 10),
        ("Question", 11),
        ("Result", 12),
        ("Result", 13),
    ]
    assert {one.cell for one in drawn.boxes} == {0}
    assert drawn.boxes[7].code == 'adata.obsm["X_scVI"] = model.get_latent_representation()'


def test_arrows_say_what_has_changed_on_the_way() -> None:
    drawn = picture(PROGRAM)
    assert into(drawn, "sc.pp.normalize_total") == {
        'adata.layers["counts"] = adata.X.copy()': ["layers['counts']: as read"]
    }
    assert into(drawn, "sc.pp.log1p") == {"sc.pp.normalize_total(adata)": ["X: depth-normalised"]}
    assert into(drawn, "setup_anndata") == {
        "sc.pp.log1p(adata)": ["X: depth-normalised → log-normalised"]
    }
    ((_, words),) = into(drawn, "scvi.model.SCVI(").items()
    assert words == ["registered for SCVI: X (log-normalised) · batch_key 'donor'"]
    ((source, words),) = into(drawn, "get_latent").items()
    assert (source, words) == ("model.train(max_epochs=100)", ["trained"])
    assert into(drawn, "sc.tl.leiden") == {
        'sc.pp.neighbors(adata, use_rep="X_scVI")': ["graph ← X_scVI"]
    }
    assert drawn.boxes[-1].left == ["obs['leiden'] ← graph"]


def test_what_comes_by_another_way_has_no_arrow_of_its_own() -> None:
    """The data goes to the question by way of its model."""
    drawn = picture(PROGRAM)
    assert [drawn.boxes[one.source].name for one in drawn.into(7)] == ["Training"]
    assert len({(one.source, one.target) for one in drawn.arrows}) == len(drawn.arrows)


def test_findings_stand_at_their_box_with_message_and_page() -> None:
    drawn = picture(PROGRAM)
    notes = box(drawn, "setup_anndata").notes
    assert [note.code for note in notes] == ["SCV201"]
    assert notes[0].page.startswith("https://docs.scvi-tools.org/") and notes[0].title
    assert "log-normalised" in notes[0].message
    assert box(drawn, "setup_anndata").severity == "warning"


def test_no_finding_is_left_out() -> None:
    """One where nothing else happens gets a box there."""
    text = PROGRAM + 'de = model.differential_expression()\nlarge = de[de["lfc_mean"] > 1]\n'
    drawn = picture(text)
    assert "SCV601" in {note.code for note in box(drawn, "large =").notes}
    assert box(drawn, "large =").name == "Here" and drawn.boxes[-1].code.startswith("large")
    between = text.replace("adata.obsm", "model.histor\nadata.obsm", 1)
    numbers = [one.number for one in picture(between).boxes]
    assert numbers == list(range(len(numbers)))


def test_a_box_is_passed_several_times() -> None:
    """A loop over ten files is one box, and says so."""
    text = """\
import scanpy as sc
import scvi
for n in range(10):
    adata = sc.read_h5ad(f"{n}.h5ad")
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    model.train()
"""
    drawn = picture(text)
    assert [(one.name, one.repeated) for one in drawn.boxes] == [
        (name, True) for name in ("Data", "Registration", "Model", "Training")
    ]
    assert all(one.source < one.target for one in drawn.arrows)
    assert not any(one.repeated for one in picture(PROGRAM).boxes)


def test_a_part_of_the_cells_has_a_box_and_comes_from_the_whole() -> None:
    text = """\
import scanpy as sc
adata = sc.read_h5ad("a.h5ad")
sc.pp.normalize_total(adata)
small = adata[adata.obs["n"] > 3].copy()
sc.pp.log1p(small)
import scvi
"""
    drawn = picture(text)
    assert [one.line for one in drawn.boxes] == [2, 3, 4, 5]
    assert into(drawn, "small = ") == {"sc.pp.normalize_total(adata)": ["X: depth-normalised"]}
    ((_, words),) = into(drawn, "sc.pp.log1p").items()
    assert words == ["part of the cells"]


def test_data_put_together_comes_from_its_parts() -> None:
    text = """\
import anndata as ad
import scanpy as sc
import scvi
one = sc.read_h5ad("a.h5ad")
two = sc.read_h5ad("b.h5ad")
both = ad.concat({"a": one, "b": two}, label="batch")
scvi.model.SCVI.setup_anndata(both, batch_key="batch")
"""
    drawn = picture(text)
    assert set(into(drawn, "ad.concat")) == {
        'one = sc.read_h5ad("a.h5ad")',
        'two = sc.read_h5ad("b.h5ad")',
    }
    assert list(into(drawn, "setup_anndata")) == [
        'both = ad.concat({"a": one, "b": two}, label="batch")'
    ]


def test_steps_behind_a_question_are_results_until_another_model_is_set_up() -> None:
    more = """\
sc.pp.scale(adata)
scvi.model.SCVI.setup_anndata(adata)
other = scvi.model.SCVI(adata)
"""
    steps = {one.code: one.name for one in picture(PROGRAM + more).boxes}
    assert steps["sc.tl.leiden(adata)"] == "Result"
    assert steps["sc.pp.scale(adata)"] == "Preparing"


def test_the_cells_of_a_notebook_and_its_saved_progress() -> None:
    bar = [
        f"Epoch {n}/400: {n // 4}%|█| {n}/400 [00:10<00:01, v_num=1, train_loss_epoch={800 - n}]\r"
        for n in range(1, 391)
    ]
    stopped = "Monitored metric elbo_validation did not improve. Signaling Trainer to stop.\n"
    output = {"output_type": "stream", "name": "stderr", "text": "".join(bar) + stopped}
    first, second = PROGRAM.split("model.train")
    cells = [
        {"cell_type": "code", "source": first, "metadata": {}, "outputs": []},
        {
            "cell_type": "code",
            "source": "model.train" + second,
            "metadata": {},
            "outputs": [output],
        },
    ]
    text = json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    drawn = picture(text, "n.ipynb")
    training = box(drawn, "model.train")
    assert (training.cell, training.line, training.where) == (2, 1, "cell 2, line 1")
    assert training.told == ["ran 390 of 400 epochs, stopped early"]
    assert training.curve is not None and training.curve.name == "train_loss_epoch"
    assert training.curve.points[0] == (1, 799.0) and training.curve.points[-1] == (390, 410.0)


def test_two_trainings_in_one_output_are_not_taken_for_one() -> None:
    bars = "Epoch 400/400: 100%|█| [0, loss=5]\nEpoch 1/300: 0%|█| [0, loss=9]\n"
    output = {"output_type": "stream", "name": "stderr", "text": bars}
    cells = [{"cell_type": "code", "source": PROGRAM, "metadata": {}, "outputs": [output]}]
    text = json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    assert box(picture(text, "n.ipynb"), "model.train").told == []


def test_code_of_several_lines_is_shown_in_one() -> None:
    text = PROGRAM.replace(
        'setup_anndata(adata, batch_key="donor")',
        'setup_anndata(\n    adata,  # all cells\n    batch_key="donor",\n)',
    )
    found = box(picture(text), "setup_anndata")
    assert found.code == 'scvi.model.SCVI.setup_anndata(adata, batch_key="donor")'


def test_a_program_without_end_is_drawn_as_far_as_it_can_be_seen() -> None:
    text = "import scanpy as sc\nimport scvi\nadata = sc.read_h5ad('a.h5ad')\n" + "".join(
        f"adata.layers['a{n}'] = adata.X.copy()\n" for n in range(600)
    )
    drawn = picture(text)
    assert len(drawn.boxes) == 400 and drawn.left_out > 100


def test_a_finding_on_its_own_stands_behind_what_is_written_above_it() -> None:
    """Not behind what happens last of all that is written above it: that may be a function."""
    text = """\
import scanpy as sc
import scvi
def fit(adata):
    model = scvi.model.SCVI(adata)
    model.train()
    return model
adata = sc.read_h5ad("a.h5ad")
scvi.model.SCVI.setup_anndata(adata)
model = fit(adata)
de = model.differential_expression()
print(de["lfc_mean"])
other = fit(adata)
"""
    drawn = picture(text)
    here = box(drawn, "print(de")
    assert drawn.boxes[here.number - 1].code == "de = model.differential_expression()"


def test_each_of_several_calls_in_a_statement_shows_its_own_words() -> None:
    text = PROGRAM.replace("sc.pp.log1p(adata)", "sc.pp.log1p(adata); sc.pp.pca(adata)")
    text = text.replace(
        'adata = sc.read_h5ad("pbmc.h5ad")',
        'parts = [sc.read_h5ad("a.h5ad"), sc.read_h5ad("b.h5ad")]\nadata = parts[0]',
    )
    codes = [one.code for one in picture(text).boxes]
    assert codes[:2] == ['sc.read_h5ad("a.h5ad")', 'sc.read_h5ad("b.h5ad")']


def test_cells_that_are_chosen_in_the_call_have_no_box_of_their_own() -> None:
    more = 'few = model.get_normalized_expression(adata[adata.obs["t"] == "B"])\n'
    drawn = picture(PROGRAM + more)
    assert len(drawn.boxes) == 11
    assert "part of the cells" in str(into(drawn, "few = ").values())


def test_data_that_may_be_missing_is_followed_all_the_same() -> None:
    text = PROGRAM.replace(
        'adata = sc.read_h5ad("pbmc.h5ad")', 'if x:\n    adata = sc.read_h5ad("pbmc.h5ad")'
    )
    drawn = picture(text)
    assert [drawn.boxes[one.source].name for one in drawn.into(box(drawn, "SCVI(").number)] == [
        "Registration"
    ]
