"""What a program did with scvi-tools, for a methods section, and what that does not say.

Only what the program shows for certain is stated as a number; what it takes from elsewhere stands
as the program writes it. The gaps are what a reader needs in order to do the analysis again.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from scvi_lint.interpreter.domain.arguments import Argument
from scvi_lint.interpreter.domain.calls import Call
from scvi_lint.interpreter.events.kinds import (
    Called,
    CallEvent,
    Compared,
    Constructed,
    Event,
    GraphBuilt,
    GraphUsed,
    HistoryRead,
    Loaded,
    Queried,
    ResultHeld,
    SettingChanged,
    Trained,
)
from scvi_lint.linting.checking import Result
from scvi_lint.rule import listed

if TYPE_CHECKING:
    from scvi_lint.knowledge.signatures import Signature

MOST_MODELS = 12
_CHECKS = ("PosteriorPredictiveCheck", "criticism", "get_reconstruction_error", "get_elbo")
_KEYS = {
    "batch_key": "batch {}",
    "sample_key": "sample {}",
    "labels_key": "labels {}",
    "unlabeled_category": "unlabelled category {}",
    "size_factor_key": "size factors {}",
    "categorical_covariate_keys": "categorical covariates {}",
    "continuous_covariate_keys": "continuous covariates {}",
    "protein_expression_obsm_key": "proteins {}",
}
_SHAPE = {
    "n_latent": "{} latent dimension{s}",
    "n_layers": "{} hidden layer{s}",
    "n_hidden": "{} unit{s} a layer",
    "gene_likelihood": "likelihood {}",
    "dispersion": "dispersion {}",
}
_TRAINING = ("batch_size", "train_size", "lr", "early_stopping_monitor", "early_stopping_patience")


class Methods(NamedTuple):
    """`sentences` for the section, and what is `missing` in it."""

    sentences: list[str]
    missing: list[str]


def methods(result: Result) -> Methods:
    """The methods section of a program."""
    events = list(result.analysis.events)
    built = _once(event for event in events if isinstance(event, Constructed))[:MOST_MODELS]
    loaded = _once(event for event in events if isinstance(event, Loaded) and _is_load(event))
    sentences: list[str] = []
    missing: list[str] = []
    if not built and not loaded:
        return Methods(["This program builds and loads no model of scvi-tools."], [])
    exact = result.analysis.release.exact
    release = f"scvi-tools {result.version}" if exact else "scvi-tools (release not stated)"
    sentences.append(f"The analysis used {release}.")
    if not exact:
        missing.append(
            "The release of scvi-tools: nothing names it. Pin it (scvi-tools==…), and state it."
        )
    sentences += _of_filters(events)
    sentences += _of_genes(result)
    for event in loaded:
        folder = event.argument("dir_path")
        said = "a folder" if folder is None else _said(event, folder)
        sentences.append(f"A trained {event.class_name} was loaded from {said}.")
    for event in built:
        sentences += _of_model(event, events)
    sentences += _of_graphs(events)
    _of_results(events, sentences, missing)
    sentences += _of_tests(events)
    _of_seed(result, sentences, missing)
    _gaps(result, built, events, missing)
    return Methods(list(dict.fromkeys(sentences)), list(dict.fromkeys(missing)))


E = TypeVar("E", bound=Event)


def _once(events: Iterable[E]) -> list[E]:
    """Each place of the program once: a loop or a second caller says nothing new."""
    return list({event.span: event for event in events}.values())


def _is_load(event: Loaded) -> bool:
    return event.call.name == "load"


def _said(event: Event, argument: Argument) -> str:
    """A value as one writes it: the constant, or what the program says in its place."""
    items = argument.items
    if items and argument.is_complete and all(item.certain for item in items):
        values = [item.value for item in items]
        if all(type(value) in (int, float) for value in values):
            return ", ".join(f"{value:g}" for value in values)
        return listed(values, 6)
    text = event.source(argument.span)
    return f"`{text}`" if "\n" not in text and len(text) <= 60 else "values that are set elsewhere"


def _setting(event: Event, call: Call, signature: Signature | None, name: str) -> str:
    """The value of a parameter: as given, or its default; "" where there is no such one."""
    argument = call.arguments.get(name)
    if argument is not None:
        return _said(event, argument)
    default = None if signature is None or call.open else signature.default_of(name)
    return "" if default is None or default == "None" else f"{default} (default)"


def _of_genes(result: Result) -> list[str]:
    found: list[str] = []
    for event in result.analysis.events:
        if isinstance(event, Called) and (event.chooses_genes or _by_poisson(event)):
            told = ("n_top_genes", "flavor", "batch_key", "layer")
            said = [
                f"{name} {_said(event, argument)}"
                for name in told
                if (argument := event.given(name)) is not None
            ]
            found.append(
                f"Highly variable genes were chosen with {event.call.name}"
                f"{' (' + ', '.join(said) + ')' if said else ''}."
            )
    return list(dict.fromkeys(found))


def _by_poisson(event: Called) -> bool:
    return event.call.name == "poisson_gene_selection"


def _of_filters(events: list[Event]) -> list[str]:
    """By which counts cells and genes were left out."""
    told = ("min_counts", "min_genes", "min_cells", "max_counts", "max_genes", "max_cells")
    found: list[str] = []
    for event in events:
        if not isinstance(event, Called) or event.call.name not in ("filter_cells", "filter_genes"):
            continue
        what = event.call.name.removeprefix("filter_")
        said = _given(event, told)
        if ".pp." in event.call.function and said:
            found.append(f"{what.capitalize()} were filtered ({said}).")
    return list(dict.fromkeys(found))


def _given(event: CallEvent, names: Iterable[str]) -> str:
    """The arguments of a call that are given, as one writes them."""
    return ", ".join(
        f"{name} {_said(event, argument)}"
        for name in names
        if (argument := event.given(name)) is not None
    )


def _of_graphs(events: list[Event]) -> list[str]:
    """What neighbours, clusters and layouts were made of."""
    found: list[str] = []
    for event in events:
        if isinstance(event, GraphBuilt):
            on = event.graph.representation or "a representation that is not named"
            more = _given(event, ("n_neighbors", "n_pcs", "metric"))
            found.append(f"Neighbours were computed on {on}{f' ({more})' if more else ''}.")
        elif isinstance(event, GraphUsed) and event.call.name in ("leiden", "louvain"):
            more = _given(event, ("resolution", "key_added", "random_state"))
            found.append(
                f"Cells were clustered by {event.call.name}{f' ({more})' if more else ''}."
            )
        elif isinstance(event, GraphUsed) and event.call.name == "umap":
            found.append("A UMAP was laid out on these neighbours.")
    return list(dict.fromkeys(found))


def _of_tests(events: list[Event]) -> list[str]:
    """What was tested outside of scvi-tools."""
    found: list[str] = []
    for event in events:
        if not isinstance(event, Called):
            continue
        if event.call.name == "rank_genes_groups" and ".tl." in event.call.function:
            more = _given(event, ("groupby", "groups", "reference", "method", "layer", "use_raw"))
            found.append(f"Genes were tested by scanpy's rank_genes_groups ({more}).")
        elif event.tests:
            found.append(f"Values were tested by {event.call.function}.")
    return list(dict.fromkeys(found))


def _of_model(event: Constructed, events: list[Event]) -> list[str]:
    known = event.model.registration
    what = f"{event.class_name} was trained" if event.origin is None else _continued(event)
    if known is not None:
        record = known.value
        layer = record.call.arguments.get("layer")
        if layer is not None and not layer.is_none:
            what += f" on layer {_said(event, layer)}"
        elif record.uses_x:
            what += " on X"
        given = {**record.call.arguments, **event.call.arguments}
        keys = [
            text.format(_said(event, argument))
            for name, text in _KEYS.items()
            if (argument := given.get(name)) is not None and not argument.is_none
        ]
        what += f", with {', '.join(keys)}" if keys else ", without batches or covariates"
    own = event.adata
    size = None if own is None else own.cells_in_file
    genes = None if own is None else own.genes_seen
    counted = [f"{size} cells"] if size else []
    number = getattr(genes, "count", None)
    counted += [f"{number} genes"] if number else []
    what += f" ({', '.join(counted)})" if counted else ""
    signature = event.cls.method("__init__")
    shape: list[str] = []
    if event.origin is None:
        for name, text in _SHAPE.items():
            value = _setting(event, event.call, signature, name)
            if value and (name in event.call.arguments or "default" in value):
                shape.append(_shaped(text, value))
    return [
        what + ".",
        *([f"The model has {', '.join(shape)}."] if shape else []),
        *_of_training(event, events),
    ]


def _shaped(text: str, value: str) -> str:
    """`1 hidden layer (default)`: what the value counts stands before where it is from."""
    plain = value.removesuffix(" (default)")
    told = text.replace("{s}", "" if plain == "1" else "s").format(plain)
    return told if plain == value else f"{told} (default)"


def _continued(event: Constructed) -> str:
    origin = event.origin
    before = origin.class_name if origin is not None else "a model"
    return f"{event.class_name} was made from {before} ({event.call.name}) and trained"


def _of_training(event: Constructed, events: list[Event]) -> list[str]:
    trained = [one for one in events if isinstance(one, Trained) and one.model.may_be(event.model)]
    said: list[str] = []
    for one in _once(trained):
        signature = one.cls.method("train")
        epochs = one.given("max_epochs")
        words = (
            f"Training ran for {_said(one, epochs)} epochs"
            if epochs is not None
            else "The number of epochs was left to scvi-tools"
        )
        stops = one.turns_on("early_stopping")
        words += " at most, with early stopping" if stops else ", without early stopping"
        names = [name for name in _TRAINING if one.given(name) is not None]
        names += [name for name in ("batch_size",) if name not in names]
        more = [f"{name} {_setting(one, one.call, signature, name)}" for name in names]
        more += [f"{name} {_said(one, value)}" for name, value in one.plan.items()]
        shown = [one for one in more if not one.endswith(" ")]
        said.append(f"{words}{' (' + ', '.join(shown) + ')' if shown else ''}.")
    return said


def _of_results(events: list[Event], sentences: list[str], missing: list[str]) -> None:
    for query in _once(event for event in events if isinstance(event, Queried)):
        signature = query.cls.method(query.call.name)
        if isinstance(query, Compared):
            sentences.append(_comparison(query, signature))
            cuts = [
                f"{one.column} {one.sign} {one.number:g}"
                for one in _once(one for one in events if isinstance(one, ResultHeld))
                if one.made.span == query.span
            ]
            if cuts:
                sentences.append(f"Genes were kept by {', '.join(dict.fromkeys(cuts))}.")
            else:
                missing.append(
                    f"By which cut genes were called from {query.call.name}: the program shows "
                    "none. State it (proba_de, is_de_fdr_0.05, lfc_mean)."
                )
        elif query.call.name.startswith("get_normalized_expression"):
            told = ("library_size", "transform_batch", "n_samples")
            said = [f"{name} {value}" for name in told if (value := _asked(query, signature, name))]
            sentences.append(f"Expression was decoded by {query.class_name} ({', '.join(said)}).")


def _asked(query: Queried, signature: Signature | None, name: str) -> str:
    value = _setting(query, query.call, signature, name)
    return value or ("each cell's own (default)" if name == "transform_batch" else "")


def _comparison(query: Compared, signature: Signature | None) -> str:
    told = (
        "groupby",
        "group1",
        "group2",
        "idx1",
        "idx2",
        "mode",
        "delta",
        "batch_correction",
        "fdr_target",
    )
    mode = _setting(query, query.call, signature, "mode")
    said: list[str] = []
    for name in told:
        value = _setting(query, query.call, signature, name)
        if value and (name != "delta" or "vanilla" not in mode):
            said.append(f"{name} {value}")
    return f"Groups were compared by {query.class_name}.{query.call.name} ({', '.join(said)})."


def _of_seed(result: Result, sentences: list[str], missing: list[str]) -> None:
    for event in result.analysis.events:
        if isinstance(event, SettingChanged) and event.path == "scvi.settings.seed":
            value = event.value.constant
            shown = "" if value is None else f" to {value.value}"
            sentences.append(f"scvi.settings.seed was set{shown}.")
            return
    missing.append("A seed: set scvi.settings.seed before the first model is built, and state it.")


def _gaps(
    result: Result, built: list[Constructed], events: list[Event], missing: list[str]
) -> None:
    program = result.analysis
    trained = [event for event in events if isinstance(event, Trained)]
    looks = any(isinstance(event, HistoryRead) for event in events) or program.spells("history")
    if trained and not looks:
        missing.append("Whether training converged: nothing looks at history. Show the ELBO.")
    if any(one.given("max_epochs") is None and not one.call.open for one in trained):
        missing.append("How many epochs were run: the program does not say. State len(history).")
    if any(one.adata is None or one.adata.cells_in_file is None for one in built):
        missing.append("How many cells and genes were modelled: state adata.shape.")
    queries = [event for event in events if isinstance(event, Queried)]
    decoded = [one for one in queries if one.call.name == "get_normalized_expression"]
    if any(one.lacks("n_samples") and one.accepts("n_samples") for one in decoded):
        missing.append("How far decoded values vary: one draw was taken. Average n_samples=25.")
    asked = any(one.given("transform_batch") is not None for one in queries)
    if asked and not program.spells(*_CHECKS):
        missing.append(
            "Whether cells decoded in another batch can be trusted: nothing compares with measured "
            "cells of that batch or asks for get_reconstruction_error."
        )
    tested = any(isinstance(one, Called) and one.call.name == "rank_genes_groups" for one in events)
    if tested or any(isinstance(one, Compared) for one in queries):
        missing.append(
            "What the replicates are: cells are compared. State how many donors there are "
            "in each group, and whether donors were compared, too."
        )
