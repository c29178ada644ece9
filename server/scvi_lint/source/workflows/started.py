"""A program as a workflow starts it."""

from __future__ import annotations

from typing import NamedTuple


class Unknown:
    """Stands for what is filled in when the workflow runs: a wildcard, a variable."""


UNKNOWN = Unknown()


class Given(NamedTuple):
    """A constant, UNKNOWN, a list of these, or a path of keys into the configuration; its name if
    it has one; and where it is written."""

    value: object
    start: int
    end: int
    name: str | None = None


def spelled_as(program: str, path: str) -> bool:
    """Whether a path may be that of a program as a workflow spells it: from whatever folder."""
    parts = [part for part in program.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    return bool(parts) and path.replace("\\", "/").split("/")[-len(parts) :] == parts


class Configured(NamedTuple):
    """`config["a"]["b"]`: a value of the workflow's configuration."""

    keys: tuple[object, ...]


class Started(NamedTuple):
    """`program` as the workflow spells it, `words` that its command line has.

    `sections` are what a rule of Snakemake gives a script: input, output, params … by name;
    `configuration` is the file that the workflow reads its own settings from.
    """

    program: str
    words: tuple[Given, ...] = ()
    sections: dict[str, tuple[Given, ...]] | None = None
    configuration: str | None = None
