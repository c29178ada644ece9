"""Where settings come from: the nearest file of the project, and the user's own.

For each folder the nearest `scvi-lint.toml`, or `pyproject.toml` with a `[tool.scvi-lint]` table,
upwards to the root of the disk; nothing is merged from farther away. The user's own file speaks
where the project has none, and alone may name what must not come from a repository.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from scvi_lint import disk
from scvi_lint.config.globs import matches
from scvi_lint.config.options import OPTIONS, Unknown, read
from scvi_lint.config.settings import Settings
from scvi_lint.regex import regex

if TYPE_CHECKING:
    from scvi_lint.json_values import Json, Table

PROJECT_FILES = ("scvi-lint.toml", "pyproject.toml")
_MARK = regex(rb"scvi[-_]?lint", re.I)
_TABLE = "scvi-lint"
# So much of a pyproject.toml is searched for a word about us.
_MOST_SEARCHED = 1 << 20


class ConfigurationError(Exception):
    """A settings' file cannot be read; the message names it."""


class Origin:
    """Settings and the folder that their patterns speak of; `file` is "" for built-in ones."""

    __slots__ = ("file", "folder", "settings")

    def __init__(self, settings: Settings, folder: str, file: str = "") -> None:
        self.settings = settings
        self.folder = folder
        self.file = file


class Configuration:
    """Finds what holds for a file. Each settings' file is read once.

    `given` are values that win over every file (command line, editor); `file` is a settings' file
    to use instead of looking for one, `isolated` to read none at all. `exclude` are patterns of
    the working directory, besides those of the files; above the folder `top` none is looked for.
    `warnings` collects what was not understood, each as "path: sentence".
    """

    def __init__(
        self,
        given: Mapping[str, object] | None = None,
        *,
        file: str | None = None,
        isolated: bool = False,
        user_file: str | None = None,
        exclude: tuple[str, ...] = (),
        top: str = "",
    ) -> None:
        self.given = given or {}
        self._top = top
        self.warnings: list[str] = []
        self._exclude = exclude
        self._here = os.getcwd()
        self._by_folder: dict[str, Origin | ConfigurationError] = {}
        self._user = Origin(Settings(**self.given), self._here)
        self._user_values: dict[str, object] = {}
        self._only: Origin | None = None
        if not isolated:
            self._read_user(user_file if user_file is not None else default_user_file())
        if file is not None:
            self._only = self._origin(os.path.abspath(file), own=True)
            if self._only is None:
                missing = "there is no such file"
                why = "it has no table [tool.scvi-lint]" if os.path.exists(file) else missing
                raise ConfigurationError(f"cannot use {file}: {why}")
        elif isolated:
            self._only = self._user

    def origin(self, folder: str) -> Origin:
        """What holds in a folder (an absolute path). Raises ConfigurationError."""
        if self._only is not None:
            return self._only
        passed: list[str] = []
        found: Origin | ConfigurationError | None = None
        while True:
            found = self._by_folder.get(folder)
            if found is None:
                passed.append(folder)
                found = self._of_folder(folder)
            above = os.path.dirname(folder)
            if found is not None or folder in (above, self._top):
                break
            folder = above
        found = found or self._user
        for known in passed:
            self._by_folder[known] = found
        if isinstance(found, ConfigurationError):
            raise found
        return found

    def _of_folder(self, folder: str) -> Origin | ConfigurationError | None:
        for name in PROJECT_FILES:
            try:
                found = self._origin(os.path.join(folder, name), own=False)
            except ConfigurationError as error:
                return error
            if found is not None:
                return found
        return None

    def settings(self, path: str) -> Settings:
        """What holds for a file (an absolute path). Raises ConfigurationError."""
        found = self.origin(os.path.dirname(path))
        return found.settings.for_file(relative(path, found.folder))

    def excludes(self, path: str) -> bool:
        """Whether the settings leave a file out (an absolute path). Raises ConfigurationError."""
        if self._exclude:
            here = relative(path, self._here)
            if any(matches(pattern, here) for pattern in self._exclude):
                return True
        found = self.origin(os.path.dirname(path))
        return bool(found.settings.exclude) and found.settings.excludes(
            relative(path, found.folder)
        )

    def _origin(self, path: str, *, own: bool) -> Origin | None:
        try:
            table = _table(path, own=own)
        except disk.Refused as error:
            self.warnings.append(f"{path} is left out: {error.strerror}")
            return None
        if isinstance(table, Unknown):
            self.warnings.append(Unknown(f"{path}: {table}"))
            return None
        if table is None:
            return None
        values, wrong = read(table, own=own)
        self.warnings.extend(type(sentence)(f"{path}: {sentence}") for sentence in wrong)
        trusted = {name: value for name, value in self._user_values.items() if name in _OWN}
        settings = Settings(**{**trusted, **values, **self.given})
        return Origin(settings, os.path.dirname(path), path)

    def _read_user(self, path: str) -> None:
        table = _table(path, own=True) if path else None
        if table is not None:
            self._user_values, wrong = read(table, own=True)
            self.warnings.extend(type(sentence)(f"{path}: {sentence}") for sentence in wrong)
            settings = Settings(**{**self._user_values, **self.given})
            self._user = Origin(settings, self._here, path)


