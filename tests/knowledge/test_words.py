"""Every text of the glossary is about something that exists, says enough, and leads to a page."""

from __future__ import annotations

import re
from functools import cache

import pytest

from scvi_lint.knowledge import catalogue
from scvi_lint.knowledge.words import (
    ARGUMENTS,
    Word,
    choices,
    chosen,
    classes,
    columns,
    former,
    former_argument,
    former_names,
    functions,
    history,
    logged,
    meaning,
    methods,
    of_symbol,
    parts,
    settings,
    written,
)

ROOMS: dict[str, dict[str, Word]] = {
    "class": classes.WORDS,
    "method": methods.WORDS,
    "function": functions.WORDS,
    "part": parts.WORDS,
    "configuration": settings.CONFIGURATIONS,
    "setting": settings.SETTINGS,
    "place": settings.PLACES,
    "column": columns.WORDS,
    "key of history": history.WORDS,
    "choice": choices.WORDS,
    "argument": ARGUMENTS,
    "written entry": written.WORDS,
    "former": former_names.WORDS,
    "former argument": former_names.ARGUMENTS,
}
TEXTS = {(room, name): word for room, words in ROOMS.items() for name, word in words.items()}

# A release of each generation.
RELEASES = ("1.4.2", "1.1.0", "0.20.0", "0.17.0", "0.14.0")


# Words that any two sentences share.
_COMMON = frozenset(
    """about cells each every from have into more most much must none once only other over same such
    than that their them then they this what when where whether which while with without your
    """.split()
)


def plain_words(text: str) -> set[str]:
    """The words of a text that carry meaning."""
    return set(re.findall(r"[a-z_]{4,}", text.lower())) - _COMMON


def test_a_text_is_a_few_whole_sentences() -> None:
    wrong = {
        name: len(word.text)
        for name, word in TEXTS.items()
        if not 58 <= len(word.text) <= 400 or not word.text.endswith((".", "…"))
    }
    assert not wrong


def test_every_page_that_is_named_exists() -> None:
    known = catalogue()
    newest = known.docs(known.newest)
    wrong = []
    for name, word in TEXTS.items():
        for page in word.pages:
            found = [_cited(newest, page, model) for model in _model_pages(page)]
            if not any(one is not None and not one.fallback for one in found):
                wrong.append((name, page))
    assert not wrong


def _model_pages(page: str) -> tuple[str, ...]:
    """What `{model}` may stand for."""
    if "{model}" not in page:
        return ("",)
    docs = catalogue().docs(catalogue().newest)
    names = {docs.model_page(cls.name) for cls in catalogue().api(docs.version).models()}
    return tuple(name for name in names if name)


def _cited(docs: object, page: str, model: str) -> object:
    return docs.cite(page.replace("{model}", model))  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", sorted(classes.WORDS))
def test_a_class_has_existed_and_has_a_page(name: str) -> None:
    releases = catalogue()
    known = [
        version
        for version in releases.releases
        for package in ("scvi.model", "scvi.external", "scvi.autotune", "scvi.criticism")
        for path in (f"{package}.{name}", f"{package}.base.{name}")
        if releases.api(version).resolve(path) is not None
    ]
    assert known, f"no release has ever had a class {name!r}"
    word = classes.WORDS[name]
    assert word.pages
    own, newest = releases.docs(known[-1]), releases.docs(releases.newest)
    for page in word.pages:
        asked = page.replace("{model}", own.model_page(name) or "")
        found = own.cite(asked) or newest.cite(asked)
        assert found is not None and not found.fallback, page


_PROPERTIES = frozenset(
    """history is_trained train_indices validation_indices test_indices adata device module registry
    minified_data_type""".split()
)


@pytest.mark.parametrize("name", sorted(methods.WORDS))
def test_a_method_has_existed(name: str) -> None:
    cls, _, method = name.rpartition(".")
    models = (model for version in catalogue().releases for model in _models(version))
    assert any(
        (not cls or model.name == cls)
        and (method in _PROPERTIES or model.method(method) is not None)
        for model in models
    )


@cache
def _models(version: str) -> tuple[object, ...]:
    return tuple(catalogue().api(version).models())


@pytest.mark.parametrize("version", [catalogue().newest, *RELEASES])
def test_every_model_and_each_of_its_public_methods_is_explained(version: str) -> None:
    silent = {
        f"{model.name}.{method}"
        for model in catalogue().api(version).models()
        for method in model.methods()
        if method[0] != "_" and of_symbol(method, model.name) is None
    }
    assert not silent
    assert not {model.name for model in catalogue().api(version).models()} - set(classes.WORDS)


