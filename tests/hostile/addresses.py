"""Addresses that a finding, a command or a message may name: what is opened, and what is not."""

from __future__ import annotations

_HOST = "https://docs.scvi-tools.org/en/"
_ISSUES = "https://github.com/scvi-lint/scvi-lint/issues/new"

PAGES = (
    f"{_HOST}1.4.2/user_guide/models/scvi.html",
    f"{_HOST}1.4.2/api/reference/scvi.model.SCVI.html#scvi.model.SCVI.train",
)
FORMS = (
    _ISSUES,
    f"{_ISSUES}?template=false_positive.yml&title=SCV201+%28x%29&code=a%0Ab",
)
EVIL = (
    f"{_ISSUES}.evil",
    f"{_ISSUES}/../../../../evil",
    f"{_ISSUES}/",
    f"{_ISSUES}%2f..",
    "https://github.com/evil/scvi-lint/issues/new",
    f"{_HOST}../../evil",
    f"{_HOST}1.4.2/../../../evil",
    f"{_HOST}..",
    f"{_HOST}x/.",
    f"{_HOST}%2e%2e/evil",
    f"{_HOST}..\\evil",
    f"{_HOST}/evil.example",
    f"{_HOST}x?next=https://evil.example",
    f"{_HOST}x y",
    f"{_HOST}x\n",
    f"{_HOST}x\u202e",
    "https://docs.scvi-tools.org/en",
    "https://docs.scvi-tools.org/evil",
    "https://docs.scvi-tools.org.evil.example/en/x",
    "https://docs.scvi-tools.org@evil.example/en/x",
    "https://user@docs.scvi-tools.org/en/x",
    "https://docs.scvi-tools.org:8443/en/x",
    "https://docs.scvi-tools.org\\@evil.example/en/x",
    "http://docs.scvi-tools.org/en/x",
    "//docs.scvi-tools.org/en/x",
    "command:workbench.action.quit",
    "file:///etc/passwd",
    "https://[",
    "",
)
