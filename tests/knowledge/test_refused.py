"""`refused.toml` speaks of methods and parameters that scvi-tools has."""

from __future__ import annotations

from scvi_lint.knowledge import catalogue
from scvi_lint.knowledge.build import curate

ROWS = curate.read()["refused"]
KINDS = {"NoneType", "array", "bool", "float", "int", "list", "numpy", "str", "tuple"}


def test_rows_name_parameters_of_the_newest_releases() -> None:
    models = [model for name in ("1.4.2", "1.5.1") for model in catalogue().api(name).models()]
    known = set()
    for model in models:
        for method in {row["method"].partition(".")[2] for row in ROWS}:
            signature = model.method(method)
            owner = (model.defined_in(method) or "").rpartition(".")[2]
            if signature is not None:
                known |= {(f"{owner}.{method}", name) for name in signature.keywords()}
    assert {(row["method"], row["parameter"]) for row in ROWS} - known == set()


def test_rows_speak_of_types() -> None:
    assert {kind for row in ROWS for kind in row["kinds"]} <= KINDS
    assert len(ROWS) > 50
