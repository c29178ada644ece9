"""How jupyter-lsp starts the server: JupyterLab finds this through the package's entry point.

The server is the one of the environment that Jupyter itself runs in.
"""

from __future__ import annotations

import os
import sys

from scvi_lint.homepage import HOME
from scvi_lint.lsp.names import SECTION

_MAIN = (
    "import sys; sys.path[:] = filter(None, sys.path); "
    "from scvi_lint.__main__ import main; sys.exit(main())"
)
_COMMAND = "scvi-lint.exe" if os.name == "nt" else "scvi-lint"


def spec(manager: object) -> dict[str, object]:
    """The servers that this package brings, in the words of jupyter-lsp's schema."""
    return {
        SECTION: {
            "version": 2,
            "argv": [*_program(), "server"],
            "languages": ["python"],
            "mime_types": ["text/x-python", "text/x-ipython", "text/python"],
            "display_name": "scvi-lint",
            "urls": {"home": HOME, "issues": f"{HOME}/issues"},
            "workspace_configuration": {},
            # Else JupyterLab names a folder of copies as the root, and writes it beside the
            # notebooks; nothing that a program reads lies there.
            "requires_documents_on_disk": False,
        }
    }


def _program() -> list[str]:
    """The command beside the interpreter, or what it does: `-m` would import from the notebooks'
    folder."""
    beside = os.path.join(os.path.dirname(sys.executable), _COMMAND)
    return [beside] if os.path.isfile(beside) else [sys.executable, "-c", _MAIN]
