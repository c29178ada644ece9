"""What the program itself does to files and folders: moved, copied, removed.

What was saved in a folder, or written to a file, goes with it. A command that is run may do so
unseen: then what is on the disk is only possible.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from scvi_lint.interpreter.domain.facts import REWRITTEN, possible
from scvi_lint.interpreter.domain.families import place
from scvi_lint.interpreter.domain.heap import ALL_FILES, Facts, Tracked
from scvi_lint.interpreter.engine.binding import spread
from scvi_lint.regex import regex

if TYPE_CHECKING:
    from scvi_lint.interpreter.domain.values import Value
    from scvi_lint.interpreter.engine.given import Given
    from scvi_lint.interpreter.engine.run import Run

# Words of commands that move, copy or remove, or that make files of their own.
_MOVES = regex(r"\b(?:mv|rm|cp|rsync|tar|unzip|gunzip|git|aws|gsutil|dvc|rclone|ln)\b")


_GOES = frozenset({"shutil.move", "os.rename", "os.renames", "os.replace"})
_COPIED = frozenset({"shutil.copytree", "shutil.copy", "shutil.copy2", "shutil.copyfile"})
_REMOVED = frozenset({"shutil.rmtree", "os.remove", "os.unlink", "os.rmdir", "os.removedirs"})
_RUNS = frozenset({"run", "call", "check_call", "check_output", "Popen", "system", "getoutput"})


def called(run: Run, path: str, given: Given) -> None:
    """A function of `os`, `shutil` or `subprocess` was called."""
    first, second = given.value(0, "src", "path", "args"), given.value(1, "dst")
    old = place(first)
    if path in _REMOVED:
        moved(run, old, None)
    elif path in _GOES | _COPIED:
        new = place(second)
        moved(run, old, _into(run, path, old, new), kept=path in _COPIED)
    elif path == "os.chdir":
        unsure(run)  # the same names are others' from here on
    elif path.rpartition(".")[2] in _RUNS:
        told = None if first is None else first.text
        words = [told] if told is not None else _texts(run, first)
        command(run, None if words is None else " ".join(words))


def _texts(run: Run, value: Value | None) -> list[str] | None:
    items = None if value is None else spread(run, value)
    words = [item.text for item in items or ()]
    return None if not words or None in words else [word for word in words if word is not None]


def _into(run: Run, path: str, old: str | None, new: str | None) -> str | None:
    """Where something comes to lie: below a folder that is there already."""
    disk = run.heap.tracked(run.disk)
    run.looked_up.append(ALL_FILES)
    if old is None or new is None or disk is None:
        return new
    folder = _normal(new) + "/"
    there = any(key.partition("/")[2].startswith(folder) for key in disk.facts)
    of_file = bool(posixpath.splitext(_normal(old))[1]) and not posixpath.splitext(new)[1]
    below = path in ("shutil.move", "shutil.copy", "shutil.copy2")
    return folder + posixpath.basename(_normal(old)) if below and (there or of_file) else new


def moved(run: Run, old: str | None, new: str | None, *, kept: bool = False) -> None:
    """A file or folder goes to another place, None for one that is not known or that is nowhere;
    it is `kept` where it was, if it is copied."""
    disk = run.heap.tracked(run.disk)
    run.looked_up.append(ALL_FILES)
    if disk is None:
        return
    if old is None:
        unsure(run)
        return
    source = _normal(old)
    target = None if new is None else _normal(new)
    facts: Facts = {}
    for key, known in disk.facts.items():
        room, _, place = key.partition("/")
        inside = place == source or place.startswith(source + "/")
        if not inside:
            below = target is not None and place.startswith(target + "/")
            facts.setdefault(key, possible(known, REWRITTEN) if below else known)
            continue
        if kept:
            facts[key] = known
        if target is not None:
            facts[f"{room}/{target}{place[len(source) :]}"] = known
    run.heap.put(run.disk, Tracked("disk", facts))


def unsure(run: Run) -> None:
    """Something unseen may have changed what is on the disk."""
    disk = run.heap.tracked(run.disk)
    run.looked_up.append(ALL_FILES)
    if disk is not None:
        facts = {key: possible(known, REWRITTEN) for key, known in disk.facts.items()}
        run.heap.put(run.disk, Tracked("disk", facts))


def command(run: Run, words: str | None) -> None:
    """A command is run, None for one that is not known."""
    if words is None or _MOVES.search(words):
        unsure(run)


def _normal(path: str) -> str:
    return posixpath.normpath(path.replace("\\", "/"))
