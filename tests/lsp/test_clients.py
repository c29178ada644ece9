"""Every feature, asked for by three real clients' recorded capabilities.

The capability files come with pytest-lsp: VS Code (UTF-16, pushes), Neovim (UTF-8, cannot be
refreshed, so nothing is left to pulling) and Emacs (UTF-32, no related information, no page).
"""

from __future__ import annotations

import asyncio
import itertools
import sys
from pathlib import Path

import pytest
import pytest_lsp
from lsprotocol import types
from programs import FAULT, FAULT_LINE, FAULTY, position
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

COMMAND = [sys.executable, "-c", "from scvi_lint.lsp import serve; serve()"]
PATIENCE = 20
_numbers = itertools.count(1)

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest_lsp.fixture(
    scope="session",
    params=["visual_studio_code", "neovim", "emacs"],
    config=ClientServerConfig(server_command=COMMAND),
)
async def client(request: pytest.FixtureRequest, lsp_client: LanguageClient):
    capabilities = client_capabilities(request.param)
    lsp_client.editor = request.param  # type: ignore[attr-defined]
    for method in (types.CLIENT_REGISTER_CAPABILITY, types.WORKSPACE_INLAY_HINT_REFRESH):
        lsp_client.feature(method)(lambda params: None)
    await lsp_client.initialize_session(
        types.InitializeParams(
            capabilities=capabilities,
            workspace_folders=[types.WorkspaceFolder("file:///workspace", "workspace")],
        )
    )
    yield
    await lsp_client.shutdown_session()


def where(text: str, word: str, offset: int = 0) -> types.Position:
    return types.Position(**position(text, word, offset))


async def until(client: LanguageClient, uri: str, wanted) -> list[types.Diagnostic]:
    """The findings of a text, once they are as wanted."""

    async def wait() -> list[types.Diagnostic]:
        while uri not in client.diagnostics or not wanted(client.diagnostics[uri]):
            await asyncio.sleep(0.01)
        return list(client.diagnostics[uri])

    return await asyncio.wait_for(wait(), PATIENCE)


async def opened(client: LanguageClient, text: str = FAULTY) -> types.TextDocumentIdentifier:
    """A new script, open and analysed."""
    uri = f"file:///workspace/{client.editor}_{next(_numbers)}.py"  # type: ignore[attr-defined]
    item = types.TextDocumentItem(uri, "python", 1, text)
    client.text_document_did_open(types.DidOpenTextDocumentParams(item))
    await until(client, uri, lambda found: True)
    return types.TextDocumentIdentifier(uri)


async def test_findings_are_pushed_with_what_the_client_can_show(client: LanguageClient) -> None:
    document = await opened(client)
    (found,) = client.diagnostics[document.uri]
    assert (found.code, found.source) == (FAULT, "scvi-lint")
    assert found.severity == types.DiagnosticSeverity.Warning
    assert found.range.start.line == FAULT_LINE
    capabilities = client.capabilities
    assert capabilities is not None and capabilities.text_document is not None
    publish = capabilities.text_document.publish_diagnostics
    assert publish is not None
    if publish.related_information:
        assert found.related_information
        assert all(one.location.uri == document.uri for one in found.related_information)
    else:
        assert not found.related_information and "· " in found.message
    if publish.code_description_support:
        assert found.code_description is not None
        assert found.code_description.href.startswith("https://docs.scvi-tools.org/")
    else:
        assert found.code_description is None and "https://docs.scvi-tools.org/" in found.message


async def test_columns_are_counted_as_the_client_counts_them(client: LanguageClient) -> None:
    text = FAULTY.replace("scvi.model.SCVI.setup", '"é😀"; scvi.model.SCVI.setup')
    document = await opened(client, text)
    (found,) = client.diagnostics[document.uri]
    before = '"é😀"; scvi.model.SCVI.'
    units = {
        "visual_studio_code": len(before.encode("utf-16-le")) // 2,
        "neovim": len(before.encode()),
        "emacs": len(before),
    }
    assert found.range.start.character == units[client.editor]  # type: ignore[attr-defined]
    assert found.range.end.character - found.range.start.character == len("setup_anndata")


