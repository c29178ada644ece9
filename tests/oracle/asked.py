"""Facts that are asked of every class of a release: the keys of its history, what calls take.

    python tests/oracle/asked.py --release 1.5.1 [--pairs 300] [--python PATH]

Writes the figures into RESULTS.md. Exits with 1 when one is wrong.
"""

from __future__ import annotations

import argparse
import ast
import datetime
import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT / "server"), str(ROOT / "tests" / "rules"), str(HERE)]

import environments  # noqa: E402
from matrix import RESULTS, write  # noqa: E402

from scvi_lint.knowledge import catalogue  # noqa: E402

METHODS = ("__init__", "setup", "train")
# Not keywords of a user: what every call gives, what names another object, what starts processes;
# and what depends on the release of Lightning that is installed.
LEFT_OUT = frozenset(
    """self adata mdata registry datamodule max_epochs background_indices target_indices args kwargs
    sc_model scvi_model callbacks logger plugins strategy devices accelerator num_nodes profiler
    default_root_dir external_indexing source_registry cell_type_markers
    model_registry adata_seq adata_spatial""".split()
)


def ask(python: str, script: str, text: str = "") -> Any:
    command = [python, "-W", "ignore", str(HERE / script)]
    done = subprocess.run(
        command, input=text, capture_output=True, text=True, check=False, cwd=HERE
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return json.loads(done.stdout.splitlines()[-1])


# --- history ------------------------------------------------------------------------------------


def histories(release: str, python: str) -> tuple[int, list[str], list[str]]:
    """How many classes trained as the catalogue says, what is wrong, what did not train."""
    api = catalogue().api(release)
    right, wrong, failed = 0, [], []
    for name, ways in ask(python, "dump_histories.py")["found"].items():
        cls = next(one for one in api.models() if one.name == name)
        known = cls.history
        trained = {way: keys for way, keys in ways.items() if not isinstance(keys, str)}
        if not trained:
            failed.append(f"{name}: {ways['usual']}")
            continue
        if known is None:
            failed.append(f"{name}: the catalogue says nothing of it")
            continue
        said = []
        for way, keys in trained.items():
            unknown = [key for key in keys if known.never(key)]
            if unknown:
                said.append(f"{name}, {way}: logs {', '.join(unknown)}, which is called impossible")
        validated = trained.get("validated")
        if validated is not None and not known.open:
            absent = sorted((known.train | known.validation) - set(validated))
            if absent:
                said.append(f"{name}: never logs {', '.join(absent)}")
        early = [key for key in trained.get("usual", ()) if known.needs_validation(key)]
        if early and cls.train_facts.validates is False:
            said.append(f"{name}: logs {', '.join(early)} without a validation")
        wrong += said
        right += not said
    return right, wrong, failed


# --- keywords -----------------------------------------------------------------------------------


def pairs(release: str, names: list[str], many: int) -> list[tuple[list[Any], bool]]:
    """Rows for `dump_keywords`, each with what the catalogue says; drawn with a fixed seed."""
    api = catalogue().api(release)
    by_name = {cls.name: cls for cls in api.models()}
    taken: dict[tuple[str, str], set[str]] = {}
    population: list[tuple[list[Any], bool]] = []
    signatures: dict[tuple[str, str, str], Any] = {}
    for name in names:
        cls = by_name.get(name)
        for method in METHODS if cls is not None else ():
            setup = "setup_mudata" if name == "MULTIVI" else "setup_anndata"
            found = (
                cls.init
                if method == "__init__"
                else cls.method(setup if method == "setup" else method)
            )
            signatures[name, method, ""] = found
            if method == "train" and found is not None:
                for inside in ("plan_kwargs", "datasplitter_kwargs"):
                    signatures[name, method, inside] = found.nested(inside)
    signatures = {key: found for key, found in signatures.items() if found is not None}
    for (_, method, inside), found in signatures.items():
        taken.setdefault((method, inside), set()).update(found.keywords())
    for (name, method, inside), found in signatures.items():
        for keyword in sorted(taken[method, inside] - LEFT_OUT):
            for spelled in (keyword, keyword[:-1] + keyword[-1] * 2):
                known = found.accepts(spelled)
                if known is not None and not found.swallows:
                    default = getattr(found.keywords().get(spelled), "default", None)
                    population.append(([name, method, inside, spelled, _value(default)], known))
    drawn = random.Random(0)
    yes = [row for row in population if row[1]]
    no = [row for row in population if not row[1]]
    half = many // 2
    return drawn.sample(yes, min(half, len(yes))) + drawn.sample(no, min(many - half, len(no)))


def _value(default: str | None) -> Any:
    try:
        value = ast.literal_eval(default or "None")
        json.dumps(value)
    except (ValueError, SyntaxError, TypeError):
        return None
    return value


def keywords(release: str, python: str, many: int) -> tuple[int, list[str], int]:
    """How many pairs are right, which are wrong, how many could not be tried."""
    names = ask(python, "dump_names.py")
    rows = pairs(release, names, many)
    found = ask(python, "dump_keywords.py", json.dumps([row for row, _ in rows]))["found"]
    wrong, right, untried = [], 0, 0
    for (row, known), real in zip(rows, found, strict=True):
        if real is None:
            untried += 1
        elif real == known:
            right += 1
        else:
            place = ".".join(filter(None, row[:4]))
            wrong.append(f"{place}: {'taken' if real else 'refused'} by {release}")
    return right, wrong, untried


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--release", required=True)
    parser.add_argument("--pairs", type=int, default=300)
    parser.add_argument("--python", help="an interpreter that has this release already")
    options = parser.parse_args()
    python = options.python or environments.python_of(options.release)
    right, wrong, untried = keywords(options.release, python, options.pairs)
    logged, unlogged, failed = histories(options.release, python)
    lines = [
        f"## {options.release}, asked of every class",
        "",
        f"{datetime.date.today().isoformat()}. Keywords passed to real calls, a seeded sample:"
        f" **{right} right, {len(wrong)} wrong**, {untried} not tried. Keys of `history` after a"
        f" training: **{logged} classes right, {len(unlogged)} wrong**, {len(failed)} not judged.",
        "",
        *[f"- {one}" for one in (*wrong, *unlogged, *failed)],
    ]
    text = "\n".join(lines)
    print(text)
    write(RESULTS, lines[0], text)
    return 1 if wrong or unlogged else 0


if __name__ == "__main__":
    sys.exit(main())
