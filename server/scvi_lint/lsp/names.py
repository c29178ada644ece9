"""The names by which editors know us: section, source, commands, kinds of code action."""

from __future__ import annotations

from scvi_lint.homepage import HOME

SECTION = "scvi-lint"
SOURCE = "scvi-lint"

FIX_ALL = "source.fixAll.scvi-lint"
NOTEBOOK_FIX_ALL = "notebook.source.fixAll.scvi-lint"

OPEN_PAGE = "scvi-lint.openPage"
EXPLAIN = "scvi-lint.explain"
PRINT_DEBUG_INFORMATION = "scvi-lint.printDebugInformation"
STATUS = "scvi-lint.status"
PICTURE = "scvi-lint.picture"
FILE = "file"  # said with it by who wants a file opened, or its path told
ALLOW_FOLDER = "scvi-lint.allowFolder"
KEPT = "kept"  # said with it by an editor that writes the folder into the user's settings
COMMANDS = (OPEN_PAGE, EXPLAIN, PRINT_DEBUG_INFORMATION, STATUS, PICTURE, ALLOW_FOLDER)

# Where a false positive is reported.
ISSUES = f"{HOME}/issues/new"
