"""Releases of scvi-tools in order, and which one stands for a version that a user names."""

from __future__ import annotations

import re


def key(version: str) -> tuple[int, ...]:
    """A version as numbers that compare; `1.1.6.post2` comes after `1.1.6`."""
    parts = [int(part) for part in re.findall(r"\d{1,9}", version)[:5]]
    return tuple(parts + [0] * (5 - len(parts)))


def nearest(releases: tuple[str, ...], version: str) -> str:
    """The release that stands for a version.

    A full version stands for itself or for the nearest one below; a prefix such as "1.4" for its
    newest patch; what lies outside the known range for the end that is nearer.
    """
    if version in releases:
        return version
    numbers = tuple(int(part) for part in re.findall(r"\d{1,9}", version)[:5])
    if 0 < len(numbers) < 3:
        patches = [name for name in releases if key(name)[: len(numbers)] == numbers]
        if patches:
            return patches[-1]
    below = [name for name in releases if key(name) <= key(version)]
    return below[-1] if below else releases[0]
