"""What was asked for cannot be answered."""

from __future__ import annotations


class Failure(Exception):
    """A front cannot do what was asked; the message is one sentence for the user."""


def refuse_missing(names: tuple[str, ...]) -> None:
    """Who names a package of rules that is not there has mistyped it. Raises Failure."""
    for name in names:
        raise Failure(f"no installed package provides the rules {name!r}")
