"""Saved models: what the program itself saved, and what a look at a folder tells of the model
that is loaded from it."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any

from scvi_lint.evidence import wants
from scvi_lint.evidence.facts import ModelSeen
from scvi_lint.interpreter.domain.contents import Column, Content
from scvi_lint.interpreter.domain.facts import REWRITTEN, Fact, Reason, fact, resting
from scvi_lint.interpreter.domain.heap import Tracked
from scvi_lint.semantic.model_views import ModelView
from scvi_lint.semantic.views import Levels

if TYPE_CHECKING:
    from scvi_lint.interpreter.domain.table import Table
    from scvi_lint.interpreter.engine.run import Run

# Keys of `obsm` and `uns`.
_ELSEWHERE = frozenset(
    """protein_expression_obsm_key protein_names_uns_key cell_coordinates_key dna_code_key
    expression_embedding_key expression_embedding_niche_key niche_composition_key
    niche_indexes_key niche_distances_key density_prior_key""".split()
)
_SAVED = "saved/"
# That a model went to a place that is not known.
_SOMEWHERE = _SAVED + "*"
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

    def levels(self, argument: str, known: Fact) -> Levels | None:
        """The categories that it has for a set-up argument; `known`: that it was seen."""
        key = self.setup(argument)
        names = self.seen.categories.get(argument)
        if not isinstance(key, str) or names is None:
            return None
        column = Column("categorical", tuple(names), True, "saved")
        return Levels(key, resting(((column, known.reasons),), known))


class Written(Content):
    """A model as the program itself saved it."""

    __slots__ = ("folder", "model", "table")

    def __init__(self, folder: str, model: int, table: Table, made: Any) -> None:
        self.folder = folder
        self.model = model
        self.table = table
        self.key = (folder, model, made.span, made.stack)

    def moved(self, model: int, table: Table) -> Written:
        """The same, as number so and so of another table."""
        other = Written.__new__(Written)
        other.folder, other.model, other.table = self.folder, model, table
        other.key = (self.folder, model, *self.key[2:])
        return other

    @property
    def view(self) -> ModelView:
        """The model as it was when it was saved."""
        return ModelView(self.model, self.table, "")


def write(run: Run, made: Any, model: int) -> None:
    """`model.save(folder)`: from here on this folder holds the model as it is now."""
    place = _place(made, "dir_path")
    disk = run.heap.tracked(run.disk) or Tracked("disk", {})
    if place is None:
        somewhere = fact(None, Reason(made.span, ""), certain=False)
        run.heap.put(run.disk, disk.having(_SOMEWHERE, somewhere))
        return
    folder = made.arguments["dir_path"].value.text
    run.written.add(folder)
    written = Written(folder, model, run.heap.snapshot(), made)
    name = posixpath.basename(posixpath.normpath(folder))
    reason = Reason(made.span, f"saved in {name} here")
    run.heap.put(run.disk, disk.having(place, fact(written, reason)))


def written(run: Run, made: Any, argument: str) -> Fact | None:
    """What the program saved in the folder that an argument names: a Fact of Written."""
    place = _place(made, argument)
    disk = run.heap.tracked(run.disk)
    return None if place is None or disk is None else disk.get(place)


def beside(run: Run, made: Any, argument: str) -> tuple[str, Fact] | None:
    """What the program saved in the folder that an argument names, under another prefix than the
    one that is asked for: that prefix, and a Fact of Written. None where some model may be there
    under the right one."""
    place = _place(made, argument)
    disk = run.heap.tracked(run.disk)
    if place is None or disk is None or _SOMEWHERE in disk.facts:
        return None
    folder = place.rpartition("/")[0]
    for key, known in disk.facts.items():
        if key.startswith(_SAVED) and key.rpartition("/")[0] == folder and known.certain:
            return key.rpartition("/")[2], known
    return None


def elsewhere(run: Run, made: Any, argument: str) -> Fact | None:
    """What another program saved in the folder that an argument names, likewise."""
    from scvi_lint.interpreter.objects.reading import elsewhere as ask

    place = _place(made, argument)
    if place is None:
        return None
    folder, _, prefix = place.removeprefix("saved/").rpartition("/")
    return ask(run, wants.saved(run.main, folder, prefix))


def _place(made: Any, argument: str) -> str | None:
    """A folder and the prefix in it, under one spelling; None when they are not known."""
    given = made.arguments.get(argument)
    folder = None if given is None else given.value.text
    if not folder:
        return None
    prefix = made.arguments.get("prefix")
    spelled = "" if prefix is None or prefix.is_none else prefix.value.text
    if spelled is None or (prefix is None and made.open):
        return None
    return f"saved/{posixpath.normpath(folder)}/{spelled}"


def look(run: Run, made: Any, argument: str) -> Fact | None:
    """The saved model in the folder that an argument names, if it was seen."""
    from scvi_lint.interpreter.objects.reading import look as ask

    place = _place(made, argument)
    if place is None:
        return None
    given = made.arguments[argument]
    folder, spelled = given.value.text, place.rpartition("/")[2]
    seen = ask(run, wants.model(run.path, folder, spelled))
    if not isinstance(seen, ModelSeen):
        return None
    certain = folder not in run.written and not seen.doubtful
    name = folder.rstrip("/").rpartition("/")[2]
    reason = Reason(given.span, f"{seen.class_name or 'a model'} saved in {name}", True)
    return fact(Saved(folder, spelled, seen), reason, certain=certain, doubt=REWRITTEN)


def facts(known: Fact | None) -> dict[str, Fact]:
    """The facts of a model that was loaded from it."""
    if known is None:
        return {}
    facts = {"saved": known}
    # What the program itself saved there it knows better than a look at an older run's folder.
    for argument in _KEYS if known.certain else ():
        found = known.value.levels(argument, known)
        if found is not None:
            facts["levels/" + argument] = resting(((found, known.reasons),), known)
    return facts
