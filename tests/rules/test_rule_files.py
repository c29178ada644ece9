"""What every rule file keeps to, whatever the rule is about."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterable

import pytest
from example_judging import entries_of, findings_of
from example_programs import as_script
from example_rendering import applied
from rule_files import FAMILIES, Case, RuleFile, cases, rule_files

from scvi_lint.interpreter.events.remarks import Fix
from scvi_lint.knowledge import catalogue
from scvi_lint.linting.citing import cite
from scvi_lint.linting.findings import Finding
from scvi_lint.linting.index import Entry
from scvi_lint.linting.versions import allows

FILES = rule_files()
BAD = [case for case in cases() if not case.example.good]
VAGUE = re.compile(r"\bmay potentially\b|\bmight potentially\b|\bcould potentially\b|!", re.I)

every_rule = pytest.mark.parametrize("rule", FILES, ids=str)
every_bad_example = pytest.mark.parametrize("case", BAD, ids=str)


def only_entry(rule: RuleFile) -> Entry:
    (entry,) = entries_of(rule)
    return entry


def own_findings(case: Case, text: str) -> list[Finding]:
    code = only_entry(case.rule).code
    found = findings_of(as_script(text, case.example.files), case.release)
    return [finding for finding in found if finding.code == code]


# --- the file -----------------------------------------------------------------------------------


@every_rule
def test_file_holds_one_rule_of_its_own_name(rule: RuleFile) -> None:
    entry = only_entry(rule)
    assert entry.name == rule.name.replace("_", "-")
    assert entry.module == rule.module


@every_rule
def test_code_belongs_to_the_family(rule: RuleFile) -> None:
    code = only_entry(rule).code
    assert re.fullmatch(r"SCV\d{3}", code)
    assert rule.family in FAMILIES, f"no such family: {rule.family}"
    assert code.startswith(FAMILIES[rule.family])


@every_rule
def test_rule_imports_the_contract_only(rule: RuleFile) -> None:
    tree = ast.parse(rule.path.read_text(encoding="utf-8"))
    imported: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            imported.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            imported.add("." * node.level + (node.module or ""))
    foreign = {name for name in imported if name.startswith((".", "scvi"))} - {"scvi_lint.rule"}
    assert not foreign


def test_codes_and_names_are_unique() -> None:
    words = [word for rule in FILES for entry in entries_of(rule) for word in entry[:2]]
    assert sorted(words) == sorted(set(words))


# --- the documentation --------------------------------------------------------------------------


@every_rule
def test_docstring_says_what_is_wrong_why_and_what_to_do(rule: RuleFile) -> None:
    documentation = rule.documentation
    title, text = documentation.title, documentation.text
    assert title.endswith(".") and len(title) <= 100, "the title is one short sentence"
    sentences = re.findall(r"[^.!?]+[.!?](?=\s|$)", text)
    assert len(sentences) >= 3, "say what happens, why it matters, and how to mend it"
    assert len(text.split()) >= 30


@every_rule
def test_docstring_has_a_bad_and_a_good_example(rule: RuleFile) -> None:
    kinds = {example.good for example in rule.documentation.examples}
    assert kinds == {True, False}


@pytest.mark.parametrize("case", cases(), ids=str)
def test_header_and_marks_of_the_example_are_understood(case: Case) -> None:
    example = case.example
    assert example.is_understood, f"not a header: {example.said!r}"
    assert bool(example.marks) != example.good, "bad blocks have marks, good ones none"
    assert example.code.count("# <-") == len(set(example.marks)), "a mark is misspelt"
    if example.not_run or example.release:
        assert example.said or example.good


# --- the citations ------------------------------------------------------------------------------


@every_rule
def test_some_page_explains_it_in_every_release_in_which_it_holds(rule: RuleFile) -> None:
    entry = only_entry(rule)
    without = [
        release
        for release in catalogue().releases
        if allows(entry.versions, release)
        and cite(entry.cites, None, catalogue().docs(release)) is None
    ]
    assert not without, "add a page that these have (one without a placeholder)"


@every_rule
def test_every_heading_that_it_names_exists(rule: RuleFile) -> None:
    entry = only_entry(rule)
    known = catalogue()
    held = [release for release in known.releases if allows(entry.versions, release)]
    for target in entry.cites:
        assert any(_resolves(target, release) for release in reversed(held)), target


def test_a_heading_that_many_rules_name_first_explains_none_of_them() -> None:
    """What is said of everything is no explanation: most places stand first for a few rules."""
    first = Counter(only_entry(rule).cites[0] for rule in FILES)
    crowded = {target: count for target, count in first.items() if count > 8}
    of_the_event = {"{symbol}", "{setup}", "{changelog}"}
    general = {target for target in crowded if target.endswith("#preliminaries")}
    assert sum(first[target] for target in first if target.endswith("#preliminaries")) <= 20
    assert not crowded.keys() - of_the_event - general


def _resolves(target: str, release: str) -> bool:
    docs = catalogue().docs(release)
    found = [docs.cite(page) for page in _pages(target, release)]
    return any(citation is not None and not citation.fallback for citation in found)


def _pages(target: str, release: str) -> Iterable[str]:
    if target in ("{symbol}", "{setup}"):
        return ["scvi.model.SCVI.setup_anndata", "scvi.data.setup_anndata"]
    if target == "{changelog}":
        return [catalogue().docs(release).changelog]
    if "{model}" not in target:
        return [target]
    docs = catalogue().docs(release)
    found = (docs.model_page(name) for name in ("SCVI", "SCANVI", "TOTALVI", "MULTIVI", "PEAKVI"))
    return [target.replace("{model}", page) for page in found if page is not None]


# --- what it says -------------------------------------------------------------------------------


@every_bad_example
def test_message_is_short_and_plain(case: Case) -> None:
    found = own_findings(case, case.example.code)
    assert found
    for finding in found:
        assert len(finding.message) <= 200, finding.message
        assert finding.message.endswith((".", "?")), finding.message
        assert not VAGUE.search(finding.message), finding.message
        assert "\n" not in finding.message


@every_bad_example
def test_finding_tells_where_to_read_on(case: Case) -> None:
    for finding in own_findings(case, case.example.code):
        assert finding.citation is not None


@every_rule
def test_some_example_is_found_at_full_severity(rule: RuleFile) -> None:
    entry = only_entry(rule)
    found = [
        finding
        for case in BAD
        if case.rule == rule
        for finding in own_findings(case, case.example.code)
    ]
    assert any(finding.severity == entry.severity and finding.certain for finding in found)


# --- the fixes ----------------------------------------------------------------------------------


@every_bad_example
def test_fix_leaves_a_program_without_the_finding(case: Case) -> None:
    before = own_findings(case, case.example.code)
    for finding in before:
        for fix in finding.fixes:
            text = applied(as_script(case.example.code), fix)
            ast.parse(text)
            after = own_findings(case, text)
            assert _places(after) < _places(before), f"{fix.title}: still found in\n{text}"


def _places(findings: list[Finding]) -> int:
    return sum(len(finding.places) for finding in findings)


@every_bad_example
def test_fix_has_a_title_that_asks_to_do_something(case: Case) -> None:
    for finding in own_findings(case, case.example.code):
        for fix in finding.fixes:
            assert _is_titled(fix), fix.title


def _is_titled(fix: Fix) -> bool:
    return fix.title[:1].isupper() and not fix.title.endswith(".") and len(fix.title) <= 80
