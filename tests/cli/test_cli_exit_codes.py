"""Exit codes 0, 1 and 2, and the one line that explains a 2."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from command_line import CLEAN, FAULTY, Lint

from scvi_lint import disk
from scvi_lint.linting import checking

pytestmark = pytest.mark.usefixtures("few_rules")

COMMAND = [sys.executable, "-m", "scvi_lint"]


def one_line(text: str) -> str:
    """The only line of a text."""
    (line,) = text.splitlines()
    return line


def test_nothing_found_is_0(here: Path, lint: Lint) -> None:
    (here / "a.py").write_text(CLEAN)
    assert lint("check").code == 0


def test_something_found_is_1(here: Path, lint: Lint) -> None:
    (here / "a.py").write_text(FAULTY)
    assert lint("check").code == 1
    assert lint("check", "--exit-zero").code == 0


def test_only_what_is_shown_counts(here: Path, lint: Lint) -> None:
    (here / "a.py").write_text(CLEAN + "latent = 1  # scvi-lint: ignore[SCV504]\n")
    assert lint("check").code == 0
    answer = lint("check", "--severity", "info", "--select", "SCV002,SCV504")
    assert answer.code == 1
    assert "SCV002 info" in answer.out


def test_no_file_at_all_is_clean(here: Path, lint: Lint) -> None:
    answer = lint("check")
    assert answer.code == 0
    assert "there is no file to check" in answer.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("check", "--fxi"), "did you mean --fix?"),
        (("check", "--output-format", "xml"), "invalid choice: 'xml'"),
        (("check", "--jobs", "0"), "no number of processes"),
        (("check", "-", "a.py"), "checked alone"),
        (("check", "--stdin-filename", "a.py"), "needs `-`"),
        (("check", "--unsafe-fixes"), "needs --fix or --diff"),
        (("check", "--fix", "--diff"), "exclude each other"),
        (("check", "--update-baseline"), "--baseline"),
        (("check", "--select", "SCV9999"), "no rule is called 'SCV9999'"),
        (("check", "--plugin", "nobody", "."), "no installed package provides the rules 'nobody'"),
        (("check", "--files-from", "missing.txt"), "missing.txt: No such file or directory"),
        (("check", "--baseline", "missing.json"), "there is no baseline missing.json"),
        (("chekc",), "did you mean 'check'?"),
        (("a.py",), "did you mean `scvi-lint check a.py`?"),
        (("explain", "transfrom-batch-unknown"), "did you mean transform-batch-unknown?"),
        (("rules", "SCX"), "there is no rule 'SCX'"),
        (("inspect", "missing.py"), "cannot read missing.py: No such file or directory"),
        (("config", "missing"), "missing: No such file or directory"),
        (("completions", "tcsh"), "invalid choice: 'tcsh'"),
    ],
)
def test_wrong_usage_is_one_line_and_2(
    words: tuple[str, ...], said: str, here: Path, lint: Lint
) -> None:
    (here / "a.py").write_text(FAULTY)
    answer = lint(*words)
    assert (answer.code, answer.out) == (2, "")
    assert one_line(answer.err).startswith("error: ")
    assert said in answer.err


def test_a_missing_path_does_not_keep_the_others_from_being_checked(here: Path, lint: Lint) -> None:
    (here / "a.py").write_text(FAULTY)
    answer = lint("check", "missing.py", "a.py", "--output-format", "concise")
    assert answer.code == 2
    assert "SCV504" in answer.out
    assert one_line(answer.err) == "error: missing.py: No such file or directory"


def test_a_fault_of_our_own_is_one_line_and_2_and_the_others_are_checked(
    here: Path, lint: Lint, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "a.py").write_text(FAULTY)
    (here / "b.py").write_text(FAULTY)
    run_rules = checking.run_rules

    def failing(analysis: Any, *rest: Any, **more: Any) -> Any:
        if "a.py" in analysis.documents:
            raise TypeError("no such thing")
        return run_rules(analysis, *rest, **more)

    monkeypatch.setattr(checking, "run_rules", failing)
    answer = lint("check", "--output-format", "concise")
    assert answer.code == 2
    assert one_line(answer.err).startswith("error: a.py: a fault of scvi-lint (TypeError: no such")
    assert answer.out.startswith("b.py:")
    monkeypatch.setenv("SCVI_LINT_TRACEBACK", "1")
    assert "Traceback" in lint("check").err
    assert lint("inspect", "a.py").code == 2


def test_what_is_missing_is_all_that_is_said(here: Path, lint: Lint) -> None:
    answer = lint("check", "gone.py")
    assert (answer.code, answer.out) == (2, "")
    assert one_line(answer.err) == "error: gone.py: No such file or directory"
    (here / "a.py").write_text(CLEAN)
    assert "in what could be read" in lint("check", "gone.py", "a.py").out


def test_a_settings_file_that_is_named_and_missing_is_one_line_and_2(
    here: Path, lint: Lint
) -> None:
    answer = lint("check", "--config", "gone.toml")
    assert answer.code == 2
    assert one_line(answer.err) == "error: cannot use gone.toml: there is no such file"
    (here / "pyproject.toml").write_text("[tool.other]\n")
    assert "no table" in one_line(lint("check", "--config", "pyproject.toml").err)


def test_a_code_that_does_not_exist_is_not_taken_for_another(here: Path, lint: Lint) -> None:
    (here / "a.py").write_text(CLEAN)
    for words in (("explain", "SCV989"), ("check", "--select", "SCV989")):
        answer = lint(*words)
        assert answer.code == 2
        assert one_line(answer.err).endswith("'SCV989'; `scvi-lint rules` lists them")


def test_settings_that_cannot_be_read_are_one_line_and_2(here: Path, lint: Lint) -> None:
    (here / "a.py").write_text(FAULTY)
    (here / "scvi-lint.toml").write_text("select = [\n")
    answer = lint("check")
    assert (answer.code, answer.out) == (2, "")
    assert "scvi-lint.toml" in one_line(answer.err)


def test_a_file_that_the_system_refuses_is_one_line_and_2(
    here: Path, lint: Lint, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "a.py").write_text(FAULTY)
    (here / "b.py").write_text(FAULTY)
    real = disk.open_found

    def refuse(path: str) -> int:
        if path.endswith("a.py"):
            raise PermissionError(13, "Permission denied", path)
        return real(path)

    monkeypatch.setattr(disk, "open_found", refuse)
    answer = lint("check", "--output-format", "concise")
    assert answer.code == 2
    assert one_line(answer.err) == "error: a.py: Permission denied"
    assert "b.py:6:27" in answer.out


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_the_system_refuses_is_one_line_and_2(here: Path, lint: Lint) -> None:
    (here / "closed").mkdir(mode=0)
    answer = lint("check", "--no-respect-gitignore")
    assert answer.code == 2
    assert "closed: Permission denied" in one_line(answer.err)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full")
def test_a_full_disk_is_one_line_and_2(here: Path, lint: Lint) -> None:
    (here / "a.py").write_text(FAULTY)
    answer = lint("check", "--output-file", "/dev/full")
    assert answer.code == 2
    assert one_line(answer.err) == "error: cannot write /dev/full: No space left on device"
    assert not os.path.isfile("/dev/full")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full")
@pytest.mark.parametrize("words", [("check",), ("rules",), ("explain", "SCV401"), ("--help",)])
def test_a_full_disk_at_standard_output_is_one_line_and_2(here: Path, words: Any) -> None:
    (here / "a.py").write_text(FAULTY)
    with open("/dev/full", "wb") as full:
        done = subprocess.run([*COMMAND, *words], stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 2
    assert one_line(done.stderr.decode()) == "error: cannot go on: No space left on device"


def test_output_is_written_whole_or_not_at_all(
    here: Path, lint: Lint, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "a.py").write_text(FAULTY)
    (here / "out.json").write_text("old")

    def fail(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    answer = lint("check", "--output-format", "json", "--output-file", "out.json")
    assert answer.code == 2
    assert "No space left on device" in one_line(answer.err)
    assert (here / "out.json").read_text() == "old"
    assert sorted(path.name for path in here.iterdir()) == ["a.py", "out.json"]


def test_an_output_file_keeps_its_mode_and_a_link_stays_a_link(here: Path, lint: Lint) -> None:
    (here / "a.py").write_text(FAULTY)
    real = here / "real.json"
    real.write_text("old")
    real.chmod(0o640)
    (here / "out.json").symlink_to(real)
    assert lint("check", "--output-format", "json", "--output-file", "out.json").code == 1
    assert (here / "out.json").is_symlink()
    assert real.read_text().startswith("[")
    assert real.stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
def test_ctrl_c_is_one_line_and_2(here: Path) -> None:
    os.mkfifo(here / "waits.txt")  # a list of names may be a pipe, and is waited for
    # Who runs the tests in the background has taught them, and their children, to ignore it.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    child = subprocess.Popen(
        [*COMMAND, "check", "--files-from", "waits.txt"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    signal.signal(signal.SIGINT, before)
    # It has begun to wait when the pipe can be opened for writing.
    writer = os.open(here / "waits.txt", os.O_WRONLY)
    try:
        child.send_signal(signal.SIGINT)
        out, err = child.communicate(timeout=20)
    finally:
        os.close(writer)
    assert (child.returncode, out) == (2, b"")
    assert one_line(err.decode()) == "error: interrupted"


def test_a_reader_that_has_seen_enough_is_no_error(here: Path) -> None:
    (here / "a.py").write_text(FAULTY)
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run([*COMMAND, "check"], stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert done.stderr == b""


def test_help_of_every_command_names_its_options(lint: Lint, capsys: Any) -> None:
    overview = lint("--help").out
    for line in overview.splitlines():
        if not line.startswith("  "):
            continue
        name = line.split()[0]
        with pytest.raises(SystemExit) as left:
            lint(name, "--help")
        assert left.value.code == 0
        assert f"usage: scvi-lint {name}" in capsys.readouterr().out


def test_the_version_is_told(lint: Lint) -> None:
    assert lint("--version").out.startswith("scvi-lint ")
