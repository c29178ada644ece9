"""The judge of the examples: what it lets pass, and what it does not."""

from __future__ import annotations

from pathlib import Path

import pytest
from example_judging import account, problems
from example_programs import Program, as_notebook, as_script, blocks_of
from rule_files import Case, RuleFile

from scvi_lint.linting.documentation import read
from scvi_lint.linting.findings import Finding
from scvi_lint.source.documents.span import Span

CODE = """\
    import scvi

    one(
        two,  # <- finding
    )

    three()
"""


def case(header: str = "bad: warns", code: str = CODE) -> Case:
    docstring = f"Title.\n\nProse.\n\n    # {header}\n{code}"
    (example,) = read(docstring).examples
    return Case(RuleFile(Path("rules/family/name.py"), docstring), "bad1", example)


def finding(program: Program, word: str, code: str = "SCV999", severity: str = "warning"):
    for cell in program.document.cells:
        start = cell.text.find(word)
        if start >= 0 and cell.kind == "code":
            span = Span(program.document.path, cell.index, start, start + len(word))
            return Finding(code, "name", severity, True, "warns", "It is wrong.", span)
    raise AssertionError(word)


@pytest.mark.parametrize("form", [as_script, as_notebook])
def test_finding_on_the_marked_line_passes(form) -> None:
    program = form(case().example.code)
    assert not problems(case(), "SCV999", program, [finding(program, "two")])


@pytest.mark.parametrize("form", [as_script, as_notebook])
@pytest.mark.parametrize("words", [[], ["three"], ["two", "three"], ["two", "two"], ["one("]])
def test_anything_else_of_the_same_rule_does_not(form, words: list[str]) -> None:
    program = form(case().example.code)
    assert problems(case(), "SCV999", program, [finding(program, word) for word in words])


def test_severity_of_the_rule_itself_is_no_excuse_in_a_good_example() -> None:
    good = case("good", CODE.replace("  # <- finding", ""))
    program = as_script(good.example.code)
    said = problems(good, "SCV999", program, [finding(program, "two", severity="info")])
    assert said == ["SCV999 is expected nowhere and found on line 4"]


def test_other_rules_must_be_named() -> None:
    program = as_script(case().example.code)
    both = [finding(program, "two"), finding(program, "three", "SCV998")]
    assert problems(case(), "SCV999", program, both) == ["SCV998 speaks up too"]
    assert not problems(case("bad: warns (also SCV998)"), "SCV999", program, both)


def test_a_rule_that_is_named_must_speak_up() -> None:
    program = as_script(case().example.code)
    said = problems(case("bad: warns (also SCV998)"), "SCV999", program, [finding(program, "two")])
    assert said == ["SCV998 is said to speak up too, but is silent"]


def test_advice_of_other_rules_is_let_pass() -> None:
    program = as_script(case().example.code)
    advice = finding(program, "three", "SCV998", severity="info")
    assert not problems(case(), "SCV999", program, [finding(program, "two"), advice])


def test_account_shows_the_program_with_what_was_found() -> None:
    program = as_script(case().example.code)
    shown = account(case(), program, [finding(program, "three")], ["it is wrong"])
    assert "bad: warns" in shown
    assert "   4 |     two,  # <- finding" in shown
    assert "   7 | three()\n     ^ SCV999 warning (certain): It is wrong." in shown


def test_cells_are_split_between_statements_only() -> None:
    text = 'a = """x\n\ny"""\n\n\nif a:\n    b()\n\n    c()\n\nd()\n'
    assert blocks_of(text) == [
        (0, 'a = """x\n\ny"""'),
        (5, "if a:\n    b()\n\n    c()"),
        (10, "d()"),
    ]
