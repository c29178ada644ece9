"""Saved models: what the program itself saved, and what a look at a folder tells of the model
that is loaded from it."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, NamedTuple, TypeGuard

from scvi_lint.evidence import wants
from scvi_lint.evidence.facts import ModelSeen
from scvi_lint.interpreter.domain import families
from scvi_lint.interpreter.domain.arguments import Argument
from scvi_lint.interpreter.domain.calls import Call
from scvi_lint.interpreter.domain.facts import REWRITTEN, Fact, Reason, fact, is_fact, resting
from scvi_lint.interpreter.domain.heap import ALL_FILES, Facts, Tracked
from scvi_lint.interpreter.domain.keys import Key, Room
from scvi_lint.semantic.model_views import Written
from scvi_lint.semantic.saved_models import SAVED, Saved
from scvi_lint.semantic.views import LEVELS

if TYPE_CHECKING:
    from scvi_lint.interpreter.engine.run import Run

# What the registry holds the categories of.
_KEYS = ("batch_key", "labels_key", "sample_key", "panel_key")


# What the program itself saved, by folder and prefix: facts of the disk.
SAVED_IN: Room[Written] = Room("saved")
# That a model went to a place that is not known.
_SOMEWHERE: Key[bool] = Key("saved somewhere")


class _Place(NamedTuple):
    """The folder that an argument names, as it is spelled, and the prefix of the files in it.

    What of it comes from outside of the program stands in `folder` by the name of where it is from.
    """

    argument: Argument
    folder: str
    prefix: str

    @property
    def key(self) -> Key[Written]:
        """One key for all spellings of the folder."""
        return SAVED_IN(f"{posixpath.normpath(self.folder)}/{self.prefix}")

    @property
    def is_whole(self) -> bool:
        """Whether nothing of it comes from outside."""
        return families.is_whole(self.folder)


def _place(made: Call, argument: str) -> _Place | None:
    """Where a call saves to or loads from; None when that is not known."""
    given = made.arguments.get(argument)
    folder = None if given is None else families.place(given.value)
    if given is None or not folder:
        return None
    prefix = made.arguments.get("prefix")
    spelled = "" if prefix is None or prefix.is_none else prefix.value.text
    if spelled is None or (prefix is None and made.open):
        return None
    return _Place(given, folder, spelled)


def write(run: Run, made: Call, model: int) -> None:
    """`model.save(folder)`: from here on this folder holds the model as it is now."""
    place = _place(made, "dir_path")
    disk = run.heap.tracked(run.disk) or Tracked("disk", {})
    if place is None:
        somewhere = fact(True, Reason(made.span, ""), certain=False)
        run.heap.put(run.disk, disk.having(_SOMEWHERE, somewhere))
        return
    folder = families.shown(place.folder)
    run.written.add(folder)
    written = Written(folder, model, run.heap.snapshot(), made)
    name = posixpath.basename(posixpath.normpath(folder))
    reason = Reason(made.span, f"saved in {name} here")
    run.heap.put(run.disk, disk.having(place.key, fact(written, reason)))


def written(run: Run, made: Call, argument: str) -> Fact[Written] | None:
    """What the program saved in the folder that an argument names."""
    place = _place(made, argument)
    disk = run.heap.tracked(run.disk)
    if place is None or disk is None:
        return None
    run.looked_up.append(place.key)
    return disk.get(place.key)


def beside(run: Run, made: Call, argument: str) -> tuple[str, Fact[Written]] | None:
    """What the program saved in the folder that an argument names, under another prefix than the
    one that is asked for: that prefix, and the model. None where some model may be there under the
    right one."""
    place = _place(made, argument)
    disk = run.heap.tracked(run.disk)
    run.looked_up.append(ALL_FILES)
    if place is None or disk is None or _SOMEWHERE in disk.facts:
        return None
    folder = posixpath.normpath(place.folder)
    for where, known in disk.entries(SAVED_IN).items():
        saved_in, _, prefix = where.rpartition("/")
        if saved_in == folder and known.certain:
            return prefix, known
    return None


def elsewhere(run: Run, made: Call, argument: str) -> Fact[Written] | None:
    """What another program saved in the folder that an argument names."""
    place = _place(made, argument)
    if place is None or not place.is_whole:
        return None
    want = wants.saved(run.main, posixpath.normpath(place.folder), place.prefix)
    run.reads.append(want)
    found = run.context.evidence.get(want)
    return found if _is_written(found) else None


def _is_written(found: object) -> TypeGuard[Fact[Written]]:
    return is_fact(found) and isinstance(found.value, Written)


def look(run: Run, made: Call, argument: str) -> Fact[Saved] | None:
    """The saved model in the folder that an argument names, if it was seen."""
    from scvi_lint.interpreter.objects.reading import look as ask

    place = _place(made, argument)
    if place is None or not place.is_whole:
        return None
    folder, prefix = place.folder, place.prefix
    seen = ask(run, wants.model(run.path, folder, prefix))
    if not isinstance(seen, ModelSeen):
        return None
    certain = folder not in run.written and not seen.doubtful
    name = folder.rstrip("/").rpartition("/")[2]
    reason = Reason(place.argument.span, f"{seen.class_name or 'a model'} saved in {name}", True)
    return fact(Saved(folder, prefix, seen), reason, certain=certain, doubt=REWRITTEN)


def facts(known: Fact[Saved]) -> Facts:
    """The facts of a model that was loaded from it."""
    facts: Facts = {SAVED: known}
    # What the program itself saved there it knows better than a look at an older run's folder.
    for argument in _KEYS if known.certain else ():
        found = known.value.levels(argument, known)
        if found is not None:
            facts[LEVELS(argument)] = resting(((found, known.reasons),), known)
    return facts
