"""What a hover says, and where it keeps quiet."""

from __future__ import annotations

from typing import Any

import pytest
from opened import Opened
from programs import FAULTY

from scvi_lint.config import Settings
from scvi_lint.evidence import wants
from scvi_lint.evidence.facts import seen
from scvi_lint.ide.describe import plain
from scvi_lint.ide.hover import Hover, hover
from scvi_lint.lsp.session.settings import Scope


def told(opened: Opened, word: str, offset: int = 0, uri: str | None = None) -> Hover | None:
    return hover(opened.insight(), opened.spot(word, offset, uri=uri))


def text(opened: Opened, word: str, offset: int = 0, uri: str | None = None) -> str:
    found = told(opened, word, offset, uri)
    assert found is not None
    return plain(found.lines)


PIPELINE = (
    FAULTY
    + """\
sc.pp.neighbors(adata)
sc.tl.leiden(adata)
part = adata[adata.obs["leiden"] == "1"]
other = part.copy()
print(adata, part, other, model)
"""
)


def test_data_is_described_as_it_is_at_the_end() -> None:
    lines = text(Opened(PIPELINE), "print(adata", 6).split("\n")
    assert lines[0] == "adata · AnnData · read from pbmc.h5ad (line 4)"
    assert lines[1] == "X log-normalised (line 7) · counts: as read, kept from before (line 5)"
    assert lines[2] == "registered for SCVI (line 8): X (log-normalised), batch_key 'batch'"
    assert "leiden ← graph ← X_pca, not X_scVI (line 13)" in lines[3]
    assert "X_scVI ← latent of SCVI (line 11)" in lines[3]


def test_data_is_described_as_it_is_at_the_place() -> None:
    opened = Opened(PIPELINE)
    assert text(opened, "adata = sc.read").split("\n")[1] == "X as read (line 4)"
    assert "depth-normalised (line 6)" in text(opened, "log1p(adata", 6)
    assert "registered" not in text(opened, "setup_anndata(adata", 14)


def test_a_view_says_that_it_is_one_and_a_copy_where_it_came_from() -> None:
    opened = Opened(PIPELINE)
    assert "a view (line 14)" in text(opened, "print(adata, part", 14)
    assert "its original was registered for SCVI, this copy is not" in text(
        opened, "print(adata, part, other", 20
    )


def test_a_model_is_described_by_its_life() -> None:
    opened = Opened(PIPELINE)
    assert text(opened, "part, other, model)", 14).split("\n") == [
        "model · SCVI · built (line 9), trained (line 10)",
        "built on: X (log-normalised), batch_key 'batch' (line 8)",
        "30 latent dimensions · on adata",
        "last training: max_epochs 10",
        "history: elbo_train, reconstruction_loss_train, train_loss, kl_global_train, "
        "kl_local_train; no validation ran",
    ]
    before = text(opened, "model.train")
    assert "not trained yet" in before and "history" not in before


def test_an_uncertain_fact_says_perhaps() -> None:
    opened = Opened(PIPELINE.replace("sc.pp.log1p(adata)\n", "if x:\n    sc.pp.log1p(adata)\n"))
    assert "perhaps" in text(opened, "setup_anndata(adata", 14)


def test_what_unseen_code_had_in_its_hands_is_said() -> None:
    found = text(
        Opened(PIPELINE.replace("print(", "from lab import clean\nclean(adata)\nprint(")),
        "print(adata",
        6,
    )
    assert found.split("\n")[-1] == "unknown: what clean() changed (line 17)"
    assert "unknown" not in text(Opened(PIPELINE), "print(adata", 6)


PBMC = {
    "form": "data",
    "n_obs": 48213,
    "n_vars": 2000,
    "seen_at": "10:42",
    "x": {"state": "counts"},
    "obs": {
        "sample": {
            "kind": "categorical",
            "categories": ["s1", "s2"],
            "n_categories": 2,
            "counts": [["s1", 48152], ["s2", 61]],
        }
    },
}


class Looked(Scope):
    """A program whose data file was looked into."""

    def check(self, document: Any, evidence: Any = None, trail: Any = None) -> Any:
        want = wants.data(document.path, "pbmc.h5ad")
        return super().check(document, {want: seen("/p/pbmc.h5ad", PBMC)}, trail)


def test_what_was_seen_in_the_file_is_said() -> None:
    opened = Opened(FAULTY.replace('batch_key="batch"', 'batch_key="sample"'))
    opened.scope = Looked("/p/a.py", "/p", Settings(), "")
    lines = text(opened, 'adata.obsm["X', 2).split("\n")
    assert lines[0] == (
        "adata · AnnData · 48 213 × 2 000 · read from pbmc.h5ad (line 4, file seen 10:42)"
    )
    assert "batch_key 'sample' (2 levels, smallest 61 cells)" in lines[2]
    assert "sample: s1 48 152 · s2 61" in text(opened, "batch_key", 3)


