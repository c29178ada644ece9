"""Questions as people ask them lead to the page that answers (`questions.toml`)."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from scvi_lint.knowledge import catalogue
from scvi_lint.knowledge.search import Found, Search, stems
from scvi_lint.knowledge.words import pages

tomllib = pytest.importorskip("tomllib")
QUESTIONS: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "questions.toml").read_text(encoding="utf-8")
)["question"]


@lru_cache(maxsize=1)
def search() -> Search:
    known = catalogue()
    return Search(known.docs(known.newest))


def answers(found: Found, wanted: list[str]) -> bool:
    """Whether a hit is one of the wanted pages, at the heading where one is named."""
    page = found.place.path.removeprefix("docs/").rpartition(".")[0]
    target = f"{page}#{found.place.anchor}" if found.place.anchor else page
    return any(
        target == one or (page == one.partition("#")[0] and "#" not in one) for one in wanted
    )


def test_nine_of_ten_questions_are_answered_among_the_first_three() -> None:
    silent = [
        one["ask"]
        for one in QUESTIONS
        if not any(answers(found, one["pages"]) for found in search().find(one["ask"], 3))
    ]
    assert len(QUESTIONS) >= 60
    assert len(silent) <= len(QUESTIONS) // 10, "\n".join(silent)


def test_the_text_beside_the_hits_says_what_the_question_is_about() -> None:
    silent = []
    for one in QUESTIONS:
        text = " ".join(found.text for found in search().find(one["ask"], 3)).lower()
        if one["answer"] and not any(word.lower() in text for word in one["answer"]):
            silent.append(one["ask"])
    assert len(silent) <= len(QUESTIONS) // 10, "\n".join(silent)


def test_nonsense_finds_nothing() -> None:
    assert search().find("qwxz zzyzx") == []
    assert search().find("") == []
    assert search().find("the of and") == []


def test_every_page_of_the_user_guide_is_described_and_every_description_has_a_page() -> None:
    docs = catalogue().docs(catalogue().newest)
    known = {page for page, *_ in docs.pages() if page.startswith(("user_guide/", "faq"))}
    described = {target.partition("#")[0] for target in pages.WORDS}
    assert known - described == {"user_guide/background/index"}
    for target in pages.WORDS:
        place = docs.cite(target)
        assert place is not None and not place.fallback, target


@pytest.mark.parametrize(
    ("one", "other"),
    [("integrating", "integration"), ("GPUs", "cuda"), ("p-value", "pvalues"), ("tuned", "tuning")],
)
def test_words_that_mean_the_same_are_one(one: str, other: str) -> None:
    assert stems(one) == stems(other)
