"""What holds for one file."""

from __future__ import annotations

from collections.abc import Mapping

from scvi_lint.config.globs import matches

SEVERITIES = ("error", "warning", "info")
PRESETS = ("default", "paper", "all")


class Settings:
    """Resolved settings for one document. Immutable by convention; `with_` makes a changed one."""

    __slots__ = (
        "evidence",
        "evidence_roots",
        "exclude",
        "extend_select",
        "ignore",
        "ignore_reasons",
        "isolated_files",
        "overrides",
        "per_file_ignores",
        "plugins",
        "preset",
        "python",
        "scvi_version",
        "select",
        "severity",
    )

    def __init__(self, **values: object) -> None:
        self.select: tuple[str, ...] | None = None  # None: what the preset has
        self.extend_select: tuple[str, ...] = ()
        self.ignore: tuple[str, ...] = ()
        self.ignore_reasons: dict[str, str] = {}
        self.per_file_ignores: dict[str, tuple[str, ...]] = {}
        # For files that match the patterns, these settings instead: `(patterns, values)`.
        self.overrides: tuple[tuple[tuple[str, ...], Mapping[str, object]], ...] = ()
        self.preset = "default"
        self.severity = "warning"  # the least that `check` shows
        self.scvi_version: str | None = None
        self.python: str | None = None  # the interpreter whose packages tell the version
        self.evidence = True
        self.evidence_roots: tuple[str, ...] = ()  # never taken from the repository
        self.isolated_files = False  # whether no program learns what others wrote to its files
        self.plugins: tuple[str, ...] = ()  # never taken from the repository
        self.exclude: tuple[str, ...] = ()
        for name, value in values.items():
            setattr(self, name, value)

    def with_(self, **values: object) -> Settings:
        """The same settings with some changed. Raises AttributeError for an unknown name."""
        same = {name: getattr(self, name) for name in self.__slots__}
        return Settings(**{**same, **values})

    def for_file(self, path: str) -> Settings:
        """What holds for one file; `path` is relative to the folder of the settings' file.

        The result has no patterns left: overrides are applied in their order, and the ignores of
        the file have joined `ignore`.
        """
        if not self.overrides and not self.per_file_ignores:
            return self
        found = self
        for patterns, values in self.overrides:
            if any(matches(pattern, path) for pattern in patterns):
                found = found.with_(**values)
        ignored = list(found.ignore)
        for pattern, codes in found.per_file_ignores.items():
            if matches(pattern, path):
                ignored.extend(codes)
        return found.with_(ignore=tuple(ignored), per_file_ignores={}, overrides=())

    def excludes(self, path: str) -> bool:
        """Whether a file is left out; `path` as for `for_file`."""
        return any(matches(pattern, path) for pattern in self.exclude)
