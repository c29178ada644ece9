"""What ends a build: said to the maintainer in one sentence."""

from __future__ import annotations


class BuildError(Exception):
    """The build cannot be finished; nothing was written."""
