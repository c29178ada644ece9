"""Command lines as people type them."""

from __future__ import annotations

from typing import Any

import pytest
from command_line import Lint

from scvi_lint.cli.arguments import given, parser, read
from scvi_lint.cli.failure import Failure


@pytest.mark.parametrize(
    ("words", "paths"),
    [
        ([], []),
        (["a.py"], ["a.py"]),
        (["a.py", "-q", "b.py"], ["a.py", "b.py"]),
        (["a.py", "--select", "SCV4", "b.py", "--exit-zero", "c.py"], ["a.py", "b.py", "c.py"]),
        (["--quiet", "-"], ["-"]),
        (["--", "-a.py"], ["-a.py"]),
        (["a.py", "--", "--b.py", "c.py"], ["a.py", "--b.py", "c.py"]),
    ],
)
def test_paths_stand_anywhere_among_options(words: list[str], paths: list[str]) -> None:
    assert read(words).paths == paths


def test_options_may_be_joined_to_their_values() -> None:
    options = read(["--select=SCV4,SCV201", "--jobs=2", "--color=never"])
    assert given(options)["select"] == ("SCV4", "SCV201")
    assert (options.jobs, options.color) == (2, "never")


def test_rules_that_are_named_twice_add_up() -> None:
    options = read(["--select", "SCV4", "a.py", "--select", "SCV5 SCV6", "--ignore", "SCV401"])
    values = given(options)
    assert values["select"] == ("SCV4", "SCV5", "SCV6")
    assert values["ignore"] == ("SCV401",)
    assert "extend_select" not in values


@pytest.mark.parametrize("words", [["--fxi"], ["a.py", "--selct", "SCV4"], ["--fi"]])
def test_an_option_that_does_not_exist_is_named(words: list[str]) -> None:
    with pytest.raises(Failure, match=r"no option --\w+; did you mean --"):
        parser().read(words)


@pytest.mark.parametrize("command", ["explain", "docs"])
def test_commands_with_many_words_take_options_between_them(command: str, lint: Lint) -> None:
    words: dict[str, Any] = {"explain": ["SCV001", "--color", "never", "SCV002"]}
    words["docs"] = ["transform", "--color", "never", "batch"]
    answer = lint(command, *words[command])
    assert answer.code == 0, answer.err
