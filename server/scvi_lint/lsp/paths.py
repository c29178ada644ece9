"""URIs and file paths, each made from the other only where there is one."""

from __future__ import annotations

import os
from urllib.parse import unquote, urlsplit

from pygls.uris import from_fs_path


def to_path(uri: str) -> str | None:
    """The path of a `file:` URI; None for any other, and for what is no URI at all."""
    try:
        parts = urlsplit(uri)
    except ValueError:
        return None
    if parts.scheme != "file":
        return None
    path = unquote(parts.path)
    if os.name == "nt":
        path = path.lstrip("/").replace("/", "\\")
        return f"\\\\{parts.netloc}\\{path}" if parts.netloc else path
    return path or None


def to_uri(path: str) -> str:
    """The `file:` URI of a path; a name that is a URI already stays as it is."""
    return path if "://" in path else from_fs_path(path) or path
