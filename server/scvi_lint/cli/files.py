"""Which files a command is about: those that were named, and what lies in the named folders."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from stat import S_ISDIR

from scvi_lint import disk
from scvi_lint.cli import git
from scvi_lint.cli.failure import Failure, Troubles, reason, say
from scvi_lint.cli.walking import SKIPPED, SUFFIXES, is_environment, walk
from scvi_lint.config.discovery import Configuration, ConfigurationError

_LIBRARY = f"{os.sep}scvi{os.sep}"
_LONGEST_PATH = 4_096
_MOST_NAMES = 64 << 20


class Target:
    """A file to check: where it is, how it is called in reports, and whether it was named."""

    __slots__ = ("name", "named", "path")

    def __init__(self, path: str, name: str, named: bool) -> None:
        self.path = path
        self.name = name
        self.named = named


def find(
    paths: Iterable[str],
    configuration: Configuration,
    troubles: Troubles,
    *,
    force_exclude: bool = False,
    ask_git: bool = True,
) -> list[Target]:
    """The files to check, each once, sorted by name; what is missing goes to `troubles`.

    A named file is taken whatever it is called, unless `force_exclude` holds it to the settings
    like all others (as pre-commit needs it, which names every file).
    """
    here = os.getcwd()
    found: dict[str, Target] = {}
    library = _Library()
    choice = _Choice(configuration, troubles)
    finder = _Finder(troubles, ask_git)
    for given in paths:
        path = os.path.normpath(os.path.join(here, given))
        try:
            mode = os.stat(path).st_mode
        except OSError as error:
            troubles.add(f"{given}: {reason(error)}")
            continue
        except ValueError:
            troubles.add(f"{given!r} is no path")
            continue
        if S_ISDIR(mode):
            inside = library.holds(os.path.join(path, ""))
            for name in finder.below(path):
                if name in found or choice.leaves_out(name):
                    continue
                if inside or not library.holds(name):
                    found[name] = Target(name, shown(name, here), False)
        elif force_exclude and _is_skipped(path):
            continue
        elif not choice.leaves_out(path, named=not force_exclude):
            found[path] = Target(path, shown(path, here), True)
    return sorted(found.values(), key=lambda target: target.name)


def shown(path: str, here: str) -> str:
    """A path as reports name it: POSIX, relative to the working directory."""
    inside = here if here.endswith(os.sep) else here + os.sep
    if path.startswith(inside):
        name = path[len(inside) :]
    else:
        try:
            name = os.path.relpath(path, here)
        except ValueError:  # another drive
            name = path
    return name if os.sep == "/" else name.replace(os.sep, "/")


def listed(source: str) -> list[str]:
    """The paths in a file (`-`: standard input), one a line or separated by NUL.

    Names that are no program's are left out, so that `git diff --name-only` can be used as it is.
    Raises Failure when the file cannot be read.
    """
    import sys

    try:
        if source == "-":
            data = sys.stdin.buffer.read()
        else:
            data = disk.take(disk.open_anything(source), _MOST_NAMES, source)
    except OSError as error:
        raise Failure(f"cannot read --files-from {source}: {reason(error)}") from None
    lines = data.split(b"\0") if b"\0" in data else data.splitlines()
    names = [os.fsdecode(line) for line in lines if line.strip()]
    return [name for name in names if name.lower().endswith(SUFFIXES)]


class _Library:
    """Knows the files of scvi-tools itself: it is what programs use, not a program that uses it.

    Its own calls among its own parts say nothing to our rules, and following them takes longer
    than all the rest of an environment.
    """

    def __init__(self) -> None:
        self._known: dict[str, bool] = {}

    def holds(self, path: str) -> bool:
        folder, found, _ = path.rpartition(_LIBRARY)
        if not found:
            return False
        known = self._known.get(folder)
        if known is None:
            mark = os.path.join(f"{folder}{_LIBRARY}model", "_scvi.py")
            known = self._known[folder] = os.path.exists(mark)
        return known


class _Choice:
    """Which files the settings leave out; those whose settings cannot be read, too, with a line."""

    def __init__(self, configuration: Configuration, troubles: Troubles) -> None:
        self._configuration = configuration
        self._troubles = troubles
        self._said: set[str] = set()

    def leaves_out(self, path: str, *, named: bool = False) -> bool:
        try:
            return self._configuration.excludes(path) and not named
        except ConfigurationError as error:
            message = str(error)
        if message not in self._said:
            self._said.add(message)
            self._troubles.add(f"{message}; what it speaks of was not checked")
        return True


def _is_skipped(path: str) -> bool:
    return not SKIPPED.isdisjoint(path.split(os.sep))


def _entries(folder: str) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError:
        return []


class _Finder:
    """Finds the programs below a folder: asks git, else walks.

    No link is followed on the way. What it leads to inside the project is found under its own
    name, and what lies outside is none of the project's.
    """

    def __init__(self, troubles: Troubles, ask_git: bool) -> None:
        self._troubles = troubles
        self._ask_git = ask_git
        self._git = git.Git()

    def below(self, folder: str) -> Iterator[str]:
        """The programs below a folder that was named, as absolute paths."""
        pending = [(folder, self._ask_git)]
        while pending:
            current, ask = pending.pop()
            on_purpose = _is_skipped(current) or is_environment(_entries(current))
            listing = self._listing(current) if ask and not on_purpose else None
            if listing is None:
                ignores = self._ask_git
                yield from walk(current, self._troubles, everything=on_purpose, ignores=ignores)
                continue
            inside = _Inside(current, listing.files)
            for name in listing.files:
                if name.lower().endswith(SUFFIXES) and inside.holds(name.rpartition("/")[0]):
                    yield os.path.join(current, *name.split("/"))
            for name in dict.fromkeys(listing.nested):
                if not name or not inside.holds(name):
                    continue
                inner = os.path.join(current, *name.split("/"))
                # A submodule that is not one here may still hold files.
                pending.append((inner, os.path.lexists(os.path.join(inner, ".git"))))

    def _listing(self, folder: str) -> git.Listing | None:
        """What git shows below a folder, None where it is of no help."""
        real = os.path.realpath(folder)
        root = disk.top_level(real)
        if root is None:
            return None
        try:
            return self._git.list_files(real, root)
        except git.NoAnswer as error:
            say(f"warning: git {error}: the files in {folder} were found without it")
            return None


class _Inside:
    """Knows which folders of a listing are there, as folders, and may hold programs.

    git lists what it was told once: a folder may have become a link since, and a forged index may
    hold any name at all.
    """

    def __init__(self, folder: str, files: list[str]) -> None:
        self._folder = folder
        self._known: dict[str, bool] = {"": True}
        for name in files:
            if name.endswith("/pyvenv.cfg"):
                self._known[name.removesuffix("/pyvenv.cfg")] = False

    def holds(self, folder: str) -> bool:
        """Whether a folder, as the listing names it, is one to look into."""
        known = self._known.get(folder)
        if known is None:
            known = len(folder) <= _LONGEST_PATH and all(
                self._is_good(folder[:end]) for end in _ends(folder)
            )
            self._known[folder] = known
        return known

    def _is_good(self, folder: str) -> bool:
        known = self._known.get(folder)
        if known is None:
            name = folder.rpartition("/")[2]
            known = name not in SKIPPED and name not in ("", ".", "..")
            known = known and (os.sep == "/" or not {":", os.sep} & set(name))
            known = known and self._is_folder(folder)
            self._known[folder] = known
        return known

    def _is_folder(self, folder: str) -> bool:
        try:
            return S_ISDIR(os.lstat(os.path.join(self._folder, folder)).st_mode)
        except (OSError, ValueError):
            return False


def _ends(folder: str) -> Iterator[int]:
    """Where each part of a path ends."""
    place = folder.find("/")
    while place >= 0:
        yield place
        place = folder.find("/", place + 1)
    yield len(folder)
