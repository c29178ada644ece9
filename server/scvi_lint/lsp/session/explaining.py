"""A rule explained as a page of Markdown, for editors that ask from the menu of quick fixes."""

from __future__ import annotations

import os
import tempfile

from scvi_lint.ide.describe import plain


def explanation(code: str, version: str | None, plugins: tuple[str, ...] = ()) -> str | None:
    """The page of a rule, its citations in this release; None if there is no such rule."""
    from scvi_lint.answers.catalogue import all_rules
    from scvi_lint.answers.failure import Failure
    from scvi_lint.answers.rule_pages import as_markdown

    try:
        rules = all_rules(plugins)
    except Failure:  # a plugin that is not installed
        rules = all_rules()
    rule = next((one for one in rules if one.code == code), None)
    return None if rule is None else as_markdown(rule, version)


def beginning(page: str) -> str:
    """The heading of a page and its first paragraphs, for a client that can show a message only."""
    text, example, _ = page.partition("\n\n```")
    if example:
        text = text.rpartition("\n\n")[0]  # what the example is said to be
    return plain(text.partition("\n\nSee also:")[0].lstrip("# ").strip().split("\n"))


class Folder:
    """Where pages are put for editors to open: made for the first, and gone with the session."""

    def __init__(self) -> None:
        self._made: tempfile.TemporaryDirectory[str] | None = None

    def put(self, name: str, text: str) -> str:
        """The path of a file with this text."""
        if self._made is None:
            self._made = tempfile.TemporaryDirectory(
                prefix="scvi-lint-", ignore_cleanup_errors=True
            )
        path = os.path.join(self._made.name, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def close(self) -> None:
        """Take the pages away."""
        if self._made is not None:
            self._made.cleanup()
            self._made = None
