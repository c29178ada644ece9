"""Run by the oracle's interpreter: what `inspect` says of the paths on standard input.

In: `{path: [names of members]}`. Out: for each path `null` when it cannot be imported here (an
optional dependency is missing), else its members' parameters as `[name, kind, default or null]`,
`""` standing for a function itself.
"""

from __future__ import annotations

import importlib
import inspect
import json
import sys
import warnings
from typing import Any


def parameters(function: Any, bound: bool) -> list[list[Any]] | None:
    try:
        found = list(inspect.signature(function).parameters.values())
    except (TypeError, ValueError):
        return None
    return [
        [one.name, int(one.kind), None if one.default is one.empty else repr(one.default)]
        for one in (found if bound else found[1:])
    ]


def members(path: str, names: list[str]) -> dict[str, Any] | None:
    module, _, name = path.rpartition(".")
    try:
        found = getattr(importlib.import_module(module), name)
    except Exception:
        return None
    if not inspect.isclass(found):
        return {"": parameters(found, True)}
    said: dict[str, Any] = {"__init__": parameters(found, True)}
    for member in names:
        held = inspect.getattr_static(found, member, None)
        if inspect.isfunction(held) or isinstance(held, classmethod | staticmethod):
            bound = not inspect.isfunction(held)
            said[member] = parameters(getattr(found, member), bound)
        elif held is None:
            said[member] = "missing"
    return said


def main() -> None:
    warnings.simplefilter("ignore")
    import scvi  # type: ignore[import-not-found]

    wanted = json.load(sys.stdin)
    found = {path: members(path, names) for path, names in wanted.items()}
    json.dump({"version": scvi.__version__, "found": found}, sys.stdout)


if __name__ == "__main__":
    main()
