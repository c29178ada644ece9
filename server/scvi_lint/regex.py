"""Regular expressions that are compiled when they are first used.

A short `check` needs few of the engine's expressions, and compiling all of them when the modules
are imported was a tenth of its time.
"""

from __future__ import annotations

import re
from typing import AnyStr, cast


def regex(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """As `re.compile`, later. A wrong expression fails at its first use, not at import."""
    return cast("re.Pattern[AnyStr]", _Uncompiled(text, flags))


class _Uncompiled:
    """Stands for a compiled expression, and hands out its bound methods as its own."""

    def __init__(self, text: str | bytes, flags: int) -> None:
        self._text = text
        self._flags = flags

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        value = getattr(re.compile(self._text, self._flags), name)  # noqa: TID251
        setattr(self, name, value)  # from here on as quick as the expression itself
        return value