GROUPS = {
    **PBMC,
    "obs": {
        **PBMC["obs"],
        "kind": {
            "kind": "categorical",
            "categories": ["B", "T"],
            "n_categories": 2,
            "counts": [["B", 812], ["T", 47401]],
        },
    },
}
PAIRS = {"form": "crosstab", "pairs": [["B", "s1", 812], ["T", "s1", 47340], ["T", "s2", 61]]}
DECODED = """\
import scanpy as sc
import scvi
adata = sc.read_h5ad("pbmc.h5ad")
scvi.model.SCVI.setup_anndata(adata, batch_key="sample")
model = scvi.model.SCVI(adata)
model.train()
model.get_normalized_expression(adata[adata.obs["kind"] == "B"], transform_batch="s2")
model.get_normalized_expression(transform_batch="s1", n_samples=25)
"""


class Counted(Scope):
    """A program whose data file was looked into, and its pairs of values counted."""

    def check(self, document: Any, evidence: Any = None, trail: Any = None) -> Any:
        answers = {
            wants.data(document.path, "pbmc.h5ad"): seen("/p/pbmc.h5ad", GROUPS),
            wants.crosstab(document.path, "pbmc.h5ad", "", "kind", "sample"): seen("", PAIRS),
        }
        return super().check(document, answers, trail)


def test_the_cells_that_are_decoded_are_counted_in_each_batch() -> None:
    opened = Opened(DECODED)
    opened.scope = Counted("/p/a.py", "/p", Settings(), "")
    assert "Your B cells: s1 812 · s2 0" in text(opened, 'transform_batch="s2')
    assert "Your" not in text(opened, 'transform_batch="s1')
    filtered = Opened(
        DECODED.replace("scvi.model.SCVI.setup", "sc.pp.filter_cells(adata)\nscvi.model.SCVI.setup")
    )
    filtered.scope = opened.scope
    assert "Your B cells: s1 at most 812 · s2 0" in text(filtered, 'transform_batch="s2')


def test_without_a_look_into_the_file_no_cells_are_counted() -> None:
    assert "Your" not in text(Opened(DECODED), 'transform_batch="s2')


@pytest.mark.parametrize(
    ("given", "part", "call"),
    [
        ("", "genes: HVG, not per batch (line 3)", "not per batch"),
        (', batch_key="sample"', "genes: HVG, per sample (line 3)", "per sample"),
        (", batch_key=key()", "genes: HVG (line 3)", None),
    ],
)
def test_how_genes_were_chosen_is_said(given: str, part: str, call: str | None) -> None:
    program = (
        'import scvi, scanpy as sc\nadata = sc.read("a.h5ad")\n'
        f"sc.pp.highly_variable_genes(adata, n_top_genes=2000{given}, subset=True)\nprint(adata)\n"
    )
    assert part in text(Opened(program), "print(adata", 6)
    found = told(Opened(program), "highly_variable_genes", 3)
    assert (found is None) == (call is None)
    assert found is None or (call or "") in plain(found.lines)


def test_genes_taken_by_the_column_are_traced_to_its_call() -> None:
    opened = Opened(
        'import scvi, scanpy as sc\nadata = sc.read("a.h5ad")\n'
        "sc.pp.highly_variable_genes(adata)\n"
        "adata = adata[:, adata.var.highly_variable].copy()\nprint(adata)\n"
        'few = adata[:, ["CD3E", "CD4"]].copy()\nprint(few)\n'
    )
    assert "genes: HVG, not per batch (line 4)" in text(opened, "print(adata", 6)
    assert "genes: a part (line 6)" in text(opened, "print(few", 6)


def test_places_of_a_notebook_are_cells() -> None:
    first, second = PIPELINE.split("scvi.model.SCVI.setup")
    opened = Opened(first, "scvi.model.SCVI.setup" + second)
    assert "log-normalised (cell 1)" in text(opened, "SCVI(adata", 6, "cell:1")


def test_an_argument_tells_of_the_data_at_hand() -> None:
    program = (
        "import scvi\nadata = scvi.data.synthetic_iid()\n"
        'scvi.model.SCVI.setup_anndata(adata, batch_key="batch")\n'
        "model = scvi.model.SCVI(adata)\nmodel.train()\n"
        'model.get_normalized_expression(transform_batch="batch_0")\n'
    )
    opened = Opened(program)
    assert "batch: batch_0 · batch_1" in text(opened, "transform_batch", 3)
    assert "batch: batch_0 · batch_1" in text(opened, "batch_key", 3)
    assert "In-distribution" in text(opened, "transform_batch", 3)


