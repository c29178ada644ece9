"""A fault inside a module of the project is told where the program calls into that module.

The module may be fine on its own and for every other program: only this one registers what that
one built. So the finding stands at the call, and points to the place in the module. What the
module's own check says anyway is not said again by each program that imports it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from scvi_lint.linting.findings import Finding, Related
from scvi_lint.linting.runner import CALLED
from scvi_lint.source.documents.document import Document
from scvi_lint.source.documents.span import Span
from scvi_lint.source.suppressions import suppressions

Place = tuple[str, Span]


def bring_home(
    findings: Iterable[Finding],
    document: Document,
    modules: Mapping[str, Document],
    alone: Callable[[Document], frozenset[Place]],
) -> list[Finding]:
    """The findings of a document, those in its modules moved to the calls that lead there.

    `alone` answers what the check of a module by itself finds.
    """
    home: dict[Place, Finding] = {}
    for finding in findings:
        module = modules.get(finding.span.path)
        if finding.span.path != document.path:
            if module is None or _is_told_there(finding, module, alone):
                continue
            if not _move(finding, document.path):
                continue
        home.setdefault((finding.code, finding.span), finding)
    return list(home.values())


def _is_told_there(
    finding: Finding, module: Document, alone: Callable[[Document], frozenset[Place]]
) -> bool:
    silenced = any(c.covers(finding.code, finding.span) for c in suppressions(module))
    return silenced or (finding.code, finding.span) in alone(module)


def _move(finding: Finding, path: str) -> bool:
    """Put a finding at the innermost call of this document that led to it."""
    calls = [one.span for one in finding.related if one.message == CALLED]
    call = next((span for span in calls if span.path == path), None)
    if call is None:
        return False
    name = finding.span.path.rpartition("/")[2]
    finding.related = (
        Related(finding.span, f"in {name}"),
        *(one for one in finding.related if one.span != call),
    )
    finding.origin, finding.span = finding.span, call
    finding.message = f"In {name}: {finding.message}"
    finding.fixes = ()
    return True
