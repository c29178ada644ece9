"""Whatever an editor asks about a hostile program and its data: what it may show steers nothing."""

from __future__ import annotations

import ast
import itertools
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hostile_names import FILE_NAMES, IN_FILES, PARTS, data_file, live, program, raw, texts

sys.path.append(str(Path(__file__).parents[1] / "lsp"))

from wire import Wire

CLIENT: dict[str, Any] = {
    "general": {"positionEncodings": ["utf-16"]},
    "textDocument": {
        "hover": {"contentFormat": ["markdown", "plaintext"]},
        "completion": {"completionItem": {"documentationFormat": ["markdown"]}},
        "signatureHelp": {"signatureInformation": {"documentationFormat": ["markdown"]}},
        "codeAction": {
            "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["", "quickfix"]}}
        },
        "documentSymbol": {"hierarchicalDocumentSymbolSupport": True},
        "documentLink": {"tooltipSupport": True},
    },
    "workspace": {"workspaceEdit": {"documentChanges": True}},
    "window": {"showDocument": {"support": True}},
}
PLAIN = {**CLIENT, "textDocument": {"hover": {"contentFormat": ["plaintext"]}}}
# Texts that are data: what is written into the program, addresses, what comes back to us.
DATA = frozenset(
    "uri newUri target targetUri href newText insertText filterText sortText data arguments edit "
    "textEdit additionalTextEdits capabilities resultId code".split()
)


class Editor:
    """A client that asks about every place of a program, and keeps all that it is told."""

    def __init__(self, wire: Wire, folder: Path, text: str) -> None:
        self.wire = wire
        self.text = text
        self.uri = (folder / f"program_{next(NUMBERS)}.py").as_uri()
        self.told: list[dict[str, Any]] = []
        wire.open(self.uri, text)
        self.here = {"textDocument": {"uri": self.uri}}
        self.wire.diagnostics(self.uri)

    def ask(self, method: str, **more: Any) -> Any:
        reply = self.wire.request(method, {**self.here, **more})
        self.told.append(reply)
        return reply.get("result")

    def places(self, wanted: str) -> Iterator[dict[str, int]]:
        for number, line in enumerate(self.text.split("\n")):
            for found in re.finditer(wanted, line[:300]):
                yield {"line": number, "character": found.start() + 1}

    def ask_everything(self) -> None:
        whole = {
            "start": {"line": 0, "character": 0},
            "end": {"line": self.text.count("\n"), "character": 0},
        }
        for place in self.places(r"\b[A-Za-z_]\w+(?=[^\w\"'])"):
            self.ask("textDocument/hover", position=place)
        for place in self.places(r"[({\[]|(?<=[(\[=])[\"']"):
            self.ask("textDocument/completion", position=place)
            self.ask("textDocument/signatureHelp", position=place)
        self.ask("textDocument/codeAction", range=whole, context={"diagnostics": []})
        self.ask("textDocument/inlayHint", range=whole)
        self.ask("textDocument/documentSymbol")
        self.ask("textDocument/documentLink")
        for command in ("status", "printDebugInformation", "openPage", "\x1b[31m\nowned"):
            arguments = ["\x1b[31m" if command == "openPage" else self.uri]
            words = {"command": f"scvi-lint.{command}", "arguments": arguments}
            self.told.append(self.wire.request("workspace/executeCommand", words))
        self.told += self.wire.drain(0.5)


