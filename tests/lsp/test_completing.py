"""What is offered at a cursor, written `|`, in complete and in half-typed programs."""

from __future__ import annotations

import pytest
from opened import URI, Opened

from scvi_lint.ide.completion import Suggestion, complete

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
        ('x = model.get_normalized_expression(transform_batch=["batch_0", "|"])', ["batch_1"]),
        ("x = model.get_normalized_expression(transform_batch=|", BATCHES),
        ('model.differential_expression(groupby="labels", group1="|")', LABELS),
        ('model.differential_expression(groupby="|")', ["labels", "batch"]),
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
        "model.train(  # max|\n)",
        "model.history(|)",
        'adata.obs[x == "|"]',
        "adata.obs[x == |]",
        'model.train(max_epochs=|"3")',
        "model.train(key=lambda x: x|)",
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


@pytest.mark.parametrize(
    "code",
    [
        'model.train(plan_kwargs={"|"})',
        'model.train(plan_kwargs={"lr": 1, "|',
        "model.train(plan_kwargs={|})",
        'model.train(1, plan_kwargs={\n    "lr": 1,\n    "|\nx = 1\n',
        'plan_kwargs = {"|"}\nmodel.train(plan_kwargs=plan_kwargs)\n',
        'mine = {"lr": 1, "|"}\ndef f():\n    model.train(plan_kwargs=mine)\n',
    ],
)
def test_keys_of_nested_settings_are_those_of_their_receiver(code: str) -> None:
    found = labels(code)
    assert "weight_decay" in found and ("lr" in found) == ('"lr"' not in code)
    assert "max_epochs" not in found


@pytest.mark.parametrize(
    "code",
    [
        "model.train(plan_kwargs=dict(lr=1, |))",
        "mine = dict(lr=1, |)\nmodel.train(plan_kwargs=mine)",
    ],
)
def test_settings_may_be_written_as_a_call_of_dict(code: str) -> None:
    found = labels(code)
    assert "weight_decay=" in found and "lr=" not in found


@pytest.mark.parametrize(
    "code",
    [
        'given = {"accelerator": "cpu", "|"}\nmodel.train(max_epochs=1, **given)\n',
        'model.train(**{"accelerator": "cpu", "|"})',
    ],
)
def test_what_is_given_with_two_stars_has_the_keywords_of_the_call_as_keys(code: str) -> None:
    found = labels(code)
    assert "gradient_clip_val" in found and "accelerator" not in found


def test_values_of_nested_settings_are_offered() -> None:
    assert labels('model.train(plan_kwargs={"optimizer": "|"})') == ["Adam", "AdamW", "Custom"]
    assert labels('model.train(plan_kwargs={"reduce_lr_on_plateau": |})') == ["True", "False"]
    assert labels("model.train(plan_kwargs=dict(optimizer=|))") == ["Adam", "AdamW", "Custom"]
    assert labels('other = {"optimizer": "|"}\nprint(other)') == []


# --- what fits --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "code",
    [
        "scvi.model.SCVI.setup_anndata(adata, batch_key=None, |)",
        "scvi.model.SCVI.setup_anndata(adata, **more, |)",
        "scvi.model.SCVI.setup_anndata(adata=adata, |)",
    ],
)
def test_behind_a_keyword_only_keywords_are_offered(code: str) -> None:
    found = labels(code)
    assert found and all(label.endswith("=") for label in found)
    assert labels(code.replace("|", '"|"')) == []


def test_by_position_keywords_come_first_and_values_may_follow() -> None:
    found = labels("scvi.model.SCVI.setup_anndata(adata, |)")
    assert found[0].endswith("=") and found[-1] == "counts"
    assert labels('scvi.model.SCVI.setup_anndata(adata, "|")') == ["counts"]
    assert "counts" not in labels("scvi.model.SCVI.setup_anndata(adata, None, |)")


@pytest.mark.parametrize(
    "code",
    [
        "model.train(early_stopping=True, max_epochs=1, |)",
        "model.train(|, early_stopping=True, max_epochs=1)",
        "model.train(1, early_stopping=True, |",
        "scvi.model.SCVI.train(model, 1, early_stopping=True, |)",
    ],
)
def test_what_is_given_already_is_not_offered_again(code: str) -> None:
    found = labels(code)
    assert not {"early_stopping=", "max_epochs="} & set(found) and "batch_size=" in found
    assert len(set(found)) == len(found)


def test_items_that_a_list_has_are_not_offered_again() -> None:
    setup = "scvi.model.SCVI.setup_anndata(adata, "
    assert labels(setup + 'categorical_covariate_keys=["batch", "|"])') == ["labels"]
    assert labels('adata.obs[["batch", "|"]]') == ["labels"]
    assert labels(
        'model.differential_expression(groupby="labels", group1="label_0", group2="|")'
    ) == [
        "label_1",
        "label_2",
    ]


def test_a_column_that_another_argument_names_comes_last() -> None:
    setup = "scvi.model.SCVI.setup_anndata(adata, "
    assert labels(setup + 'batch_key="batch", labels_key="|")') == ["labels", "batch"]
    assert labels(setup + 'batch_key="batch", categorical_covariate_keys=["|"])')[0] == "labels"


