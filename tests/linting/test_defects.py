"""One bad rule, document or answer stays alone: all others are as they were, and it is told."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from bad_rules import MODULES, PLUGIN, RULES, write

from scvi_lint.cli import broken
from scvi_lint.cli.main import run
from scvi_lint.config import Settings
from scvi_lint.evidence import wants
from scvi_lint.evidence.store import Refusal, Store
from scvi_lint.interpreter.incremental.trail import Trail
from scvi_lint.linting import index
from scvi_lint.linting.checking import Checker
from scvi_lint.linting.runner import _choose
from scvi_lint.rule import listed
from scvi_lint.source.reading import read_document

sys.path.append(str(Path(__file__).parents[1] / "lsp"))

from wire import Wire

pytestmark = pytest.mark.defects

PROGRAM = """\
import scvi

adata = scvi.data.synthetic_iid()
scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
model = scvi.model.SCVI(adata)
model.train(lr=1e-3)
model.get_normalized_expression(transform_batch="batch_7")
"""
OF_OURS = {"SCV504", "SCV401"}
FAILING = {code for code, _, said in RULES.values() if said}


@pytest.fixture
def others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the bad package is installed."""
    folder = tmp_path / "installed"
    folder.mkdir()
    write(folder)
    monkeypatch.syspath_prepend(str(folder))
    for name in [one for one in sys.modules if one.startswith("bad_rules_of_others")]:
        monkeypatch.delitem(sys.modules, name)
    index._checks.clear()
    return folder


@pytest.fixture(autouse=True)
def rules_are_loaded_anew() -> Iterator[None]:
    _choose.cache_clear()
    yield
    _choose.cache_clear()


Lint = Callable[..., tuple[int, str, str]]