async def test_an_edit_changes_the_findings_at_once(client: LanguageClient) -> None:
    document = await opened(client)
    place = where(FAULTY, "batch_key")
    change = types.TextDocumentContentChangePartial(types.Range(place, place), 'layer="counts", ')
    client.text_document_did_change(
        types.DidChangeTextDocumentParams(
            types.VersionedTextDocumentIdentifier(2, document.uri), [change]
        )
    )
    await until(client, document.uri, lambda found: not found)


async def test_closing_takes_the_findings_away(client: LanguageClient) -> None:
    document = await opened(client)
    client.text_document_did_close(types.DidCloseTextDocumentParams(document))
    await until(client, document.uri, lambda found: not found)


async def test_hover_tells_the_state_of_data_at_the_place(client: LanguageClient) -> None:
    document = await opened(client)
    early = await client.text_document_hover_async(
        types.HoverParams(document, where(FAULTY, "sc.pp.normalize_total(adata", 23))
    )
    late = await client.text_document_hover_async(
        types.HoverParams(document, where(FAULTY, "SCVI(adata", 6))
    )
    assert early is not None and late is not None
    assert isinstance(early.contents, types.MarkupContent)
    assert isinstance(late.contents, types.MarkupContent)
    assert early.contents.kind == types.MarkupKind.Markdown
    assert "log-normalised" not in early.contents.value
    assert "log-normalised (line 7)" in late.contents.value
    assert "registered for SCVI (line 8)" in late.contents.value
    assert late.range is not None
    assert late.range.end.character - late.range.start.character == len("adata")


async def test_hover_on_an_argument_explains_and_cites(client: LanguageClient) -> None:
    document = await opened(client)
    found = await client.text_document_hover_async(
        types.HoverParams(document, where(FAULTY, "batch_key", 3))
    )
    assert found is not None and isinstance(found.contents, types.MarkupContent)
    assert found.contents.value.startswith("`batch_key`: ")
    assert "](https://docs.scvi-tools.org/en/" in found.contents.value


async def test_hover_has_nothing_to_say_of_what_is_not_ours(client: LanguageClient) -> None:
    document = await opened(client)
    for word in ("import scanpy", "normalize_total", "pbmc.h5ad"):
        place = where(FAULTY, word, 2)
        assert await client.text_document_hover_async(types.HoverParams(document, place)) is None


async def test_completion_offers_the_arguments_of_a_call(client: LanguageClient) -> None:
    text = FAULTY + "model.train(max_epochs=3, )\n"
    document = await opened(client, text)
    found = await client.text_document_completion_async(
        types.CompletionParams(document, where(text, "max_epochs=3, ", 14))
    )
    assert isinstance(found, types.CompletionList)
    labels = [item.label for item in found.items]
    assert "early_stopping=" in labels and "check_val_every_n_epoch=" in labels
    assert "max_epochs=" not in labels
    item = next(item for item in found.items if item.label == "early_stopping=")
    resolved = await client.completion_item_resolve_async(item)
    documentation = resolved.documentation
    text = documentation if isinstance(documentation, str) else documentation.value  # type: ignore[union-attr]
    assert "validation loss" in text


async def test_completion_offers_what_the_data_holds(client: LanguageClient) -> None:
    text = FAULTY.replace('batch_key="batch"', 'layer="", batch_key="batch"')
    document = await opened(client, text)
    found = await client.text_document_completion_async(
        types.CompletionParams(document, where(text, 'layer=""', 7))
    )
    assert isinstance(found, types.CompletionList)
    assert [item.label for item in found.items] == ["counts"]
    edit = found.items[0].text_edit
    assert isinstance(edit, types.TextEdit) and edit.new_text == "counts"
    assert edit.range == types.Range(where(text, 'layer=""', 7), where(text, 'layer=""', 7))


