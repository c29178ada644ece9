"""A plugin whose rule does, for a file that a program reads, what the file's name says.

So a test has a program that holds the server up in a way that no bound of our own will ever
prevent: the process computes without letting any other thread have its turn, dies, or sleeps.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

RULE = '''\
"""Does what the name of a file says."""

import os
import re
import time

from scvi_lint.rule import Read, cites, rule


@rule("HOS001", severity="warning", cites=cites("faq"))
def hostile(read: Read):
    if read.path == "freeze.h5ad":
        re.match(r"(a|a)*$", "a" * 60 + "b")  # for ages, and no other thread has its turn
    elif read.path == "die.h5ad":
        os.abort()
    elif read.path == "sleep.h5ad":
        time.sleep(600)
    elif read.path == "fail.h5ad":
        raise RuntimeError("no")
    return iter(())
'''
OPTIONS = {"plugins": ["hostile"]}


def program(what: str) -> str:
    """A program that has the server freeze, die, sleep or fail."""
    return f'import scvi\nimport scanpy as sc\nadata = sc.read_h5ad("{what}.h5ad")\n'


def environment(folder: Path) -> dict[str, str]:
    """The plugin installed in a folder, and the variables with which a process finds it."""
    (folder / "hostile_rules.py").write_text(RULE)
    about = folder / "hostile-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: hostile\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text("[scvi_lint.rules]\nhostile = hostile_rules\n")
    known = filter(None, [os.environ.get("PYTHONPATH")])
    return {"PYTHONPATH": os.pathsep.join([str(folder), *known])}


def settings(**more: Any) -> dict[str, Any]:
    return {"initializationOptions": {**OPTIONS, **more}}
