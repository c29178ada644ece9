"""What is known of a model, in the words of a hover: what it was built on, how it was trained, what
its history holds.
"""

from __future__ import annotations

from collections.abc import Sequence

from scvi_lint.escaping import LONGEST_SENTENCE, cut, for_code_span, for_markdown
from scvi_lint.ide.telling import MOST_LISTED, Teller, counts_of, scale_words, thousands
from scvi_lint.interpreter.domain import slots
from scvi_lint.interpreter.domain.contents import Column
from scvi_lint.interpreter.domain.heap import Tracked
from scvi_lint.interpreter.domain.table import Table
from scvi_lint.semantic.data_views import REGISTRATION, Registration
from scvi_lint.semantic.model_views import ModelView
from scvi_lint.semantic.views import as_name

_MADE_BY = {
    "constructor": "built",
    "load": "loaded",
    "hub": "from the hub",
}


# The arguments of a training that say how long it took.
_OF_TRAINING = frozenset({"max_epochs", "early_stopping", "train_size", "batch_size"})


def of_model(name: str, view: ModelView, teller: Teller) -> list[str]:
    thing, table = view.thing, view.table
    cls = thing.get(slots.CLASS)
    if cls is None:
        return [f"**{for_markdown(name)}** · a model of an unknown class"]
    words = ("" if cls.certain else "perhaps ") + for_markdown(cls.value.name)
    subclass = thing.value(slots.SUBCLASS)
    if subclass:
        words = f"{for_markdown(str(subclass))}, a {words}"
    lines = [f"**{for_markdown(name)}** · {words} · {_life(thing, teller)}"]
    registration = thing.get(REGISTRATION)
    if registration is not None:
        perhaps = "" if registration.certain else "perhaps "
        lines.append(
            f"{perhaps}built on: "
            + for_markdown(registration_words(registration.value, view), LONGEST_SENTENCE)
            + teller.learned(registration)
        )
    origin = thing.value(slots.ORIGIN)
    if origin is not None:
        lines.append(f"made from {model_name(origin, table)}")
    for parts in (_built(view, teller), _training(view), _history(view)):
        if parts:
            lines.append(" · ".join(parts))
    return lines


def _built(view: ModelView, teller: Teller) -> list[str]:
    """`30 latent dimensions · likelihood nb · holds adata, 48 213 cells`."""
    parts: list[str] = []
    if view.latent_size is not None:
        made = view.construction
        usual = " by default" if made is not None and made.lacks("n_latent") else ""
        parts.append(f"{view.latent_size} latent dimensions{usual}")
    if isinstance(view.likelihood, str):
        parts.append(f"likelihood {for_code_span(view.likelihood)}")
    made, data = view.construction, view.adata
    given = None
    if made is not None:
        given = made.arguments.get("adata") or made.arguments.get("mdata")
    name = "" if given is None or given.splatted else as_name(teller.source(given.span))
    cells = None if data is None else data.cells_in_file
    if name:
        parts.append("on " + for_code_span(name))
    if cells is not None:
        parts.append(f"{thousands(cells)} cells")
    return parts


def _training(view: ModelView) -> list[str]:
    """`max_epochs 100 · early_stopping True`: how its last training was asked for."""
    known = view.training
    if known is None or not known.certain or view.untrained is not None:
        return []
    found = [
        f"{for_markdown(name)} {for_code_span(str(argument.literal))}"
        for name, argument in known.value.arguments.items()
        if name in _OF_TRAINING and argument.literal is not None
    ]
    return [f"last training: {', '.join(found)}"] if found else []


def _history(view: ModelView) -> list[str]:
    """The keys that its history has for certain once it is trained."""
    logs = None if view.cls is None or not view.exact else view.cls.history
    trained = view.trained
    if logs is None or trained is None or not trained.certain or trained.value is not True:
        return []
    keys = sorted(logs.train, key=lambda key: ("elbo" not in key, "loss" not in key, key))
    if not keys:
        return []
    shown = ", ".join(map(for_code_span, keys[:MOST_LISTED]))
    more = f" and {len(keys) - MOST_LISTED} more" if len(keys) > MOST_LISTED else ""
    validation: dict[bool | None, str] = {
        True: "; those of validation, too",
        False: "; no validation ran",
    }
    return [f"history: {shown}{more}{validation.get(view.validated, '')}"]


def _life(thing: Tracked, teller: Teller) -> str:
    """`built (cell 6), trained (cell 7)`."""
    parts: list[str] = []
    made = thing.get(slots.MADE_BY)
    if made is not None:
        word = _MADE_BY.get(made.value) or f"made by {for_code_span(str(made.value))}"
        parts.append(word + teller.learned(made))
    trained = thing.get(slots.TRAINED)
    if trained is not None:
        if not trained.certain:
            parts.append("perhaps trained")
        elif trained.value is True:
            times = thing.value(slots.TRAININGS, 1)
            again = f" {times} times" if times > 1 else ""
            parts.append(f"trained{again}{teller.learned(trained)}")
        else:
            parts.append("**not trained yet**")
    return ", ".join(parts) or "where it came from is not known"


def registration_words(registration: object, model: ModelView | None = None) -> str:
    """`layer 'counts', batch_key 'sample' (8 levels)`: what was registered.

    A `model` that was built on it may know more categories: those that its query brought.
    """
    return ", ".join(registration_parts(registration, model)) or "nothing"


def registration_parts(registration: object, model: ModelView | None = None) -> list[str]:
    """The same, argument by argument."""
    if not isinstance(registration, Registration):
        return ["as the model was"]
    if not registration.method.startswith("setup_"):
        return [f"by {registration.method}"]
    parts: list[str] = []
    if registration.uses_x and registration.method == "setup_anndata":
        known = registration.data.x
        parts.append("X" if known is None else f"X ({scale_words(known)})")
    for name, argument in registration.call.arguments.items():
        if name in ("adata", "mdata") or argument.is_none:
            continue
        items = argument.items
        if not items:
            parts.append(name)
            continue
        between = " " if argument.is_sequence else " or "
        said = between.join(cut(repr(item.value)) for item in items[:3])
        if len(items) > 3:
            said += " …"
        levels = None
        matrix = registration.data.layer(argument.value.text or "") if name == "layer" else None
        if matrix is not None:
            said += f" ({scale_words(matrix)})"
        if argument.value.text is not None:
            levels = registration.categories(name) if model is None else model.levels(name)
        if levels is not None and levels.known.certain and levels.column.closed:
            said += f" ({_levels(levels.names, levels.column)})"
        parts.append(f"{name} {said}")
    return parts


def _levels(names: Sequence[object], column: Column) -> str:
    """`8 levels, smallest 61 cells`."""
    words = f"{len(names)} levels"
    counts = counts_of(column)
    return f"{words}, smallest {thousands(min(counts.values()))} cells" if counts else words


def model_name(identity: object, table: Table) -> str:
    thing = table.get(identity) if isinstance(identity, int) else None
    cls = thing.value(slots.CLASS) if isinstance(thing, Tracked) else None
    return for_markdown(getattr(cls, "name", "a model"))
