"""Looks at files in an interpreter of its own, and tells what it opened, unpickled and imported.

What a library does at its import, and what a distribution on the path registers, shows only in an
interpreter that has imported nothing yet.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

_PROGRAM = """
import json, os, sys
asked, extra = json.loads(sys.stdin.read())
sys.path[:0] = extra
opened, unpickled = [], []
def hook(event, arguments):
    if event == "open" and isinstance(arguments[0], str):
        opened.append(os.path.abspath(arguments[0]))
    elif event == "pickle.find_class":
        unpickled.append(".".join(map(str, arguments)))
from scvi_lint.evidence.child.serving import answered
sys.addaudithook(hook)
answers = [answered(one) for one in asked]
print(json.dumps([answers, opened, unpickled, sorted(sys.modules)]))
"""


class Looked(NamedTuple):
    """The answers, and what happened on the way."""

    answers: list[dict[str, Any]]
    opened: list[str]
    unpickled: list[str]
    modules: list[str]


def look(paths: Sequence[Path], extra: Sequence[Path] = ()) -> Looked:
    """Look at these files, with `extra` in front of the path of modules."""
    asked = [{"form": "data", "path": str(path)} for path in paths]
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM],
        input=json.dumps([asked, [str(one) for one in extra]]),
        capture_output=True,
        text=True,
        timeout=300,
        # Where newer releases ask before they unpickle, the user has said yes.
        env={**os.environ, "NUMCODECS_ALLOW_UNSAFE_PICKLE_DECODE": "1"},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return Looked(*json.loads(done.stdout))
