"""Which addresses the server has an editor open: pages that we ourselves refer to, no others.

A command can come from anywhere – another extension, a link in a file –, so what it asks for is
read as a browser would read it, and then compared whole.
"""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from scvi_lint.knowledge.docs import HOST
from scvi_lint.lsp.names import ISSUES

LONGEST = 8_000


def is_ours(url: str) -> bool:
    """Whether an address is a page of the documentation, or the form of a report."""
    if len(url) > LONGEST or not url.isascii() or not url.isprintable() or " " in url:
        return False
    try:
        parts = urlsplit(url)
        path = _plain(parts.path)
    except ValueError:
        return False
    if path is None:
        return False
    return f"{parts.scheme}://{parts.netloc}{path}" == ISSUES or (
        f"{parts.scheme}://{parts.netloc}{path}".startswith(HOST) and not parts.query
    )


def _plain(path: str) -> str | None:
    """A path as it is; None for one that a browser would make another of."""
    parts = path.split("/")[1:]
    odd = unquote(path) != path or "\\" in path or "" in parts[:-1]
    return None if odd or "." in parts or ".." in parts else path
