"""The JSON schema: it is committed, and it says what the reader of settings says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from scvi_lint import config
from scvi_lint.config.options import OPTIONS, read
from scvi_lint.config.schema import schema

COMMITTED = Path(config.__file__).parent / "scvi-lint.schema.json"


def test_the_committed_schema_is_the_present_one() -> None:
    """`scvi-lint config --schema > server/scvi_lint/config/scvi-lint.schema.json` mends it."""
    assert json.loads(COMMITTED.read_text(encoding="utf-8")) == schema()


def test_it_is_a_schema_and_knows_every_option() -> None:
    jsonschema.Draft7Validator.check_schema(schema())
    assert list(schema()["properties"]) == [option.name for option in OPTIONS]


GOOD: dict[str, Any] = {
    "select": ["SCV2"],
    "extend-select": ["ALL"],
    "ignore": ["transform-batch-unknown"],
    "preset": "paper",
    "severity": "info",
    "ignore-reasons": {"SCV201": "we know"},
    "per-file-ignores": {"old/*": ["SCV2"]},
    "overrides": [{"files": ["*.ipynb"], "severity": "error"}],
    "exclude": ["old"],
    "scvi-version": "1.4",
    "python": ".venv/bin/python",
    "evidence": False,
    "isolated-files": True,
    "evidence-roots": ["/data"],
    "plugins": ["mine"],
}


def test_what_is_right_is_right_for_both() -> None:
    assert set(GOOD) == {option.name for option in OPTIONS}
    jsonschema.validate(GOOD, schema())
    values, wrong = read(GOOD, own=True)
    assert (len(values), wrong) == (len(GOOD), [])


@pytest.mark.parametrize(
    "change",
    [
        {"selct": []},
        {"preset": "none"},
        {"severity": 1},
        {"evidence": "no"},
        {"select": [1]},
        {"ignore-reasons": {"SCV1": 1}},
        {"overrides": [{"severity": "info"}]},
        {"overrides": [{"files": ["a"], "exclude": ["b"]}]},
    ],
)
def test_what_is_wrong_is_wrong_for_both(change: dict[str, Any]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**GOOD, **change}, schema())
    assert len(read({**GOOD, **change}, own=True)[1]) == 1
