"""`check --watch`: check again whenever a program or the settings change."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable

from scvi_lint.cli.failure import CLEAN, Failure, say
from scvi_lint.cli.terminal import is_terminal
from scvi_lint.cli.walking import SUFFIXES
from scvi_lint.config.discovery import PROJECT_FILES

Check = Callable[[argparse.Namespace], int]


def watch(options: argparse.Namespace, check: Check) -> int:
    """Check until Ctrl-C. Raises Failure when there is nothing to watch."""
    from watchfiles import watch as changes

    roots = [path for path in options.paths or ["."] if os.path.exists(path)]
    if not roots:
        raise Failure("there is nothing to watch: none of the paths exists")
    _round(options, check)
    try:
        for _ in changes(*roots, watch_filter=_concerns, raise_interrupt=True):
            _round(options, check)
    except KeyboardInterrupt:
        return CLEAN
    return CLEAN


def _round(options: argparse.Namespace, check: Check) -> None:
    """One check on an empty screen. What fails is said; the next change may mend it."""
    if is_terminal(sys.stdout):
        sys.stdout.write("\x1b[2J\x1b[3J\x1b[H")
    try:
        check(options)
    except Failure as failure:
        say(f"error: {failure}")
    sys.stdout.write(f"\n{time.strftime('%H:%M:%S')} watching for changes; Ctrl-C ends this.\n")
    sys.stdout.flush()


def _concerns(change: object, path: str) -> bool:
    name = os.path.basename(path)
    if name in PROJECT_FILES:
        return True
    hidden = any(part in path for part in ("/.git/", "/.ipynb_checkpoints/", "/__pycache__/"))
    return name.lower().endswith(SUFFIXES) and not hidden
