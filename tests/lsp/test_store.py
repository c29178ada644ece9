"""What is open equals what the editor shows, after whatever sequence of edits."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lsprotocol import types

from scvi_lint.config import Settings
from scvi_lint.lsp.documents.snapshot import Snapshot
from scvi_lint.lsp.documents.store import Store
from scvi_lint.lsp.session.analyses import analyse
from scvi_lint.lsp.session.settings import Scope

ENCODINGS = ("utf-8", "utf-16", "utf-32")
PIECES = st.sampled_from(
    [
        "a",
        "é",
        "😀",
        "\n",
        "\r\n",
        "\r",
        "\f",
        "\x0b",
        "\x1c",
        "\x85",
        "\u2028",
        "\t",
        " ",
        '"""',
        "scvi",
        "adata = 1",
        "# %%\n",
        "%time x\n",
        "!ls\n",
        "(",
        ")",
        "def f():\n    ",
        "\u0301",
    ]
)
TEXTS = st.lists(PIECES, max_size=12).map("".join)
SCOPE = Scope("/p/a.py", "/p", Settings(), "")


def reference_position(text: str, offset: int, encoding: str) -> types.Position:
    """Line and column as the protocol defines them, counted one character at a time."""
    line = column = index = 0
    while index < offset:
        char = text[index]
        if char == "\n" or (char == "\r" and text[index + 1 : index + 2] != "\n"):
            line, column = line + 1, 0
        elif char == "\r":
            if index + 1 >= offset:
                break
            line, column, index = line + 1, 0, index + 1
        elif encoding == "utf-32":
            column += 1
        else:
            data = char.encode("utf-8" if encoding == "utf-8" else "utf-16-le")
            column += len(data) // (1 if encoding == "utf-8" else 2)
        index += 1
    return types.Position(line, column)


def addressable(text: str, offset: int) -> int:
    """The nearest place at or before an offset that a position can name."""
    inside = 0 < offset < len(text) and text[offset - 1] == "\r" and text[offset] == "\n"
    return offset - 1 if inside else offset


@st.composite
def edits(draw: st.DrawFn, text: str) -> tuple[int, int, str]:
    start = addressable(text, draw(st.integers(0, len(text))))
    end = addressable(text, draw(st.integers(start, len(text))))
    return start, max(start, end), draw(TEXTS)


def change(text: str, edit: tuple[int, int, str], encoding: str):
    start, end, new = edit
    span = types.Range(
        reference_position(text, start, encoding), reference_position(text, end, encoding)
    )
    return types.TextDocumentContentChangePartial(range=span, text=new)


def item(uri: str, text: str, version: int = 1, language: str = "python"):
    return types.TextDocumentItem(uri, language, version, text)


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_edits_of_a_script_arrive_where_they_were_made(encoding: str, data: st.DataObject) -> None:
    text = data.draw(TEXTS)
    store = Store(encoding)
    store.open_text(item("file:///p/a.py", text))
    for version in range(2, 2 + data.draw(st.integers(1, 6))):
        changes = []
        for _ in range(data.draw(st.integers(1, 3))):
            edit = data.draw(edits(text))
            changes.append(change(text, edit, encoding))
            text = text[: edit[0]] + edit[2] + text[edit[1] :]
        store.change_text("file:///p/a.py", version, changes)
        program = store.program("file:///p/a.py")
        assert program is not None
        assert program.cells[0].text.text == text
        assert program.version == version


def fresh(program, encoding: str) -> Snapshot:
    """The same state, opened anew."""
    store = Store(encoding)
    if not program.is_notebook:
        store.open_text(item(program.uri, program.cells[0].text.text))
    else:
        cells = [
            types.NotebookCell(
                types.NotebookCellKind.Code if cell.is_code else types.NotebookCellKind.Markup,
                cell.text.uri,
                execution_summary=None
                if cell.execution_count is None
                else types.ExecutionSummary(cell.execution_count, not cell.failed),
            )
            for cell in program.cells
        ]
        notebook = types.NotebookDocument(program.uri, "jupyter-notebook", 1, cells)
        texts = [
            item(cell.text.uri, cell.text.text, language=cell.text.language)
            for cell in program.cells
        ]
        store.open_notebook(types.DidOpenNotebookDocumentParams(notebook, texts))
    again = store.program(program.uri)
    assert again is not None
    return Snapshot(again, encoding, SCOPE)


