"""What an analysis may know besides the program: the release, the project, the data files."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from scvi_lint.evidence.wants import Want
from scvi_lint.knowledge.api import Api
from scvi_lint.source.documents.document import Document


class Context:
    """Everything from outside that one analysis depends on.

    `api` is the catalogue of one scvi-tools release. `load_module` answers an import of the same
    project with its Document, or None; the engine itself never touches the disk. `evidence` maps
    a want (see `evidence.facts`) to what was found. `version_known` is false when nothing names
    the release, and `api` is a guess.
    """

    __slots__ = ("api", "evidence", "load_module", "version_known")

    def __init__(
        self,
        api: Api,
        load_module: Callable[[str, str, int], Document | None] | None = None,
        evidence: Mapping[Want, object] | None = None,
        version_known: bool = True,
    ) -> None:
        self.api = api
        self.version_known = version_known
        self.load_module = load_module
        self.evidence = evidence or {}