def test_a_layer_argument_tells_what_the_layer_holds() -> None:
    opened = Opened(FAULTY.replace('batch_key="batch"', 'layer="counts"'))
    assert "Here counts is as read (line 5)." in text(opened, "layer=", 2)


def test_a_symbol_shows_its_signature_and_page() -> None:
    found = text(Opened(PIPELINE), "setup_anndata", 4)
    assert found.startswith("SCVI.setup_anndata(")
    assert "https://docs.scvi-tools.org/en/" in found and "user_guide/models/scvi" in found


@pytest.mark.parametrize("name", ["history", "adata", "is_trained", "test_indices"])
def test_what_is_read_is_not_shown_as_a_call(name: str) -> None:
    for code in (f"model.{name}", f"scvi.model.SCVI.{name}"):
        found = text(Opened(f"{PIPELINE}{code}\n"), f"{code}\n", len(code) - 2)
        assert found.splitlines()[0] == f"SCVI.{name}"


def test_what_is_called_is_shown_as_a_call() -> None:
    assert text(Opened(PIPELINE), "train(max", 2).startswith("SCVI.train(")


def test_a_symbol_links_few_pages_and_its_source() -> None:
    found = told(Opened(PIPELINE), "setup_anndata", 4)
    assert found is not None
    concept, model, links = found.lines[2:5]
    assert concept.startswith("→ docs/faq.md › [What is the difference")
    assert model.startswith("→ docs/user_guide/models/scvi.md › [Preliminaries](https://")
    assert links.startswith("→ API [") and links.count("/tutorials/") <= 1
    assert "source [_manager.py:" in links and "(https://github.com/scverse/scvi-tools/" in links


def test_the_range_of_a_hover_is_the_name() -> None:
    opened = Opened(PIPELINE)
    for word, offset, name in (
        ("print(adata", 8, "adata"),
        ("adata = sc", 0, "adata"),
        ("setup_anndata(adata, b", 3, "setup_anndata"),
        ("batch_key", 9, "batch_key"),
        ("import scvi", 9, "scvi"),
    ):
        found = told(opened, word, offset)
        cell = opened.snapshot.document.cells[opened.spot(word, offset)[0]]
        assert found is not None and cell.text[found.start : found.end] == name, word


@pytest.mark.parametrize(
    ("word", "offset"),
    [
        ("scanpy as", 3),
        ("normalize_total", 3),
        ("pbmc.h5ad", 2),
        ("30)", 1),
        ("= adata.X", 0),
        ("leiden(", 2),
        ("print", 2),
        ("X.copy", 2),
    ],
)
def test_what_is_not_ours_is_left_to_others(word: str, offset: int) -> None:
    assert told(Opened(PIPELINE), word, offset) is None


def test_an_import_says_what_is_imported() -> None:
    opened = Opened("from scvi.model import SCVI as S\nimport scvi.external as e\nS\ne.MRVI\n")
    assert text(opened, "SCVI as", 1).startswith("SCVI(")
    assert "scvi.external" in text(opened, "scvi.external", 7)
    assert text(opened, "\nS\n", 1).startswith("SCVI(")
    assert text(opened, "e.MRVI", 3).startswith("MRVI(")


def test_without_markdown_pages_are_titles_paths_and_addresses_and_few() -> None:
    lines = text(Opened(PIPELINE), "SCVI(adata", 2).splitlines()
    pages = [line for line in lines if line.startswith("→ ")]
    assert 1 <= len(pages) <= 3
    assert pages[0].startswith("→ docs/user_guide/models/scvi.md › scVI: https://docs.scvi-tools.")
    assert pages[-1].startswith("→ API scvi.model.SCVI · tutorial quick_start/api_overview · sourc")
    assert "](" not in "".join(lines)


def test_program_of_an_older_generation_is_told_of_its_release() -> None:
    opened = Opened(
        "import scvi\nadata = scvi.data.synthetic_iid()\n"
        "scvi.data.setup_anndata(adata)\nmodel = scvi.model.SCVI(adata)\n"
    )
    assert "scvi-tools 0.14.6 (by its use of scvi.data.setup_anndata)" in text(opened, "SCVI(")


# --- a sentence for everything that a user may point at ----------------------------------------