def same(one: Snapshot, other: Snapshot) -> None:
    """Both mean the same program, and all that is found in it is the same."""
    mine, theirs = one.document, other.document
    assert [
        (c.kind, c.language, c.text, c.line, c.offset, c.execution_count, c.failed)
        for c in mine.cells
    ] == [
        (c.kind, c.language, c.text, c.line, c.offset, c.execution_count, c.failed)
        for c in theirs.cells
    ]
    found = [
        [(p.finding.code, p.mark, p.finding.message) for p in analyse(s).placed]
        for s in (one, other)
    ]
    assert found[0] == found[1]


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_an_edited_script_means_what_it_means_when_opened_anew(
    encoding: str, data: st.DataObject
) -> None:
    from programs import FAULTY

    text = FAULTY
    store = Store(encoding)
    uri = "file:///p/a.py"
    store.open_text(item(uri, text))
    for version in range(2, 5):
        edit = data.draw(edits(text))
        store.change_text(uri, version, [change(text, edit, encoding)])
        text = text[: edit[0]] + edit[2] + text[edit[1] :]
        program = store.program(uri)
        assert program is not None
        same(Snapshot(program, encoding, SCOPE), fresh(program, encoding))


class Notebook:
    """The editor's own idea of a notebook, and the messages that tell the server of it."""

    def __init__(self, encoding: str, texts: list[str]) -> None:
        self.encoding = encoding
        self.uri = "file:///p/a.ipynb"
        self.store = Store(encoding)
        self.cells = [
            SimpleNamespace(
                uri=f"cell:{n}",
                text=t,
                code=n % 3 != 2,
                language="python",
                count=None,
                failed=False,
            )
            for n, t in enumerate(texts)
        ]
        self.next = len(texts)
        self.version = 1
        notebook = types.NotebookDocument(
            self.uri, "jupyter-notebook", 1, [self.described(cell) for cell in self.cells]
        )
        items = [item(cell.uri, cell.text) for cell in self.cells]
        self.store.open_notebook(types.DidOpenNotebookDocumentParams(notebook, items))

    def described(self, cell) -> types.NotebookCell:
        kind = types.NotebookCellKind.Code if cell.code else types.NotebookCellKind.Markup
        summary = (
            None if cell.count is None else types.ExecutionSummary(cell.count, not cell.failed)
        )
        return types.NotebookCell(kind, cell.uri, execution_summary=summary)

    def tell(self, **cells) -> None:
        self.version += 1
        change = types.NotebookDocumentChangeEvent(cells=types.NotebookDocumentCellChanges(**cells))
        document = types.VersionedNotebookDocumentIdentifier(self.version, self.uri)
        self.store.change_notebook(types.DidChangeNotebookDocumentParams(document, change))

    def splice(self, start: int, count: int, new: list, *, opened: list | None = None) -> None:
        gone = self.cells[start : start + count]
        self.cells[start : start + count] = new
        present = {cell.uri for cell in self.cells}
        array = types.NotebookCellArrayChange(start, count, [self.described(c) for c in new])
        self.tell(
            structure=types.NotebookDocumentCellChangeStructure(
                array,
                did_open=[item(c.uri, c.text, language=c.language) for c in opened or []],
                did_close=[
                    types.TextDocumentIdentifier(c.uri) for c in gone if c.uri not in present
                ],
            )
        )

    def insert(self, place: int, text: str) -> None:
        cell = SimpleNamespace(
            uri=f"cell:{self.next}",
            text=text,
            code=True,
            language="python",
            count=None,
            failed=False,
        )
        self.next += 1
        self.splice(place, 0, [cell], opened=[cell])

    def move(self, start: int, end: int) -> None:
        """As VS Code tells it: the whole range again in another order, no text."""
        low, high = min(start, end), max(start, end) + 1
        order = self.cells[low:high]
        order.insert(len(order) if end > start else 0, order.pop(0 if end > start else -1))
        self.splice(low, high - low, order)

    def edit(self, place: int, edit: tuple[int, int, str]) -> None:
        cell = self.cells[place]
        made = change(cell.text, edit, self.encoding)
        cell.text = cell.text[: edit[0]] + edit[2] + cell.text[edit[1] :]
        cell.count = None  # what ran was another text
        document = types.VersionedTextDocumentIdentifier(self.version + 1, cell.uri)
        self.tell(text_content=[types.NotebookDocumentCellContentChanges(document, [made])])

    def run(self, place: int, count: int, failed: bool) -> None:
        cell = self.cells[place]
        cell.count, cell.failed = count, failed
        self.tell(data=[self.described(cell)])

    def switch(self, place: int, language: str) -> None:
        cell = self.cells[place]
        cell.language = language
        self.splice(place, 1, [cell], opened=[cell])

    def check(self) -> None:
        program = self.store.program(self.uri)
        assert program is not None
        assert [c.text.uri for c in program.cells] == [c.uri for c in self.cells]
        assert [c.text.text for c in program.cells] == [c.text for c in self.cells]
        assert [c.text.language for c in program.cells] == [c.language for c in self.cells]
        same(Snapshot(program, self.encoding, SCOPE), fresh(program, self.encoding))


