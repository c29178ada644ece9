"""`--fix` and its relatives: what they write, and what they leave as it is."""

from __future__ import annotations

import ast
import json
import os
from pathlib import Path
from typing import Any

import pytest
from command_line import FAULTY, FIXED, HERE, Lint

from scvi_lint.cli import fixing
from scvi_lint.interpreter.events.remarks import Fix

RULE_FILES = HERE.parents[1] / "rules" / "scvi_lint_rules"


def rows(lint: Lint, *words: str) -> list[dict[str, Any]]:
    return json.loads(lint("check", "--output-format", "json", *words).out)


def test_a_safe_fix_is_applied_and_the_rest_is_reported(programs: Path, lint: Lint) -> None:
    answer = lint("check", "--fix", "--output-format", "concise", *FIXED)
    assert answer.code == 1
    assert answer.out.count("SCV504") == 0
    assert answer.out.count("SCV201") == 2
    assert "Fixed 3 problems." in answer.out
    text = (programs / "integrate.py").read_text(encoding="utf-8")
    assert 'plan_kwargs={"lr": 1e-3},' in text
    assert "layer=" not in text  # that would change results
    ast.parse(text)


def test_all_mended_is_0(here: Path, lint: Lint) -> None:
    (here / "a.py").write_text(FAULTY)
    answer = lint("check", "--fix")
    assert answer.code == 0
    assert "No problems found" in answer.out


def test_a_comment_that_silences_is_no_repair(here: Path, lint: Lint) -> None:
    (here / "a.py").write_text(FAULTY)
    answer = lint("check", "--add-ignores", "a reason", "--show-fixes")
    assert "Silenced 1 finding by comments" in answer.out
    assert "Fixed" not in answer.out + answer.err


def test_a_hook_may_stop_where_something_was_fixed(here: Path, lint: Lint) -> None:
    (here / "a.py").write_text(FAULTY)
    assert lint("check", "--fix", "--exit-non-zero-on-fix").code == 1
    assert lint("check", "--fix", "--exit-non-zero-on-fix").code == 0
    assert lint("check", "--exit-non-zero-on-fix").code == 2


def test_a_second_run_has_nothing_left_to_do(programs: Path, lint: Lint) -> None:
    lint("check", "--fix", "--unsafe-fixes", *FIXED)
    after = {path.name: path.read_bytes() for path in programs.iterdir()}
    answer = lint("check", "--fix", "--unsafe-fixes", *FIXED)
    assert "Fixed" not in answer.out
    assert {path.name: path.read_bytes() for path in programs.iterdir()} == after


def test_unsafe_fixes_are_made_only_on_demand(programs: Path, lint: Lint) -> None:
    lint("check", "--fix", "--unsafe-fixes", *FIXED)
    text = (programs / "integrate.py").read_text(encoding="utf-8")
    assert 'setup_anndata(adata, batch_key="batch", layer="counts")' in text
    assert 'transform_batch="batch_1"' in text


def test_a_notebook_differs_in_the_edited_lines_alone(programs: Path, lint: Lint) -> None:
    path = programs / "integration.ipynb"
    before = path.read_bytes()
    lint("check", "--fix", *FIXED)
    after = path.read_bytes()
    old, new = before.split(b"\n"), after.split(b"\n")
    assert len(old) == len(new)
    changed = [
        number for number, pair in enumerate(zip(old, new, strict=True)) if len(set(pair)) > 1
    ]
    assert len(changed) == 1
    assert b"lr=1e-3" in old[changed[0]]
    assert b'plan_kwargs={\\"lr\\": 1e-3}' in new[changed[0]]


def test_line_ends_marks_and_encodings_are_kept(here: Path, lint: Lint) -> None:
    crlf = FAULTY.replace("\n", "\r\n")
    files = {
        "crlf.py": crlf.encode(),
        "bom.py": b"\xef\xbb\xbf" + FAULTY.encode(),
        "latin.py": ("# coding: latin-1\n# Grün\n" + FAULTY).encode("latin-1"),
        "noend.py": FAULTY.rstrip("\n").encode(),
    }
    for name, data in files.items():
        (here / name).write_bytes(data)
    assert lint("check", "--fix").code == 0
    for name, data in files.items():
        expected = data.replace(b"lr=1e-3", b'plan_kwargs={"lr": 1e-3}')
        assert (here / name).read_bytes() == expected


