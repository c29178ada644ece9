"""Checks of one program for the judge of fixes."""

from __future__ import annotations

from collections.abc import Mapping

from example_files import Files, answers
from fix_judging import Check, Checked

from scvi_lint.config import Settings
from scvi_lint.linting.checking import Checker
from scvi_lint.linting.gathering import check_with_evidence
from scvi_lint.source.documents.document import Document
from scvi_lint.source.reading import read_document

RELEASE = "1.4.2"


def checked_by(checker: Checker, name: str, files: Files = ()) -> Check:
    """A check of what a file of this name holds; `files` are those that it reads."""

    def check(data: bytes) -> Checked:
        document = read_document(name, data)
        if files:
            found = check_with_evidence(checker, document, answers(files)).findings
        else:
            found = checker.check(document).findings
        return Checked(data, document, found)

    return check


def check_of(
    name: str, modules: Mapping[str, str] | None = None, release: str | None = RELEASE
) -> Check:
    """A check with all rules, by a release; `modules` are the texts of files beside it."""

    def load(_path: str, module: str, _level: int) -> Document | None:
        text = (modules or {}).get(f"{module}.py")
        return None if text is None else read_document(f"{module}.py", text.encode())

    settings = Settings(preset="all", severity="info")
    return checked_by(Checker(settings, version=release, load_module=load), name)