async def test_completion_keeps_out_of_other_calls(client: LanguageClient) -> None:
    text = FAULTY + "print()\nsc.pp.log1p()\nadata.\n"
    document = await opened(client, text)
    for word, offset in (("print()", 6), ("log1p()\nadata", 6), ("adata.\n", 6)):
        place = where(text, word, offset)
        params = types.CompletionParams(document, place)
        assert await client.text_document_completion_async(params) is None


async def test_signature_help_lists_what_is_handed_on(client: LanguageClient) -> None:
    text = FAULTY + "model.train(10, accelerator=)\n"
    document = await opened(client, text)
    found = await client.text_document_signature_help_async(
        types.SignatureHelpParams(document, where(text, "accelerator=)", 12))
    )
    assert found is not None
    (signature,) = found.signatures
    assert signature.label.startswith("SCVI.train(max_epochs=")
    assert "gradient_clip_val" in signature.label  # lightning's own, through **kwargs
    assert signature.parameters is not None and found.active_parameter is not None
    label = signature.parameters[found.active_parameter].label
    named = label if isinstance(label, str) else signature.label[label[0] : label[1]]
    assert named.startswith("accelerator")


async def test_code_actions_mend_ignore_and_explain(client: LanguageClient) -> None:
    document = await opened(client)
    (finding,) = client.diagnostics[document.uri]
    found = await client.text_document_code_action_async(
        types.CodeActionParams(document, finding.range, types.CodeActionContext([finding]))
    )
    # The client's library takes an action with a command for a bare command.
    titles = [one.title for one in found or []]
    actions = [one for one in found or [] if isinstance(one, types.CodeAction)]
    assert any("counts" in title for title in titles)
    mend = next(action for action in actions if "counts" in action.title)
    assert mend.edit is not None and mend.diagnostics is not None
    assert mend.diagnostics[0].code == FAULT
    assert not mend.is_preferred  # it changes results
    ignore = next(action for action in actions if action.title == f"Ignore {FAULT} here")
    assert f"# scvi-lint: ignore[{FAULT}]" in str(ignore.edit)
    capabilities = client.capabilities
    assert capabilities is not None
    window = capabilities.window
    can_show = bool(window and window.show_document and window.show_document.support)
    assert any(title.startswith("Read: ") for title in titles) is can_show
    assert any("false positive" in title for title in titles) is can_show


async def test_an_ignore_comment_silences_the_finding(client: LanguageClient) -> None:
    line = FAULTY.splitlines()[FAULT_LINE]
    text = FAULTY.replace(line, f"{line}  # scvi-lint: ignore[{FAULT}] on purpose")
    document = await opened(client, text)
    assert [one.code for one in client.diagnostics[document.uri]] == []


async def test_inlay_hints_show_what_was_registered(client: LanguageClient) -> None:
    document = await opened(client)
    whole = types.Range(types.Position(0, 0), types.Position(99, 0))
    hints = await client.text_document_inlay_hint_async(types.InlayHintParams(document, whole))
    labels = {hint.position.line: str(hint.label) for hint in hints or []}
    assert labels[FAULT_LINE] == "X: log-normalised"
    assert "batch_key 'batch'" in labels[FAULT_LINE + 1]


async def test_document_symbols_are_the_way_from_data_to_query(client: LanguageClient) -> None:
    document = await opened(client)
    found = await client.text_document_document_symbol_async(types.DocumentSymbolParams(document))
    names = [symbol.name for symbol in found or []]
    assert names == ["read pbmc.h5ad", "SCVI.setup_anndata", "SCVI"]
    model = found[2]  # type: ignore[index]
    assert isinstance(model, types.DocumentSymbol) and model.children is not None
    assert [child.name for child in model.children] == ["train", "get_latent_representation"]
    for symbol in found or []:
        assert isinstance(symbol, types.DocumentSymbol)
        assert symbol.range.start <= symbol.selection_range.start