@pytest.mark.skipif(os.name == "nt", reason="POSIX modes")
def test_the_mode_of_a_file_and_a_link_are_kept(here: Path, lint: Lint) -> None:
    real = here / "real.py"
    real.write_text(FAULTY)
    real.chmod(0o755)
    (here / "link.py").symlink_to(real)
    assert lint("check", "--fix", "link.py").code == 0
    assert (here / "link.py").is_symlink()
    assert real.stat().st_mode & 0o777 == 0o755
    assert "plan_kwargs" in real.read_text()


def test_a_diff_writes_nothing(programs: Path, lint: Lint) -> None:
    before = {path.name: path.read_bytes() for path in programs.iterdir()}
    answer = lint("check", "--diff", *FIXED)
    assert answer.code == 1
    assert {path.name: path.read_bytes() for path in programs.iterdir()} == before
    assert answer.err == "Would fix 3 problems.\n"
    assert "--- integration.ipynb:cell 5\n+++ integration.ipynb:cell 5\n" in answer.out
    assert '-    lr=1e-3,\n+    plan_kwargs={"lr": 1e-3},\n' in answer.out
    assert " title: A report" not in answer.out
    assert "--- report.qmd\n" in answer.out


def test_a_diff_of_nothing_is_0(here: Path, lint: Lint) -> None:
    (here / "a.py").write_text("import scvi\n")
    assert lint("check", "--diff") == (0, "", "There is nothing to fix.\n")


def test_show_fixes_lists_them(programs: Path, lint: Lint) -> None:
    answer = lint("check", "--fix", "--show-fixes", *FIXED)
    assert "- integrate.py:\n    1 × SCV504 (Move lr into plan_kwargs)" in answer.err


def test_standard_input_is_mended_to_standard_output(here: Path, lint: Lint) -> None:
    answer = lint("check", "-", "--fix", "--stdin-filename", "a.py", stdin=FAULTY.encode())
    assert answer.out == FAULTY.replace("lr=1e-3", 'plan_kwargs={"lr": 1e-3}')
    assert answer.code == 0
    answer = lint("check", "-", "--fix", *FIXED, stdin=b"import scvi\nx = (\n")
    assert answer.out == "import scvi\nx = (\n"
    assert answer.err.startswith("stdin.py:2:5: SCV001 error")
    assert answer.code == 1


def test_standard_input_is_checked_under_its_name(here: Path, lint: Lint) -> None:
    (here / "scvi-lint.toml").write_text('per-file-ignores = { "quiet/*" = ["SCV504"] }\n')
    loud = lint("check", "-", "--stdin-filename", "sub/a.py", stdin=FAULTY.encode())
    assert loud.out.startswith("sub/a.py:6:27 SCV504")
    quiet = lint("check", "-", "--stdin-filename", "quiet/a.py", stdin=FAULTY.encode())
    assert quiet.code == 0


def test_a_fix_that_breaks_the_program_is_not_made(
    here: Path, lint: Lint, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "a.py").write_text(FAULTY)
    spoiled(monkeypatch, lambda text: text + ")")
    answer = lint("check", "--fix")
    assert answer.code == 1
    assert (here / "a.py").read_text() == FAULTY


def test_a_fix_that_brings_another_finding_is_not_made(
    here: Path, lint: Lint, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "a.py").write_text(FAULTY)
    spoiled(
        monkeypatch, lambda text: text + '); model.get_normalized_expression(transform_batch="x"'
    )
    answer = lint("check", "--fix")
    assert answer.code == 1
    assert (here / "a.py").read_text() == FAULTY


