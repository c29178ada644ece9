"""Headings of documentation, with the ids that Sphinx gives them."""

from __future__ import annotations

from textwrap import dedent

from scvi_lint.knowledge.build.pages import Page, read_page


def page(text: str) -> Page:
    found = read_page(dedent(text))
    assert found is not None
    return found


def anchors(text: str) -> list[str]:
    return [section.anchor for section in page(text).sections]


def test_code_and_punctuation_of_a_heading_become_its_id() -> None:
    found = anchors(
        """
        # scVI

        ## In-distribution vs. out-of-distribution
        ## My model errors out due to `NaN`s - how can I fix this?
        ### Normalization/denoising of {math}`x`
        """
    )
    assert found == [
        "scvi",
        "in-distribution-vs-out-of-distribution",
        "my-model-errors-out-due-to-nans-how-can-i-fix-this",
        "normalization-denoising-of-x",
    ]


def test_second_heading_of_the_same_text_is_left_out() -> None:
    assert anchors("# A\n\n## Tasks\n\n## B\n\n## Tasks\n") == ["a", "tasks", "b"]


def test_formulas_code_and_comments_hold_no_headings() -> None:
    found = anchors(
        r"""
        # Model

        \begin{align}
        q(z)
        = p(z)
        \end{align}

        $$
        x
        =
        $$

        ```python
        # a comment
        ```

        <!-- ```{topic}
        ## Hidden
        ``` -->

        :::{note}
        ## Inside
        :::

        Underlined
        ----------
        """
    )
    assert found == ["model", "underlined"]


def test_section_knows_the_names_that_stand_below_it() -> None:
    found = page(
        """
        # Counterfactuals

        ## Applications

        Use `transform_batch` of {meth}`~scvi.model.SCVI.get_normalized_expression`, and
        {doc}`/tutorials/notebooks/scrna/harmonization`.
        """
    )
    assert found.mentions() == [
        ["applications", ["scvi.model.SCVI.get_normalized_expression"], ["transform_batch"]]
    ]
    assert found.tutorials == ["tutorials/notebooks/scrna/harmonization"]


def test_page_without_a_heading_is_no_page() -> None:
    assert read_page("words\n") is None