async def test_definition_of_a_tracked_object_is_where_it_was_made(client: LanguageClient) -> None:
    document = await opened(client)
    found = await client.text_document_definition_async(
        types.DefinitionParams(document, where(FAULTY, "SCVI(adata", 6))
    )
    assert isinstance(found, list | tuple) and found
    location = found[0]
    assert isinstance(location, types.Location)
    assert location.uri == document.uri
    assert location.range.start == where(FAULTY, "adata = sc")


async def test_definition_of_what_is_not_ours_is_left_to_others(client: LanguageClient) -> None:
    document = await opened(client)
    params = types.DefinitionParams(document, where(FAULTY, "normalize_total", 3))
    assert await client.text_document_definition_async(params) is None


async def test_debug_information_names_client_and_documents(client: LanguageClient) -> None:
    document = await opened(client)
    text = await client.workspace_execute_command_async(
        types.ExecuteCommandParams("scvi-lint.printDebugInformation")
    )
    assert document.uri in str(text) and sys.executable in str(text)
    assert any(document.uri in message.message for message in client.log_messages)


async def test_the_status_names_the_release_that_is_assumed(client: LanguageClient) -> None:
    document = await opened(client)

    async def status(*arguments: str) -> object:
        params = types.ExecuteCommandParams("scvi-lint.status", list(arguments))
        return await client.workspace_execute_command_async(params)

    assert await status() is None and await status("file:///elsewhere.py") is None
    found = await status(document.uri)
    release = getattr(found, "scviTools", None) or found["scviTools"]  # type: ignore[index]
    assert release.count(".") == 2


async def test_nothing_ever_pops_up(client: LanguageClient) -> None:
    await opened(client)
    assert client.messages == []


async def test_document_links_lead_to_files_that_exist(
    client: LanguageClient, tmp_path: Path
) -> None:
    file = tmp_path / "pbmc.h5ad"
    file.touch()
    text = FAULTY.replace("pbmc.h5ad", file.as_posix())
    document = await opened(client, text)
    params = types.DocumentLinkParams(document)
    (link,) = await client.text_document_document_link_async(params) or ()
    assert link.target == file.as_uri()
    assert link.range.start.line == 3
    nowhere = types.DocumentLinkParams(await opened(client))
    assert not await client.text_document_document_link_async(nowhere)


async def test_safe_fixes_are_made_all_at_once(client: LanguageClient) -> None:
    text = "import scvi\nx = 1  # scvi-lint: ignore[SCV201]\n"
    document = await opened(client, text)
    whole = types.Range(types.Position(0, 0), types.Position(2, 0))
    context = types.CodeActionContext([], only=["source.fixAll"])
    found = await client.text_document_code_action_async(
        types.CodeActionParams(document, whole, context)
    )
    (action,) = found or ()
    assert isinstance(action, types.CodeAction) and action.kind == "source.fixAll.scvi-lint"
    if action.edit is None:  # the client asks for it when it is wanted
        action = await client.code_action_resolve_async(action)
    edit = action.edit
    assert edit is not None
    if edit.document_changes:
        (change,) = edit.document_changes
        assert isinstance(change, types.TextDocumentEdit)
        edits = list(change.edits)
    else:
        edits = list((edit.changes or {})[document.uri])
    (removed,) = edits
    assert isinstance(removed, types.TextEdit)
    assert removed.new_text == "" and removed.range.start.line == 1


async def test_findings_can_be_pulled_and_are_told_once(client: LanguageClient) -> None:
    document = await opened(client)
    params = types.DocumentDiagnosticParams(document)
    found = await client.text_document_diagnostic_async(params)
    assert isinstance(found, types.RelatedFullDocumentDiagnosticReport)
    assert [one.code for one in found.items] == [FAULT]
    again = await client.text_document_diagnostic_async(
        types.DocumentDiagnosticParams(document, previous_result_id=found.result_id)
    )
    assert isinstance(again, types.RelatedUnchangedDocumentDiagnosticReport)


