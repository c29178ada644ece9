"""How findings look on a terminal: width, wide characters, colour."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import FIXED, Lint
from hypothesis import given
from hypothesis import strategies as st

from scvi_lint.cli import check
from scvi_lint.cli.terminal import Terminal, printable, terminal_of, width_of, wrapped

Golden = Callable[[str, str], None]
STYLE = re.compile(r"\x1b\[[\d;]*m")


@pytest.mark.parametrize("width", [80, 160])
def test_what_a_terminal_shows_is_what_it_showed_before(
    width: int, programs: Path, lint: Lint, golden: Golden, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check, "terminal", lambda wish: Terminal(False, width))
    golden(f"full_{width}.txt", lint("check", *FIXED).out)


@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_line_but_an_address_is_wider_than_the_screen(
    width: int, programs: Path, lint: Lint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check, "terminal", lambda wish: Terminal(True, width))
    for form in ("full", "grouped"):
        out = STYLE.sub("", lint("check", "--output-format", form, *FIXED).out)
        for line in out.splitlines():
            assert width_of(line) <= width or len(line.split()[-1]) > 30, line


def test_the_mark_stands_below_the_place_also_behind_wide_characters(
    programs: Path, lint: Lint
) -> None:
    lines = lint("check", "integrate.py", *FIXED).out.splitlines()
    number = next(i for i, line in enumerate(lines) if "数据" in line)
    source, mark = lines[number], lines[number + 1]
    left = mark.index("^")
    assert width_of(source[: source.index('"batch_7"')]) == left
    assert mark.count("^") == len('"batch_7"')


def test_tabs_are_as_wide_above_as_below(here: Path, lint: Lint) -> None:
    (here / "a.py").write_text("import scvi\nif True:\n\tx = (\n")
    lines = lint("check").out.splitlines()
    source = next(line for line in lines if "x = (" in line)
    mark = next(line for line in lines if "^" in line)
    assert source.index("(") == mark.index("^")
    assert "\t" not in source


def test_a_long_line_is_cut_around_the_place(here: Path, lint: Lint) -> None:
    (here / "a.py").write_text(
        "import scvi\n"
        + "m = scvi.model.SCVI(scvi.data.synthetic_iid(), "
        + ", ".join(f"a{number}={number}" for number in range(200))
        + "); m.get_latent_representation(\n"
    )
    out = lint("check", "--select", "SCV001").out
    assert max(map(len, out.splitlines())) <= 205
    source, mark = (
        out.splitlines()[-6:-4] if "^" not in out.splitlines()[2] else out.splitlines()[1:3]
    )
    assert source[mark.index("^")] == "("


def test_the_chain_of_calls_comes_after_the_reasons(here: Path, lint: Lint) -> None:
    (here / "a.py").write_text(
        "import scanpy as sc\nimport scvi\n\n\n"
        "def register(data):\n    scvi.model.SCVI.setup_anndata(data)\n\n\n"
        "adata = scvi.data.synthetic_iid()\n"
        'adata.layers["counts"] = adata.X.copy()\nsc.pp.log1p(adata)\nregister(adata)\n'
    )
    out = lint("check", "--select", "SCV201").out
    places = re.findall(r"= line (\d+): (.*)", out)
    assert places[-1] == ("12", "called from here")
    reasons = [int(line) for line, _ in places[:-1]]
    assert reasons == sorted(reasons) and len(reasons) >= 3


# --- colour -----------------------------------------------------------------------------------


def test_colour_is_asked_for(here: Path, lint: Lint) -> None:
    (here / "a.py").write_text("import scvi\nx = (\n")
    assert "\x1b" not in lint("check").out
    assert "\x1b[1;31m" in lint("check", "--color", "always").out


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({}, False),
        ({"FORCE_COLOR": "1"}, True),
        ({"FORCE_COLOR": "0"}, False),
        ({"CLICOLOR_FORCE": "1"}, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
    ],
)
def test_the_environment_decides_on_colour_in_a_pipe(
    variables: dict[str, str], expected: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert terminal_of(sys.stdout).colour is expected


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="there are no pseudo-terminals")
def test_a_terminal_has_colour_and_a_width(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    leader, follower = os.openpty()
    with os.fdopen(follower, "w") as stream:
        found = terminal_of(stream)
        assert found.colour
        assert found.width == 80
        monkeypatch.setenv("NO_COLOR", "1")
        assert not terminal_of(stream).colour
        monkeypatch.delenv("NO_COLOR")
        monkeypatch.setenv("TERM", "dumb")
        assert not terminal_of(stream).colour
    os.close(leader)


# --- text -------------------------------------------------------------------------------------


@given(st.text())
def test_printable_text_steers_nothing(text: str) -> None:
    assert all(char.isprintable() or char in "\t\n" for char in printable(text))


@given(st.text("ab cü细\u0301"), st.integers(10, 60), st.integers(0, 10))
def test_wrapping_changes_nothing_but_blanks(text: str, width: int, first: int) -> None:
    assert wrapped(text, width, "  ", first).split() == text.split()


@given(st.lists(st.text("abü细", min_size=1, max_size=4)), st.integers(10, 60))
def test_wrapped_lines_fit(words: list[str], width: int) -> None:
    lines = wrapped(" ".join(words), width, "  ").split("\n")
    assert all(width_of(line) <= width for line in lines)
