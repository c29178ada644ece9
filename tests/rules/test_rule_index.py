"""The generated files say what the rules say."""

from __future__ import annotations

from pathlib import Path

import pytest
from rule_files import ROOT

from scvi_lint.linting import build_index, pitfalls
from scvi_lint.linting.index import Entry, builtin


def entry(code: str, name: str, covers: tuple[str, ...] = ()) -> Entry:
    module = f"scvi_lint_rules.registration.{name.replace('-', '_')}"
    return Entry(code, name, "Registered", "error", "", "raises", ("default",), covers, (), module)


@pytest.mark.parametrize(
    ("path", "make"), build_index.generated(), ids=lambda value: getattr(value, "name", "")
)
def test_generated_file_is_up_to_date(path: Path, make: build_index.Maker) -> None:
    assert path.read_text(encoding="utf-8") == make(), "run python -m scvi_lint.linting.build_index"


def test_index_names_every_rule_file() -> None:
    modules = {row.module.rpartition(".")[2] for row in builtin()}
    files = {path.stem for path in (ROOT / "rules/scvi_lint_rules").glob("*/[!_]*.py")}
    assert modules == files


def test_two_rules_of_one_code_are_refused() -> None:
    with pytest.raises(ValueError, match=r"SCV101 is declared by .*one and by .*two"):
        build_index.render([entry("SCV101", "one"), entry("SCV101", "two")])


def test_a_rule_serves_the_pitfall_of_its_name_and_those_that_it_covers() -> None:
    known = catalogue("setup-missing", "setup-lost")
    one = entry("SCV101", "setup-missing", covers=("setup-lost",))
    assert pitfalls.served([one], known) == {"setup-missing": [one], "setup-lost": [one]}


def test_covering_an_unknown_pitfall_is_refused() -> None:
    with pytest.raises(ValueError, match="'setup-mising'"):
        pitfalls.served(
            [entry("SCV101", "x", covers=("setup-mising",))], catalogue("setup-missing")
        )


def test_serving_a_declined_pitfall_is_refused() -> None:
    declined = pitfalls.Pitfall("P001", "nagging", "A", "info", "call", "", "nobody wants it")
    with pytest.raises(ValueError, match="declined"):
        pitfalls.served([entry("SCV101", "nagging")], pitfalls.Catalogue({"A": ""}, (declined,)))


def test_readme_gives_the_reason_of_what_has_no_rule() -> None:
    known = catalogue("setup-missing", "setup-lost")
    text = pitfalls.render([entry("SCV101", "setup-missing")], known)
    assert "| [SCV101](scvi_lint_rules/registration/setup_missing.py) |" in text
    assert "| not covered: planned |" in text
    assert "1 of 2 pitfalls have a rule" in text


def test_list_of_pitfalls_has_no_gap_and_no_empty_reason() -> None:
    known = pitfalls.read(ROOT / "rules" / "pitfalls.toml")
    numbers = [int(pitfall.id.removeprefix("P")) for pitfall in known.pitfalls]
    assert numbers == list(range(1, len(numbers) + 1))
    assert all(pitfall.slug == pitfall.slug.lower() for pitfall in known.pitfalls)


def catalogue(*slugs: str) -> pitfalls.Catalogue:
    found = (
        pitfalls.Pitfall(f"P{number:03}", slug, "A", "error", "flow", "", "")
        for number, slug in enumerate(slugs, 1)
    )
    return pitfalls.Catalogue({"A": "Registration"}, tuple(found))
