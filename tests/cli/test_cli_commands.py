"""The commands beside `check`."""

from __future__ import annotations

import ast
import json
import shutil
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from command_line import FAULTY, FIXED, Lint

from scvi_lint.cli.main import COMMANDS, run
from scvi_lint.linting import index
from scvi_lint.linting.own_rules import OWN

# --- explain and rules ------------------------------------------------------------------------


def test_explain_shows_examples_and_the_cited_page(lint: Lint) -> None:
    out = lint("explain", "SCV401").out
    assert out.startswith("SCV401")
    assert "transform-batch-unknown" in out
    assert "# <- finding" in out
    assert "\nFine\n" in out
    assert "In-distribution vs. out-of-distribution" in out
    assert "https://docs.scvi-tools.org/en/" in out


@pytest.mark.parametrize(
    "word", ["SCV401", "scv401", "transform-batch-unknown", "transform_batch_unknown"]
)
def test_a_rule_goes_by_code_and_by_name(word: str, lint: Lint) -> None:
    assert lint("explain", word).out.startswith("SCV401")


def test_the_beginning_of_a_code_means_the_family(lint: Lint) -> None:
    rows = json.loads(lint("explain", "SCV4", "--output-format", "json").out)
    assert {"SCV401", "SCV402"} <= {row["code"] for row in rows}
    assert {row["family"] for row in rows} == {"counterfactuals and expression"}


def test_every_rule_can_be_explained_in_every_form(lint: Lint) -> None:
    codes = [entry.code for entry in (*OWN, *index.builtin())]
    rows = json.loads(lint("explain", *codes, "--output-format", "json").out)
    for row in rows:
        assert row["title"] and row["explanation"], row["code"]
        if not row["code"].startswith("SCV00"):
            assert row["examples"], row["code"]
            assert row["citations"], row["code"]
    text = lint("explain", *codes).out
    markdown = lint("explain", *codes, "--output-format", "markdown").out
    for row in rows:
        assert row["code"] in text
        assert f"({row['code']})" in markdown
    assert all(line == line.rstrip(" ") for line in text.splitlines())


def test_the_pages_are_those_of_the_release(lint: Lint) -> None:
    assert "/en/1.4.2/" in lint("explain", "SCV401", "--scvi-version", "1.4.2").out


def test_rules_lists_all_with_their_families(lint: Lint) -> None:
    out = lint("rules").out
    for entry in index.builtin():
        assert entry.code in out
    assert "counts and preprocessing" in out
    rows = json.loads(lint("rules", "--output-format", "json").out)
    assert {row["code"] for row in rows} >= {entry.code for entry in index.builtin()}
    assert "SCV201" not in lint("rules", "SCV4").out


# --- docs -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words", [("transform batch",), ("transform", "batch"), ("transform_batch",)]
)
def test_docs_finds_the_page_and_the_heading(words: tuple[str, ...], lint: Lint) -> None:
    first = lint("docs", *words).out.splitlines()[:6]
    assert first[0].startswith(
        "Counterfactual prediction › In-distribution vs. out-of-distribution"
    )
    assert "the model extrapolates" in " ".join(first)
    assert any(line.endswith("#in-distribution-vs-out-of-distribution") for line in first)


def test_docs_knows_headings_and_import_paths(lint: Lint) -> None:
    (hit, *_) = json.loads(lint("docs", "differential expression", "--output-format", "json").out)
    assert "ifferential" in hit["heading"] or "ifferential" in hit["title"]
    out = lint("docs", "scvi.model.SCVI.train").out
    assert "api/reference/scvi.model.SCVI.html#scvi.model.SCVI.train" in out


def test_docs_says_when_there_is_nothing(lint: Lint) -> None:
    answer = lint("docs", "quantum gravity")
    assert (answer.code, answer.out) == (1, "")
    assert answer.err == "nothing in the documentation is called 'quantum gravity'\n"


# --- inspect ----------------------------------------------------------------------------------