@pytest.fixture
def lint(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Lint:
    here = tmp_path / "here"
    here.mkdir()
    (here / "a.py").write_text(PROGRAM)
    monkeypatch.chdir(here)

    def call(*words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = run([*words, "--scvi-version", "1.4.2", "--no-evidence"])
        return code, *capsys.readouterr()

    return call


def codes(text: str) -> set[str]:
    return set(re.findall(r"\b(?:SCV|BAD)\d{3}\b", text))


# --- rules ------------------------------------------------------------------------------------


def test_each_bad_rule_is_told_with_its_place_and_all_others_are_heard(
    others: Path, lint: Lint
) -> None:
    code, out, err = lint("check", "--plugin", PLUGIN, "--output-format", "concise", "a.py")
    assert code == 2
    assert codes(out) >= OF_OURS | {"BAD001", "BAD003"}  # what was said before, too
    lines = err.splitlines()
    assert len(lines) == len(FAILING) + len(MODULES)
    for rule, _, said in RULES.values():
        found = [line for line in lines if rule in line]
        assert len(found) == bool(said)
        if said:
            assert found[0].startswith(f"error: a.py:6:1: {rule} failed ({said}")
    for name, (_, said) in MODULES.items():
        assert [
            one for one in lines if f"bad_rules_of_others.{name} could not" in one and said in one
        ]
    assert all(line.isprintable() and len(line) < 500 for line in lines)


def test_rules_of_another_contract_are_told_and_not_read(others: Path, lint: Lint) -> None:
    (others / "bad_rules_of_others" / "__init__.py").write_text("CONTRACT = 1\n")
    code, out, err = lint("check", "--plugin", PLUGIN, "--output-format", "concise", "a.py")
    assert code == 2
    assert codes(out) == OF_OURS
    assert "reads rules of contract 2, and these are written for contract 1" in err
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize(
    "words",
    [("--fix",), ("--diff",), ("--statistics",), ("--add-ignores",), ("--jobs", "2"), ()],
    ids=lambda words: " ".join(words) or "alone",
)
def test_so_it_is_however_a_check_is_asked_for(
    words: tuple[str, ...], others: Path, lint: Lint
) -> None:
    Path("b.py").write_text(PROGRAM)
    code, _, err = lint("check", "--plugin", PLUGIN, *words)
    assert code == 2
    assert codes(err) >= FAILING
    assert "a fault of scvi-lint" not in err


@pytest.mark.parametrize(
    "output_format", ("full", "json", "jsonl", "sarif", "github", "gitlab", "junit")
)
def test_so_it_is_in_every_format(output_format: str, others: Path, lint: Lint) -> None:
    code, out, err = lint("check", "--plugin", PLUGIN, "--output-format", output_format)
    assert (code, codes(err) >= FAILING) == (2, True)
    assert codes(out) >= OF_OURS | {"BAD001"}
    if output_format in ("json", "sarif", "gitlab"):
        json.loads(out)


def test_the_other_commands_work_beside_rules_that_cannot_be_loaded(
    others: Path, capsys: pytest.CaptureFixture[str], lint: Lint
) -> None:
    assert run(["rules", "--plugin", PLUGIN]) == 2
    out, err = capsys.readouterr()
    assert "BAD001" in out and "bad_rules_of_others.missing" in err
    assert run(["explain", "--plugin", PLUGIN, "BAD001"]) == 2
    assert "It is here to see" in capsys.readouterr()[0]
    code, out, err = lint("inspect", "--plugin", PLUGIN, "a.py")
    assert (code, "Trained" in out, "BAD002" in err) == (2, True, True)


def test_what_fails_is_shown_with_its_way_on_request(
    others: Path, lint: Lint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SCVI_LINT_TRACEBACK", "1")
    err = lint("check", "--plugin", PLUGIN)[2]
    assert "Traceback" in err and "return [][1]" in err
    assert all(line.isprintable() for line in err.splitlines())


def test_a_fix_that_makes_a_rule_fail_is_not_made(
    lint: Lint, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else its findings would be gone, which looks like a program that is better."""
    load = index.load

    def spoiled(entry: index.Entry) -> Any:
        check = load(entry)

        def failing(event: Any) -> Any:
            (document,) = event.program.documents.values()
            if entry.code == "SCV401" and "plan_kwargs" in document.cells[0].text:
                raise KeyError
            return check(event)

        return failing

    monkeypatch.setattr(index, "load", spoiled)
    lint("check", "--fix", "a.py")
    assert Path("a.py").read_text() == PROGRAM


def test_a_baseline_does_not_forget_what_a_failing_rule_had_found(
    lint: Lint, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert lint("check", "--baseline", "b.json", "--update-baseline")[0] == 0
    before = json.loads(Path("b.json").read_text())
    _choose.cache_clear()
    load = index.load

    def spoiled(entry: index.Entry) -> Any:
        return load(entry) if entry.code != "SCV401" else lambda event: {}[1]

    monkeypatch.setattr(index, "load", spoiled)
    for words in ((), ("--update-baseline",), ("--prune-baseline",)):
        assert lint("check", "--baseline", "b.json", *words)[0] == 2
        assert json.loads(Path("b.json").read_text()) == before


def test_an_edit_leaves_findings_and_failures_as_a_fresh_look_has_them(others: Path) -> None:
    checker = Checker(Settings(plugins=(PLUGIN,)), version="1.4.2")
    trail = Trail()
    for text in (PROGRAM, PROGRAM + "x = 1\n", PROGRAM.replace("7", "8"), PROGRAM):
        document = read_document("a.py", text.encode())
        kept, fresh = checker.check(document, trail=trail), checker.check(document)
        assert [one.code for one in kept.findings] == [one.code for one in fresh.findings]
        failed = [{one.rule for one in result.defects} for result in (kept, fresh)]
        assert failed[0] == failed[1] >= FAILING


def test_names_for_a_sentence_may_be_none() -> None:
    assert listed([]) == "none"
    assert listed(["a"]) == "'a'"
    assert listed(["a", 1, None, 2.5, True]) == "'a', 1, None and 2 more"


# --- documents and answers --------------------------------------------------------------------


def test_a_document_that_cannot_be_followed_leaves_the_others(
    lint: Lint, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("b.py").write_text(PROGRAM)
    for place in ("scvi_lint.linting.checking.analyse", "scvi_lint.cli.session.Locator.located"):
        with monkeypatch.context() as spoiled:
            spoil(spoiled, place)
            for words in ((), ("--fix",), ("--diff",), ("--jobs", "2")):
                if place.endswith("located") and "--diff" in words:
                    continue  # which shows no places
                code, out, err = lint("check", "--output-format", "concise", *words)
                assert code == 2
                assert err.startswith("error: a.py: a fault of scvi-lint (RuntimeError: spoiled"), (
                    words
                )
                assert "b.py" in out or "--diff" in words


def spoil(monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    """Have a function fail whenever it is about `a.py`."""
    import pkgutil

    function = pkgutil.resolve_name(place)

    def spoiled(*given: Any, **more: Any) -> Any:
        about = next(one for one in given if hasattr(one, "path") or hasattr(one, "span"))
        if getattr(about, "path", None) == "a.py" or getattr(about, "span", ("",))[0] == "a.py":
            raise RuntimeError("spoiled")
        return function(*given, **more)

    monkeypatch.setattr(place, spoiled)


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"form": "nothing"},
        {"form": "data", "obs": 1},
        {"form": "data", "obs": {"a": {"counts": [[["list"], 1]]}}},
        {"form": "data", "obs": {"a": {"counts": [1]}}},
        {"form": "model", "var_names": 1},
        {"form": "crosstab", "pairs": [[1]]},
        [],
        7,
        "refused",
    ],
    ids=str,
)
def test_an_answer_that_makes_no_sense_is_none(answer: Any, tmp_path: Path) -> None:
    for name in ("good", "bad"):
        (tmp_path / name).touch()
    good, bad = wants.data("a.py", "good"), wants.data("a.py", "bad")
    store = Store(lambda wanted: {good: {"form": "data", "n_obs": 3}, bad: answer})
    places = wants.Places([str(tmp_path)], (), lambda path: str(tmp_path / path))
    found = store.answers(
        [bad, good, wants.data("a.py", "\ud800" * 9), wants.data("a", "b\0")], places
    )
    assert isinstance(found[bad], Refusal)
    assert found[good].n_obs == 3


def test_python_that_answers_nonsense_about_a_program_harms_none(
    lint: Lint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(broken, "_QUESTION", "print('9' * 5000, 1, 'odd')")
    Path("b.py").write_text(PROGRAM + "def (:\n")
    code, out, _ = lint("check", "--output-format", "concise")
    assert code in (1, 2)
    assert "a.py:6" in out


# --- the server -------------------------------------------------------------------------------


def test_the_server_tells_of_a_rule_once_and_shows_all_other_findings(others: Path) -> None:
    environment = {"PYTHONPATH": f"{others}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"}
    with Wire(environment=environment) as wire:
        wire.initialize({}, initializationOptions={"plugins": [PLUGIN], "scviVersion": "1.4.2"})
        uri = "file:///nowhere/a.py"
        wire.open(uri, PROGRAM)
        found = {one["code"] for one in wire.diagnostics(uri)}
        assert found >= OF_OURS | {"BAD001"}
        for version in (2, 3):
            wire.change(uri, version, {"text": PROGRAM + "x = 1\n" * version})
            wire.diagnostics(uri)
        wire.open("file:///nowhere/b.py", PROGRAM)
        wire.diagnostics("file:///nowhere/b.py")
        told = wire.drain(0.5)
    messages = [one["params"] for one in told if one.get("method") == "window/showMessage"]
    logs = [one["params"]["message"] for one in told if one.get("method") == "window/logMessage"]
    for code in FAILING:
        assert sum(code in one["message"] for one in messages) == 1
        assert sum(f"{code} failed in {uri}" in log for log in logs) == 1
    assert len(messages) == len(FAILING) + len(MODULES)
    assert all(one["message"].isprintable() and one["type"] == 2 for one in messages)


def test_a_program_that_cannot_be_looked_at_leaves_the_others_of_the_server() -> None:
    code = (
        "import scvi_lint.lsp.documents.snapshot as s\n"
        "init = s.Snapshot.__init__\n"
        "def spoiled(self, program, *rest):\n"
        "    if program.uri.endswith('a.py'): raise RuntimeError('spoiled')\n"
        "    init(self, program, *rest)\n"
        "s.Snapshot.__init__ = spoiled\n"
        "from scvi_lint.lsp import serve\nserve()\n"
    )
    with Wire(command=[sys.executable, "-c", code]) as wire:
        wire.initialize({}, rootUri="file:///nowhere")
        for name in ("a.py", "b.py"):
            wire.open(f"file:///nowhere/{name}", PROGRAM)
        wire.diagnostics("file:///nowhere/b.py")
        wire.notify("workspace/didChangeConfiguration", {"settings": {"ignore": ["SCV504"]}})
        after = wire.diagnostics("file:///nowhere/b.py")
        assert "SCV504" not in {one["code"] for one in after}


def test_a_program_is_still_checked_when_run_as_a_command(others: Path, tmp_path: Path) -> None:
    (tmp_path / "c.py").write_text(PROGRAM)
    done = subprocess.run(
        [sys.executable, "-m", "scvi_lint", "check", "--plugin", PLUGIN, "c.py"],
        env={**os.environ, "PYTHONPATH": str(others)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert codes(done.stdout) >= OF_OURS
