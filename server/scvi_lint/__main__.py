"""`scvi-lint`. Also `python -m scvi_lint`, where nobody else's modules lie in the folder."""

from __future__ import annotations

import gc
import os
import sys


def main() -> int:
    """Run the command line, and answer with its exit code."""
    leave_the_folder()
    from scvi_lint.cli.main import run

    code = run(sys.argv[1:])
    # All that is left goes with the process: a last look for cycles in it took 6 ms.
    gc.freeze()
    return code


def leave_the_folder() -> None:
    """Import nothing from the working directory: a repository's `json.py` would be run.

    It is searched when Python was started with `-m`, and when PYTHONPATH has an empty part, as
    `PYTHONPATH=$PYTHONPATH:/x` gives where there was none. What Python itself has imported by now
    cannot be helped: `-m` imports from the folder first of all.
    """
    try:
        here = os.getcwd()
    except OSError:  # the folder is gone
        return
    if here not in sys.path and "" not in sys.path:
        return
    others = [path for path in sys.path if path not in ("", here)]
    needed = ("scvi_lint", "scvi_lint_rules", "tree_sitter")
    # Whoever stands in the folder where all this is installed needs it.
    if all(any(os.path.isdir(os.path.join(path, name)) for path in others) for name in needed):
        sys.path[:] = others


if __name__ == "__main__":
    sys.exit(main())
