"""A rule explained: as a page, and as data."""

from __future__ import annotations

from scvi_lint.answers.catalogue import cited, documentation, family
from scvi_lint.homepage import rule_page
from scvi_lint.linting.citing import place_title
from scvi_lint.linting.documentation import Example
from scvi_lint.linting.index import Entry

_SAID = {
    "raises": "the program raises an error",
    "raises after training": "the program raises an error, after training",
    "warns": "scvi-tools warns, and goes on",
    "silent": "nothing fails, the result is wrong",
}


def as_json(rule: Entry, version: str | None) -> dict[str, object]:
    """All that is known of a rule."""
    known = documentation(rule)
    return {
        "code": rule.code,
        "name": rule.name,
        "family": family(rule.code),
        "severity": rule.severity,
        "versions": rule.versions,
        "happens": rule.happens,
        "presets": list(rule.presets),
        "title": plain(known.title),
        "explanation": known.text,
        "examples": [
            {"good": example.good, "said": example.said, "code": example.code}
            for example in known.examples
        ],
        "page": rule_page(rule.code) or None,
        "citations": [
            {"path": place.path, "title": place.title, "heading": place.heading, "url": place.url}
            for place in cited(rule, version)
        ],
    }


def as_markdown(rule: Entry, version: str | None) -> str:
    """The rule as a page; SARIF carries it as help."""
    known = documentation(rule)
    parts = [f"# {known.title.rstrip('.')} ({rule.code})", facts(rule), known.text]
    for example in known.examples:
        parts.append(f"{heading(example)}:\n\n```python\n{example.code.rstrip()}\n```")
    places = [f"- [{place_title(place)}]({place.url})" for place in cited(rule, version)]
    if page := rule_page(rule.code):
        places.append(f"- [{rule.code}, with search and all other rules]({page})")
    if places:
        parts.append("\n".join(["See also:", "", *places]))
    return "\n\n".join(part for part in parts if part) + "\n"


def facts(rule: Entry) -> str:
    parts = [f"`{rule.name}`", rule.severity]
    if rule.happens:
        parts.append(_SAID.get(rule.happens, rule.happens))
    if rule.versions:
        parts.append(f"scvi-tools {rule.versions.replace(',', ', ')}")
    if not rule.presets:
        parts.append("off unless selected")
    elif "default" not in rule.presets:
        parts.append(f"preset {', '.join(rule.presets)}")
    return " · ".join(parts)


def heading(example: Example) -> str:
    if example.good:
        return f"Fine ({example.said})" if example.said else "Fine"
    return f"Faulty – {example.said}" if example.said else "Faulty"


def plain(text: str) -> str:
    return text.replace("`", "")
