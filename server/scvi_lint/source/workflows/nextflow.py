"""Nextflow: which programs the commands of its processes run."""

from __future__ import annotations

from scvi_lint.regex import regex
from scvi_lint.source.workflows import shell
from scvi_lint.source.workflows.started import Started

_STRING = regex(r"(?s)(\"\"\"|''')(.*?)(?<!\\)\1")
_MOST = 200


def started(text: str) -> list[Started]:
    """The programs that the processes of a pipeline run."""
    found: list[Started] = []
    for number, one in enumerate(_STRING.finditer(text)):
        if number >= _MOST:
            break
        if not one[2].lstrip().startswith("#!"):
            # What stands between `!{` and `}` is filled in as well.
            found += shell.of_template(text, one.start(2), one.end(2), {})
    return found
