"""One release: its distribution as a record, and documentation for those that bring none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scvi_lint.knowledge import releases as order
from scvi_lint.knowledge.build.archive import Distribution
from scvi_lint.knowledge.build.interface import read_interface
from scvi_lint.knowledge.build.messages import read_messages
from scvi_lint.knowledge.build.pages import read_pages
from scvi_lint.knowledge.build.shards import ROOMS
from scvi_lint.knowledge.build.sources import Sources

if TYPE_CHECKING:
    from scvi_lint.knowledge.rows import Record

_LISTED = re.compile(r"^ {3,}([a-z_]+(?:\.\w+)+)\s*$", re.MULTILINE)
_CURRENT = re.compile(r"^\.\. currentmodule:: ([\w.]+)", re.MULTILINE)
# Pages in reStructuredText until this release; their headings have had the same ids since.
_MARKDOWN_SINCE = "0.15.2"


def record(distribution: Distribution) -> Record:
    """What is known of a release. The rooms of the documentation are empty where the
    distribution brings no pages; see `complete`."""
    interface = read_interface(Sources(distribution.version, distribution.modules))
    pages = read_pages(distribution.pages)
    return {
        "exports": interface.exports,
        "definitions": interface.definitions,
        "lines": interface.lines,
        "messages": read_messages(distribution.modules),
        "root": distribution.root,
        "pages": {name: page.record() for name, page in pages.items()},
        "mentions": {name: page.mentions() for name, page in pages.items() if page.mentions()},
        "tutorials": {name: page.tutorials for name, page in pages.items() if page.tutorials},
        "reference": dict.fromkeys(_reference(distribution.pages), 1),
    }


def _reference(pages: dict[str, str]) -> list[str]:
    """The names that have a page of the API reference."""
    found: set[str] = set()
    for path, text in pages.items():
        if path.startswith("api/"):
            current = _CURRENT.search(text)
            prefix = current[1] if current else "scvi"
            found.update(f"{prefix}.{name}" for name in _LISTED.findall(text))
    return sorted(found)


def complete(records: dict[str, Record], table: Record) -> None:
    """Give releases whose distribution lacks pages those that the site has for them.

    `table` is `docs` of `curated.toml`: a release whose site was built from another state than
    its distribution shows the pages of the release that it names; before the first release with
    pages, the user guide of that one is taken, without the pages and headings that came later.
    """
    names = sorted(records, key=order.key)
    # a list of the reference comes from a distribution alone, pages may have been lent before
    first = next((name for name in names if records[name]["reference"]), None)
    for name in names:
        if first is not None and order.key(name) < order.key(first):
            records[name].update(_earlier(records[first], name, table))
    for name, other in sorted(table.get("like", {}).items()):
        if name in records and other in records:
            records[name].update({room: records[other][room] for room in ROOMS})


def _earlier(source: Record, release: str, table: Record) -> Record:
    since: dict[str, str] = table.get("since", {})

    def has(name: str) -> bool:
        return order.key(release) >= order.key(since.get(name, "0"))

    markdown = order.key(release) >= order.key(_MARKDOWN_SINCE)
    pages: Record = {}
    for name, (title, headings, suffix) in source["pages"].items():
        if name.startswith("user_guide/") and has(name):
            kept = [heading for heading in headings if has(f"{name}#{heading[0]}")]
            pages[name] = [title, kept, suffix if markdown else ".rst"]
    mentions: Record = {
        name: [row for row in source["mentions"][name] if has(f"{name}#{row[0]}")]
        for name in pages
        if name in source["mentions"]
    }
    return {"pages": pages, "mentions": mentions, "tutorials": {}, "reference": {}}
