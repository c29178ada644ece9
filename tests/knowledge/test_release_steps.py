"""What `python -m scvi_lint.knowledge.release X` runs is there, and is handed the interpreter."""

from __future__ import annotations

from pathlib import Path

import pytest

from scvi_lint.knowledge import catalogue, release

ROOT = Path(__file__).parents[2]
STEPS = release.steps("1.5.1")
# These read the knowledge and the distribution alone.
WITHOUT_LIBRARY = {
    "The distribution is read",
    "What came and what went",
    "Its own tests, pages and docstrings",
    "Pages and headings that are cited",
}


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.title)
def test_what_it_runs_is_there(step: release.Step) -> None:
    for word in step.command:
        if word.endswith(".py"):
            assert (ROOT / word).exists(), word


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.title)
def test_who_has_the_release_already_is_asked(step: release.Step) -> None:
    asked = "{python}" in step.command
    assert asked == (step.title not in WITHOUT_LIBRARY)


def test_a_difference_tells_what_came_and_what_went() -> None:
    told = list(release.difference(catalogue(), "1.5.0"))
    assert "gone: scvi.model.JaxSCVI" in told
    assert any(line.startswith("new: ") for line in told)
    assert any(" +" in line or " -" in line for line in told)


def test_a_step_that_fails_is_to_be_read(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(
        release, "steps", lambda _: [release.Step("It works", ()), release.Step("It fails", ("x",))]
    )
    monkeypatch.setattr(release, "_run", lambda command: (len(command), "said"))
    assert release.main(["1.5.1", "--python", "python"]) == 1
    report = capsys.readouterr().out
    assert "## It works: as it should be" in report and "## It fails: TO READ" in report