def test_inspect_shows_objects_states_and_events(programs: Path, lint: Lint) -> None:
    answer = lint("inspect", "integration.ipynb", *FIXED[2:])
    assert answer.code == 0
    assert "adata  anndata" in answer.out
    assert "log-transformed" in answer.out
    assert "cell 3:2:1: log-transformed here" in answer.out
    assert "model  model" in answer.out
    assert "Registered" in answer.out
    assert "SCVI.setup_anndata(adata=…, batch_key='batch')" in answer.out


def test_inspect_tells_the_same_as_json(programs: Path, lint: Lint) -> None:
    seen = json.loads(lint("inspect", "integrate.py", "--output-format", "json", *FIXED[2:]).out)
    data = next(one for one in seen["objects"] if one["kind"] == "anndata")
    assert data["names"] == ["adata"]
    assert data["facts"]["X"]["values"] == ["log-normalised"]
    assert data["facts"]["X"]["certain"] is True
    assert data["facts"]["X"]["because"][-1]["start"] == {"line": 9, "column": 1}
    states = [state["changed"].get("X") for state in data["states"]]
    assert states[0] == "counts" and "log-normalised" in states
    kinds = [event["event"] for event in seen["events"]]
    assert kinds.index("Registered") < kinds.index("Constructed") < kinds.index("Trained")
    assert seen["scvi-tools"]["version"] == "1.4.2"
    assert "SCV201" in {row["code"] for row in seen["findings"]}


def test_inspect_says_what_is_no_program(here: Path, lint: Lint) -> None:
    (here / "a.ipynb").write_text("[]")
    answer = lint("inspect", "a.ipynb")
    assert answer.code == 1
    assert answer.out == "a.ipynb: The file is not a notebook: its JSON is not an object.\n"


# --- config -----------------------------------------------------------------------------------


def test_config_shows_what_holds_and_where_it_was_said(here: Path, lint: Lint) -> None:
    (here / "scvi-lint.toml").write_text(
        'ignore = ["SCV1"]\n[[overrides]]\nfiles = ["*.ipynb"]\nseverity = "error"\n'
    )
    out = lint("config").out
    assert str(here / "scvi-lint.toml") in out
    assert 'ignore = ["SCV1"]' in out
    assert '{ "files" = ["*.ipynb"], "severity" = "error" }' in out
    (here / "a.ipynb").write_text("{}")
    assert 'severity = "error"' in lint("config", "a.ipynb").out
    shown = json.loads(lint("config", "--output-format", "json").out)
    assert shown["settings"]["ignore"] == ["SCV1"]


def test_what_config_shows_can_be_read_again(here: Path, lint: Lint) -> None:
    (here / "scvi-lint.toml").write_text(
        'select = ["SCV2"]\nper-file-ignores = { "a b/*" = ["SCV1"] }\n'
        '[[overrides]]\nfiles = ["*.ipynb"]\nextend-select = ["ALL"]\n'
    )
    first = lint("config").out
    own = [
        line
        for line in first.splitlines()
        if not line.startswith(("#", "python", "plugins", "evidence-"))
    ]
    (here / "scvi-lint.toml").write_text("\n".join(own))
    second = lint("config")
    assert (second.out, second.err) == (first, "")


def test_unknown_settings_are_errors_and_the_rest_applies(here: Path, lint: Lint) -> None:
    (here / "a.py").write_text(FAULTY)
    (here / "pyproject.toml").write_text(
        '[tool.scvi-lint]\nignroe = ["SCV1"]\nignore = ["SCV504", "SCV9X"]\n'
    )
    answer = lint("check")
    assert answer.code == 2  # a typo must not turn a rule off unnoticed
    assert answer.out.count("SCV504") == 0
    assert answer.err.count("error: ") == 2
    assert "there is no setting 'ignroe'; did you mean 'ignore'?" in answer.err
    assert "no rule is called 'SCV9X'" in answer.err


