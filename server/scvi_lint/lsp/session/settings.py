"""What the user has set, for each program that is open.

Editors send settings three ways – with `initialize`, on request per folder, and unasked when they
change – and the project's own file says more. Names are those of the file; editors may write them
in camel case. What is not understood is said once, and the rest applies.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from scvi_lint.config import Settings
from scvi_lint.config.discovery import (
    PROJECT_FILES,
    Configuration,
    ConfigurationError,
    relative,
)
from scvi_lint.config.options import read
from scvi_lint.evidence.wants import Want
from scvi_lint.json_values import Json, Table, is_object
from scvi_lint.lsp.documents.modules import OpenModules
from scvi_lint.lsp.documents.store import Text
from scvi_lint.lsp.names import SECTION
from scvi_lint.source.documents.document import Document

if TYPE_CHECKING:
    from scvi_lint.interpreter.incremental.trail import Trail
    from scvi_lint.linting.checking import Checker, Result


OPEN_FILES, WORKSPACE = "openFilesOnly", "workspace"
LOG_LEVELS = ("error", "warning", "info", "debug")
# Settings that the editor's own side reads; they are none of the server's business.
_OF_THE_EDITOR = frozenset(
    "enable path interpreter install-from args cwd import-strategy trace server "
    "show-notifications".split()
)
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


_ABSENT = (0, 0)
LONGEST = 300  # characters of an error that are told


def _stamp(path: str) -> tuple[int, int]:
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return _ABSENT
    return found.st_mtime_ns, found.st_size


class EditorSettings:
    """What an editor said. `values` are settings in the sense of `config`."""

    __slots__ = ("diagnostic_mode", "inlay_hints", "log_level", "values", "wrong")

    def __init__(self, raw: object = None) -> None:
        self.values: dict[str, object] = {}
        self.wrong: list[str] = []
        self.diagnostic_mode = OPEN_FILES
        self.log_level = "info"
        self.inlay_hints = True
        table = _section(raw)
        if table is None:
            return
        named: Table = {_HUMP.sub("-", str(name)).lower(): value for name, value in table.items()}
        self._choose("diagnostic-mode", "diagnostic_mode", named, (OPEN_FILES, WORKSPACE))
        self._choose("log-level", "log_level", named, LOG_LEVELS)
        self._choose("inlay-hints", "inlay_hints", named, (True, False))
        given: Json = {
            name: value
            for name, value in named.items()
            # Editors send every setting they know, unset ones as null.
            if value is not None and name not in _OF_THE_EDITOR
        }
        self.values, wrong = read(given, own=True)
        self.wrong.extend(wrong)

    def _choose(self, name: str, attribute: str, named: Table, choices: tuple[object, ...]) -> None:
        given = named.pop(name, None)
        if given is None:
            return
        if any(given is choice or given == choice for choice in choices):
            setattr(self, attribute, given)
        else:
            listed = ", ".join(str(choice) for choice in choices)
            self.wrong.append(f"{name!r} is left out: it is one of {listed}")


def _section(raw: object) -> Table | None:
    """Our part of what an editor sends, however deep it is wrapped."""
    while is_object(raw):
        for name in (SECTION, "scvi_lint", "scviLint"):
            ours = raw.get(name)
            if is_object(ours):
                return ours
        inner = raw.get("settings")
        if not is_object(inner):
            return raw
        raw = inner
    return None


class Scope:
    """What holds for one program: its settings, and the folder of the project.

    `name` is how the engine calls the program: its path from that folder, with `/`; what lies
    outside goes by its whole path, what is in no file by its URI.
    """

    __slots__ = (
        "_checker",
        "_judged_by",
        "file",
        "modules",
        "name",
        "path",
        "release_origin",
        "root",
        "settings",
    )

    def __init__(
        self,
        path: str,
        root: str,
        settings: Settings,
        file: str,
        modules: Callable[[str, str, int], Document | None] | None = None,
        release_origin: str = "",
    ) -> None:
        self.path = path
        self.root = root
        self.settings = settings
        self.file = file
        self.modules = modules
        self.release_origin = release_origin  # who named the release of scvi-tools, if anybody
        inside = root.rstrip(os.sep) + os.sep if root else ""
        self.name = path
        if inside and path.startswith(inside):
            self.name = path[len(inside) :].replace(os.sep, "/")
        self._checker: Checker | None = None
        self._judged_by: tuple[str | None, str] | None = None

    def absolute(self, name: str) -> str:
        """The path of a document that the engine names."""
        return os.path.normpath(os.path.join(self.root, name)) if "://" not in name else name

    @property
    def checker(self) -> Checker:
        """The checker with these settings, made when first needed (in the worker)."""
        if self._checker is None:
            from scvi_lint.linting.checking import Checker

            version, origin = self._judged_by = self._release()
            self._checker = Checker(
                self.settings,
                version=version,
                version_origin=origin,
                load_module=self.modules,
            )
        return self._checker

    def outdated(self) -> bool:
        """Whether pins or the environment now tell another release than the checker judges by."""
        return self._judged_by is not None and self._judged_by != self._release()

    def _release(self) -> tuple[str | None, str]:
        """The release of scvi-tools that the program uses, and what names it."""
        if self.settings.scvi_version:
            return self.settings.scvi_version, self.release_origin
        from scvi_lint.evidence import environment
        from scvi_lint.knowledge import catalogue
        from scvi_lint.linting.versions import allows, newest_allowed

        folder = os.path.dirname(self.path) if os.path.isabs(self.path) else self.root
        if not folder:
            return None, ""
        found = environment.detect(
            folder,
            self.root or folder,
            self.settings.python,
            fits=lambda specifier: newest_allowed(specifier, catalogue().releases),
            allows=allows,
        )
        return (None, "") if found is None else found

    def check(
        self,
        document: Document,
        evidence: Mapping[Want, object] | None = None,
        trail: Trail | None = None,
    ) -> Result:
        """Everything that is found in a document under these settings; see `Checker.check`."""
        return self.checker.check(document, evidence, trail)


def _configuration(editor: EditorSettings) -> Configuration:
    """The settings in files, as far as they can be read: the user's own may be broken."""
    try:
        return Configuration(editor.values)
    except ConfigurationError as error:
        found = Configuration(editor.values, user_file="")
        found.warnings.append(str(error))
        return found


