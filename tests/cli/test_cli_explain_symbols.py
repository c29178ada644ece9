"""`scvi-lint explain` of scvi-tools' own symbols."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from command_line import Lint

from scvi_lint.knowledge import catalogue


def explained(lint: Lint, *words: str) -> Any:
    return json.loads(lint("explain", *words, "--output-format", "json").out)


def test_json_of_a_symbol_has_its_parameters_in_order(lint: Lint) -> None:
    said = explained(lint, "scvi.model.SCVI.setup_anndata", "--scvi-version", "1.4.2")
    assert {"symbol", "since", "until", "parameters", "forwards", "citations"} <= set(said)
    assert [row["name"] for row in said["parameters"]] == [
        "adata",
        "layer",
        "batch_key",
        "labels_key",
        "size_factor_key",
        "categorical_covariate_keys",
        "continuous_covariate_keys",
        "kwargs",
    ]
    assert said["parameters"][4] == {
        "name": "size_factor_key",
        "kind": "POSITIONAL_OR_KEYWORD",
        "default": "None",
        "annotation": "str | None",
        "choices": None,
        "since": "0.15.0",
        "until": None,
    }
    assert (said["since"], said["until"]) == ("0.14.0", None)


def test_argument_that_is_gone_later_says_so(lint: Lint) -> None:
    said = explained(lint, "scvi.model.SCVI.train", "--scvi-version", "1.0.4")
    lives = {row["name"]: (row["since"], row["until"]) for row in said["parameters"]}
    assert lives["use_gpu"] == ("0.14.0", "1.1.0.post1")
    assert lives["accelerator"] == ("1.0.0", None)


def test_choices_and_forwarding(lint: Lint) -> None:
    said = explained(lint, "scvi.model.SCVI", "--scvi-version", "1.4.2")
    by_name = {row["name"]: row for row in said["parameters"]}
    assert by_name["gene_likelihood"]["choices"] == ["zinb", "nb", "poisson", "normal"]
    handed_on = {row["to"]: row for row in said["forwards"]}
    assert "encode_covariates" in {
        word["name"] for word in handed_on["scvi.module.VAE"]["keywords"]
    }
    assert not handed_on["scvi.module.VAE"]["open"]


def test_citations_go_from_the_idea_to_the_source(lint: Lint) -> None:
    said = explained(lint, "scvi.model.SCVI.differential_expression", "--scvi-version", "1.4.2")
    paths = [row["path"] for row in said["citations"]]
    assert paths[0] == "docs/user_guide/background/differential_expression.md"
    assert paths[-1].startswith("src/scvi/")


def test_symbol_that_is_gone_is_shown_as_it_last_was(lint: Lint) -> None:
    said = explained(lint, "scvi.data.setup_anndata", "--scvi-version", "1.4.2")
    assert (said["version"], said["until"]) == ("0.14.6", "0.15.0")
    assert "setup_anndata of the model's class" in lint("explain", "scvi.data.setup_anndata").out


def test_terms_of_the_bound_stand_in_one_sum(lint: Lint) -> None:
    text = lint("explain", "SCVI.train", "--output-format", "markdown").out
    assert "`reconstruction_loss` + `kl_local` + `kl_global`" in text


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("scvi.model.SCVI.trian", "scvi.model.SCVI.train"),
        ("scvi.model.scvi", "scvi.model.SCVI"),
        ("scvi.modle.SCVI", "scvi.model.SCVI"),
    ],
)
def test_symbol_that_never_was_names_the_nearest(lint: Lint, word: str, near: str) -> None:
    done = lint("explain", word)
    assert done.code == 2
    assert f"did you mean {near}?" in done.err


def test_every_public_symbol_of_the_newest_release_can_be_explained(lint: Lint) -> None:
    from scvi_lint.answers.symbols import as_markdown, described
    from scvi_lint.knowledge.described import as_json

    api = catalogue().api(catalogue().newest)
    paths = [f"scvi.model.SCVI.{name}" for name in api.resolve("scvi.model.SCVI").methods()]
    paths += [path for path in catalogue().exports if api.resolve(path) is not None][::7]
    for path in paths:
        one = described(path, None)
        assert one.path == path and as_markdown(one)
        json.dumps(as_json(one))


# --- arguments, keys, columns, settings, pitfalls, errors --------------------------------------


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("transform_batch", "SCV401"),
        ("elbo_validation", "negative evidence lower bound"),
        ("lfc_mean", "log2 fold change"),
        ("seed", "np.random.seed"),
        ("n_epochs_kl_warmup", "never reaches the full objective"),
        ("P001", "SCV101"),
    ],
)
def test_any_name_of_scvi_tools_is_explained(word: str, said: str, lint: Lint) -> None:
    answer = lint("explain", word, "--output-format", "markdown")
    assert answer.code == 0
    assert said in answer.out
    rows = json.loads(lint("explain", word, "--output-format", "json").out)
    assert rows[0]["notes"]


def test_an_error_is_explained_from_its_words_and_from_standard_input(lint: Lint) -> None:
    words = lint("explain", "Expected parameter loc", "--output-format", "markdown").out
    assert "1. X or the registered layer holds no raw counts" in words
    assert "SCV250" in words and "faq.html#my-model-errors-out" in words
    piped = lint("explain", stdin=b"Traceback\n  File x\nKeyError: 'elbo_validation'\n")
    assert piped.code == 0 and "check_val_every_n_epoch" in piped.out
    assert lint("explain", "Expected", "parameter", "loc").code == 0


def test_what_nobody_knows_leads_to_pages_that_may_help(lint: Lint) -> None:
    answer = lint("explain", "my umap still shows the batches")
    assert answer.code == 2
    assert "https://docs.scvi-tools.org/" in answer.err
    assert lint("explain", "qqq zzz").code == 2


@pytest.mark.parametrize("word", ["lfc_mean", "scvi.model.SCVI.save", "Expected parameter loc"])
def test_addresses_stand_whole_in_a_line_with_the_path_above(
    word: str, lint: Lint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    lines = lint("explain", word, "--scvi-version", "1.4.2").out.splitlines()
    pages = lines[lines.index("See") + 1 :]
    addresses = [line.strip() for line in pages if "https://" in line]
    assert addresses and all(re.fullmatch(r"https://\S+", one) for one in addresses)
    assert any("(docs/" in line for line in pages)
