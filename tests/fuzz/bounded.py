"""Programs checked in a child that may take only so much: `bounded([(name, text), …])`.

A child that takes more is ended by the system, in the middle of whatever it does. The limits are
far above what is needed, so that no slow machine fails a test, and far below what a fault takes.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable
from typing import Any

SECONDS = 60
MEGABYTES = 1500

_CHILD = """
import json, sys

try:
    import resource
except ImportError:  # Windows: the timeout must do
    resource = None
seconds, megabytes, programs = json.loads(sys.stdin.buffer.read())
if resource is not None:
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))

from scvi_lint.config import Settings
from scvi_lint.linting.checking import Checker
from scvi_lint.source.reading import Unreadable, document_from_text

files = dict(programs)
documents = {}


def load(path, name, level):
    folder = path.rpartition("/")[0] if level > 0 else ""
    for _ in range(level - 1):
        folder = folder.rpartition("/")[0]
    stem = "/".join(part for part in (folder, name.replace(".", "/")) if part)
    names = [name, name + ".py"] if level < 0 else [stem + ".py", stem + "/__init__.py"]
    for found in names:
        if found in files:
            if found not in documents:
                documents[found] = document_from_text(found, files[found])
            return documents[found]
    return None


checker = Checker(Settings(preset="all"), load_module=load)
for name, text in programs:
    if name != "main.py" and "main.py" in files:
        continue
    print("[", json.dumps(name), flush=True)
    try:
        result = checker.check(document_from_text(name, text))
        answer = [[f.code, f.span.start, f.message] for f in result.findings]
    except Unreadable as error:
        answer = error.reason
    print(",", json.dumps(answer), "]", flush=True)
"""


def bounded(
    programs: Iterable[tuple[str, str]], seconds: int = SECONDS, megabytes: int = MEGABYTES
) -> dict[str, Any]:
    """What was found in each program: [code, start, message] of each finding, or why it cannot be
    read. With a `main.py` among them, only that is checked, and the others are its modules.

    Raises AssertionError with the name of the program that took too much.
    """
    asked = json.dumps([seconds, megabytes, list(programs)])
    done = subprocess.run(
        [sys.executable, "-c", _CHILD],
        input=asked.encode("utf-8", "surrogatepass"),
        capture_output=True,
        timeout=30 * seconds,
        check=False,
    )
    lines = done.stdout.decode().splitlines()
    if done.returncode:
        last = lines[-1] if lines else "the first"
        raise AssertionError(f"{last} took too much: {done.stderr.decode()[-800:]}")
    return dict(json.loads(one + two) for one, two in zip(lines[::2], lines[1::2], strict=True))
