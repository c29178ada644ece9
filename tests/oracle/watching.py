"""What a program did: the exception it ended with, its warnings, whether a training had ended."""

from __future__ import annotations

import logging
import socket
import sys
import traceback
import warnings
from typing import Any


class Watch(logging.Handler):
    """Watches the process while it is open. `record()` is plain data."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.exception: list[str] = []
        self.message = ""
        self.line = 0
        self.trained = 0
        self.warnings: list[dict[str, str]] = []

    def __enter__(self) -> Watch:
        from lightning.pytorch import Trainer  # pyright: ignore[reportMissingImports]

        self._caught = warnings.catch_warnings()
        self._caught.__enter__()
        warnings.simplefilter("always")
        warnings.showwarning = self._warned
        logging.getLogger("scvi").addHandler(self)
        fit = Trainer.fit

        def counted(*args: Any, **kwargs: Any) -> Any:
            result = fit(*args, **kwargs)
            self.trained += 1
            return result

        Trainer.fit = counted
        socket.socket.connect = _refuse
        return self

    def __exit__(self, *_: object) -> None:
        self._caught.__exit__(None, None, None)

    def emit(self, record: logging.LogRecord) -> None:
        self._note("scvi", record.levelname, record.getMessage())

    def caught(self, error: BaseException) -> None:
        """The program ended with this."""
        if isinstance(error, SystemExit) and error.code in (None, 0):
            return
        self.exception = [cls.__name__ for cls in type(error).__mro__[:-1]]
        self.message = str(error)
        frames = traceback.extract_tb(error.__traceback__)
        lines = [frame.lineno for frame in frames if frame.filename == "<example>"]
        self.line = (lines[-1] if lines else getattr(error, "lineno", 0)) or 0

    def record(self) -> dict[str, Any]:
        return {
            "exception": self.exception,
            "message": self.message[:600],
            "line": self.line,
            "trained": self.trained,
            "warnings": self.warnings,
        }

    def _warned(self, message: Any, category: Any, *_: Any, **__: Any) -> None:
        self._note(_emitter(), category.__name__, str(message))

    def _note(self, emitter: str, kind: str, text: str) -> None:
        said = {"by": emitter, "kind": kind, "text": " ".join(text.split())[:400]}
        if said not in self.warnings:
            self.warnings.append(said)


def _emitter() -> str:
    """The library whose code called `warnings.warn`, whatever its `stacklevel` points to."""
    frame = sys._getframe(2)
    while frame is not None:
        name = frame.f_globals.get("__name__", "")
        if name != "warnings" and frame.f_code.co_filename != __file__:
            return str(name).partition(".")[0]
        frame = frame.f_back
    return ""


def _refuse(self: socket.socket, address: Any) -> None:
    if self.family != getattr(socket, "AF_UNIX", None):
        raise OSError(f"an example may not go online (to {address})")
