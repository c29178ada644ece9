"""What the client can do, asked once; and what we tell it that we can do.

Clients send what they like, so this reads plain JSON and believes only what has the right shape:
an unknown value never costs a feature, let alone the whole handshake.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from scvi_lint.lsp.names import COMMANDS, FIX_ALL, NOTEBOOK_FIX_ALL, SECTION

if TYPE_CHECKING:
    from scvi_lint.json_values import Json

ENCODINGS = ("utf-8", "utf-16", "utf-32")


def _at(tree: Json, *path: str) -> Json:
    for key in path:
        tree = tree.get(key) if isinstance(tree, dict) else None
    return tree


def _flag(tree: Json, *path: str) -> bool:
    return _at(tree, *path) is True


def _names(tree: Json, *path: str) -> list[Json]:
    found = _at(tree, *path)
    return found if isinstance(found, list) else []


class ClientCapabilities:
    """The capabilities that make a difference here, flat."""

    __slots__ = (
        "action_data",
        "action_literals",
        "action_resolve",
        "apply_edit",
        "code_description",
        "configuration",
        "configuration_registration",
        "definition_links",
        "diagnostic_refresh",
        "diagnostic_tags",
        "disabled_actions",
        "document_changes",
        "documentation_markdown",
        "encoding",
        "hover_markdown",
        "inlay_refresh",
        "label_offsets",
        "link_tooltips",
        "name",
        "no_active_parameter",
        "notebooks",
        "preferred_actions",
        "progress",
        "pull_diagnostics",
        "related_information",
        "show_document",
        "signature_markdown",
        "snippets",
        "stale_requests",
        "symbol_tree",
        "watched_files",
    )

    def __init__(self, given: Json, name: str = "") -> None:
        text = _at(given, "textDocument")
        workspace = _at(given, "workspace")
        window = _at(given, "window")
        publish = _at(text, "publishDiagnostics")
        action = _at(text, "codeAction")
        self.name = name
        self.encoding = _encoding(given)
        self.notebooks = isinstance(_at(given, "notebookDocument", "synchronization"), dict)
        self.related_information = _flag(publish, "relatedInformation")
        self.code_description = _flag(publish, "codeDescriptionSupport")
        self.diagnostic_tags = frozenset(
            tag for tag in _names(publish, "tagSupport", "valueSet") if isinstance(tag, int)
        )
        self.diagnostic_refresh = _flag(workspace, "diagnostics", "refreshSupport")
        # A client that cannot be told to ask again would show old findings for ever.
        self.pull_diagnostics = (
            isinstance(_at(text, "diagnostic"), dict) and self.diagnostic_refresh
        )
        self.hover_markdown = "markdown" in _names(text, "hover", "contentFormat")
        item = _at(text, "completion", "completionItem")
        self.documentation_markdown = "markdown" in _names(item, "documentationFormat")
        self.snippets = _flag(item, "snippetSupport")
        signature = _at(text, "signatureHelp", "signatureInformation")
        self.signature_markdown = "markdown" in _names(signature, "documentationFormat")
        self.label_offsets = _flag(signature, "parameterInformation", "labelOffsetSupport")
        self.no_active_parameter = _flag(signature, "noActiveParameterSupport")
        self.action_literals = isinstance(_at(action, "codeActionLiteralSupport"), dict)
        self.action_data = _flag(action, "dataSupport")
        self.action_resolve = self.action_data and "edit" in _names(
            action, "resolveSupport", "properties"
        )
        self.preferred_actions = _flag(action, "isPreferredSupport")
        self.disabled_actions = _flag(action, "disabledSupport")
        self.definition_links = _flag(text, "definition", "linkSupport")
        self.symbol_tree = _flag(text, "documentSymbol", "hierarchicalDocumentSymbolSupport")
        self.link_tooltips = _flag(text, "documentLink", "tooltipSupport")
        self.inlay_refresh = _flag(workspace, "inlayHint", "refreshSupport")
        self.apply_edit = _flag(workspace, "applyEdit")
        self.document_changes = _flag(workspace, "workspaceEdit", "documentChanges")
        self.configuration = _flag(workspace, "configuration")
        self.configuration_registration = _flag(
            workspace, "didChangeConfiguration", "dynamicRegistration"
        )
        self.watched_files = _flag(workspace, "didChangeWatchedFiles", "dynamicRegistration")
        self.show_document = _flag(window, "showDocument", "support")
        self.progress = _flag(window, "workDoneProgress")
        self.stale_requests = isinstance(_at(given, "general", "staleRequestSupport"), dict)


def _encoding(given: Json) -> str:
    """The client's first choice among those that we speak; UTF-16 when it names none."""
    for name in _names(given, "general", "positionEncodings"):
        if name in ENCODINGS:
            return name
    return "utf-16"


def server_capabilities(
    client: ClientCapabilities, *, workspace_diagnostics: bool
) -> types.ServerCapabilities:
    """What this client is told. Pull diagnostics are offered only where they can be refreshed."""
    return types.ServerCapabilities(
        position_encoding=client.encoding,
        text_document_sync=types.TextDocumentSyncOptions(
            open_close=True,
            change=types.TextDocumentSyncKind.Incremental,
            save=types.SaveOptions(include_text=False),
        ),
        notebook_document_sync=_notebooks() if client.notebooks else None,
        hover_provider=True,
        completion_provider=types.CompletionOptions(
            trigger_characters=["(", ",", '"', "'", "[", "="], resolve_provider=True
        ),
        signature_help_provider=types.SignatureHelpOptions(
            trigger_characters=["(", ","], retrigger_characters=["="]
        ),
        definition_provider=True,
        document_symbol_provider=types.DocumentSymbolOptions(label="scvi-lint"),
        document_link_provider=types.DocumentLinkOptions(resolve_provider=False),
        inlay_hint_provider=types.InlayHintOptions(resolve_provider=False),
        code_action_provider=_actions(client),
        execute_command_provider=types.ExecuteCommandOptions(commands=list(COMMANDS)),
        diagnostic_provider=types.DiagnosticOptions(
            identifier=SECTION,
            inter_file_dependencies=True,
            workspace_diagnostics=workspace_diagnostics,
        )
        if client.pull_diagnostics
        else None,
        workspace=types.WorkspaceOptions(
            workspace_folders=types.WorkspaceFoldersServerCapabilities(
                supported=True, change_notifications=True
            )
        ),
    )


def _actions(client: ClientCapabilities) -> types.CodeActionOptions | bool:
    if not client.action_literals:
        return True
    kinds: list[types.CodeActionKind | str] = [types.CodeActionKind.QuickFix, FIX_ALL]
    if client.notebooks:
        kinds.append(NOTEBOOK_FIX_ALL)
    return types.CodeActionOptions(
        code_action_kinds=kinds, resolve_provider=client.action_resolve or None
    )


def _notebooks() -> types.NotebookDocumentSyncOptions:
    """All cells of Python notebooks, also the markdown ones: they count in the numbering."""
    return types.NotebookDocumentSyncOptions(
        notebook_selector=[
            types.NotebookDocumentFilterWithNotebook(
                notebook=types.NotebookDocumentFilterNotebookType(notebook_type=notebook_type)
            )
            for notebook_type in ("jupyter-notebook", "interactive")
        ],
        save=True,
    )