def test_layers_that_may_be_counts_come_first() -> None:
    layers = (
        "raw = adata.X.copy()\nsc.pp.log1p(adata)\n"
        'adata.layers["log"] = adata.X.copy()\nadata.layers["counts"] = raw\n'
    )
    head = HEAD.replace('adata.layers["counts"] = adata.X.copy()\n', layers)
    head = f"import scanpy as sc\n{head}"
    _, found = offered('scvi.model.SCVI.setup_anndata(adata, layer="|")', head)
    assert [one.label for one in found] == ["counts", "log"]


@pytest.mark.parametrize(
    "code",
    [
        'model.train(early_stopping=True, early_stopping_monitor="|")',
        'model.train(plan_kwargs={"lr_scheduler_metric": "|"})',
        'model.train(callbacks=[scvi.train.SaveCheckpoint(monitor="|")])',
        'scvi.train.SaveCheckpoint(monitor="|")',
    ],
)
def test_a_monitor_is_a_curve_of_validation(code: str) -> None:
    found = labels(code)
    assert found[0] == "elbo_validation" and "validation_loss" in found
    assert not [label for label in found if "train" in label]


def test_a_monitor_is_one_of_the_model_at_hand() -> None:
    code = 'peaks.train(callbacks=[scvi.train.SaveCheckpoint(monitor="|")])'
    setup = "scvi.model.SCANVI.setup_anndata(adata, labels_key='labels', unlabeled_category='x')\n"
    _, found = offered(code, HEAD + setup + "peaks = scvi.model.SCANVI(adata)\n")
    assert "validation_accuracy" in [one.label for one in found]


TRAINED = "model.train(max_epochs=1)\n"


@pytest.mark.parametrize(
    ("training", "validated"),
    [
        ("model.train(max_epochs=1)", False),
        ("model.train(max_epochs=1, early_stopping=False)", False),
        ("model.train(max_epochs=1, early_stopping=True)", True),
        ("model.train(max_epochs=1, check_val_every_n_epoch=1)", True),
        ("model.train(max_epochs=1, check_val_every_n_epoch=None)", False),
        ("model.train(max_epochs=1, early_stopping=chosen())", True),  # perhaps
        ("model.train(max_epochs=1, **more)", True),  # perhaps
        ("model.train(max_epochs=1, plan_kwargs={'lr': 0.1})", False),
        ("model.train(max_epochs=1, plan_kwargs={'reduce_lr_on_plateau': True})", True),
        ("", False),
    ],
)
@pytest.mark.parametrize("read", ['model.history["|"]', 'curves = model.history\ncurves["|"]'])
def test_history_has_what_this_training_logs(training: str, validated: bool, read: str) -> None:
    _, found = offered(read, HEAD.replace(TRAINED, f"{training}\n"))
    names = [one.label for one in found]
    assert names[0] == "elbo_train"
    assert ("elbo_validation" in names) == validated
    # Matrices for the tuner go by the name of metrics, and are logged by nobody.
    assert not {"z_train", "batch_train", "labels_validation"} & set(names)


def test_history_is_that_of_the_class() -> None:
    setup = "scvi.model.SCANVI.setup_anndata(adata, labels_key='labels', unlabeled_category='x')\n"
    train = "other = scvi.model.SCANVI(adata)\nother.train(max_epochs=1)\n"
    _, found = offered('other.history["|"]', HEAD + setup + train)
    names = [one.label for one in found]
    assert "train_classification_loss" in names and "validation_accuracy" not in names


def test_a_training_that_logs_steps_has_curves_of_steps() -> None:
    head = HEAD.replace(TRAINED, "model.train(max_epochs=1, plan_kwargs={'on_step': True})\n")
    _, found = offered('model.history["|"]', head)
    names = [one.label for one in found]
    assert "elbo_train_step" in names and "elbo_train" not in names


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
        # what is behind the cursor belongs to the word, too
        ('adata.obs["b|at"]', 'adata.obs["batch"]'),
        ("adata.obs['b|at']", "adata.obs['batch']"),
        ("model.train(max_|ep)", "model.train(max_epochs=)"),
        ("model.train(ma|x_epoch=3)", "model.train(max_epochs=3)"),
        ("model.train(ma|x_epoch = 3)", "model.train(max_epochs = 3)"),
        (
            'scvi.model.SCVI.setup_anndata(adata, batch_key="so|me")',
            'scvi.model.SCVI.setup_anndata(adata, batch_key="batch")',
        ),
        (
            "scvi.model.SCVI.setup_anndata(adata, categorical_covariate_keys=|)",
            'scvi.model.SCVI.setup_anndata(adata, categorical_covariate_keys=["batch"])',
        ),
        (
            "scvi.model.SCVI.setup_anndata(adata, categorical_covariate_keys=[|])",
            'scvi.model.SCVI.setup_anndata(adata, categorical_covariate_keys=["batch"])',
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
