"""The user's settings: their names, where they are found, and what holds for one file.

In: pyproject.toml, scvi-lint.toml, the user's own file, an editor's settings, the command line.
Out: a `Settings` for each file, and a sentence for each thing that was not understood. Nothing
here raises for a wrong value: the rest of the settings applies.
"""

from scvi_lint.config.settings import SEVERITIES, Settings

__all__ = ["SEVERITIES", "Settings"]
