"""Ring 1: every example of every rule is found as its marks say, and nothing else is."""

from __future__ import annotations

import ast

import pytest
from example_judging import account, entries_of, findings_of, newest, problems
from example_programs import as_notebook, as_script
from rule_files import RELEASE, Case, cases

from scvi_lint.linting.versions import allows

# Whether it raises depends on how many cells there are, which the program does not tell.
EITHER = frozenset({"de_boolean_misaligned", "positional_write"})
FORMS = {"script": as_script, "notebook": as_notebook}
CASES = cases()
BAD = [case for case in CASES if not case.example.good]


def code_of(case: Case) -> str:
    return entries_of(case.rule)[0].code


def judge(case: Case, form: str, release: str) -> None:
    program = FORMS[form](case.example.code, case.example.files)
    findings = findings_of(program, release)
    said = problems(case, code_of(case), program, findings)
    if said:
        pytest.fail(account(case, program, findings, said), pytrace=False)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("case", CASES, ids=str)
def test_example_is_found_where_it_is_marked(case: Case, form: str) -> None:
    judge(case, form, case.release)


@pytest.mark.parametrize("case", [case for case in CASES if not case.example.release], ids=str)
def test_example_is_found_in_the_newest_release_too(case: Case) -> None:
    if not allows(entries_of(case.rule)[0].versions, newest()):
        pytest.skip(f"the rule does not hold in {newest()}")
    judge(case, "script", newest())


@pytest.mark.parametrize("case", BAD, ids=str)
def test_without_rules_every_bad_example_fails(case: Case) -> None:
    program = as_script(case.example.code, case.example.files)
    findings = findings_of(program, case.release, entries=())
    assert problems(case, code_of(case), program, findings)


@pytest.mark.parametrize("case", BAD, ids=str)
def test_bad_example_speaks_of_a_release_in_which_the_rule_holds(case: Case) -> None:
    versions = entries_of(case.rule)[0].versions
    assert allows(versions, case.release), f"add (on …): the rule holds in {versions}"


@pytest.mark.parametrize("case", BAD, ids=str)
def test_finding_says_whether_it_raises(case: Case) -> None:
    """As the header does, which the oracle holds against the library."""
    entry = entries_of(case.rule)[0]
    if entry.name.replace("-", "_") in EITHER:
        pytest.skip("the program does not tell")
    program = as_script(case.example.code, case.example.files)
    found = [one for one in findings_of(program, case.release) if one.code == entry.code]
    raises = case.example.happens.startswith("raises")
    assert any(one.happens.startswith("raises") == raises for one in found)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_example_is_python_and_brings_its_own_imports(case: Case) -> None:
    try:
        tree = ast.parse(case.example.code)
    except SyntaxError:
        if case.rule.family == "program":
            return
        raise
    bound = {
        alias.asname or alias.name.partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for alias in node.names
    }
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    missing = {"scvi", "sc", "np", "pd", "ad"} & used - bound
    assert not missing or "*" in bound, f"not imported: {', '.join(sorted(missing))}"


def test_the_examples_are_about_the_release_that_the_oracle_runs() -> None:
    assert any(case.release == RELEASE for case in CASES)
