"""What no generator reads from sources: `curated.toml`, `traits.toml`, `returns.toml` and
`refused.toml`, packed."""

# The parser for Python 3.10 is installed there alone.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from __future__ import annotations

import json
import os
import sys
import zlib
from typing import TYPE_CHECKING

from scvi_lint.knowledge.build.failure import BuildError

if TYPE_CHECKING:
    from scvi_lint.knowledge.rows import Record

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib  # pyright: ignore[reportMissingImports]

_KNOWLEDGE = os.path.dirname(os.path.dirname(__file__))
PATH = os.path.join(_KNOWLEDGE, "curated.toml")
TRAITS = os.path.join(_KNOWLEDGE, "traits.toml")
RETURNS = os.path.join(_KNOWLEDGE, "returns.toml")
REFUSED = os.path.join(_KNOWLEDGE, "refused.toml")
_TABLES = (
    *(
        "aliases",
        "borrowed",
        "choices",
        "concepts",
        "datasets",
        "docs",
        "held",
        "history",
        "idle",
        "instances",
        "lookups",
        "objects",
        "outside",
        "pages",
        "replacement",
    ),
    *("tags", "validates"),
)


# What rules may speak of; a row that says "unknown" waits for somebody who looks.
_SPOKEN = ("proven", "curated")


def read(path: str = PATH) -> Record:
    """The table. Raises BuildError when it is not what it should be."""
    table = _load(path)
    missing = [name for name in _TABLES if name not in table]
    if missing:
        raise BuildError(f"{path} lacks {', '.join(missing)}")
    table["traits"] = by_name(traits())
    table.update(returns())
    table["refused"] = _load(REFUSED)["refused"]
    return table


def traits(path: str = TRAITS) -> list[Record]:
    """The rows on classes. Raises BuildError for one that does not say where it is from."""
    rows: list[Record] = _load(path)["trait"]
    for row in rows:
        known = row.get("known")
        if known not in (*_SPOKEN, "unknown") or not all(
            row.get(name) for name in ("name", "why", "classes", "file", "line")
        ):
            raise BuildError(f"{path}: {row.get('name')} does not say where it is from")
        if (known == "proven") != bool(row.get("by")):
            raise BuildError(f"{path}: {row['name']} is proven by examples, or it is not")
    return rows


def returns(path: str = RETURNS) -> Record:
    """What methods return ("returns") and which always raise ("raises")."""
    return _load(path)


def by_name(rows: list[Record]) -> dict[str, list[Record]]:
    """What rules may ask for, by the name of the trait."""
    found: dict[str, list[Record]] = {}
    for row in rows:
        if row["known"] in _SPOKEN:
            kept = {name: row[name] for name in ("classes", "since", "before") if name in row}
            found.setdefault(row["name"], []).append(kept)
    return found


def _load(path: str) -> Record:
    try:
        with open(path, "rb") as file:
            return tomllib.load(file)
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise BuildError(f"{path}: {error}") from None


def packed(table: Record) -> bytes:
    """The table as the readers open it; what only the builder needs is left out."""
    kept = {name: value for name, value in table.items() if name != "docs"}
    text = json.dumps(kept, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return zlib.compress(text.encode("utf-8"), 9)