# The networks inside of models, and names for people who extend the package itself.
_INNER = re.compile(
    r"Jax|Mlx|TrainState|Decoder|Stacked|Splitter|Score|Config$|Mixin|Invalid|Tuner|VAE|VA?E$|Module$"
    r"|Deconv$|Mapper$|TrainingPlan$|Layers$|^Base"
)


def test_every_public_class_and_function_is_explained() -> None:
    newest = catalogue().api(catalogue().newest)
    silent = {
        cls.name
        for cls in newest.classes()
        if of_symbol(cls.name) is None and not _INNER.search(cls.name)
    }
    assert not silent
    paths = [path for path in catalogue().exports if newest.resolve(path) is not None]
    unknown = {
        path
        for path in paths
        if newest.resolve(path).kind == "function"
        and of_symbol(path.rpartition(".")[2]) is None
        and "._" not in path
    }
    assert unknown <= {
        "scvi.data.fields.MuDataWrapper",
        "scvi.external.scviva.differential_expression.adjusted_nearest_neighbors",
    }


def test_every_setting_and_configuration_of_the_newest_release_is_explained() -> None:
    newest = catalogue().api(catalogue().newest)
    config = newest.resolve("scvi._settings.ScviConfig")
    if config is not None:
        known = {name for name in config.methods() if name[0] != "_"}
        assert known <= set(settings.SETTINGS)
    named = {cls.name for cls in newest.classes() if cls.name.endswith("PlanConfig")}
    assert named and named <= set(settings.CONFIGURATIONS)


# What people write most, counted over public programs: where it is, it is explained for each model.
_MOST_USED = """
n_latent n_hidden n_layers dropout_rate gene_likelihood dispersion encode_covariates use_layer_norm
use_batch_norm use_observed_lib_size latent_distribution deeply_inject_covariates registry
batch_key labels_key layer categorical_covariate_keys continuous_covariate_keys size_factor_key
unlabeled_category sample_key protein_expression_obsm_key protein_names_uns_key modalities rna_layer
protein_layer atac_layer spliced_layer unspliced_layer adata mdata backend
max_epochs train_size validation_size check_val_every_n_epoch plan_kwargs early_stopping
early_stopping_patience early_stopping_monitor early_stopping_min_delta early_stopping_mode
batch_size accelerator devices strategy datasplitter_kwargs callbacks logger log_every_n_steps
enable_checkpointing enable_progress_bar enable_model_summary gradient_clip_val precision
shuffle_set_split load_sparse_tensor datamodule n_samples_per_label max_steps use_gpu
limit_train_batches adversarial_classifier
overwrite save_anndata prefix dir_path dataloader indices give_mean return_dist n_samples
return_mean return_numpy transform_batch library_size gene_list n_mc_samples soft use_posterior_mean
correlation_type rna_size_factor silent give_z representation_kind
groupby group1 group2 idx1 idx2 mode delta batch_correction fdr_target weights test_mode
pseudocounts all_stats filter_outlier_cells sample_cov_keys store_lfc two_sided
reference_model inplace inplace_subset_query_vars unfrozen freeze_dropout freeze_expression
freeze_batchnorm_encoder freeze_batchnorm_decoder return_reference_var_names scvi_model
linear_classifier classifier_parameters restrict_to_batch minified_data_type
""".split()


@pytest.mark.parametrize("name", _MOST_USED)
def test_an_argument_that_many_use_is_explained_in_full(name: str) -> None:
    for model in catalogue().api("1.4.2").models():
        for method in ("__init__", *model.methods()):
            signature = model.method(method)
            if method.startswith("_") and method != "__init__":
                continue
            if signature is not None and name in signature.keywords():
                function = model.name if method == "__init__" else method
                word = meaning(function, name, model.name)
                assert word is not None and len(word.text) >= 60, (model.name, method)


def test_keys_of_plans_trainers_and_callbacks_are_explained() -> None:
    newest = catalogue().api("1.4.2")
    for name in (
        "TrainingPlan",
        "AdversarialTrainingPlan",
        "SemiSupervisedTrainingPlan",
        "Trainer",
    ):
        signature = newest.resolve(f"scvi.train.{name}").init
        own = [one.name for one in signature.parameters if one.kind in ("plain", "keyword")]
        silent = [one for one in own if meaning("train", one) is None]
        assert not set(silent) - {"self", "module", "n_classes", "use_posterior_mean"}, name
    callback = newest.resolve("scvi.train.SaveCheckpoint").init
    assert not [
        one.name
        for one in callback.parameters
        if one.kind == "plain"
        and one.name != "self"
        and meaning("SaveCheckpoint", one.name, "SaveCheckpoint") is None
    ]


