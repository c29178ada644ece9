"""`initialized`: the client can be asked now – for settings, and to watch files for us."""

from __future__ import annotations

from lsprotocol import types

from scvi_lint.lsp.api.notifications.did_change_configuration import pull
from scvi_lint.lsp.names import SECTION
from scvi_lint.lsp.session.session import Session

METHOD = types.INITIALIZED

# Settings, what tells the release of scvi-tools, modules that programs import, and data files.
WATCHED = (
    "**/{pyproject,scvi-lint}.toml",
    "**/*.lock",
    "**/{setup.cfg,Pipfile,pixi.toml,pylock*.toml}",
    "**/{*requirements*,*constraints*}.{txt,in}",
    "**/requirements/*.txt",
    "**/{*environment*,*env*,*conda*}.{yml,yaml}",
    "**/scvi_tools-*.dist-info/METADATA",
    "**/*.py",
    "**/*.{h5ad,h5mu}",
    "**/*.zarr/**/{.zattrs,zarr.json,.zmetadata}",
    "**/{model.pt,attr.pkl}",
)
# Until the editor has told its settings nothing is shown, but not for longer than this.
PATIENCE = 1.0


def handle(session: Session, params: types.InitializedParams) -> None:
    """Learn the settings, then begin."""
    if session.client.configuration:
        session.configuring(pull(session, patience=PATIENCE))
    else:
        session.configured()
    registrations = list(_registrations(session))
    if registrations:
        wanted = types.RegistrationParams(registrations=registrations)
        session.spawn(session.request(types.CLIENT_REGISTER_CAPABILITY, wanted))


def _registrations(session: Session) -> list[types.Registration]:
    found: list[types.Registration] = []
    if session.client.watched_files:
        watchers = [types.FileSystemWatcher(glob_pattern=pattern) for pattern in WATCHED]
        found.append(
            types.Registration(
                id="watched-files",
                method=types.WORKSPACE_DID_CHANGE_WATCHED_FILES,
                register_options=types.DidChangeWatchedFilesRegistrationOptions(watchers),
            )
        )
    if session.client.configuration_registration:
        found.append(
            types.Registration(
                id="configuration",
                method=types.WORKSPACE_DID_CHANGE_CONFIGURATION,
                register_options=types.DidChangeConfigurationRegistrationOptions(section=SECTION),
            )
        )
    return found
