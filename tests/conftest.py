"""Options of the whole suite."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

# Speed is measured by commands of its own; a loaded computer makes no test fail.
settings.register_profile("without a clock", deadline=None)
settings.load_profile("without a clock")

# What happens to be installed beside the tests says nothing of the programs in them.
for _name in ("VIRTUAL_ENV", "CONDA_PREFIX"):
    os.environ.pop(_name, None)


@pytest.fixture(autouse=True)
def no_rule_fails(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a rule raises is raised: a run goes on without it, but no test of ours does."""
    from scvi_lint.linting.defects import Defects

    def add(self: Defects, rule: str, span: object, error: BaseException) -> None:
        raise error

    if request.node.get_closest_marker("defects") is None:
        monkeypatch.setattr(Defects, "add", add)


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("scvi-lint")
    group.addoption(
        "--update-snapshots",
        dest="rewrite_rule_snapshots",  # syrupy has a destination of the plain name
        action="store_true",
        help="write the rules' snapshots anew",
    )
    group.addoption(
        "--oracle-python",
        metavar="PATH",
        help="an interpreter that has scvi-tools (default: $SCVI_LINT_ORACLE_PYTHON, this one)",
    )
    group.addoption(
        "--editors",
        action="store_true",
        help="drive the large editors too, and install what is missing for it",
    )
