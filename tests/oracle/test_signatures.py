"""The catalogue against `inspect.signature` of the installed library."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from scvi_lint.knowledge import catalogue
from scvi_lint.knowledge.api import Api
from scvi_lint.knowledge.signatures import Signature

pytestmark = pytest.mark.oracle

KINDS = {"positional": 0, "plain": 1, "args": 2, "keyword": 3, "kwargs": 4}
# What differs, and why; anything else must not.
DIFFERENT = {
    "scvi.autotune.AutotuneExperiment.__init__": "a stub stands in when ray is not installed",
    "scvi.autotune.ScibTuneReportCheckpointCallback.__init__": "a stub stands in likewise",
    "scvi.autotune.run_autotune": "a stub stands in likewise",
    "scvi.train.KwargsConfig.__init__": "a protocol, which nobody makes",
    "scvi.nn.Embedding.__init__": "torch's constructor, which the catalogue leaves open",
}


@pytest.fixture(scope="module")
def installed(oracle_python: str) -> dict[str, Any]:
    wanted = {}
    for path in catalogue().exports:
        for version in catalogue().releases[-8:]:
            symbol = catalogue().api(version).resolve(path)
            if symbol is not None and symbol.kind in ("class", "function"):
                wanted[path] = symbol.methods() if symbol.kind == "class" else []
    clean = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    script = Path(__file__).with_name("dump_signatures.py")
    done = subprocess.run(
        [oracle_python, str(script)],
        input=json.dumps(wanted),
        capture_output=True,
        text=True,
        timeout=600,
        check=True,
        env=clean,
    )
    return json.loads(done.stdout)


def pairs(installed: dict[str, Any], api: Api) -> list[tuple[str, Signature, list[list[Any]]]]:
    """Every function that both know: its path, ours, the library's."""
    found = []
    for path, members in installed["found"].items():
        symbol = api.resolve(path)
        for name, real in (members or {}).items() if symbol is not None else ():
            if not isinstance(real, list):
                continue
            if not name:
                ours = symbol.signature
            else:
                ours = symbol.init if name == "__init__" else symbol.method(name)
            if ours is not None and ours.kind != "property":
                found.append((f"{path}.{name}".rstrip("."), ours, real))
    return found


def test_parameters_are_those_of_the_library(installed: dict[str, Any]) -> None:
    both = pairs(installed, catalogue().api(installed["version"]))
    wrong = {
        path
        for path, ours, real in both
        if [[one.name, KINDS[one.kind]] for one in ours.parameters] != [row[:2] for row in real]
    }
    assert len(both) > 1500
    assert wrong <= set(DIFFERENT), sorted(wrong - set(DIFFERENT))
    assert len(wrong) / len(both) <= 0.005


def test_literal_defaults_are_those_of_the_library(installed: dict[str, Any]) -> None:
    wrong = []
    for path, ours, real in pairs(installed, catalogue().api(installed["version"])):
        for parameter, (_, _, default) in zip(ours.parameters, real, strict=False):
            known = parameter.default
            # names of constants and functions are kept as they are written
            if path not in DIFFERENT and known != default and _is_literal(known):
                wrong.append((path, parameter.name, known, default))
    assert not wrong


def test_members_that_the_catalogue_names_exist(installed: dict[str, Any]) -> None:
    api = catalogue().api(installed["version"])
    for path, members in installed["found"].items():
        symbol = api.resolve(path)
        if symbol is None or symbol.kind != "class" or f"{path}.__init__" in DIFFERENT:
            continue
        for name, real in (members or {}).items():
            assert real != "missing" or symbol.method(name) is None, f"{path}.{name}"


def _is_literal(text: str | None) -> bool:
    import ast

    try:
        ast.literal_eval(text or "")
    except (ValueError, SyntaxError):
        return False
    return True