STARTS = [
    "import scvi\nimport scanpy as sc\nadata = sc.read_h5ad('x.h5ad')\n",
    "",
    "# Title 😀",
    'adata.layers["counts"] = adata.X.copy()\r\nsc.pp.log1p(adata)',
    "%%time\nscvi.model.SCVI.setup_anndata(adata)",
    "",
]


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_a_changed_notebook_means_what_it_means_when_opened_anew(
    encoding: str, data: st.DataObject
) -> None:
    notebook = Notebook(encoding, STARTS)
    for count in range(data.draw(st.integers(1, 8))):
        size = len(notebook.cells)
        action = data.draw(
            st.sampled_from(
                ["insert"] if not size else ["insert", "delete", "move", "edit", "run", "switch"]
            )
        )
        place = data.draw(st.integers(0, max(size - 1, 0)))
        if action == "insert":
            notebook.insert(data.draw(st.integers(0, size)), data.draw(TEXTS))
        elif action == "delete":
            notebook.splice(place, 1, [])
        elif action == "move":
            notebook.move(place, data.draw(st.integers(0, size - 1)))
        elif action == "edit":
            notebook.edit(place, data.draw(edits(notebook.cells[place].text)))
        elif action == "run":
            notebook.run(place, count + 1, data.draw(st.booleans()))
        else:
            notebook.switch(place, data.draw(st.sampled_from(["python", "r", "raw"])))
        notebook.check()


def test_a_cell_that_was_edited_after_it_ran_has_not_run() -> None:
    notebook = Notebook("utf-16", ["x = 1"])
    notebook.run(0, 1, False)
    program = notebook.store.program(notebook.uri)
    assert program is not None and program.cells[0].execution_count == 1
    notebook.edit(0, (0, 0, "y"))
    program = notebook.store.program(notebook.uri)
    assert program is not None and program.cells[0].execution_count is None


def test_a_cell_closed_and_opened_in_another_language_stays_in_its_notebook() -> None:
    notebook = Notebook("utf-16", ["x = 1", "y = 2"])
    assert notebook.store.close_text("cell:1") == notebook.uri
    assert notebook.store.open_text(item("cell:1", "y <- 2", language="r")) == notebook.uri
    program = notebook.store.program(notebook.uri)
    assert program is not None
    assert [cell.text.language for cell in program.cells] == ["python", "r"]


def test_lone_surrogates_become_replacement_characters_of_the_same_length() -> None:
    store = Store("utf-16")
    store.open_text(item("file:///p/a.py", "a\ud800b\ndef"))
    text = store.text("file:///p/a.py")
    assert text is not None and text.text == "a\ufffdb\ndef"


def test_closing_a_notebook_forgets_its_cells() -> None:
    notebook = Notebook("utf-16", ["x = 1", "y = 2"])
    assert notebook.store.close_notebook(notebook.uri) == ["cell:0", "cell:1"]
    assert notebook.store.program_of("cell:0") is None
    assert notebook.store.programs() == []


def test_a_position_is_read_and_left_as_it_was() -> None:
    store = Store("utf-16")
    store.open_text(item("file:///p/a.py", "short\n"))
    position = types.Position(0, 400)
    text = store.text("file:///p/a.py")
    assert text is not None and text.offset(position, "utf-16") == 5
    assert position == types.Position(0, 400)
