"""Saved models: what a look at their folder tells of the model that is loaded from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scvi_lint.evidence import wants
from scvi_lint.evidence.facts import ModelSeen
from scvi_lint.interpreter.domain.facts import REWRITTEN, Column, Content, Fact, Reason, fact
from scvi_lint.semantic.views import Levels

if TYPE_CHECKING:
    from scvi_lint.interpreter.engine.run import Run

# Keys of `obsm` and `uns`.
_ELSEWHERE = frozenset(
    """protein_expression_obsm_key protein_names_uns_key cell_coordinates_key dna_code_key
    expression_embedding_key expression_embedding_niche_key niche_composition_key
    niche_indexes_key niche_distances_key density_prior_key""".split()
)
# What the registry holds the categories of.
_KEYS = ("batch_key", "labels_key", "sample_key", "panel_key")


class Saved(Content):
    """A saved model as it was seen; `folder` as the program spells it."""

    __slots__ = ("folder", "seen")

    def __init__(self, folder: str, prefix: str, seen: ModelSeen) -> None:
        self.folder = folder
        self.seen = seen
        self.key = (folder, prefix)

    def setup(self, argument: str) -> Any:
        """What its set-up call was given, None if nothing."""
        return self.seen.setup.get(argument)

    def named(self, room: str) -> list[tuple[str, str]]:
        """The columns of obs ("obs") that it was registered with, each with its argument."""
        found: list[tuple[str, str]] = []
        for argument, value in self.seen.setup.items():
            if (
                room == "obs"
                and argument.endswith(("_key", "_keys"))
                and argument not in _ELSEWHERE
            ):
                names = value if isinstance(value, list) else [value]
                found += [(argument, name) for name in names if isinstance(name, str)]
        return found


def look(run: Run, made: Any, argument: str) -> Fact | None:
    """The saved model in the folder that an argument names, if it was seen."""
    from scvi_lint.interpreter.objects.reading import look as ask

    given = made.arguments.get(argument)
    folder = None if given is None else given.value.text
    if given is None or folder is None:
        return None
    prefix = made.arguments.get("prefix")
    spelled = "" if prefix is None or prefix.is_none else prefix.value.text
    if spelled is None or (prefix is None and made.open):
        return None
    seen = ask(run, wants.model(run.path, folder, spelled))
    if not isinstance(seen, ModelSeen):
        return None
    certain = folder not in run.written and not seen.doubtful
    name = folder.rstrip("/").rpartition("/")[2]
    reason = Reason(given.span, f"{seen.class_name or 'a model'} saved in {name}", True)
    return fact(Saved(folder, spelled, seen), reason, certain=certain, doubt=REWRITTEN)


def levels(known: Fact, argument: str) -> Levels | None:
    """The categories that the saved model has for a set-up argument."""
    saved: Saved = known.value
    key = saved.setup(argument)
    names = saved.seen.categories.get(argument)
    if not isinstance(key, str) or names is None:
        return None
    column = Column("categorical", tuple(names), True, "saved")
    return Levels(key, Fact(((column, known.reasons),), known.certain))


def facts(known: Fact | None) -> dict[str, Fact]:
    """The facts of a model that was loaded from it."""
    if known is None:
        return {}
    facts = {"saved": known}
    # What the program itself saved there it knows better than a look at an older run's folder.
    for argument in _KEYS if known.certain else ():
        found = levels(known, argument)
        if found is not None:
            facts["levels/" + argument] = Fact(((found, known.reasons),), known.certain)
    return facts
