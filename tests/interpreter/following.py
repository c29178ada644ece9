"""Program text in, what the engine believes out: the harness of these tests.

    done = follow('''
        adata = sc.read_h5ad("a.h5ad")
        sc.pp.log1p(adata)
    ''')
    assert told(done.data("adata").x) == "lognorm"

`told` writes a fact as one word: "lognorm", "counts | lognorm ?" – the question mark when it is
only possible. The usual imports stand before every program.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar

from scvi_lint.interpreter.domain.contents import Column, Matrix
from scvi_lint.interpreter.domain.context import Context
from scvi_lint.interpreter.domain.facts import Fact
from scvi_lint.interpreter.domain.results import Embedding, Graph
from scvi_lint.interpreter.domain.values import Ref
from scvi_lint.interpreter.engine.analysis import Analysis, analyse
from scvi_lint.interpreter.events.kinds import Event
from scvi_lint.knowledge import catalogue
from scvi_lint.semantic.data_views import AnnDataView
from scvi_lint.semantic.model_views import ModelView
from scvi_lint.source.documents.document import Document
from scvi_lint.source.reading import read_document

RELEASE = "1.4.2"
IMPORTS = "import anndata as ad\nimport scanpy as sc\nimport scvi\n"

Kind = TypeVar("Kind", bound=Event)


@cache
def api() -> Any:
    return catalogue().api(RELEASE)


class Followed:
    """A program that was followed to its end."""

    def __init__(self, text: str, modules: Mapping[str, str], name: str, evidence: Any) -> None:
        self.text = text
        self.name = name
        self.modules = {path: read_document(path, code.encode()) for path, code in modules.items()}
        self.evidence = evidence
        self.analysis = self._analyse(text)

    def _analyse(self, text: str) -> Analysis:
        document = read_document(self.name, text.encode())
        return analyse(document, Context(api(), self._load, self.evidence))

    def _load(self, path: str, name: str, level: int) -> Document | None:
        folder = path.rpartition("/")[0] if level > 0 else ""
        for _ in range(level - 1):
            folder = folder.rpartition("/")[0]
        stem = "/".join(part for part in (folder, name.replace(".", "/")) if part)
        names = [name, f"{name}.py"] if level < 0 else [f"{stem}.py", f"{stem}/__init__.py"]
        return next((self.modules[one] for one in names if one in self.modules), None)

    def events(self, kind: type[Kind]) -> list[Kind]:
        return [event for event in self.analysis.events if isinstance(event, kind)]

    def the(self, kind: type[Kind]) -> Kind:
        """The only event of a kind."""
        found = self.events(kind)
        assert len(found) == 1, f"{len(found)} × {kind.__name__}"
        return found[0]

    def source(self, event: Event) -> str:
        return self.analysis.source(event.span)

    def last(self, name: str) -> tuple[int, dict[int, Any]]:
        """What a name stands for at the end of the program: an object, and the heap then."""
        mentions = self._analyse(f"{self.text}\n{name}\n").mentions
        assert mentions, f"{name} is no object"
        # Functions that nobody calls are followed after the end.
        _, value, table = max(mentions, key=lambda mention: mention[0][1:3])
        refs = [atom.id for atom in value.atoms if isinstance(atom, Ref)]
        assert len(refs) == 1, f"{name} is one of {value.atoms}"
        return refs[0], table

    def data(self, name: str) -> AnnDataView:
        """The AnnData that an expression stands for at the end."""
        identity, table = self.last(name)
        return AnnDataView(identity, table, name)

    def model(self, name: str) -> ModelView:
        identity, table = self.last(name)
        return ModelView(identity, table, name)


def follow(
    text: str,
    modules: Mapping[str, str] | None = None,
    *,
    name: str = "program.py",
    evidence: Any = None,
) -> Followed:
    """Follow a program (its indentation is taken off, the usual imports put before it)."""
    dedented = {path: textwrap.dedent(code) for path, code in (modules or {}).items()}
    return Followed(IMPORTS + textwrap.dedent(text), dedented, name, evidence)


def told(known: Fact | None) -> str:
    """A fact in one word."""
    if known is None:
        return "nothing"
    words = " | ".join(dict.fromkeys(_word(value) for value in known.values))
    return words if known.certain else f"{words} ?"


def _word(value: Any) -> str:
    if isinstance(value, Matrix):
        return value.scale
    if isinstance(value, Column):
        names = "…" if value.categories is None else ",".join(map(str, value.categories))
        return names + ("" if value.closed or value.categories is None else ",…")
    if isinstance(value, Embedding):
        return value.method
    if isinstance(value, Graph):
        return f"graph on {value.representation}"
    return str(getattr(value, "class_name", value))
