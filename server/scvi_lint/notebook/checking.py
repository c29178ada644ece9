"""A check of cells: the project's settings, its data files, and what is in memory."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from scvi_lint.cli.evidence import Evidence
from scvi_lint.cli.files import Target
from scvi_lint.cli.session import Checked, Session
from scvi_lint.config.discovery import Configuration
from scvi_lint.evidence.wants import IN_MEMORY, Want
from scvi_lint.linting.checking import Checker, Result
from scvi_lint.linting.gathering import check_with_evidence
from scvi_lint.notebook import program
from scvi_lint.notebook.memory import Memory
from scvi_lint.notebook.program import Piece
from scvi_lint.source.documents.document import Document

if TYPE_CHECKING:
    from scvi_lint.json_values import Json

# What the cells are called, beside which relative paths of data files are looked for.
_NAME = "cells.ipynb"
_UNBOUND = "SCV006"


class KernelEvidence(Evidence):
    """Answers what is in memory first; all else is looked for on disk, where the settings allow."""

    def __init__(self, memory: Memory) -> None:
        super().__init__()
        self._memory = memory

    def check(
        self,
        checker: Checker,
        document: Document,
        root: str,
        first: Result,
        known: dict[Want, object],
    ) -> Result:
        if not first.analysis.wanted:
            return first
        on_disk = checker.settings.evidence and not all(map(_is_ours, first.analysis.wanted))
        disk = self._ready(root, checker.settings.evidence_roots) if on_disk else None

        def answer(wanted: Iterable[Want]) -> Mapping[Want, object]:
            ours = [want for want in wanted if _is_ours(want)]
            others = [want for want in wanted if not _is_ours(want)]
            told = dict.fromkeys(others) if disk is None else disk[0].answers(others, disk[1])
            return {**told, **self._memory.answers(ours)}

        return check_with_evidence(checker, document, answer, first, known)


def _is_ours(want: Want) -> bool:
    return want[2].endswith(IN_MEMORY)


class Desk:
    """Checks cells in the kernel's folder. `given` are settings that win over the project's."""

    def __init__(self, memory: Memory, given: Mapping[str, Json]) -> None:
        self._folder = os.getcwd()
        self._memory = memory
        # The kernel's own interpreter has the release that runs.
        self._session = Session(Configuration({"python": sys.executable, **given}))
        self._session.evidence = KernelEvidence(memory)

    def cell(self, text: str) -> tuple[Checked, list[Piece]]:
        """One cell, on what is in memory now."""
        pieces = [program.prelude(self._memory, text), Piece("this cell", text)]
        return self._check(pieces), pieces

    def history(self, pieces: Sequence[Piece]) -> tuple[Checked, list[Piece]]:
        """The cells that were run, in the order in which they were."""
        checked = self._check(pieces)
        if checked.result is None:
            return checked, list(pieces)
        names = program.unknown(checked.result, self._memory)
        joined = program.with_memory(pieces, self._memory, names)
        if len(joined) == len(pieces):
            return checked, list(pieces)
        checked = self._check(joined)
        if checked.result is not None:
            later = program.changed(checked.result, names)
            if later:
                self._memory.doubtful = later
                checked = self._check(joined)
        return checked, joined

    def _check(self, pieces: Sequence[Piece]) -> Checked:
        target = Target(os.path.join(self._folder, _NAME), _NAME, True)
        settings = self._session.settings(target.path)
        if _UNBOUND not in settings.ignore:  # what no cell binds may live in the kernel
            settings.ignore = (*settings.ignore, _UNBOUND)
        return self._session.check_document(target, settings, program.document(pieces, _NAME))
