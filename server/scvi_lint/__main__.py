"""`scvi-lint` and `python -m scvi_lint`."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line, and answer with its exit code."""
    from scvi_lint.cli.main import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
