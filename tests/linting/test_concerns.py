"""Rules are imported, and asked, only for events that they can say something of."""

from __future__ import annotations

import json
import subprocess
import sys
from types import SimpleNamespace
from typing import Any

from scvi_lint.linting import concerns
from scvi_lint.linting.turning_away import needs_of

WORDS = ("SCVI", "SCANVI")


def one_word(built: Any):
    if built.class_name != "MRVI" or built.adata is None:
        return
    yield built


def one_after_another(built: Any):
    known = built.registration
    if known is None:
        return
    if built.model.made_by != "constructor":
        return
    if built.class_name not in WORDS:
        return
    yield known


def not_first(built: Any):
    yield from built.models
    if built.class_name != "MRVI":
        return


def only_when_both(built: Any):
    if built.class_name != "MRVI" and built.adata is None:
        return
    yield built


def says_something_else(built: Any):
    if built.class_name != "MRVI":
        yield built
        return
    yield 1


def another_meaning(built: Any):
    built = built.model
    if built.class_name != "MRVI":
        return
    yield built


def not_of_the_event(built: Any, class_name: str = ""):
    if class_name != "MRVI" or built.other != "x" or built.class_name == "SCVI":
        return
    yield built


def test_what_is_turned_away_first_is_read_from_the_rule() -> None:
    assert needs_of(one_word) == ("class_name=MRVI",)
    assert needs_of(one_after_another) == (
        "class_name=SCANVI|SCVI",
        "model.made_by=constructor",
    )


def test_what_is_not_sure_to_be_turned_away_is_asked() -> None:
    for check in (
        not_first,
        only_when_both,
        says_something_else,
        another_meaning,
        not_of_the_event,
    ):
        assert needs_of(check) == ()


def test_an_event_that_does_not_tell_is_for_all_rules() -> None:
    event = SimpleNamespace(class_name="SCVI", call=None)
    values = {place: concerns.value(event, place) for place in ("class_name", "call.name")}
    assert concerns.meets(("class_name=SCVI", "call.name=train"), values)
    assert not concerns.meets(("class_name=MRVI",), values)


def test_a_program_of_one_model_imports_no_rule_that_speaks_of_others_alone() -> None:
    question = """
import json, sys
from scvi_lint.config import Settings
from scvi_lint.linting.checking import Checker
from scvi_lint.source.reading import read_document
text = b'''
import scvi
adata = scvi.data.synthetic_iid()
scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
model = scvi.model.SCVI(adata)
model.train(max_epochs=1)
'''
Checker(Settings()).check(read_document("a.py", text))
print(json.dumps([name for name in sys.modules if name.startswith("scvi_lint_rules.")]))
"""
    done = subprocess.run(
        [sys.executable, "-c", question], stdout=subprocess.PIPE, check=True, text=True
    )
    imported = set(json.loads(done.stdout))
    assert "scvi_lint_rules.registration.setup_missing" in imported
    assert "scvi_lint_rules.specific.mrvi_no_sample_key" not in imported