def test_one_bad_fix_does_not_keep_the_others_from_being_made(
    here: Path, lint: Lint, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = FAULTY + "model.train(max_epochs=2, weight_decay=1.0)\n"
    (here / "a.py").write_text(text)
    spoiled(monkeypatch, lambda text: text + ")" if "lr" in text else text)
    lint("check", "--fix")
    mended = text.replace("weight_decay=1.0", 'plan_kwargs={"weight_decay": 1.0}')
    assert (here / "a.py").read_text() == mended


def spoiled(monkeypatch: pytest.MonkeyPatch, change: Any) -> None:
    """Let every fix write something else."""
    real = fixing._choose

    def choose(checked: Any, unsafe: bool) -> Any:
        return [
            (finding, Fix(fix.title, *((s, change(t)) for s, t in fix.edits), safe=fix.safe))
            for finding, fix in real(checked, unsafe)
        ]

    monkeypatch.setattr(fixing, "_choose", choose)


def test_a_file_that_changes_meanwhile_is_left_alone(
    here: Path, lint: Lint, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = here / "a.py"
    path.write_text(FAULTY)
    real = fixing.mend

    def mend(*words: Any, **more: Any) -> Any:
        path.write_text("# the user's own\n" + FAULTY)
        return real(*words, **more)

    monkeypatch.setattr(fixing, "mend", mend)
    answer = lint("check", "--fix")
    assert answer.code == 2
    assert answer.err == "error: a.py: it has changed meanwhile, and was left alone\n"
    assert path.read_text().startswith("# the user's own")


def test_safe_fixes_of_all_examples_leave_programs_that_parse_and_are_no_worse(
    here: Path, lint: Lint
) -> None:
    """Every faulty example of every rule, mended: fewer findings, still Python, and stable."""
    from scvi_lint.linting.documentation import read

    count = 0
    for path in sorted(RULE_FILES.glob("*/*.py")):
        text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
        for number, example in enumerate(read(text).examples):
            if not example.good:
                (here / f"{path.stem}_{number}.py").write_text(example.code, encoding="utf-8")
                count += 1
    assert count > 10
    before = rows(lint)
    assert sum(any(fix["safety"] == "safe" for fix in row["fixes"]) for row in before) > 0
    lint("check", "--fix")
    after = rows(lint)
    assert len(after) < len(before)
    assert not {(row["path"], row["code"]) for row in after} - {
        (row["path"], row["code"]) for row in before
    }
    for path in here.glob("*.py"):
        ast.parse(path.read_text(encoding="utf-8"))
    stable = {path.name: path.read_bytes() for path in here.iterdir()}
    lint("check", "--fix")
    assert {path.name: path.read_bytes() for path in here.iterdir()} == stable


# --- comments that silence --------------------------------------------------------------------


def test_ignores_are_added_and_silence(programs: Path, lint: Lint) -> None:
    answer = lint("check", "--add-ignores", "on purpose", "--exclude", "half_typed.py", *FIXED)
    assert answer.code == 0
    text = (programs / "integrate.py").read_text(encoding="utf-8")
    assert 'batch_key="batch")  # scvi-lint: ignore[SCV201] on purpose\n' in text
    assert ")  # scvi-lint: ignore[SCV504] on purpose\n" in text
    again = lint("check", "--exclude", "half_typed.py", *FIXED)
    assert again.code == 0
    notebook = json.loads((programs / "integration.ipynb").read_text(encoding="utf-8"))
    assert notebook["cells"][3]["source"][0].endswith("# scvi-lint: ignore[SCV201] on purpose\n")
    assert notebook["cells"][3]["outputs"]


def test_what_python_cannot_read_is_not_silenced(here: Path, lint: Lint) -> None:
    text = "import scvi\nx =  # why\n"
    (here / "a.py").write_text(text)
    answer = lint("check", "--add-ignores", "old", "--output-format", "concise")
    assert answer.code == 1
    assert answer.out.startswith("a.py:2:")
    assert (here / "a.py").read_text() == text


def test_fixes_come_before_ignores(here: Path, lint: Lint) -> None:
    (here / "a.py").write_text(FAULTY)
    assert lint("check", "--fix", "--add-ignores").code == 0
    assert "plan_kwargs" in (here / "a.py").read_text()
    assert "ignore" not in (here / "a.py").read_text()


def test_an_ignore_that_is_there_is_extended(here: Path, lint: Lint) -> None:
    text = FAULTY.rstrip("\n") + "  # scvi-lint: ignore[SCV101] known\n"
    (here / "a.py").write_text(text)
    assert lint("check", "--add-ignores").code == 0
    expected = text.replace("[SCV101]", "[SCV101, SCV504]")
    assert (here / "a.py").read_text() == expected


def test_an_unused_ignore_is_found_and_removed(here: Path, lint: Lint) -> None:
    (here / "a.py").write_text("import scvi  # scvi-lint: ignore[SCV504] once\nx = 1\n")
    answer = lint("check", "--severity", "info", "--fix")
    assert answer.code == 0
    text = (here / "a.py").read_text()
    assert "scvi-lint" not in text
    assert text.endswith("x = 1\n")
