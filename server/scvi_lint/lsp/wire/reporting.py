"""What the supervisor is told of the server: that it lives, and which document it is at.

A report is written at once, from the thread that makes it: when a document holds the whole
process up, its name has already been said.
"""

from __future__ import annotations

import json

from scvi_lint.lsp.wire import private
from scvi_lint.lsp.wire.transport import Writer


class Reporter:
    """Reports over the stream to the editor, which the supervisor reads first."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._serving: str | None = None

    def working(self, uri: str | None) -> None:
        """This document is being analysed ("": work that is about none); None when it is done."""
        self._report(working=uri)

    def serving(self, uri: str) -> None:
        """A message about this document is being served."""
        if uri != self._serving:
            self._serving = uri
            self._report(serving=uri)

    def pong(self, number: int, *, busy: bool, served: int | None, held_up: int | None) -> None:
        """The answer to a ping. `busy` when something is under way; `served` counts the messages
        that were, while others wait; `held_up` is the number of the job that others wait for."""
        self._report(pong=number, busy=busy, served=served, held_up=held_up)

    def summary(self, number: int, opening: bytes) -> None:
        """The message that was asked for by this number, behind all that was sent before it."""
        self._writer.write(opening, private.summary_note(number))

    def _report(self, **report: object) -> None:
        self._writer.write_now(json.dumps(report).encode(), private.REPORT)
