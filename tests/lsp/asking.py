"""Everything that an editor asks while the mouse and the cursor wander over a program.

A session in this process, its programs opened as an editor opens them; at each place hover,
definition, signature help and completion are asked of the handlers that the server calls. What
they answer is held against what must be true of any answer.
"""

from __future__ import annotations

import json
import re
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from lsprotocol import converters, types

from scvi_lint.lsp.api import REQUESTS
from scvi_lint.lsp.capabilities import ClientCapabilities
from scvi_lint.lsp.documents.convert import to_position
from scvi_lint.lsp.documents.snapshot import Snapshot
from scvi_lint.lsp.documents.store import Text
from scvi_lint.lsp.navigation.client import Place
from scvi_lint.lsp.session.session import Session
from scvi_lint.lsp.session.settings import EditorSettings

QUESTIONS = {
    types.TEXT_DOCUMENT_HOVER: types.HoverParams,
    types.TEXT_DOCUMENT_DEFINITION: types.DefinitionParams,
    types.TEXT_DOCUMENT_SIGNATURE_HELP: types.SignatureHelpParams,
    types.TEXT_DOCUMENT_COMPLETION: types.CompletionParams,
}
TYPED = (types.TEXT_DOCUMENT_SIGNATURE_HELP, types.TEXT_DOCUMENT_COMPLETION)
_WORD = re.compile(r"\w+")
_OPENING = re.compile(r"""[(,"'.\[{=:]""")
_plain = converters.get_converter().unstructure


class Failure(NamedTuple):
    """A question whose answer was an error, or cannot be right."""

    uri: str
    line: int
    method: str
    text: str
    what: str

    def __str__(self) -> str:
        return f"{self.uri}:{self.line}: {self.method} at `{self.text}`: {self.what}"


class Stranger:
    """In jedi's place: every name is defined in a file elsewhere, and in the program itself."""

    pid = None

    async def definitions(self, text: str, path: str, line: int, column: int, *_: Any) -> Any:
        found = {"name": "x", "full_name": "a.x", "kind": "class", "signatures": ["x(a)"]}
        here = {**found, "path": path, "line": line + 1, "column": column}
        return [Place({**found, "path": "/other/a.py", "line": 3, "column": 4}), Place(here)]

    described = definitions

    def kill(self) -> None:
        """There is no process."""


class Desk:
    """One conversation with an editor of these capabilities."""

    def __init__(
        self, capabilities: Any, navigator: Any = None, settings: dict[str, Any] | None = None
    ) -> None:
        async def request(method: str, params: Any) -> None:
            return None

        self.session = Session(
            ClientCapabilities(capabilities),
            EditorSettings(settings),
            lambda method, params: None,
            request,
            _plain,
        )
        self.session.navigator = navigator or Stranger()
        self.session.configured()
        self.failures: list[Failure] = []
        self.asked = 0
        self.answered: dict[str, int] = dict.fromkeys(QUESTIONS, 0)

    # --- opening ------------------------------------------------------------------------------

    def open_script(self, uri: str, text: str) -> None:
        self.session.store.open_text(types.TextDocumentItem(uri, "python", 1, text))
        self.session.opened(uri)

    def open_notebook(self, uri: str, cells: list[tuple[str, str]]) -> None:
        """Cells as (kind, text)."""
        items = [
            types.TextDocumentItem(
                f"{uri}#{number}", "python" if kind == "code" else "markdown", 1, text
            )
            for number, (kind, text) in enumerate(cells)
        ]
        kinds = {"code": types.NotebookCellKind.Code}
        listed = [
            types.NotebookCell(kinds.get(kind, types.NotebookCellKind.Markup), item.uri)
            for (kind, _), item in zip(cells, items, strict=True)
        ]
        notebook = types.NotebookDocument(uri, "jupyter-notebook", 1, listed)
        params = types.DidOpenNotebookDocumentParams(notebook, items)
        self.session.opened(self.session.store.open_notebook(params) or uri)

    def close(self, uri: str) -> None:
        program = self.session.store.program(uri)
        if program is not None and program.is_notebook:
            self.session.store.close_notebook(uri)
        else:
            self.session.store.close_text(uri)
        self.session.closed(uri)

    # --- asking -------------------------------------------------------------------------------

    async def wander(self, uri: str) -> None:
        """All four questions at every place of a program that is open."""
        snapshot = self._snapshot(uri)
        for cell in snapshot.program.cells:
            for offset, methods in places(cell.text.text):
                for method in methods:
                    await self.ask(method, cell.text, offset)

    async def type_at(self, uri: str, number: int, offset: int, *, to_the_end: bool) -> None:
        """A cell as it is while a line is being written: what stands behind is not there yet."""
        text = self._snapshot(uri).program.cells[number].text
        whole = text.text
        rest = whole[offset:].partition("\n")
        self._change(uri, text, whole[:offset] + ("" if to_the_end else rest[1] + rest[2]))
        for method in TYPED:
            now = self._snapshot(uri).program.cells[number].text
            await self.ask(method, now, offset)
        self._change(uri, self._snapshot(uri).program.cells[number].text, whole)

    def _snapshot(self, uri: str) -> Snapshot:
        found = self.session.snapshot(uri)
        assert found is not None
        return found

    def _change(self, uri: str, text: Text, new: str) -> None:
        whole = types.TextDocumentContentChangeWholeDocument(new)
        if text.uri == uri:
            self.session.store.change_text(uri, text.version + 1, [whole])
        else:
            document = types.VersionedTextDocumentIdentifier(text.version + 1, text.uri)
            change = types.NotebookDocumentCellContentChanges(document, [whole])
            cells = types.NotebookDocumentCellChanges(text_content=[change])
            self.session.store.change_notebook(
                types.DidChangeNotebookDocumentParams(
                    types.VersionedNotebookDocumentIdentifier(text.version + 1, uri),
                    types.NotebookDocumentChangeEvent(cells=cells),
                )
            )
        self.session.changed(uri)

    async def ask(self, method: str, text: Text, offset: int) -> Any:
        """One question; the answer, once it was looked at."""
        position = to_position(text, offset, self.session.client.encoding)
        params = QUESTIONS[method](types.TextDocumentIdentifier(text.uri), position)
        self.asked += 1
        try:
            answer = await REQUESTS[method](self.session, params)
            json.dumps(_plain(answer))
        except Exception as error:
            where = traceback.extract_tb(error.__traceback__)[-1]
            said = f"{type(error).__name__}: {error} ({Path(where.filename).name}:{where.lineno})"
            self._failed(method, text, offset, said)
            return None
        if answer is not None:
            self.answered[method] += 1
            for said in WRONG[method](answer, text, offset, position):
                self._failed(method, text, offset, said)
        return answer

    def _failed(self, method: str, text: Text, offset: int, what: str) -> None:
        line = text.text.count("\n", 0, offset)
        shown = text.text[max(text.text.rfind("\n", 0, offset) + 1, offset - 50) : offset]
        name = method.rpartition("/")[2]
        self.failures.append(Failure(text.uri, line + 1, name, f"{shown}|", what))


