"""Where the project is at home: the repository, and the site once there is one."""

from __future__ import annotations

HOME = "https://github.com/scvi-lint/scvi-lint"
# The site that docs/make_site.py makes, "/" at its end. As long as it is empty, findings lead to
# the page of scvi-tools that they cite; then to the rule's own page, which cites it.
SITE = ""


def rule_page(code: str) -> str:
    """The page of one of our own rules; "" for a third party's, and without a site."""
    if not SITE:
        return ""
    from scvi_lint_rules import _index

    own = code.startswith("SCV00") or any(row[0] == code for row in _index.RULES)
    return f"{SITE}rules/{code}/" if own else ""
