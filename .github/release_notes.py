"""What a release brings, from CHANGELOG.md, on standard output. Run by release.yml on a tag.

Exits with 1 when the tag in $GITHUB_REF_NAME is not `v` and the version of pyproject.toml, or when
the changelog has no heading for it.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def version() -> str:
    """The version that pyproject.toml names."""
    found = re.search(
        r'^version = "([^"]+)"$', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.M
    )
    if found is None:
        sys.exit("pyproject.toml names no version")
    return found[1]


def notes(changelog: str, release: str) -> str:
    """The part of a changelog below the heading `## RELEASE`, whose end may be a date."""
    heading = rf"^## v?{re.escape(release)}(?: .*)?$"
    parts = re.split(heading, changelog, maxsplit=1, flags=re.M)
    if len(parts) < 2:
        sys.exit(f"CHANGELOG.md has no heading for {release}")
    return re.split(r"^## ", parts[1], maxsplit=1, flags=re.M)[0].strip() + "\n"


def main() -> None:
    """Print them, or say why there are none."""
    release = version()
    tag = os.environ.get("GITHUB_REF_NAME", f"v{release}")
    if tag != f"v{release}":
        sys.exit(f"the tag is {tag}, the version in pyproject.toml {release}")
    sys.stdout.reconfigure(encoding="utf-8")  # pyright: ignore[reportAttributeAccessIssue]
    print(notes((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), release), end="")


if __name__ == "__main__":
    main()
