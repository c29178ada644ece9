"""`curated.toml`, the part that no generator can know, checked and packed."""

from __future__ import annotations

import json
import os
import sys
import zlib
from typing import Any

from scvi_lint.knowledge.build.failure import BuildError

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib  # pyright: ignore[reportMissingImports]

PATH = os.path.join(os.path.dirname(os.path.dirname(__file__)), "curated.toml")
_TABLES = (
    *(
        "aliases",
        "borrowed",
        "concepts",
        "datasets",
        "docs",
        "held",
        "history",
        "idle",
        "instances",
        "objects",
        "outside",
        "pages",
        "replacement",
    ),
    *("tags", "validates"),
)


def read(path: str = PATH) -> dict[str, Any]:
    """The table. Raises BuildError when it is not what it should be."""
    try:
        with open(path, "rb") as file:
            table = tomllib.load(file)
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise BuildError(f"{path}: {error}") from None
    missing = [name for name in _TABLES if name not in table]
    if missing:
        raise BuildError(f"{path} lacks {', '.join(missing)}")
    return table


def packed(table: dict[str, Any]) -> bytes:
    """The table as the readers open it; what only the builder needs is left out."""
    kept = {name: value for name, value in table.items() if name != "docs"}
    text = json.dumps(kept, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return zlib.compress(text.encode("utf-8"), 9)
