"""What is offered at a cursor, written `|`, in complete and in half-typed programs."""

from __future__ import annotations

import pytest
from opened import URI, Opened

from scvi_lint.lsp.completing import Suggestion, complete

HEAD = """\
import scvi
adata = scvi.data.synthetic_iid()
adata.layers["counts"] = adata.X.copy()
scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="batch", labels_key="labels")
model = scvi.model.SCVI(adata)
model.train(max_epochs=1)
"""


def offered(code: str, head: str = HEAD) -> tuple[str, list[Suggestion]]:
    """The program without the cursor, and what is suggested at it."""
    text = head + code.replace("|", "")
    opened = Opened(text)
    insight = opened.insight()
    spot = insight.snapshot.spot(URI, len(head) + code.index("|"))
    assert spot is not None
    return text, complete(insight, spot)


def labels(code: str) -> list[str]:
    return [suggestion.label for suggestion in offered(code)[1]]


BATCHES = ["batch_0", "batch_1"]
COLUMNS = ["batch", "labels"]
LABELS = ["label_0", "label_1", "label_2"]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ('scvi.model.SCVI.setup_anndata(adata, batch_key="|', COLUMNS),
        ('scvi.model.SCVI.setup_anndata(adata, batch_key="|")', COLUMNS),
        ("scvi.model.SCVI.setup_anndata(adata, batch_key=|)", COLUMNS),
        ("scvi.model.SCVI.setup_anndata(adata, batch_key=|", COLUMNS),
        ('scvi.model.SCVI.setup_anndata(adata, layer="|")', ["counts"]),
        ('scvi.model.SCVI.setup_anndata(adata, categorical_covariate_keys=["|"])', COLUMNS),
        (
            'scvi.model.SCANVI.setup_anndata(adata, labels_key="labels", unlabeled_category="|")',
            LABELS,
        ),
        ("model.train(early_stopping=|)", ["True", "False"]),
        ('x = model.get_normalized_expression(transform_batch="|")', BATCHES),
        ('x = model.get_normalized_expression(transform_batch=["batch_0", "|"])', BATCHES),
        ("x = model.get_normalized_expression(transform_batch=|", BATCHES),
        ('model.differential_expression(groupby="labels", group1="|")', LABELS),
        ('model.differential_expression(groupby="|")', COLUMNS),
        ('model.differential_expression(mode="|")', ["vanilla", "change"]),
        ('adata.obs["|"]', COLUMNS),
        ('adata.obs["b|', COLUMNS),
        ('model.adata.obs["|"]', COLUMNS),
        ('print(adata.obs["|"])', COLUMNS),
        ('adata.layers["|\nx = 1', ["counts"]),
        ("adata.layers[|]", ["counts"]),
    ],
)
def test_values_come_from_the_data_and_the_release(code: str, expected: list[str]) -> None:
    assert labels(code) == expected


@pytest.mark.parametrize(
    "code",
    [
        "print(|)",
        "model|",
        "model.|",
        "model.train(1) |",
        "model.train(1)\n|",
        'x = model.train # ("|',
        'adata.obs["batch"] |',
        'model.train(plan_kwargs={"lr": |})',
        "import |",
        "def f(model|):\n    pass",
        '"""model.train(|"""',
        "nothing.train(|)",
        "model.nothing(|)",
    ],
)
def test_where_we_know_nothing_we_offer_nothing(code: str) -> None:
    assert labels(code) == []


@pytest.mark.parametrize(
    "code",
    [
        "model.train(|)",
        "model.train(|",
        "model.train(acc|",
        "foo(model.train(|",
        "for i in range(3):\n    model.train(|",
        "def f():\n    model.train(|",
        "model.train(\n    |",
        "model.train(\n    |\n)\nx = 1\n",
        "model.train(\n    max_epochs=1,\n    |\nx = 1\n",
        "model.train(5, |)",
    ],
)
def test_arguments_are_offered_forwarded_ones_too(code: str) -> None:
    found = labels(code)
    assert "accelerator=" in found and "early_stopping=" in found
    assert "gradient_clip_val=" in found  # lightning's
    assert ("max_epochs=" in found) == ("max_epochs" not in code and "(5" not in code)


def test_what_must_be_given_comes_first() -> None:
    _, found = offered("scvi.model.SCANVI.setup_anndata(|)")
    assert {one.label for one in found[:3]} >= {"labels_key=", "unlabeled_category="}


def test_keys_of_nested_settings_are_those_of_their_receiver() -> None:
    for code in (
        'model.train(plan_kwargs={"|"})',
        'model.train(plan_kwargs={"lr": 1, "|',
        "model.train(plan_kwargs={|})",
    ):
        assert "weight_decay" in labels(code), code


def test_history_has_the_curves_of_the_standard_plan() -> None:
    found = labels('model.history["|"]')
    assert "elbo_train" in found and "reconstruction_loss_validation" in found


@pytest.mark.parametrize(
    ("code", "result"),
    [
        ('adata.obs["ba|"]', 'adata.obs["batch"]'),
        ("adata.obs[ba|]", 'adata.obs["batch"]'),
        (
            "scvi.model.SCVI.setup_anndata(adata, batch_key=|)",
            'scvi.model.SCVI.setup_anndata(adata, batch_key="batch")',
        ),
        ("model.train(max_e|)", "model.train(max_epochs=)"),
        (
            'model.train(plan_kwargs={"lr": 1, "|"})',
            'model.train(plan_kwargs={"lr": 1, "weight_decay"})',
        ),
    ],
)
def test_accepting_a_suggestion_gives_the_code_that_was_meant(code: str, result: str) -> None:
    text, found = offered(code)
    word = {"batch", "max_epochs=", "weight_decay"}
    chosen = next(one for one in found if one.label in word)
    assert text[: chosen.start] + chosen.insert + text[chosen.end :] == HEAD + result


def test_the_state_is_that_of_the_cursor_not_of_the_end() -> None:
    later = '\nadata.layers["later"] = adata.X.copy()\nprint(adata)\n'
    _, found = offered('adata.layers["|"]' + later)
    assert [one.label for one in found] == ["counts"]


def test_inside_a_function_the_function_s_own_state_counts() -> None:
    code = 'def look(data):\n    data.obs["made"] = 1\n    return data.obs["|"]\nlook(adata)\n'
    assert "made" in labels(code)


def test_quotes_in_a_name_are_escaped() -> None:
    _, found = offered("adata.obs[|]", HEAD + "adata.obs['say \"x\"'] = 1\n")
    assert '"say \\"x\\""' in [one.insert for one in found]
