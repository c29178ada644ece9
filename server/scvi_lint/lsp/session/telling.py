"""What a user is told in a message: rules that failed, rules of the settings that do not exist."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable

from lsprotocol import types

from scvi_lint.linting.selection import no_rule, unknown_rules
from scvi_lint.lsp.session.analyses import Analysed

logger = logging.getLogger(__name__)
# So many rules that do not exist are named.
_MOST_SHOWN = 3


class Telling:
    """Tells each thing once in a conversation."""

    def __init__(self, notify: Callable[[str, object], None]) -> None:
        self._notify = notify
        self._failed: set[str] = set()
        self._shown: set[str] = set()

    def defects(self, analysed: Analysed) -> None:
        """Rules that failed: a line in the log, and one message for each in a conversation."""
        for failed in () if analysed.result is None else analysed.result.defects:
            if failed.rule in self._failed:
                continue
            self._failed.add(failed.rule)
            where = analysed.snapshot.uri
            logger.error("%s failed in %s (%s)\n%s", failed.rule, where, failed.said, failed.trace)
            more = " The log tells more; please report it." if failed.trace else ""
            text = (
                f"{failed.rule} failed ({failed.said}). What it would have found is "
                f"missing, all other rules were asked.{more}"
            )
            self.show(text)

    def names(self, analysed: Analysed) -> None:
        """Rules of the settings that do not exist."""
        scope = analysed.snapshot.scope
        if analysed.result is not None:
            entries = scope.checker.entries
            for word in unknown_rules(scope.settings, entries)[:_MOST_SHOWN]:
                where = os.path.basename(scope.file) or "settings"
                self.show(f"{where}: {no_rule(word, entries)}")

    def show(self, sentence: str) -> None:
        """A message before the user's eyes, once in a conversation."""
        if sentence not in self._shown:
            self._shown.add(sentence)
            warning = types.ShowMessageParams(
                type=types.MessageType.Warning, message=f"scvi-lint: {sentence}"
            )
            self._notify(types.WINDOW_SHOW_MESSAGE, warning)
