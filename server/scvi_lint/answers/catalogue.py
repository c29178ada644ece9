"""The rules as the commands that speak of rules need them: all of them, with what they say."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from scvi_lint.answers.failure import Failure, refuse_missing
from scvi_lint.knowledge import catalogue
from scvi_lint.linting import index
from scvi_lint.linting.citing import cite
from scvi_lint.linting.defects import Defect
from scvi_lint.linting.documentation import Documentation, read
from scvi_lint.linting.findings import Citation
from scvi_lint.linting.index import Entry
from scvi_lint.linting.own_rules import DOCUMENTATION, OWN

FAMILIES = {
    "SCV00": "the program itself",
    "SCV01": "API versions",
    "SCV02": "API versions",
    "SCV1": "registration",
    "SCV2": "counts and preprocessing",
    "SCV3": "batches and covariates",
    "SCV4": "counterfactuals and expression",
    "SCV5": "training",
    "SCV6": "comparison and interpretation",
    "SCV7": "saving and loading",
    "SCV8": "transfer learning",
    "SCV9": "multimodal, spatial, external",
}


def all_rules(
    plugins: tuple[str, ...] = (), tell: Callable[[Defect], None] | None = None
) -> list[Entry]:
    """Every rule, by code; `tell` hears of those that cannot be loaded.

    Raises Failure for a plugin that is not installed.
    """
    found = index.plugins(plugins)
    refuse_missing(found.missing)
    if tell is not None:
        for failed in found.defects:
            tell(failed)
    return sorted((*OWN, *index.builtin(), *found.entries))


def family(code: str) -> str:
    """What a rule is about, in a few words; "" for a third party's."""
    return next((about for start, about in FAMILIES.items() if code.startswith(start)), "")


def is_rule(word: str, rules: list[Entry]) -> bool:
    """Whether a word is a rule's code, the beginning of one, or a name that it answers to."""
    code, name = word.upper(), word.lower().replace("_", "-")
    return bool(code) and any(
        rule.code.startswith(code) or rule.name == name or name in rule.covers for rule in rules
    )


def matching(word: str, rules: list[Entry]) -> list[Entry]:
    """The rules that a code, the beginning of one, or a name means. Raises Failure for none."""
    code, name = word.upper(), word.lower().replace("_", "-")
    exact = [rule for rule in rules if rule.code == code or rule.name == name]
    found = exact or [rule for rule in rules if code and rule.code.startswith(code)]
    found = found or [rule for rule in rules if name in rule.covers]
    if found:
        return found
    from difflib import get_close_matches

    # The code that is spelled most like a wrong one is another rule, and no help.
    near = get_close_matches(name, [rule.name for rule in rules], n=1)
    hint = f"; did you mean {near[0]}?" if near else "; `scvi-lint rules` lists them"
    raise Failure(f"there is no rule {word!r}{hint}")


def documentation(rule: Entry) -> Documentation:
    """What a rule's own file says of it."""
    own = DOCUMENTATION.get(rule.code)
    return read(own if own is not None else import_module(rule.module).__doc__ or "")


def cited(rule: Entry, version: str | None = None) -> list[Citation]:
    """The pages that explain a rule, in a release that has them; the best first.

    What depends on the class and on what is called is left out, if there is anything else.
    """
    known = catalogue()
    docs = known.docs(version or known.newest)
    found: dict[str, Citation] = {}
    for target in rule.cites:
        place = cite((target,), None, docs)
        if place is not None:
            found.setdefault(place.url, place)
    return list(found.values())
