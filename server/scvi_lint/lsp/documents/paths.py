"""URIs and file paths, each made from the other only where there is one."""

from __future__ import annotations

import os
from urllib.parse import quote, unquote, urlsplit

from pygls.uris import from_fs_path

# Where JupyterLab's client lays the documents of servers that want them on disk: a folder in the
# root that mirrors it. Data files and modules lie beside the notebook, not there.
_MIRROR = "/.virtual_documents"


def to_path(uri: str) -> str | None:
    """The path of a `file:` URI; None for any other, and for what is no URI or names no file.

    What JupyterLab mirrors is the file or folder that it mirrors.
    """
    try:
        parts = urlsplit(uri)
    except ValueError:
        return None
    if parts.scheme != "file":
        return None
    # Names that are no UTF-8 are as the system has them.
    path = _mirrored(unquote(parts.path, errors="surrogateescape"))
    if os.name == "nt":
        path = path.lstrip("/").replace("/", "\\")
        path = f"\\\\{parts.netloc}\\{path}" if parts.netloc else path
    # A NUL, or half a character: there is no such file, and the system would raise.
    try:
        return path if path and b"\0" not in os.fsencode(path) else None
    except ValueError:
        return None


def _mirrored(path: str) -> str:
    above, mirror, below = path.partition(_MIRROR)
    return (above + below or "/") if mirror and below[:1] in ("", "/") else path


def to_uri(path: str) -> str:
    """The `file:` URI of a path; a name that is a URI already stays as it is."""
    if "://" in path:
        return path
    try:
        return from_fs_path(path) or path
    except UnicodeEncodeError:
        return "file://" + quote(os.fsencode(path))
