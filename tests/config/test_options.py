"""The table of settings: what is understood, and what is said of the rest."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scvi_lint.config import Settings
from scvi_lint.config.options import OPTIONS, read

JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


def test_every_option_is_a_setting_and_every_setting_an_option() -> None:
    assert {option.attribute for option in OPTIONS} == set(Settings.__slots__)


def test_an_unknown_name_is_said_with_the_nearest_and_the_rest_applies() -> None:
    values, wrong = read({"slect": ["SCV2"], "ignore": ["SCV1"]}, own=True)
    assert values == {"ignore": ("SCV1",)}
    assert wrong == ["there is no setting 'slect'; did you mean 'select'?"]


def test_an_underscore_is_told_from_a_hyphen() -> None:
    _, wrong = read({"extend_select": []}, own=True)
    assert wrong == ["there is no setting 'extend_select'; did you mean 'extend-select'?"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("select", 1),
        ("select", [1]),
        ("preset", "strict"),
        ("severity", ["error"]),
        ("evidence", "yes"),
        ("per-file-ignores", ["a"]),
        ("ignore-reasons", {"SCV1": 1}),
        ("scvi-version", 1.4),
        ("overrides", {}),
        ("overrides", [{"ignore": ["SCV1"]}]),
    ],
)
def test_a_wrong_value_is_said_and_the_rest_applies(name: str, value: Any) -> None:
    values, wrong = read({name: value, "ignore": "SCV1, SCV2"}, own=True)
    assert values["ignore"] == ("SCV1", "SCV2")
    assert values.get(name.replace("-", "_"), ()) == ()
    assert len(wrong) == 1


@pytest.mark.parametrize("name", ["plugins", "evidence-roots", "python"])
def test_a_repository_may_not_widen_what_is_trusted(name: str) -> None:
    value: Any = "x" if name == "python" else ["x"]
    values, wrong = read({name: value}, own=False)
    assert values == {}
    assert "only your own settings" in wrong[0]
    values, wrong = read({name: value}, own=True)
    assert (len(values), wrong) == (1, [])


def test_an_override_may_not_either() -> None:
    table = {"overrides": [{"files": ["a"], "python": "/tmp/evil", "exclude": ["x"]}]}
    values, wrong = read(table, own=False)
    assert values == {"overrides": ((("a",), {}),)}
    assert len(wrong) == 2


@given(JSON)
def test_nothing_is_an_error(table: Any) -> None:
    values, wrong = read(table, own=False)
    assert isinstance(values, dict)
    assert all(isinstance(sentence, str) for sentence in wrong)


@given(st.dictionaries(st.sampled_from([option.name for option in OPTIONS]), JSON))
def test_what_is_read_makes_settings(table: dict[str, Any]) -> None:
    values, _ = read(table, own=True)
    settings = Settings(**values)
    settings.for_file("a/b.py")
    settings.excludes("a/b.py")


def test_overrides_apply_in_order_and_ignores_join() -> None:
    values, _ = read(
        {
            "ignore": ["SCV1"],
            "per-file-ignores": {"old/*": ["SCV2"]},
            "overrides": [
                {"files": ["*.ipynb"], "severity": "error"},
                {"files": ["old/*"], "severity": "info"},
            ],
        },
        own=True,
    )
    settings = Settings(**values)
    assert settings.for_file("a.ipynb").severity == "error"
    assert settings.for_file("old/a.ipynb").severity == "info"
    assert settings.for_file("old/a.ipynb").ignore == ("SCV1", "SCV2")
    assert settings.for_file("a.py").ignore == ("SCV1",)


MANY = [f"XYZ{number}" for number in range(20_000)]


@pytest.mark.parametrize(
    "table",
    [
        {"select": MANY},
        {"ignore": " ".join(MANY)},
        {"exclude": MANY},
        {"per-file-ignores": {word: ["SCV1"] for word in MANY}},
        {"per-file-ignores": {"a": MANY}},
        {"ignore-reasons": dict.fromkeys(MANY, "why")},
        {"overrides": [{"files": ["a"]}] * 20_000},
        {"exclude": ["*a" * 2_000 + "b"]},
        {"scvi-version": "1." + "0" * 6_000},
        {"select": ["a\0b"]},
        {"python": "\ud800"},
        {"exclude": ["\ud800"]},
    ],
)
def test_more_than_anybody_writes_is_left_out_and_the_rest_applies(table: dict[str, Any]) -> None:
    values, wrong = read({**table, "severity": "error"}, own=True)
    (name,) = table
    assert values == {"severity": "error"}
    (sentence,) = wrong
    assert sentence.startswith(f"{name!r} is left out: ")
    assert len(sentence) < 200


def test_one_bad_override_is_left_out_alone() -> None:
    tables = [{"files": MANY}, {"files": ["a"], "severity": "info"}, {"files": ["\0"]}, 1]
    values, wrong = read({"overrides": tables}, own=True)
    assert values == {"overrides": ((("a",), {"severity": "info"}),)}
    assert len(wrong) == 3


def test_not_everything_that_is_unknown_is_looked_up() -> None:
    looked_up = 0

    class Counted(str):
        def replace(self, *given: Any) -> str:
            nonlocal looked_up
            looked_up += 1
            return super().replace(*given)

        def __str__(self) -> Any:
            return self

        def __getitem__(self, key: Any) -> Any:
            return Counted(super().__getitem__(key))

    _, wrong = read({Counted("no" + word * 100): 1 for word in MANY}, own=True)
    assert looked_up == 10
    assert len(wrong) == 11
    assert wrong[-1] == "19990 more names are no settings either"
    assert max(map(len, wrong)) < 200
    _, wrong = read({"overrides": [{"files": ["a"], "x": 1, "y": 2}] * 100}, own=True)
    assert len(wrong) == 51