NUMBERS = itertools.count()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace in which names, data and settings are hostile."""
    made = tmp_path_factory.mktemp("hostile")
    data_file(made / "data.h5ad")
    data_file(made / FILE_NAMES["escape"])
    (made / "scvi-lint.toml").write_text('select = ["SCV1\\u001b[31m"]\n"a\\u001b[0m" = 1\n')
    (made / f"{FILE_NAMES['line']}-requirements.txt").write_text("scvi-tools==1.3.0\n")
    return made


def all_at_once() -> str:
    """One program with all names in it that a file may have, and a column for each."""
    lines = ['import scanpy as sc\nimport scvi\nadata = sc.read_h5ad("data.h5ad")\n']
    lines += [f"adata.layers[{part!a}]\n" for part in PARTS.values()]
    lines += [
        'scvi.model.SCVI.setup_anndata(adata, layer="", batch_key="plain", labels_key="plain")\n',
        "model = scvi.model.SCVI(adata)\nmodel.train()\n",
        'model.get_normalized_expression(transform_batch="")\n',
        f'group = adata[adata.obs["plain"] == {IN_FILES["image"]!a}]\n',
        f"model.get_normalized_expression(group, transform_batch={IN_FILES['tag']!a})\n",
        "print(adata, model)\n",
        "adata.obs['']\nadata.obsm['']\nadata.layers['''''']\nadata.uns[f'']\nadata.obs[r'']\n",
        'model.differential_expression(groupby="plain", group1="")\n',
    ]
    return "".join(lines)


PROGRAMS = {kind: program(part) for kind, part in PARTS.items()} | {
    "all at once": all_at_once(),
    "from a file": program(IN_FILES["ticks"], "data.h5ad"),
    "a file's name": program(IN_FILES["image"], FILE_NAMES["escape"]),
}


@pytest.fixture(scope="module")
def wire(folder: Path) -> Iterator[Wire]:
    with Wire() as wire:
        wire.initialize(CLIENT, rootUri=folder.as_uri())
        yield wire


@pytest.mark.parametrize("kind", PROGRAMS)
def test_nothing_that_an_editor_shows_is_hostile(kind: str, wire: Wire, folder: Path) -> None:
    editor = Editor(wire, folder, PROGRAMS[kind])
    if "file" in kind or "all" in kind:
        editor.told += wire.drain(2.0)  # what the file tells comes a moment later
    editor.ask_everything()
    check(editor.told)


def test_a_client_without_markdown_is_shown_names_as_letters(folder: Path) -> None:
    with Wire() as wire:
        wire.initialize(PLAIN, rootUri=folder.as_uri())
        editor = Editor(wire, folder, all_at_once())
        editor.told += wire.drain(2.0)
        editor.ask_everything()
    check(editor.told)


def check(told: list[dict[str, Any]]) -> None:
    assert any(reply.get("result") for reply in told)
    for message in told:
        for key, text in texts(message, DATA):
            text.encode()  # no half of a pair
            keep = "\n\t" if key in SEVERAL_LINES else ""
            assert raw(text, keep=keep, orders=False) == [], key
        for markdown in _markdown(message):
            assert live(markdown) == []


SEVERAL_LINES = frozenset({"message", "value", "documentation", "tooltip", "result"})


def _markdown(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if value.get("kind") == "markdown":
            yield value["value"]
        for inner in value.values():
            yield from _markdown(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _markdown(inner)


@pytest.mark.parametrize(
    "opening", ['"', "'", '"""', "f'", "r'", "", 'R"', "F'''"], ids=lambda one: one or "no quote"
)
def test_what_is_written_into_a_program_has_the_value_that_was_meant(
    opening: str, wire: Wire, folder: Path
) -> None:
    before = "import scvi\nimport scanpy as sc\nadata = sc.read_h5ad('data.h5ad')\n"
    text = f"{before}adata.layers[{opening}"
    closing = opening.lstrip("fFrR")
    editor = Editor(wire, folder, f"{text}{closing}]\n")
    place = {"line": 3, "character": len(text.split("\n")[3])}
    items: list[Any] = []
    for _ in range(40):
        found = editor.ask("textDocument/completion", position=place)
        items = (found or {}).get("items") or []
        if items:
            break
        wire.drain(0.25)
    values = [eval(f"{opening}{item['textEdit']['newText']}{closing}", {}) for item in items]
    short = [name for name in IN_FILES.values() if len(name) < 1000]
    if "r" in opening.lower():  # no escapes there: only what needs none
        assert set(values) <= set(short)
        assert IN_FILES["image"] in values
    else:
        assert sorted(values) == sorted(short)
    assert all("\n" not in item["textEdit"]["newText"] for item in items)
    assert all(ast.parse(f"x[{opening}{item['textEdit']['newText']}{closing}]") for item in items)
