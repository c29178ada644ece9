"""Modules that a program imports, as the editor has them: an unsaved buffer wins over the disk."""

from __future__ import annotations

import os
from collections.abc import Mapping

from scvi_lint.lsp.documents.store import Text
from scvi_lint.source.documents.document import Document
from scvi_lint.source.documents.project import ModuleLoader
from scvi_lint.source.documents.unreadable import Unreadable
from scvi_lint.source.reading import document_from_text

MOST_KEPT = 100


class OpenModules:
    """Answers `load_module(path, name, level)` for one project folder.

    `buffers` are the open texts by absolute path. It is asked from the worker while the editor
    types, so whoever changes what is open puts another mapping in its place.
    """

    def __init__(self, root: str, buffers: Mapping[str, Text]) -> None:
        self.buffers = buffers
        self._root = root
        self._load = ModuleLoader(root, root)
        self._kept: dict[str, tuple[Text, Document | None]] = {}

    def __call__(self, path: str, name: str, level: int) -> Document | None:
        """The module, None if it is none of the project's."""
        found = self._load(path, name, level)
        if found is None:
            return None
        text = self.buffers.get(os.path.join(self._root, found.path))
        return found if text is None else self._read(found.path, text)

    def _read(self, path: str, text: Text) -> Document | None:
        kept = self._kept.get(path)
        if kept is None or kept[0] is not text:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            try:
                document = document_from_text(path, text.text)
            except Unreadable:
                document = None
            kept = self._kept[path] = (text, document)
        return kept[1]
