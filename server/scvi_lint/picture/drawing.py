"""A checked program in one of the forms of a picture."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from scvi_lint.ide.insight import Insight
from scvi_lint.picture import atlas_page, mermaid, page, story

if TYPE_CHECKING:
    from scvi_lint.linting.checking import Checker, Result
    from scvi_lint.linting.findings import Finding
    from scvi_lint.picture.atlas import Atlas
    from scvi_lint.source.documents.document import Document

_WRITERS = {"html": page.of_picture, "svg": page.alone, "mermaid": mermaid.mermaid}
_OF_ATLAS = {
    "html": atlas_page.of_atlas,
    "svg": atlas_page.alone,
    "mermaid": atlas_page.mermaid,
}


def drawn(
    form: str, document: Document, checker: Checker, result: Result, findings: Sequence[Finding]
) -> str:
    """The text of a picture as "html", "svg" or "mermaid"."""
    return drawn_of(form, Insight(document, checker, result), result, findings)


def drawn_of(form: str, insight: Insight, result: Result, findings: Sequence[Finding]) -> str:
    """The same of a program into which there is insight already."""
    return _WRITERS[form](story.tell(insight, result, findings, insight.document.path))


def drawn_atlas(form: str, atlas: Atlas) -> str:
    """A repository in one of these forms."""
    return _OF_ATLAS[form](atlas)
