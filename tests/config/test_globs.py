"""Patterns of paths: what they fit, and that nobody can make them slow."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scvi_lint.config.globs import Name, Path, matches


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("*.py", "a/b.py"),
        ("a/*.py", "a/b.py"),
        ("./a/*.py", "a/b.py"),
        ("a/**/b.py", "a/b.py"),
        ("a/**/b.py", "a/x/y/b.py"),
        ("**/b.py", "b.py"),
        ("**", "a/b"),
        ("build", "x/build/y.py"),
        ("build/", "build/y.py"),
        ("/build", "build/y.py"),
        ("notebooks/**", "notebooks/a/b.ipynb"),
        ("[a-c]x.py", "bx.py"),
        ("[!a-c]x.py", "dx.py"),
        ("?.py", "ü.py"),
        ("a[", "a["),
        ("a*b*c", "axxbxxc"),
    ],
)
def test_a_pattern_fits(pattern: str, path: str) -> None:
    assert matches(pattern, path)


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("a/*.py", "a/c/b.py"),
        ("*.py", "a/b.pyc"),
        ("/build", "x/build/y.py"),
        ("notebooks/**", "x/notebooks/a.py"),
        ("[!a-c]x.py", "bx.py"),
        ("", "a"),
        ("  ", "a"),
        ("a*b*c", "axxbxx"),
        ("*.py/*.py", "a.py"),
    ],
)
def test_a_pattern_does_not_fit(pattern: str, path: str) -> None:
    assert not matches(pattern, path)


@given(st.text("ab/*?[]!-"), st.text("ab/[]-"))
def test_no_pattern_is_an_error(pattern: str, path: str) -> None:
    assert matches(pattern, path) in (True, False)


NAMES = st.text("abc.", min_size=1).filter(lambda name: name not in (".", ".."))


@given(st.lists(NAMES, min_size=1, max_size=5))
def test_a_path_fits_itself_and_its_folders(parts: list[str]) -> None:
    path = "/".join(parts)
    assert matches(path, path)
    assert matches("/" + path, path)
    assert matches("/" + parts[0] + "/", path + "/more")


def test_a_hostile_pattern_takes_no_time() -> None:
    begun = time.process_time()
    assert not matches("*a" * 40 + "b", "a" * 5000)
    assert not matches("**/a/" * 50 + "x", "a/" * 500)
    assert time.process_time() - begun < 2


def test_a_pattern_of_one_name_is_compared_with_the_last_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compared: list[str] = []
    whole = Name.fits
    monkeypatch.setattr(Name, "fits", lambda self, name: compared.append(name) or whole(self, name))
    path = ["a", "b", "c", "d.py"]
    assert not Path(["*.pyc"], anywhere=True, below=False).fits(path)
    assert Path(["*.py"], anywhere=True, below=False).fits(path)
    assert not Path(["a", "b", "c", "e.py"], anywhere=False, below=False).fits(path)
    assert compared == ["d.py"] * 3


@given(st.text("ab*?[]", max_size=6), st.text("ab[]", min_size=1, max_size=6))
def test_a_quick_answer_is_the_long_one(pattern: str, name: str) -> None:
    quick = Name(pattern)
    slow = Name(pattern)
    slow._plain = slow._ending = None
    assert quick.fits(name) == slow.fits(name)
