"""The skill is what its command writes, and its programs are ones that our own check lets pass."""

from __future__ import annotations

import re

import pytest

from scvi_lint.answers import skill
from scvi_lint.answers.lanes import LANES, Lane
from scvi_lint.config import Settings
from scvi_lint.linting.checking import Checker
from scvi_lint.source.reading import read_document


def test_the_skill_is_fresh() -> None:
    for name, text in skill.files().items():
        written = (skill.FOLDER / name).read_text(encoding="utf-8")
        assert written == text, f"python -m scvi_lint.answers.skill ({name})"


@pytest.mark.parametrize("lane", LANES, ids=lambda lane: lane.anchor)
def test_the_program_of_a_lane_is_clean(lane: Lane) -> None:
    result = Checker(Settings()).check(read_document("lane.py", lane.code.encode()))
    shown = [one for one in result.findings if one.severity != "info"]
    assert [(one.code, one.message) for one in shown] == []
    assert lane.model.split(",")[0] in lane.code


def test_links_within_the_skill_lead_somewhere() -> None:
    texts = skill.files()
    headings = {
        name: {
            line.lstrip("# ").lower().replace(" ", "-").replace(",", "")
            for line in text.splitlines()
            if line.startswith("#")
        }
        for name, text in texts.items()
    }
    for target in re.findall(r"\]\((references/[^)]+)\)", texts["SKILL.md"]):
        file, _, anchor = target.partition("#")
        assert file in texts and (not anchor or anchor in headings[file]), target


def test_the_head_is_what_clients_read() -> None:
    head = skill.files()["SKILL.md"].split("---\n")[1]
    keys = [line.partition(":")[0] for line in head.splitlines()]
    assert keys == ["name", "description"]
    assert len(head) < 1_200
