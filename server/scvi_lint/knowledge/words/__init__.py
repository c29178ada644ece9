"""What the things of scvi-tools mean, in short sentences of our own, and the pages that say more.

In: the name of a thing. Out: a `Word`, or None. Hover, completion, signature help, `explain` and
the search of the documentation all read these texts, so that they cannot disagree. Each is
written once: what the thing does to the user's data, what comes back (type, shape, axes, scale),
and the one mistake that people make with it. Nothing is copied from scvi-tools' documentation.

Imported when a person asks; never on the way of `check`.
"""

from __future__ import annotations

from scvi_lint.knowledge.words import (
    by_model,
    choices,
    classes,
    columns,
    comparison,
    construction,
    data_arguments,
    former_names,
    functions,
    history,
    methods,
    parts,
    persistence,
    queries,
    registration,
    settings,
    training,
    written,
)
from scvi_lint.knowledge.words.entry import Word

__all__ = [
    "ARGUMENTS",
    "Word",
    "chosen",
    "column",
    "entry",
    "former",
    "former_argument",
    "logged",
    "meaning",
    "of_symbol",
    "place",
    "setting",
]

# Under the plain name; under `function.name` or `Class.function.name` where the meaning differs.
ARGUMENTS: dict[str, Word] = {
    **data_arguments.WORDS,
    **registration.WORDS,
    **construction.WORDS,
    **training.WORDS,
    **queries.WORDS,
    **comparison.WORDS,
    **persistence.WORDS,
    **by_model.WORDS,
}


def meaning(function: str, argument: str, owner: str = "") -> Word | None:
    """The text for an argument of a function (its last name) of a class; the narrowest wins."""
    for key in (f"{owner}.{function}.{argument}", f"{function}.{argument}", argument):
        if key in ARGUMENTS:
            return ARGUMENTS[key]
    return None


def of_symbol(name: str, owner: str = "") -> Word | None:
    """The text for a class, a function, or what can be asked of a class, by their last names."""
    if owner and owner != name:
        own = methods.WORDS.get(f"{owner}.{name}") or methods.WORDS.get(name)
        return own or functions.WORDS.get(name)
    for room in (
        classes.WORDS,
        settings.CONFIGURATIONS,
        functions.WORDS,
        parts.WORDS,
        methods.WORDS,
    ):
        if name in room:
            return room[name]
    return None


def place(path: str) -> Word | None:
    """The text for a package or a constant, by its import path."""
    path = path.replace("scvi.settings.REGISTRY_KEYS", "scvi.REGISTRY_KEYS")
    return settings.PLACES.get(path.replace("scvi._CONSTANTS", "scvi.REGISTRY_KEYS"))


def setting(name: str) -> Word | None:
    """The text for an attribute of `scvi.settings`."""
    return settings.SETTINGS.get(name)


def column(name: str) -> Word | None:
    """The text for a column of a table that a model returns; the level of an FDR may vary."""
    if name.startswith("is_de_fdr_"):
        name = "is_de_fdr_0.05"
    return columns.WORDS.get(name)


def entry(name: str) -> Word | None:
    """The text for an entry of obs, obsm or uns that scvi-tools writes itself."""
    return written.WORDS.get(name)


def chosen(argument: str, value: str) -> Word | None:
    """The text for a value that an argument chooses among."""
    return choices.WORDS.get(f"{argument}.{value}")


def logged(key: str) -> Word | None:
    """What a key of `history` is; None for one that is not explained."""
    plain = key.removesuffix("_step").removesuffix("_epoch")
    if plain in history.WORDS:
        return history.WORDS[plain]
    for mode in ("train", "validation"):
        for name in (plain.removesuffix(f"_{mode}"), plain.removeprefix(f"{mode}_")):
            if name != plain:
                return history.WORDS.get(name)
    return None


def former(path: str) -> Word | None:
    """The text for an import path of the package before 0.7."""
    package, _, name = path.rpartition(".")
    old = package in ("scvi", "scvi.models", "scvi.inference", "scvi.dataset")
    return former_names.WORDS.get(name) if old or package.startswith("scvi.models.") else None


def former_argument(function: str, name: str) -> Word | None:
    """The text for an argument of one of these; of another function only for names that say
    enough by themselves."""
    telling = "_" in name or name == "frequency"
    known = telling or function in former_names.WORDS
    return former_names.ARGUMENTS.get(name) if known else None