_OWN = frozenset(option.attribute for option in OPTIONS if option.own)


def relative(path: str, folder: str) -> str:
    """A path as the patterns of a folder's settings see it: with `/`, from that folder."""
    try:
        found = os.path.relpath(path, folder)
    except ValueError:  # another drive
        found = path
    return found.replace(os.sep, "/")


def default_user_file() -> str:
    """Where the user's own settings are, whether they exist or not."""
    if os.name == "nt":
        home = os.environ.get("APPDATA", "")
    else:
        home = os.environ.get("XDG_CONFIG_HOME") or os.path.expanduser("~/.config")
    return os.path.join(home, "scvi-lint", "scvi-lint.toml") if os.path.isabs(home) else ""


def _table(path: str, *, own: bool) -> Json | Unknown:
    """The settings in a file, None when there are none.

    Raises ConfigurationError, and disk.Refused for what is no file of the project's to read.
    """
    shared = os.path.basename(path) == "pyproject.toml"
    # Its folder was named or found without following a link, but the file itself may be one.
    folder = os.path.dirname(path)
    roots = () if own or not os.path.islink(path) else (disk.project_of(folder), folder)
    try:
        data = disk.beginning(path, _MOST_SEARCHED, *roots)
    except disk.Refused as error:
        if not own:
            raise
        raise ConfigurationError(f"cannot read {path}: {error.strerror}") from None
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise ConfigurationError(f"cannot read {path}: {error.strerror}") from None
    if shared and _MARK.search(data) is None:
        return None  # it speaks of others: not worth the 10 ms of a TOML parser
    from scvi_lint.config.toml import NotToml, parse

    if len(data) > disk.SETTINGS:
        raise ConfigurationError(f"cannot read {path}: it is larger than 64 kB")
    try:
        content = parse(data)
    except NotToml as error:
        raise ConfigurationError(f"cannot read {path}: {error}") from None
    tools = content.get("tool")
    own_table = tools.get(_TABLE) if isinstance(tools, dict) else None
    if shared and own_table is None:
        return _misnamed(content)
    return own_table if shared or isinstance(own_table, dict) else content


def _misnamed(content: Table) -> Unknown | None:
    """What is wrong with the name of a pyproject.toml's table that is meant to be ours."""
    tools = content.get("tool")
    names = {name: name for name in content}
    names |= {f"tool.{name}": name for name in tools} if isinstance(tools, dict) else {}
    for path, name in names.items():
        if name.replace("_", "").replace("-", "").lower() == "scvilint":
            return Unknown(f"[{path}] is not read; the table is called [tool.{_TABLE}]")
    return None