EVERYTHING = """\
import scanpy as sc
import scvi
from scvi.train import SaveCheckpoint, TrainerConfig

scvi.settings.seed = 1
adata = scvi.data.synthetic_iid()
scvi.model.SCVI.setup_anndata(adata, batch_key="batch", labels_key="labels")
model = scvi.model.SCVI(adata, gene_likelihood="nb", dispersion="gene-batch")
settings = {"weight_decay": 0.0}
model.train(
    max_epochs=20,
    plan_kwargs={"lr": 1e-3, "n_epochs_kl_warmup": 10},
    early_stopping_monitor="elbo_validation",
    callbacks=[SaveCheckpoint(monitor="reconstruction_loss_validation")],
    gradient_clip_val=1.0,
)
model.train(plan_kwargs=settings)
curve = model.history["kl_local_train"]
losses = model.history
print(losses["elbo_train"])
latent = model.get_latent_representation()
expression = model.get_normalized_expression(transform_batch="batch_1", library_size="latent")
table = model.differential_expression(groupby="labels", group1="label_1", mode="change")
hits = table[(table["proba_de"] > 0.95) & (table["lfc_mean"] > 1)]
print(hits, table["is_de_fdr_0.05"], table.bayes_factor)
elbo = model.get_elbo()
drawn = model.posterior_predictive_sample()
model.save("here", save_anndata=True)
again = scvi.model.SCVI.load("here")
"""


@pytest.mark.parametrize(
    ("word", "offset", "said"),
    [
        ("settings.seed", 9, "torch"),
        ("synthetic_iid", 0, "nothing about them is biology"),
        ("model.SCVI.setup_anndata", 7, "latent space of `n_latent` numbers a cell"),
        ("setup_anndata", 0, "a copy or subset needs its own set-up"),
        ("batch_key", 0, "technical"),
        ('"batch", labels', 1, "technical"),
        ('"nb"', 1, "UMI counts"),
        ('"gene-batch"', 1, "noise level"),
        ("model.train", 6, "returns nothing to keep"),
        ('"lr"', 1, "learning rate"),
        ('"n_epochs_kl_warmup"', 1, "never reaches the full objective"),
        ('"weight_decay"', 1, "drawn towards zero"),
        ('"elbo_validation"', 1, "Lower is better"),
        ('"reconstruction_loss_validation"', 1, "read them together"),
        ("SaveCheckpoint(", 0, "counts and the layer first"),
        ("SaveCheckpoint, ", 0, "last good weights"),
        ("TrainerConfig", 0, "Keywords of `train` win"),
        ("gradient_clip_val", 0, "bad counts"),
        ('"kl_local_train"', 1, "collapse to zero"),
        ('"elbo_train"', 1, "overfitting"),
        ("get_latent_representation", 0, "neighbours"),
        ("get_normalized_expression", 0, "no causal one"),
        ('"batch_1"', 1, "whose `batch` is batch_1"),
        ('"latent"', 1, "not comparable"),
        ("differential_expression", 0, "There are no p-values"),
        ('"label_1"', 1, "whose `labels` is label_1"),
        ('"change"', 1, "larger than `delta`"),
        ('"proba_de"', 1, "no p-value"),
        ('"lfc_mean"', 1, "log2 fold change"),
        ('"is_de_fdr_0.05"', 1, "fdr_target"),
        ("bayes_factor", 0, "logarithm of the odds"),
        ("get_elbo", 0, "*higher* is better"),
        ("posterior_predictive_sample", 0, "not as corrected data"),
        ("model.save", 6, "a folder, not a file"),
        ("SCVI.load", 5, "Returns a *new* model"),
    ],
)
def test_everything_that_one_may_point_at_has_a_sentence_and_a_page(
    word: str, offset: int, said: str
) -> None:
    found = told(Opened(EVERYTHING), word, offset)
    assert found is not None
    whole = "\n".join(found.lines)
    assert said in whole
    assert "https://docs.scvi-tools.org/" in whole


def test_other_strings_are_nobodys_business() -> None:
    opened = Opened(EVERYTHING + 'print("lr", "elbo_train", {"proba_de": 1})\n')
    for word in ('"lr", "elbo', '"elbo_train", {', '"proba_de": 1'):
        assert told(opened, word, 1) is None


def test_data_of_an_empty_path_is_read_and_no_more() -> None:
    opened = Opened(FAULTY.replace('"pbmc.h5ad"', '""'))
    assert text(opened, 'adata.obsm["X', 2).split("\n")[0] == "adata · AnnData · read (line 4)"


def test_what_is_set_up_as_mudata_is_one() -> None:
    opened = Opened(
        "import scvi\n\nmdata = load()\nscvi.model.TOTALVI.setup_mudata(mdata)\nmdata\n"
    )
    assert text(opened, "mdata)\nmdata", 9).startswith("mdata · MuData")
