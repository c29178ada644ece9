"""Whatever can be explained, found by what it is called: rules, symbols of scvi-tools, arguments,
keys of history, columns, settings, pitfalls, and the words of an error.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from scvi_lint.answers import rule_pages, symbols, words
from scvi_lint.answers.catalogue import all_rules, is_rule, matching
from scvi_lint.answers.failure import Failure
from scvi_lint.knowledge import described, messages
from scvi_lint.knowledge.described import Described
from scvi_lint.knowledge.messages import Explained
from scvi_lint.linting.defects import Defect
from scvi_lint.linting.index import Entry

# More than this no traceback is.
LONGEST = 200_000

Known = Entry | Described | words.Thing | Explained


def find(
    asked: Sequence[str],
    version: str | None = None,
    plugins: tuple[str, ...] = (),
    tell: Callable[[Defect], None] | None = None,
) -> list[Known]:
    """What these words stand for, each once. Several words in one are those of an error.

    Raises Failure for what nobody knows, with what comes near to it.
    """
    if len(asked) == 1 and len(asked[0].split()) > 1:
        return error(asked[0], version)
    if any(symbols.is_symbol(word) for word in asked):
        return _symbols(asked, version)
    rules = all_rules(plugins, tell)
    if not any(is_rule(word, rules) for word in asked):
        things = [words.things(word, version) for word in asked]
        if things and all(things):
            return [one for row in things for one in row]
        text = " ".join(asked)
        found = messages.explain(text, version)
        if found:
            return list(found)
    return list(dict.fromkeys(rule for word in asked for rule in matching(word, rules)))


def error(text: str, version: str | None = None) -> list[Known]:
    """The words of an error or a traceback. Raises Failure with what they come near to."""
    found = messages.explain(text, version)
    if found:
        return list(found)
    near = words.suggestions(text[-2_000:], version)
    shown = "".join(f"\n  {line}" for line in near)
    raise Failure(f"nothing is known of this text{'; pages that may help:' if near else ''}{shown}")


def _symbols(asked: Sequence[str], version: str | None) -> list[Known]:
    strange = [word for word in asked if not symbols.is_symbol(word)]
    if strange:
        raise Failure(f"{strange[0]!r} is no symbol of scvi-tools; ask for rules by themselves")
    return [symbols.described(word, version) for word in asked]


def as_json(one: Known, version: str | None) -> dict[str, object]:
    """The stable form of anything that was explained."""
    if isinstance(one, Described):
        return described.as_json(one)
    if isinstance(one, words.Thing):
        return words.as_json(one)
    if isinstance(one, Explained):
        return words.error_as_json(one)
    return rule_pages.as_json(one, version)


def as_markdown(one: Known, version: str | None) -> str:
    """The same as a page."""
    if isinstance(one, Described):
        return symbols.as_markdown(one)
    if isinstance(one, words.Thing):
        return words.as_markdown(one, version)
    if isinstance(one, Explained):
        return words.error_as_markdown(one, version)
    return rule_pages.as_markdown(one, version)
