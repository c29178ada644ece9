"""Which kinds of values arguments refuse, into `knowledge/refused.toml`: `write_refused.py DUMP …`.

Each DUMP is what `tests/phenomena/ask_the_library.py arguments` printed with one release. A row
stands there when a value of another kind than the parameter's default raised an error of types –
not of this very value – and other values of the parameter did not; where several releases were
asked, they agree.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path

PATH = Path(__file__).parents[2] / "server/scvi_lint/knowledge/refused.toml"
_HEAD = """\
# Kinds of values that arguments refuse, by the definition of the method: write_refused.py wrote it
# from what scvi-tools {releases} did. Not to be edited by hand.
#
# kinds = the kind of the value and the exception · "numpy" a number of numpy's, "none" for None
"""
# Each kind is told by these values together.
_KINDS = {
    '"many"': "str",
    "[1, 2]": "list",
    '["batch_0"]': "list",
    "np.int64(2)": "numpy",
    "1.5": "float",
    "2": "int",
    "-1": "int",
    "None": "NoneType",
    "True": "bool",
    "False": "bool",
    "np.ones(3)": "array",
    "(0.5,)": "tuple",
}
_OF_TYPES = ("TypeError", "AssertionError", "AttributeError", "MisconfigurationException")
# Errors of other kinds that speak of types, too.
_ALSO = ("positive integer", "truth value of an array", "must be one of", "not recognized")
# Texts that are one of several words are for other rules; so is what names cells, genes and groups.
_OF_OTHERS = frozenset(
    """transform_batch gene_list protein_list region_list groupby group1 group2 idx1 idx2 mode
    batchid1 batchid2 indices sample_key""".split()
)


# A text may be a word that a parameter knows, unless it counts or measures something.
_NUMBERS = ("_size", "_rate", "_kwargs", "epochs", "_factor", "n_samples", "mc_samples")


def main() -> None:
    asked: dict[tuple[str, str], dict[str, dict[str, set[str]]]] = {}
    releases = set()
    for path in sys.argv[1:]:
        for line in Path(path).read_text(encoding="utf-8").splitlines():
            try:
                row = json.loads(line)
            except ValueError:
                continue  # two processes wrote at once
            if row["kind"] != "argument":
                continue
            releases.add(row["release"])
            value = _value(row["text"], row["parameter"])
            kind = _KINDS.get(value)
            if kind is not None:
                kinds = asked.setdefault((row["method"], row["parameter"]), {})
                kinds.setdefault(kind, defaultdict(set))[row["release"]].add(_error(row["came"]))
    lines = [_HEAD.format(releases=" and ".join(sorted(releases)))]
    for (method, parameter), kinds in sorted(asked.items()):
        runs = [kind for kind, by in kinds.items() if any("" in errors for errors in by.values())]
        if not runs or parameter in _OF_OTHERS:
            continue  # the method fails anyway
        refused = {}
        for kind, by_release in kinds.items():
            errors = [error for found in by_release.values() for error in found]
            numeric = parameter.startswith("n_") or parameter.endswith(_NUMBERS)
            if kind == "str" and (not numeric or parameter == "library_size"):
                continue
            if len(by_release) < len(releases):
                continue  # one of them was not asked
            if len(set(errors)) == 1 and errors[0] not in ("", "other"):
                refused[kind] = errors[0]
        if refused:
            told = ", ".join(f'{kind} = "{error}"' for kind, error in sorted(refused.items()))
            lines += ["[[refused]]", f'method = "{method}"', f'parameter = "{parameter}"']
            lines += [f"kinds = {{ {told} }}", ""]
    PATH.write_text("\n".join(lines), encoding="utf-8")


def _value(text: str, parameter: str) -> str:
    """The value that a statement gives the parameter: it comes last in its call."""
    call = text.split("\n")[0]
    return call.rpartition(f"{parameter}=")[2].removesuffix(")")


def _error(came: str) -> str:
    """The exception, if it speaks of a type; "" for what runs, "other" for any other."""
    if not came.startswith("raises"):
        return ""
    name, _, told = came.partition(": ")[2].partition(": ")
    if name in _OF_TYPES or any(word in told for word in _ALSO):
        return name
    return "other"


if __name__ == "__main__":
    main()
