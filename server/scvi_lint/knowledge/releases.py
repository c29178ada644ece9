"""Releases of scvi-tools in order, and which one stands for a version that a user names."""

from __future__ import annotations

import re

from scvi_lint.regex import regex


def key(version: str) -> tuple[int, ...]:
    """A version as numbers that compare; `1.1.6.post2` comes after `1.1.6`."""
    parts = [int(part) for part in re.findall(r"\d{1,9}", version)[:5]]
    return tuple(parts + [0] * (5 - len(parts)))


_VERSION = regex(r"v?\d{1,4}(?:\.\d{1,4}){0,3}(?:\.?(?:post|dev|rc|a|b)\d{0,3})?")


def objection(releases: tuple[str, ...], version: str) -> str:
    """Why no known release is called so, in a sentence; "" where one is, or where it names the
    beginning of some ("1.4")."""
    known = f"{releases[0]} to {releases[-1]}"
    if not _VERSION.fullmatch(version):
        return f"{version[:40]!r} is no release of scvi-tools; known are {known}"
    plain = version.removeprefix("v")
    base = re.split(r"\.?(?:post|dev|rc|a|b)", plain)[0]
    names = {name.partition(".post")[0] for name in releases} | set(releases)
    if plain in names or base in names or any(name.startswith(base + ".") for name in names):
        return ""
    if key(base) < key(releases[0]):
        return f"nothing is known of scvi-tools {plain}: the known releases are {known}"
    if key(base) > key(releases[-1]):
        return f"scvi-tools {plain} is not known here: the known releases are {known}"
    below = [name for name in releases if key(name) < key(base)][-1]
    above = next(name for name in releases if key(name) > key(base))
    return f"there is no scvi-tools {plain}; near it are {below} and {above}"


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
