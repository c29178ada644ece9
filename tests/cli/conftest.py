"""The command line in a folder of small programs, called as a user calls it."""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from command_line import GOLDEN, PROGRAMS, RULES, Answer, Lint

from scvi_lint.cli.main import run
from scvi_lint.linting import index, runner
from scvi_lint.linting.findings import Citation, Finding


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No build server, no colours, no settings of whoever runs the tests."""
    for name in ("CI", "GITHUB_ACTIONS", "NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "no-home"))
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working directory."""
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def few_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rules that this suite's programs break on purpose, however many others there are."""
    few = tuple(entry for entry in index.builtin() if entry.code in RULES.split(","))
    monkeypatch.setattr(index, "builtin", lambda: few)


@pytest.fixture
def programs(here: Path) -> Path:
    """A working directory with the small programs of this suite."""
    for path in PROGRAMS.iterdir():
        shutil.copy(path, here / path.name)
    return here


@pytest.fixture
def lint(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Lint:
    """Run one command line in this process."""

    def call(*words: str, stdin: bytes | None = None) -> Answer:
        if stdin is not None:
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capsys.readouterr()
        code = run(list(words))
        out, err = capsys.readouterr()
        return Answer(code, out, err)

    return call


# What the rules say, and cite, is theirs to change; how it is shown is this suite's business.
SAID = {
    "SCV201": "SCVI would train on X, which is log-normalised here; the counts in "
    "layers['counts'] are not used. Nothing fails, the scale is wrong. Register layer='counts'.",
    "SCV401": "'batch_7' is not a category of 'batch', so get_normalized_expression raises "
    "ValueError, after the training. Did you mean 'batch_1'?",
    "SCV501": "model is not trained here: what get_normalized_expression returns comes from "
    "random weights. Call model.train() first.",
    "SCV504": "SCVI.train has no argument lr: it raises TypeError. lr is a setting of the "
    "training plan: plan_kwargs={'lr': …}.",
}
CITED = Citation(
    "docs/user_guide/background/counterfactual_prediction.md",
    "In-distribution vs. out-of-distribution",
    "Counterfactual prediction",
    "https://docs.scvi-tools.org/en/1.4.2/user_guide/background/counterfactual_prediction.html"
    "#in-distribution-vs-out-of-distribution",
)


@pytest.fixture
def golden(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str, str], None]:
    """Compare a text with a file of `golden/`; `--update-snapshots` writes it anew.

    From here on, rules say what they always said.
    """
    finding = runner._finding

    def steady(*given: Any) -> Finding | None:
        found = finding(*given)
        if found is not None and found.code in SAID:
            found.message = SAID[found.code]
            found.citation = CITED
        return found

    monkeypatch.setattr(runner, "_finding", steady)

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("rewrite_rule_snapshots"):
            path.write_text(text, encoding="utf-8", newline="")
        expected = path.read_text(encoding="utf-8") if path.exists() else ""
        assert text == expected

    return compare