def test_releases_that_do_not_exist_are_refused(here: Path, lint: Lint) -> None:
    (here / "a.py").write_text(FAULTY)
    for command in (("check",), ("explain", "SCV401"), ("docs", "elbo")):
        answer = lint(*command, "--scvi-version", "banana")
        assert answer.code == 2
        assert "'banana' is no release of scvi-tools; known are 0.14.0 to" in answer.err
    (here / "scvi-lint.toml").write_text('scvi-version = "9.9"\n')
    answer = lint("check")
    assert answer.code == 2 and "scvi-tools 9.9 is not known here" in answer.err


def test_a_pin_that_does_not_exist_is_one_warning(here: Path, lint: Lint) -> None:
    for name in ("a.py", "b.py"):
        (here / name).write_text(FAULTY)
    (here / "requirements.txt").write_text("scvi-tools==9.9.9\n")
    answer = lint("check")
    assert answer.code == 1
    assert answer.err.count("requirements.txt: scvi-tools 9.9.9 is not known here") == 1


def test_a_lock_that_contradicts_the_project_is_passed_over(here: Path, lint: Lint) -> None:
    (here / "a.py").write_text(FAULTY)
    lock = '[[package]]\nname = "scvi-tools"\nversion = "1.0.4"\n'
    (here / "uv.lock").write_text(lock)
    (here / "pyproject.toml").write_text('[project]\ndependencies = ["scvi-tools>=1.3"]\n')
    assert "(pyproject.toml (>=1.3))" in lint("check").out
    (here / "pyproject.toml").write_text('[project]\ndependencies = ["scvi-tools>=1.0"]\n')
    assert "scvi-tools 1.0.4 (uv.lock)" in lint("check").out


def test_the_schema_is_printed(lint: Lint) -> None:
    jsonschema.Draft7Validator.check_schema(json.loads(lint("config", "--schema").out))


# --- completions ------------------------------------------------------------------------------


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completions_know_every_command_and_option(shell: str, lint: Lint) -> None:
    out = lint("completions", shell).out
    for name, _, _ in COMMANDS:
        assert name in out
    assert "unsafe-fixes" in out
    assert "junit" in out


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("scvi-lint ch", {"check"}),
        ("scvi-lint check --fi", {"--fix", "--files-from"}),
        ("scvi-lint check --output-format j", {"json", "jsonl", "junit"}),
        ("scvi-lint completions ", {"bash", "zsh", "fish"}),
    ],
)
def test_bash_completes(line: str, expected: set[str], here: Path, lint: Lint) -> None:
    (here / "completions.bash").write_text(lint("completions", "bash").out)
    words = line.split(" ")
    script = (
        "source completions.bash; "
        f"COMP_WORDS=({' '.join(word or chr(39) * 2 for word in words)}); "
        f"COMP_CWORD={len(words) - 1}; _scvi_lint; "
        'printf "%s\\n" "${COMPREPLY[@]}"'
    )
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) == expected


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_can_read_theirs(shell: str, here: Path, lint: Lint) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"there is no {shell}")
    (here / "completions").write_text(lint("completions", shell).out)
    subprocess.run([shell, "-n", "completions"], check=True)


# --- server -----------------------------------------------------------------------------------


def test_the_language_server_is_imported_by_its_command_alone() -> None:
    folder = Path(sys.modules["scvi_lint.cli"].__path__[0])
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("scvi_lint.lsp"):
                assert path.name == "server.py"


def test_the_version_is_that_of_the_installed_package(lint: Lint) -> None:
    from importlib.metadata import version

    assert lint("--version").out == f"scvi-lint {version('scvi-lint')}\n"


@pytest.mark.parametrize("name", [name for name, _, _ in COMMANDS])
def test_every_help_fits_a_narrow_terminal(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    with pytest.raises(SystemExit) as ended:
        run([name, "--help"])
    assert ended.value.code == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(f"usage: scvi-lint {name} ") and max(map(len, lines)) <= 80


def test_the_overview_fits_a_narrow_terminal(lint: Lint) -> None:
    answer = lint()
    assert answer.code == 0 and max(map(len, answer.out.splitlines())) <= 79
