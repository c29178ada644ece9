"""The child's side: follows the programs of one folder, and answers what they wrote."""

from __future__ import annotations

import os

from scvi_lint.cli import files
from scvi_lint.cli.failure import Troubles
from scvi_lint.cli.session import Session
from scvi_lint.config.discovery import Configuration
from scvi_lint.json_values import Table, array, table, text, texts
from scvi_lint.linting.lineage import unsaved
from scvi_lint.lsp.children.childhood import serve
from scvi_lint.lsp.lineage.parcel import packed
from scvi_lint.source.documents.document import Cell, Document


def main() -> None:
    """Answer until the parent is gone."""
    serve(_Folder().answer)


class _Folder:
    """The folder that is asked about, as it was when a file last changed."""

    def __init__(self) -> None:
        self._key: object = None
        self._session: Session | None = None

    def answer(self, request: Table) -> Table:
        """What is known of the files that a program reads: facts, and documents by path."""
        root, program = text(request["root"]), text(request["program"])
        key = (root, request["settings"], request["stamp"])
        if self._session is None or self._key != key:
            os.chdir(root)
            self._key = key
            configuration = Configuration(dict(table(request["settings"])))
            # All programs of the folder, where no repository says which there are.
            programs = [one.path for one in files.find([root], configuration, Troubles())]
            self._session = Session(configuration, programs, [root])
        lineage, repository = self._session.lineage(self._session.root(program))
        wants = tuple(tuple(texts(want)) for want in array(request["wants"]))
        own = repository.first(program) or unsaved(program, wants)
        found = lineage.answers(own, wants)
        paths = {
            why.span.path
            for known in found.values()
            for _, reasons in known.options
            for why in reasons
            if why.span is not None
        }
        documents = {
            path: _slim(document)
            for path in paths
            if (document := repository.document(os.path.abspath(path))) is not None
        }
        return {
            "told": packed((found, documents)) if found else None,
            "programs": repository.count,
        }


def _slim(document: Document) -> Document:
    """A document without its outputs."""
    return Document(
        document.path,
        document.kind,
        [
            Cell(one.index, one.kind, one.text, one.language, one.line, one.offset)
            for one in document.cells
        ],
    )
