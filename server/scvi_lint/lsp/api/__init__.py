"""What the client may ask and say: one file a method, named after it.

Each file has `METHOD` and `handle(session, params)`. A request's `handle` is called when the
message arrives and takes its snapshot then; it returns an awaitable. A notification's `handle`
changes the session and is done when it returns. Nothing here computes: that is done by pure
functions elsewhere, on snapshots, and by the worker.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from scvi_lint.lsp.api.notifications import (
    did_change,
    did_change_configuration,
    did_change_watched_files,
    did_change_workspace_folders,
    did_close,
    did_open,
    did_save,
    initialized,
    notebook_did_change,
    notebook_did_close,
    notebook_did_open,
    notebook_did_save,
)
from scvi_lint.lsp.api.requests import (
    code_action,
    code_action_resolve,
    completion,
    completion_resolve,
    definition,
    diagnostic,
    document_link,
    document_symbol,
    execute_command,
    hover,
    inlay_hint,
    signature_help,
    workspace_diagnostic,
)
from scvi_lint.lsp.session.session import Session

NOTIFICATIONS: dict[str, Callable[[Session, Any], None]] = {
    module.METHOD: module.handle
    for module in (
        initialized,
        did_open,
        did_change,
        did_save,
        did_close,
        notebook_did_open,
        notebook_did_change,
        notebook_did_save,
        notebook_did_close,
        did_change_configuration,
        did_change_watched_files,
        did_change_workspace_folders,
    )
}

REQUESTS: dict[str, Callable[[Session, Any], Awaitable[object]]] = {
    module.METHOD: module.handle
    for module in (
        hover,
        completion,
        completion_resolve,
        signature_help,
        definition,
        document_symbol,
        document_link,
        inlay_hint,
        code_action,
        code_action_resolve,
        diagnostic,
        workspace_diagnostic,
        execute_command,
    )
}
