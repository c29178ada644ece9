"""Our own reading of .gitignore says what git says, and nobody can make it slow."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scvi_lint import disk
from scvi_lint.cli.failure import Troubles
from scvi_lint.cli.gitignore import Ignore, ignored, read_ignore
from scvi_lint.cli.walking import walk

PATHS = ("a", "b.py", "a/b.py", "a/c/b.py", "c/a/b.py", "c/d", "c/d/a.py", "!x", "#x", "a b.py")
LINES = [
    *"""*.py a /a a/ a/** **/a **/b.py a/*/b.py c/**/a.py !b.py !a/b.py /* */ ** c/d c/d/ d ?.py
    [ab].py [!b].py \\!x \\#x #x !x * *b* /c/* !/c/d a/b.py/ **/d/** x/ [ a[ ]a \\a""".split(),
    *("", "  ", "a b.py", "b.py  ", "a\\ b.py", "a/ ", "!", "/", "//", "a//b.py"),
]


def said(folder: Path) -> list[str]:
    """The files that a walk finds."""
    return sorted(
        os.path.relpath(path, folder).replace(os.sep, "/")
        for path in walk(str(folder), Troubles(), everything=False, ignores=True)
    )


def git_says(folder: Path) -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--others", "--exclude-standard"],
        cwd=folder,
        capture_output=True,
        check=True,
        text=True,
    ).stdout.split("\0")
    return sorted(name for name in listed if name.endswith(".py"))


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tree")
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    for name in PATHS:
        path = folder / (name if name.endswith(".py") else name + "/z.py")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("")
    return folder


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.sampled_from(LINES) | st.text("ab/*!?[]\\# .py", max_size=8), max_size=5),
    st.lists(st.sampled_from(LINES), max_size=3),
)
def test_git_and_we_ignore_the_same(tree: Path, upper: list[str], lower: list[str]) -> None:
    (tree / ".gitignore").write_text("\n".join(upper) + "\n")
    (tree / "a" / ".gitignore").write_text("\n".join(lower) + "\n")
    assert said(tree) == git_says(tree)


def test_the_nearest_file_decides_and_the_last_line_in_it() -> None:
    upper, lower = Ignore("/r", ["*.py", "!b.py"]), Ignore("/r/a", ["b.py"])
    assert ignored((upper, lower), "/r/a/c.py", False)
    assert not ignored((upper,), "/r/a/b.py", False)
    assert ignored((upper, lower), "/r/a/b.py", False)


@pytest.mark.parametrize(
    "line",
    ["*a" * 400 + "b", "**/" * 300 + "b", "**/a/" * 190 + "b", "[a-" * 300, "?*" * 400 + "b"],
)
def test_a_hostile_pattern_takes_no_time(line: str, tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text(f"{line}\n" * 60)
    deep = tmp_path.joinpath(*["a"] * 30)
    deep.mkdir(parents=True)
    for number in range(30):
        (deep / ("a" * (200 + number) + ".py")).write_text("")
    assert len(said(tmp_path)) == 30


def test_more_patterns_than_anybody_writes_are_not_all_read(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("x\n" * 5_000 + "a.py\n")
    found = read_ignore(str(tmp_path), str(tmp_path))
    assert found is not None and found.says(str(tmp_path / "a.py"), False) is None
    (tmp_path / ".gitignore").write_text("x\n" * 50_000)
    with pytest.raises(disk.Refused, match="64 kB"):
        read_ignore(str(tmp_path), str(tmp_path))
