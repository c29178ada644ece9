"""The figures of docs/for-assistants.md are those of the forty tasks, the bad ones, too."""

from __future__ import annotations

from pathlib import Path

import forty

PAGE = (Path(__file__).parents[2] / "docs" / "for-assistants.md").read_text(encoding="utf-8")


def test_the_page_tells_what_is_measured() -> None:
    rows = [forty.measure(path) for path in forty.DRAFTS]
    assert len(rows) == 40 and sum(not row.listed for row in rows) == 13
    for listed, what in ((True, "that a rule lists"), (False, "that no rule lists")):
        part = [row for row in rows if row.listed is listed]
        told, mended = sum(bool(row.told) for row in part), sum(row.mended for row in part)
        assert f"| {what} | {len(part)} | {told} | {mended} |" in PAGE
    for row in rows:
        if row.listed and not row.told:
            assert f"`{row.name}`" in PAGE, row


def test_a_right_program_is_not_told_of() -> None:
    """What a draft says elsewhere than at its fault would be a wrong alarm."""
    others = {row.name: row.others for row in map(forty.measure, forty.DRAFTS) if row.others}
    assert others == {}


def test_what_the_library_says_of_them_is_of_these_programs() -> None:
    """`forty.py --judge PYTHON` has it judged anew, and the page tells the figures."""
    judged = forty.judged()
    for path in forty.DRAFTS:
        assert judged[path.stem]["key"] == forty.key_of(forty.versions(path)), path.stem
    rows = [forty.measure(path) for path in forty.DRAFTS]
    for listed, what in ((True, "that a rule lists"), (False, "that no rule lists")):
        part = [judged[row.name] for row in rows if row.listed is listed]
        ends = [sum(one[step] == forty.RIGHT for one in part) for step in forty.STEPS]
        assert f"| faults {what} | {len(part)} | {' | '.join(map(str, ends))} |" in PAGE


def test_what_messages_advise_is_at_its_place() -> None:
    """Repairs stand beside the words that they follow, for drafts that are told."""
    for name in forty.repairs.EXPLAINED:
        (path,) = [one for one in forty.DRAFTS if one.stem == name]
        told = forty.versions(path)
        assert told["explained"] != told["fixed"]
        assert forty.measure(path).told or name == "24_seed_after"