def places(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Where the mouse or the cursor may stop, and what is asked there: all questions in each word
    and behind what opens, and behind a word what is asked while it is typed."""
    for found in _WORD.finditer(text):
        yield (found.start() + found.end()) // 2, tuple(QUESTIONS)
        yield found.end(), TYPED
    for found in _OPENING.finditer(text):
        yield found.end(), tuple(QUESTIONS)


def cells_of(path: Path) -> list[tuple[str, str]]:
    """The cells of a notebook file as (kind, text); nothing where it is none."""
    try:
        cells = json.loads(path.read_bytes())["cells"]
        return [(cell["cell_type"], "".join(cell["source"])) for cell in cells]
    except (ValueError, KeyError, TypeError):
        return []


# --- what no answer may be --------------------------------------------------------------------


def _wrong_hover(answer: types.Hover, text: Text, offset: int, at: Any) -> Iterator[str]:
    content = answer.contents
    if not isinstance(content, types.MarkupContent) or not content.value.strip():
        yield "it says nothing"
    if answer.range is not None and not _holds(answer.range, at):
        yield "it is about another place"


def _wrong_definition(answer: Any, text: Text, offset: int, at: Any) -> Iterator[str]:
    if not answer:
        yield "an empty list instead of nothing"


def _wrong_signature(
    answer: types.SignatureHelp, text: Text, offset: int, at: Any
) -> Iterator[str]:
    (signature,) = answer.signatures
    parameters = signature.parameters or []
    labels = [_label(one, signature.label) for one in parameters]
    if len(set(labels)) < len(labels):
        yield "a parameter stands there twice"
    active = answer.active_parameter
    # As many as there are: none, for clients that know no null.
    if active is not None and not 0 <= active <= len(parameters):
        yield f"parameter {active} of {len(parameters)} is active"
    # Where the text itself says which it is.
    typed = re.search(r"[(,]\s*(\w+)\s*=\s*['\"]?\w*$", text.text[:offset])
    if typed and typed[1] in (names := [label.partition("=")[0] for label in labels]):
        nested = "{" in text.text[text.text.rfind("\n", 0, offset) + 1 : offset]
        if not nested and (active is None or names[active : active + 1] != [typed[1]]):
            yield f"{typed[1]} is being written, {active} is active"


def _label(one: types.ParameterInformation, whole: str) -> str:
    return one.label if isinstance(one.label, str) else whole[one.label[0] : one.label[1]]


def _wrong_completion(
    answer: types.CompletionList, text: Text, offset: int, at: Any
) -> Iterator[str]:
    labels = [item.label for item in answer.items]
    twice = {label for label in labels if labels.count(label) > 1}
    if twice:
        yield f"offered twice: {sorted(twice)[:3]}"
    for item in answer.items:
        edit = item.text_edit
        if not isinstance(edit, types.TextEdit):
            yield f"{item.label} says not what it replaces"
            return
        if edit.range.start.line != edit.range.end.line or not _holds(edit.range, at):
            yield f"{item.label} replaces another place"
            return


def _holds(place: types.Range, at: types.Position) -> bool:
    return place.start <= at <= place.end


WRONG: dict[str, Any] = {
    types.TEXT_DOCUMENT_HOVER: _wrong_hover,
    types.TEXT_DOCUMENT_DEFINITION: _wrong_definition,
    types.TEXT_DOCUMENT_SIGNATURE_HELP: _wrong_signature,
    types.TEXT_DOCUMENT_COMPLETION: _wrong_completion,
}