def test_no_two_texts_say_the_same() -> None:
    """At most half of the words of a text stand in another one, too."""
    known = [(name, plain_words(word.text)) for name, word in TEXTS.items()]
    same = []
    for number, (name, words) in enumerate(known):
        for other, others in known[:number]:
            shared = len(words & others)
            if shared > 4 and shared > max(len(words), len(others)) / 2:
                same.append((name, other))
    assert not same


# Arguments that are handed on to where no signature tells them, or of what old releases had.
_UNTOLD = frozenset(
    """deep_inject_covariates lib_size raw_layer_key transformed_layer_key scaled_layer_key
    global_scaling_factor batch_key_scaling marker_x marker_y output_path ct_weights join l1_scalar
    layer_name min_delta patience num_replicas rank save_top_k n_samples_poisson""".split()
)


def test_an_argument_exists_in_some_release() -> None:
    known = set().union(*(_keywords(version) for version in (catalogue().newest, *RELEASES)))
    names = {key.rpartition(".")[2] for key in ARGUMENTS}
    assert not names - known - _UNTOLD


@cache
def _keywords(version: str) -> frozenset[str]:
    """Every keyword that any public function, class or method takes in a release."""
    api = catalogue().api(version)
    signatures = [cls.init for cls in api.classes()]
    signatures += [cls.method(name) for cls in api.classes() for name in cls.methods()]
    for path in catalogue().exports:
        symbol = api.resolve(path)
        if symbol is not None and symbol.kind == "function":
            signatures.append(symbol.signature)
    found: set[str] = set()
    for signature in signatures:
        if signature is None:
            continue
        found.update(signature.keywords())
        found.update(one.name for one in signature.parameters)
        for inner in ("plan_kwargs", "datasplitter_kwargs"):
            nested = signature.nested(inner) if inner in signature.keywords() else None
            found.update(() if nested is None else nested.keywords())
    return frozenset(found)


def test_terms_of_the_bound_are_explained_as_one_sum() -> None:
    whole = logged("elbo_validation")
    assert whole is not None
    for term in ("reconstruction_loss", "kl_local", "kl_global"):
        assert term in whole.text
        for part in (logged(f"{term}_train"), logged(f"{term}_validation")):
            assert part is not None and "elbo" in part.text
    assert logged("elbo_train") != whole
    assert logged("train_loss_epoch") != logged("validation_loss")
    assert logged("elbo_train_epoch") == logged("elbo_train")
    assert logged("nothing_of_the_kind") is None


def test_what_models_log_by_themselves_is_explained() -> None:
    newest = catalogue().api(catalogue().newest)
    scvi = newest.resolve("scvi.model.SCVI")
    known = scvi.history
    assert known is not None
    extra = {"batch", "labels", "z"}  # tensors that scvi-tools drops before it writes
    names = {key for key in known.keys if key.rpartition("_")[0] not in extra}
    assert not [key for key in names if logged(key) is None]


def test_the_meaning_of_an_argument_is_that_of_its_model() -> None:
    spoken = {
        cls: meaning(cls, "n_latent", cls).text  # type: ignore[union-attr]
        for cls in ("SCVI", "TOTALVI", "PEAKVI", "MULTIVI", "VELOVI", "DestVI", "SysVI", "RESOLVI")
    }
    assert len(set(spoken.values())) == len(spoken)
    sysvi = meaning("setup_anndata", "layer", "SysVI")
    scvi = meaning("setup_anndata", "layer", "SCVI")
    assert sysvi is not None and "log-transformed" in sysvi.text
    assert scvi is not None and "raw counts" in scvi.text


def test_choices_of_likelihoods_and_minified_data_are_explained() -> None:
    for name, values in {
        "gene_likelihood": ("zinb", "nb", "poisson", "normal"),
        "dispersion": ("gene", "gene-batch", "gene-label", "gene-cell"),
        "mode": ("vanilla", "change"),
    }.items():
        assert all(chosen(name, value) for value in values), name
    for name in ("NegativeBinomial", "ZeroInflatedNegativeBinomial", "Poisson", "Normal"):
        assert of_symbol(name) is not None
    assert chosen("minified_data_type", "latent_posterior_parameters") is not None


def test_names_before_0_7_are_known_by_their_package_only() -> None:
    assert former("scvi.inference.UnsupervisedTrainer") is not None
    assert former("scvi.models.TOTALVI") != of_symbol("TOTALVI")
    assert former("scvi.model.TOTALVI") is None
    assert former_argument("UnsupervisedTrainer", "train_size") is not None
    assert former_argument("train", "name") is None
