"""What can be read without a question: the rules and the pages of scvi-tools' documentation."""

from __future__ import annotations

from typing import NamedTuple

from scvi_lint.answers import rule_pages
from scvi_lint.answers.catalogue import all_rules, cited, documentation, matching
from scvi_lint.answers.failure import Failure
from scvi_lint.answers.pages import target_of
from scvi_lint.escaping import without_markdown
from scvi_lint.knowledge import catalogue
from scvi_lint.knowledge.words import place

SCHEME = "scvi-lint://"
RULES, PAGES = f"{SCHEME}rules", f"{SCHEME}pages"


class Shelf(NamedTuple):
    """A resource; a template where its address has a part in braces."""

    address: str
    name: str
    about: str


SHELVES = (
    Shelf(RULES, "rules", "All rules: code, severity, what each finds."),
    Shelf(PAGES, "pages", "All pages of scvi-tools' documentation, with what they answer."),
)
TEMPLATES = (
    Shelf(f"{RULES}/{{code}}", "rule", "A rule: why, faulty and right examples, the page."),
    Shelf(
        f"{PAGES}/{{path}}",
        "page",
        "A page: its headings with addresses, what it answers, the rules that rest on it.",
    ),
)


def read(address: str) -> str:
    """A resource as Markdown. Raises Failure for none."""
    kind, _, rest = address.removeprefix(SCHEME).partition("/")
    if address == RULES:
        return _all_rules()
    if address == PAGES:
        return _all_pages()
    if address.startswith(SCHEME) and rest and kind == "rules":
        return "\n".join(
            rule_pages.as_markdown(one, None) for one in matching(rest, all_rules())[:20]
        )
    if address.startswith(SCHEME) and rest and kind == "pages":
        return _page(rest.removesuffix(".md"))
    raise Failure(f"there is no resource {address!r}; there are {RULES} and {PAGES}")


def _all_rules() -> str:
    rows = [
        f"- {rule.code} ({rule.severity}) {without_markdown(documentation(rule).title)}"
        for rule in all_rules()
    ]
    return "\n".join(["# Rules", "", *rows]) + "\n"


def _all_pages() -> str:
    known = catalogue()
    rows: list[str] = []
    for name, title, _ in known.docs(known.newest).pages():
        word = place(name)
        rows.append(f"- {name}: {title}{'' if word is None else f' – {word.text}'}")
    return "\n".join(["# Pages", "", *rows]) + "\n"


def _page(name: str) -> str:
    known = catalogue()
    docs = known.docs(known.newest)
    found = next((one for one in docs.pages() if one[0] == name), None)
    if found is None:
        raise Failure(f"the documentation has no page {name!r}; {PAGES} lists them")
    _, title, headings = found
    parts = [f"# {title}"]
    word = place(name)
    if word is not None:
        parts.append(word.text)
    rows: list[str] = []
    for number, (anchor, text) in enumerate(headings):
        cited_at = docs.cite(name if number == 0 else f"{name}#{anchor}")
        if cited_at is not None:
            rows.append(f"- [{text}]({cited_at.url})")
    parts.append("\n".join(rows))
    rules = [
        f"- {rule.code} {without_markdown(documentation(rule).title)}"
        for rule in all_rules()
        if any(target_of(one).partition("#")[0] == name for one in cited(rule))
    ]
    if rules:
        parts.append("\n".join(["## Rules that rest on it", "", *rules]))
    return "\n\n".join(parts) + "\n"
