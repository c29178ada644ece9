"""`scvi-lint mcp`: the assistants' front. Imported from here and from nowhere else in this room."""

from __future__ import annotations

from scvi_lint.cli.failure import CLEAN, Failure
from scvi_lint.cli.parsing import Parser


def parser() -> Parser:
    made = Parser(
        prog="scvi-lint mcp",
        description="Speak the Model Context Protocol on standard input and output.",
    )
    made.add_argument("--stdio", action="store_true", help="the default, and the only way")
    return made


def run(words: list[str]) -> int:
    """Serve one client until it says goodbye. Raises Failure where the extra is not installed."""
    parser().read(words)
    try:
        from scvi_lint.mcp.server import serve
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] == "scvi_lint":
            raise
        raise Failure(
            f"the package {error.name!r} is missing: pip install 'scvi-lint[mcp]'"
        ) from None
    serve()
    return CLEAN
