"""The user's settings: what they are called, what they may be, and what holds when none is given.

One table serves pyproject.toml, scvi-lint.toml, editor settings and the command line.
"""

from __future__ import annotations

from typing import Any

SEVERITIES = ("error", "warning", "info")


class Settings:
    """Resolved settings for one document. Immutable by convention; `with_` makes a changed one."""

    __slots__ = (
        "evidence",
        "evidence_roots",
        "exclude",
        "extend_select",
        "ignore",
        "ignore_reasons",
        "per_file_ignores",
        "plugins",
        "preset",
        "python",
        "scvi_version",
        "select",
        "severity",
    )

    def __init__(self, **values: Any) -> None:
        self.select: tuple[str, ...] | None = None  # None: what the preset has
        self.extend_select: tuple[str, ...] = ()
        self.ignore: tuple[str, ...] = ()
        self.ignore_reasons: dict[str, str] = {}
        self.per_file_ignores: dict[str, tuple[str, ...]] = {}
        self.preset = "default"
        self.severity = "warning"  # the least that `check` shows
        self.scvi_version: str | None = None
        self.python: str | None = None  # the interpreter whose packages tell the version
        self.evidence = True
        self.evidence_roots: tuple[str, ...] = ()  # never taken from the repository
        self.plugins: tuple[str, ...] = ()  # never taken from the repository
        self.exclude: tuple[str, ...] = ()
        for name, value in values.items():
            setattr(self, name, value)

    def with_(self, **values: Any) -> Settings:
        """The same settings with some changed. Raises AttributeError for an unknown name."""
        same = {name: getattr(self, name) for name in self.__slots__}
        return Settings(**{**same, **values})
