"""The folder that `scvi-lint inspect` names: its programs, and the settings that hold there."""

from __future__ import annotations

import argparse
import os

from scvi_lint.cli import contents, files
from scvi_lint.cli.contents import Contents
from scvi_lint.cli.failure import Failure, Troubles
from scvi_lint.cli.files import Target
from scvi_lint.cli.parsing import configured
from scvi_lint.config.discovery import Configuration, ConfigurationError


def programs_in(
    options: argparse.Namespace, troubles: Troubles
) -> tuple[Configuration, list[Target], list[Contents]]:
    """The settings, all programs, and those that are about scvi-tools. Raises Failure."""
    if not os.path.isdir(options.file):
        raise Failure(f"{options.file} is no folder")
    try:
        configuration = Configuration(
            configured(options), file=options.config, isolated=options.isolated
        )
        targets = files.find([options.file], configuration, troubles)
    except ConfigurationError as error:
        raise Failure(str(error)) from None
    return configuration, targets, contents.relevant(targets, troubles)
