"""What can be imported of scvi-tools, beside classes: see `api`."""

from __future__ import annotations

from scvi_lint.knowledge.signatures import Signature


class Symbol:
    """Something that can be imported. `kind` is "class", "function", "module" or "object"."""

    __slots__ = ("kind", "qualname")

    def __init__(self, kind: str, qualname: str) -> None:
        self.kind = kind
        self.qualname = qualname

    def __repr__(self) -> str:
        return f"<{self.kind} {self.qualname}>"


class FunctionSymbol(Symbol):
    __slots__ = ("signature",)

    def __init__(self, qualname: str, signature: Signature) -> None:
        super().__init__("function", qualname)
        self.signature = signature
