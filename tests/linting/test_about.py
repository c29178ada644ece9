"""Rules are imported, and asked, only for events that they can say something of."""

from __future__ import annotations

import json
import subprocess
import sys
from types import SimpleNamespace

import pytest

from scvi_lint.linting.index import builtin
from scvi_lint.rule import CONTRACT, Trained, cites, rule
from scvi_lint.rule.about import meets, spelled, value


def test_what_a_rule_is_about_is_declared() -> None:
    @rule(
        "SCV999",
        severity="info",
        cites=cites("faq"),
        about={"model.made_by": ("load", "constructor"), "class_name": "MRVI"},
    )
    def some_rule(training: Trained):
        yield from ()

    assert some_rule.rule.about == ("class_name=MRVI", "model.made_by=constructor|load")


@pytest.mark.parametrize("about", [{"cells": "x"}, {"path": ()}, {"path": ""}, {"room": "a|b"}])
def test_what_nobody_could_look_at_is_refused(about: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="about"):
        spelled(about)


def test_an_event_is_asked_for_all_that_is_declared() -> None:
    event = SimpleNamespace(class_name="SCVI", call=None)
    values = {place: value(event, place) for place in ("class_name", "call.name")}
    assert meets(("class_name=SCANVI|SCVI",), values)
    assert not meets(("class_name=MRVI",), values)
    assert not meets(("class_name=SCVI", "call.name=train"), values)  # it has no call


def test_every_third_rule_says_what_it_is_about() -> None:
    declared = [entry.code for entry in builtin() if entry.about]
    assert len(declared) > 110
    assert CONTRACT == 2


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
