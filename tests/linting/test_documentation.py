"""A rule's docstring, taken apart."""

from __future__ import annotations

import pytest

from scvi_lint.linting.documentation import happens, read

DOCSTRING = """The counts are
    normalised.

    What it does.

    Why it matters.

        # file: small.h5ad = ad.AnnData(np.ones((3, 2)))
        not an example: no header above

        # bad: raises ValueError after training (also SCV201, SCV202) (on 1.5.1)
        # file: data/pbmc.h5ad = ad.AnnData(np.ones((3, 2)))
        import scvi

        one()  # <- finding
        two(three(), four())  # <- 2 findings

        # good: a copy (as in the tutorial)
        one()

    More prose.

        # bad: silent: nothing (not run: needs a GPU)
        one()  # <- finding
    """


def test_title_is_one_line_and_prose_is_what_is_no_example() -> None:
    documentation = read(DOCSTRING)
    assert documentation.title == "The counts are normalised."
    assert documentation.text.startswith("What it does.")
    assert "More prose." in documentation.text


def test_each_block_is_an_example_with_what_its_header_says() -> None:
    first, good, last = read(DOCSTRING).examples
    assert (first.said, first.also, first.release) == (
        "raises ValueError after training",
        ("SCV201", "SCV202"),
        "1.5.1",
    )
    assert (good.good, good.said, good.happens) == (True, "a copy (as in the tutorial)", "")
    assert (last.said, last.not_run) == ("silent: nothing", "needs a GPU")


def test_marks_are_lines_of_the_code_one_for_each_finding() -> None:
    first = read(DOCSTRING).examples[0]
    assert first.code.startswith("import scvi\n\none()")
    assert first.marks == (2, 3, 3)


def test_files_are_told_by_name_and_expression() -> None:
    first = read(DOCSTRING).examples[0]
    assert first.files == (("data/pbmc.h5ad", "ad.AnnData(np.ones((3, 2)))"),)


@pytest.mark.parametrize(
    ("said", "happened", "exception", "warning"),
    [
        ("raises ValueError", "raises", "ValueError", None),
        ("raises torch.Error after training", "raises after training", "torch.Error", None),
        ("warns", "warns", None, None),
        ('warns "no counts"', "warns", None, "no counts"),
        ("silent: wrong scale", "silent", None, None),
    ],
)
def test_header_of_a_bad_block(
    said: str, happened: str, exception: str | None, warning: str | None
) -> None:
    docstring = f"Title.\n\nProse.\n\n    # bad: {said}\n    code\n"
    (example,) = read(docstring).examples
    assert example.is_understood
    assert (example.happens, example.exception, example.warning) == (happened, exception, warning)
    assert happens(docstring) == happened


@pytest.mark.parametrize("said", ["", "fails", "raises", "silent", "warn", "raises X later"])
def test_other_headers_are_not_understood(said: str) -> None:
    (example,) = read(f"Title.\n\nProse.\n\n    # bad: {said}\n    code\n").examples
    assert not example.is_understood


def test_without_a_bad_example_nothing_is_known_to_happen() -> None:
    assert happens("Title.\n\nProse.\n\n    # good\n    code\n") == ""
