"""Releases that do not exist are told from those that do."""

from __future__ import annotations

import pytest

from scvi_lint.knowledge import catalogue


@pytest.mark.parametrize("version", ["1.4", "1.4.2", "v1.2", "1.4.2.post1", "0.20", "1", "1.2.2"])
def test_what_exists_or_begins_so_is_accepted(version: str) -> None:
    assert catalogue().objection(version) == ""


@pytest.mark.parametrize(
    ("version", "said"),
    [
        ("banana", "is no release"),
        ("==1.4", "is no release"),
        ("", "is no release"),
        ("1" * 6000, "is no release"),
        ("9.9", "is not known here"),
        ("0.9", "nothing is known of"),
        ("1.4.9", "near it are 1.4.3 and 1.5.0"),
        ("1.4.2\n", "is no release"),
    ],
)
def test_what_does_not_exist_is_refused_with_what_is_known(version: str, said: str) -> None:
    sentence = catalogue().objection(version)
    assert said in sentence and len(sentence) < 200