class Folder:
    """A workspace folder and what the editor said about it."""

    __slots__ = ("configuration", "editor", "path", "uri")

    def __init__(self, uri: str, path: str | None, editor: EditorSettings) -> None:
        self.uri = uri
        self.path = path
        self.editor = editor
        self.configuration = _configuration(editor)

    def renewed(self, editor: EditorSettings | None = None) -> Folder:
        """The folder with its files read anew, and perhaps other editor settings."""
        return Folder(self.uri, self.path, editor or self.editor)


class Workspace:
    """The workspace folders, and what holds for each program in or outside of them."""

    def __init__(self, editor: EditorSettings) -> None:
        self.initial = editor  # what came with `initialize`
        self.editor = editor
        self._nowhere = Folder("", None, editor)
        self.folders: dict[str, Folder] = {}
        self._scopes: dict[str, Scope] = {}
        self._modules: dict[str, OpenModules] = {}
        self.open_texts: Mapping[str, Text] = {}
        self._said: set[str] = set()
        self._may_complain = True
        self._seen: dict[str, tuple[int, int]] = {}

    def add(self, uri: str, path: str | None) -> None:
        self.folders[uri] = Folder(uri, path, self.editor)
        self._scopes.clear()

    def remove(self, uri: str) -> None:
        self.folders.pop(uri, None)
        self._scopes.clear()

    def configure(self, editor: EditorSettings, uri: str | None = None) -> None:
        """Settings from the editor, for one folder or for all."""
        if uri is None:
            self.editor = editor
            self._nowhere = self._nowhere.renewed(editor)
            self.folders = {key: folder.renewed(editor) for key, folder in self.folders.items()}
        elif uri in self.folders:
            self.folders[uri] = self.folders[uri].renewed(editor)
        self._scopes.clear()

    def reread(self) -> None:
        """A settings file changed."""
        self._nowhere = self._nowhere.renewed()
        self.folders = {key: folder.renewed() for key, folder in self.folders.items()}
        self._scopes.clear()

    def buffers(self, texts: Mapping[str, Text]) -> None:
        """What is open, by path: modules that are imported are read from there."""
        self.open_texts = texts
        for modules in self._modules.values():
            modules.buffers = texts

    def stale(self) -> bool:
        """Whether a settings file that concerns an open program is not as it was last time.

        For editors that watch no files: a few calls of `stat` when a file is saved.
        """
        now: dict[str, tuple[int, int]] = {}
        folders = {os.path.dirname(path) for path in self._scopes if os.path.isabs(path)}
        while folders:
            folder = folders.pop()
            above = os.path.dirname(folder)
            for name in PROJECT_FILES:
                path = os.path.join(folder, name)
                if path not in now:
                    now[path] = _stamp(path)
            if above != folder and os.path.join(above, PROJECT_FILES[0]) not in now:
                folders.add(above)
        changed = any(self._seen.get(path, _ABSENT) != stamp for path, stamp in now.items())
        self._seen = now
        return changed

    def folder_of(self, path: str) -> Folder:
        """The innermost workspace folder that holds a path."""
        best = self._nowhere
        for folder in self.folders.values():
            home = folder.path
            if home is None or (best.path is not None and len(home) <= len(best.path)):
                continue
            if path == home or path.startswith(home.rstrip(os.sep) + os.sep):
                best = folder
        if best is self._nowhere and not os.path.isabs(path) and len(self.folders) == 1:
            return next(iter(self.folders.values()))  # a document that has no file yet
        return best

    def scope(self, path: str) -> Scope:
        """What holds for a program. A settings file that cannot be read counts as none."""
        known = self._scopes.get(path)
        if known is None:
            folder = self.folder_of(path)
            try:
                known = self._find(path, folder)
            except Exception as error:
                # Whatever a settings file can hold, it is no reason not to check a program.
                why = (str(error) or type(error).__name__)[:LONGEST]
                folder.configuration.warnings.append(f"settings are left out: {why}")
                home = folder.path or os.path.dirname(path)
                known = Scope(path, home, Settings(**folder.editor.values), "", self._loader(home))
            self._scopes[path] = known
            self._may_complain = True
        return known

    def forget(self, path: str) -> None:
        """A program is no longer open."""
        self._scopes.pop(path, None)

    def _find(self, path: str, folder: Folder) -> Scope:
        home = folder.path or os.path.dirname(path)
        on_disk = path if os.path.isabs(path) else os.path.join(home or os.getcwd(), "untitled")
        origin = folder.configuration.origin(os.path.dirname(on_disk))
        settings = origin.settings.for_file(relative(on_disk, origin.folder))
        told = "the editor's settings" if "scvi_version" in folder.editor.values else ""
        told = told or os.path.basename(origin.file)
        return Scope(path, home, settings, origin.file, self._loader(home), told)

    def _loader(self, root: str) -> OpenModules | None:
        if not root:
            return None
        known = self._modules.get(root)
        if known is None:
            known = self._modules[root] = OpenModules(root, self.open_texts)
        return known

    def complaints(self) -> Iterable[str]:
        """What was not understood, each sentence once."""
        if not self._may_complain:
            return
        self._may_complain = False
        folders = [self._nowhere, *self.folders.values()]
        sentences = [
            type(wrong)(f"editor settings: {wrong}") for f in folders for wrong in f.editor.wrong
        ]
        sentences += [warning for f in folders for warning in f.configuration.warnings]
        for sentence in sentences:
            if sentence not in self._said:
                self._said.add(sentence)
                yield sentence
