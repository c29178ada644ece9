"""What methods return, into `knowledge/returns.toml`: `python write_returns.py DUMP.json …`.

Each DUMP is what `dump_returns.py` printed with one release. A row stands there when all releases
that were asked agree; what depends on an argument has a row for each way in which it was given, in
the words of `knowledge.returns`.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from scvi_lint.knowledge.returns import DEFAULTS, SAMPLES

PATH = Path(__file__).parents[2] / "server/scvi_lint/knowledge/returns.toml"
_HEAD = """\
# What methods of models return, by class and arguments: tests/oracle/write_returns.py wrote it from
# what scvi-tools {releases} did on small data. Not to be edited by hand.
#
# given = arguments that are not at their default, in the words of `knowledge.returns` · form = of
# what is returned · axes = what its axes count · rows = what the rows of a table are called by ·
# keys = of a dictionary · parts = the forms in a tuple
"""
# Errors that come from how the method was called, or from the small data.
_OF_THE_CALL = (
    "required positional",
    "unexpected keyword argument 'group",
    "KeyError: None",
    "KeyError: 'proteins'",
    "Embedding batch not found",
    "number sections",
    "Exactly one of them",
    "Please install",
    "'NoneType' object is not subscriptable",
    # … or from how the model was built
    "EmbeddingModuleMixin",
    "amortized values",
    "linear_mapping",
    "'Binomial' object",
)


# One number of torch, and a distribution: what they are called in `knowledge.returns`.
_PLAIN = {"torch.Tensor": "tensor", "torch.MixtureSameFamily": "distribution"}


def words(given: dict[str, Any]) -> tuple[str, ...]:
    """The arguments as `knowledge.returns` spells them, without those at their default."""
    found = []
    for name, value in given.items():
        if DEFAULTS.get(name) == value:
            continue
        found.append(SAMPLES if name == SAMPLES else ("" if value else "not ") + name)
    return tuple(sorted(found))


def kept(what: dict[str, Any]) -> dict[str, Any] | None:
    """The part of a result that rules ask for; None for what is of no use."""
    form = _PLAIN.get(what["form"], what["form"])
    if form == "raises" or form.startswith("torch."):
        return None
    found: dict[str, Any] = {"form": form}
    for name in ("axes", "keys"):
        if what.get(name):
            found[name] = ["any" if one == "other" else one for one in what[name]]
    if any(one.startswith("label_") for one in found.get("keys", ())):
        del found["keys"]  # those of the data
    if what.get("index") in ("cells", "genes", "positions"):
        found["rows"] = what["index"]
    if form == "tuple":
        found["parts"] = [one["form"] for one in what["parts"]]
    return found


def _failing(errors: dict[tuple[str, str], list[str]]) -> list[str]:
    """The methods that a class inherits and that fail on it, whatever they are told."""
    rows = defaultdict(list)
    for (name, method), seen in errors.items():
        kinds = {error.partition(":")[0] for error in seen}
        told = [any(words in error for words in _OF_THE_CALL) for error in seen]
        if "" not in kinds and len(kinds) == 1 and not any(told):
            rows[method, next(iter(kinds))].append(name)
    lines = []
    for (method, error), classes in sorted(rows.items()):
        lines += ["[[raises]]", f'method = "{method}"', f"classes = {json.dumps(sorted(classes))}"]
        lines += [f'error = "{error}"', ""]
    return lines


def main() -> None:
    releases, told = [], defaultdict(list)
    errors: dict[tuple[str, str], list[str]] = defaultdict(list)
    for path in sys.argv[1:]:
        dump = json.loads(Path(path).read_text(encoding="utf-8"))
        releases.append(dump["release"])
        for name, method, given, what in dump["returns"]:
            errors[name, method].append(what.get("error", ""))
            if method == "get_var_names":
                continue
            if method.startswith("differential_") and what["form"] == "table":
                what = {"form": "table", "axes": ["any", "any"]}  # by groups, mode and columns
            if not what.get("error", "").startswith("ModuleNotFoundError"):
                told[name, method, words(given)].append(kept(what))
    rows = defaultdict(list)
    for (name, method, given), seen in told.items():
        if all(one is not None and one == seen[0] for one in seen):
            rows[method, given, json.dumps(seen[0])].append(name)
    lines = [_HEAD.format(releases=" and ".join(sorted(set(releases))))]
    for (method, given, what), classes in sorted(rows.items()):
        lines += [
            "[[returns]]",
            f'method = "{method}"',
            f"classes = {json.dumps(sorted(set(classes)))}",
        ]
        if given:
            lines.append(f"given = {json.dumps(list(given))}")
        lines += [f"{key} = {json.dumps(value)}" for key, value in json.loads(what).items()]
        lines.append("")
    lines += _failing(errors)
    PATH.write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
