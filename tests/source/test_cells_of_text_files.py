"""Percent scripts, and chunks in Quarto, R Markdown and MyST."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scvi_lint.source.documents.document import Cell
from scvi_lint.source.documents.lines import Lines
from scvi_lint.source.reading import document_from_text
from scvi_lint.source.syntax import parse


def cells(path: str, text: str) -> list[tuple[str, str]]:
    document = document_from_text(path, text)
    for cell in document.cells:
        check_place(text, cell)
    return [(cell.kind, cell.text) for cell in document.cells]


def check_place(text: str, cell: Cell) -> None:
    assert text.startswith(cell.text, cell.offset)
    line, column = Lines(text).position(cell.offset)
    assert line == cell.line
    assert column == 0 or cell.offset == len(text)  # a mark that ends the file


def test_a_mark_begins_a_cell() -> None:
    text = '"""Title."""\n# %%\nx = 1\n\n# %% [markdown]\n# Prose\n#%% second\ny = 2\n'
    assert cells("a.py", text) == [
        ("code", '"""Title."""\n'),
        ("code", "x = 1\n\n"),
        ("markdown", "# Prose\n"),
        ("code", "y = 2\n"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "def f():\n    a\n# %%\n    b\n",
        "if a:\n    b\n# %%\nelse:\n    c\n",
        "try:\n    b\n# %%\nexcept E:\n    c\n",
        'x = """\n# %%\n"""\n',
        "def f():\n    # %%\n    b\n",
        "x = 1\n# %%time\ny = 2\n",
        "x = 1  # %%\n",
        "x = 10 %% 3\n",
    ],
)
def test_a_comment_that_cannot_part_cells_does_not(text: str) -> None:
    assert cells("a.py", text) == [("code", text)]


def test_a_bracket_that_is_being_typed_ends_with_its_cell() -> None:
    assert cells("a.py", "# %%\nfoo(\n# %%\nbar()\n") == [("code", "foo(\n"), ("code", "bar()\n")]


def test_a_shell_line_with_a_bracket_does_not_hide_the_next_mark() -> None:
    assert len(cells("a.py", "# %%\n!echo (\n# %%\nbar()\n")) == 2


def test_a_percent_script_has_a_kind_and_languages() -> None:
    text = '# %% language="R"\nx\n# %%\n%%bash\nls\n# %% tags=["a"]\ny\n# %% [raw]\nz\n'
    document = document_from_text("a.py", text)
    assert document.kind == "percent"
    assert [cell.language for cell in document.cells] == ["R", "bash", "python", ""]


def test_chunks_of_a_quarto_file_are_cells() -> None:
    text = (
        "---\ntitle: T\n---\n\n```{python}\n#| label: a\nx = 1\n```\n\n```python\nshown\n```\n"
        "```{r}\ny <- 1\n```\n  ```{python, echo=FALSE}\n  z = 1\n  ```\n```{{python}}\nq\n```\n"
        "````{python}\nw\n```\n````\n"
    )
    assert cells("a.qmd", text) == [
        ("code", "#| label: a\nx = 1\n"),
        ("code", "y <- 1\n"),
        ("code", "  z = 1\n"),
        ("code", "w\n```\n"),
    ]
    document = document_from_text("a.Rmd", text)
    assert [cell.language for cell in document.cells] == ["python", "r", "python", "python"]


@pytest.mark.parametrize(
    "chunk",
    ["```{python}\n#| eval: false\nx\n```", "```{python, eval=FALSE}\nx\n```"],
)
def test_a_chunk_that_is_not_run_is_no_code(chunk: str) -> None:
    assert [kind for kind, _ in cells("a.qmd", chunk)] == ["raw"]


@pytest.mark.parametrize(
    ("chunk", "language"),
    [
        ("```{python, engine='bash'}\nls\n```", "bash"),
        ('```{python engine = "sh", echo=FALSE}\nls\n```', "sh"),
        ("```{python}\n#| engine: bash\nls\n```", "bash"),
        ("```{block, engine='python3'}\nx\n```", "python"),
        ('```{python, engine.path="/usr/bin/python"}\nx\n```', "python"),
    ],
)
def test_the_engine_of_a_chunk_is_its_language(chunk: str, language: str) -> None:
    assert [cell.language for cell in document_from_text("a.Rmd", chunk).cells] == [language]


def test_a_chunk_that_is_not_closed_goes_to_the_end() -> None:
    assert cells("a.qmd", "```{python}\nx = 1") == [("code", "x = 1")]


def test_markdown_has_plain_fences_and_code_cells() -> None:
    text = (
        "```{code-cell} ipython3\n:tags: [hide]\n\nx = 1\n```\n~~~py\ny\n~~~\n```bash\nls\n```\n"
        "```{code-cell}\n---\na: b\n---\nz\n```\n"
    )
    assert cells("a.md", text) == [("code", "x = 1\n"), ("code", "y\n"), ("code", "z\n")]


def test_an_indented_chunk_is_python() -> None:
    document = document_from_text("a.qmd", "- item\n  ```{python}\n  if x:\n      y = 1\n  ```\n")
    assert not parse(document.cells[0]).errors


@given(
    st.lists(
        st.sampled_from(
            ["# %%", "# %% [markdown]", "x = 1", "    y", '"""', "foo(", ")", "", "é", "!ls ("]
        )
    ),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_every_cell_of_a_script_lies_where_it_says(parts: list[str], end: str) -> None:
    text = end.join(parts)
    cells("a.py", text)
    document = document_from_text("a.py", text, kind="percent")
    kept = sum(len(cell.text) for cell in document.cells)
    assert kept <= len(text)
    assert sum(cell.text.count("x = 1") for cell in document.cells) == text.count("x = 1")


@given(
    st.lists(
        st.sampled_from(
            "```{python},```,````,~~~,prose,  ```{python},x = 1,---,#| eval: F".split(",")
        )
    ),
    st.sampled_from(["a.qmd", "a.md"]),
)
def test_every_chunk_lies_where_it_says(parts: list[str], path: str) -> None:
    cells(path, "\n".join(parts))
