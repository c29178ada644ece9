"""SECURITY.md names tests that there are, and limits that are those of the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scvi_lint import disk
from scvi_lint.answers import data_files
from scvi_lint.cli import git, neighbours
from scvi_lint.evidence import client
from scvi_lint.evidence.child import bounds
from scvi_lint.interpreter.engine import budget
from scvi_lint.interpreter.libraries import configuration_files
from scvi_lint.lsp.session import publisher, worker
from scvi_lint.lsp.supervisor import pulse
from scvi_lint.lsp.wire import transport
from scvi_lint.mcp import desk
from scvi_lint.source.documents import project, unreadable

ROOT = Path(__file__).parents[1]
PAGE = " ".join((ROOT / "SECURITY.md").read_text(encoding="utf-8").split())
MB, GB = 1 << 20, 1 << 30

LIMITS = {
    "{} programs of": neighbours._MOST_PROGRAMS,
    "programs of {} MB at most": neighbours._MOST_BYTES // MB,
    "at most, {} MB in all": neighbours._MOST_KEPT // MB,
    "TOML of {} kB at most": project.MOST_TEXT >> 10,
    "{} values through all anchors": configuration_files._MOST_VALUES,
    "and {} deep at most": configuration_files._DEEPEST,
    "settings {} kB": disk.SETTINGS >> 10,
    "locks {} MB": disk.LOCK // MB,
    "modules {} MB": disk.MODULE // MB,
    "programs {} MB": unreadable.MOST_BYTES // MB,
    "of code {} MB": unreadable.MOST_CODE // MB,
    "for {} s at most": git.SECONDS,
    "and {} s in all": git.SECONDS_FOR_ALL,
    "may have {} GB of addresses": bounds.MEMORY // GB,
    "A file may take {} s": client.SECONDS,
    "loses {} s to those": client.FOR_A_RUN,
    "renewed after {} files": client.LOOKS,
    "looked at {} other events": budget.MOST_LOOKS,
    "Messages of more than {} MB": transport.LARGEST_BODY // MB,
    "given up after {} s": worker.LONGEST,
    "{} findings of a document": publisher.MOST_SHOWN,
    "code of up to {} MB in a call": desk.LONGEST_CODE // MB,
    "is given up after {} s, one about": desk.LONGEST,
    "folder after {} s": desk.LONGEST + desk.SECONDS_FOR_REPOSITORY,
    "more than {} GB, is replaced": pulse.MOST_MEMORY // GB,
}


@pytest.mark.parametrize("words", LIMITS)
def test_a_limit_is_that_of_the_code(words: str) -> None:
    assert words.format(f"{LIMITS[words]:,.0f}".replace(",", " ")) in PAGE


def test_a_minute_is_a_minute() -> None:
    assert data_files.SECONDS == 60 and "a minute when `inspect` asks" in PAGE.replace("\n", " ")


def test_each_test_that_is_named_is_there() -> None:
    table = PAGE.partition("## How it is tested")[2].partition("## Reporting")[0]
    for row in table.split(" | `")[1:]:
        folder = ""
        for name in re.findall(r"[\w/]+\.py|[\w/]+/(?=`)", "`" + row.partition(" |")[0]):
            folder = name.rpartition("/")[0] or folder
            assert (ROOT / folder / name.rpartition("/")[2]).exists(), name
