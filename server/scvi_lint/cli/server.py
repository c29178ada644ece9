"""`scvi-lint server`: the editor's front. Imported from here and from nowhere else in this room."""

from __future__ import annotations

from scvi_lint.cli.failure import CLEAN
from scvi_lint.cli.parsing import Parser


def parser() -> Parser:
    made = Parser(
        prog="scvi-lint server",
        description="Speak the Language Server Protocol on standard input and output.",
    )
    made.add_argument("--stdio", action="store_true", help="the default, and the only way")
    return made


def run(words: list[str]) -> int:
    """Serve one editor until it says goodbye."""
    parser().read(words)
    from scvi_lint.lsp import serve

    serve()
    return CLEAN