async def test_what_an_item_means_is_told_when_it_is_looked_at(client: LanguageClient) -> None:
    text = FAULTY + "model.train()\n"
    document = await opened(client, text)
    found = await client.text_document_completion_async(
        types.CompletionParams(document, where(text, "model.train()", 12))
    )
    assert isinstance(found, types.CompletionList)
    item = next(one for one in found.items if one.label == "early_stopping=")
    told = await client.completion_item_resolve_async(item)
    assert "validation" in str(told.documentation)


async def test_settings_folders_and_files_may_change_meanwhile(client: LanguageClient) -> None:
    document = await opened(client)

    def configure(settings: object) -> None:
        client.workspace_did_change_configuration(
            types.DidChangeConfigurationParams({"scvi-lint": settings})
        )

    client.set_configuration({"scvi-lint": {"ignore": [FAULT]}})
    configure({"ignore": [FAULT]})
    await until(client, document.uri, lambda found: not found)
    client.set_configuration({})
    configure({})
    await until(client, document.uri, lambda found: len(found) == 1)
    folder = types.WorkspaceFolder("file:///other", "other")
    for added, removed in (([folder], []), ([], [folder])):
        event = types.WorkspaceFoldersChangeEvent(added, removed)
        client.workspace_did_change_workspace_folders(types.DidChangeWorkspaceFoldersParams(event))
    change = types.FileEvent("file:///workspace/scvi-lint.toml", types.FileChangeType.Changed)
    client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([change]))
    client.text_document_did_save(types.DidSaveTextDocumentParams(document))
    found = await client.text_document_hover_async(
        types.HoverParams(document, where(FAULTY, "model.train", 2))
    )
    assert found is not None and [one.code for one in client.diagnostics[document.uri]] == [FAULT]


async def test_a_notebook_that_the_client_syncs_is_one_program(client: LanguageClient) -> None:
    number = next(_numbers)
    uris = [f"vscode-notebook-cell:/workspace/{number}.ipynb#{cell}" for cell in "ab"]
    first, second = FAULTY.split("scvi.model.SCVI.setup")
    texts = [first, "scvi.model.SCVI.setup" + second]
    items = [
        types.TextDocumentItem(uri, "python", 1, text)
        for uri, text in zip(uris, texts, strict=True)
    ]
    cells = [types.NotebookCell(types.NotebookCellKind.Code, uri) for uri in uris]
    uri = f"file:///workspace/{client.editor}_{number}.ipynb"  # type: ignore[attr-defined]
    notebook = types.NotebookDocument(uri, "jupyter-notebook", 1, cells)
    client.notebook_document_did_open(types.DidOpenNotebookDocumentParams(notebook, items))
    (finding,) = await until(client, uris[1], bool)
    assert finding.code == FAULT and finding.range.start.line == 0
    whole = types.TextDocumentContentChangeWholeDocument("print(adata)\n")
    changed = types.NotebookDocumentCellContentChanges(
        types.VersionedTextDocumentIdentifier(2, uris[1]), [whole]
    )
    client.notebook_document_did_change(
        types.DidChangeNotebookDocumentParams(
            types.VersionedNotebookDocumentIdentifier(2, uri),
            types.NotebookDocumentChangeEvent(
                cells=types.NotebookDocumentCellChanges(text_content=[changed])
            ),
        )
    )
    await until(client, uris[1], lambda found: not found)
    identifier = types.NotebookDocumentIdentifier(uri)
    client.notebook_document_did_save(types.DidSaveNotebookDocumentParams(identifier))
    cell_identifiers = [types.TextDocumentIdentifier(uri) for uri in uris]
    client.notebook_document_did_close(
        types.DidCloseNotebookDocumentParams(identifier, cell_identifiers)
    )
    await until(client, uris[1], lambda found: not found)
