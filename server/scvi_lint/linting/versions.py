"""Releases compared: `">=0.15,<1.1"` against "1.0.4"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from scvi_lint.regex import regex

_PART = regex(r"\s*(>=|<=|==|!=|>|<)\s*([0-9][0-9A-Za-z.]*)\s*")


def key(version: str) -> tuple[int, ...]:
    """A release as numbers that compare: `1.1.6.post2` comes after `1.1.6`."""
    numbers = [int(part) for part in re.findall(r"\d{1,9}", version)[:5]]
    return tuple(numbers + [0] * (5 - len(numbers)))


def newest_allowed(specifier: str, versions: Iterable[str]) -> str | None:
    """The newest of some releases that a specifier allows, None if it allows none or is none."""
    try:
        return max((one for one in versions if allows(specifier, one)), key=key, default=None)
    except ValueError:
        return None


def allows(specifier: str, version: str) -> bool:
    """Whether a release satisfies a specifier; the empty one allows every release.

    Raises ValueError when the specifier is not one.
    """
    have = key(version)
    for clause in filter(None, (part.strip() for part in specifier.split(","))):
        match = _PART.fullmatch(clause)
        if match is None:
            raise ValueError(f"not a version specifier: {clause!r}")
        operator, want = match[1], key(match[2])
        ok = {
            ">=": have >= want,
            "<=": have <= want,
            ">": have > want,
            "<": have < want,
            "==": have == want,
            "!=": have != want,
        }[operator]
        if not ok:
            return False
    return True
