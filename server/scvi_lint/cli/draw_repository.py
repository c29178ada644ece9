"""`scvi-lint inspect FOLDER --output-format html|svg|mermaid`: programs, and the files between."""

from __future__ import annotations

import argparse
import os

from scvi_lint.cli.failure import Troubles, alone
from scvi_lint.cli.folder import programs_in
from scvi_lint.cli.session import Checked, Session
from scvi_lint.linting.lineage import Ledger
from scvi_lint.picture import drawing
from scvi_lint.picture.atlas import Drawn, assemble


def draw_repository(options: argparse.Namespace, troubles: Troubles) -> str:
    """The text of the picture. Raises Failure."""
    configuration, targets, relevant = programs_in(options, troubles)
    folder = os.path.abspath(options.file)
    session = Session(configuration, [one.path for one in targets], [folder])
    session.draw()
    programs: list[Drawn] = []
    for found in relevant:
        with alone(found.target.name, troubles):
            checked = session.check_file(found, troubles)
            one = None if checked is None else _drawn(checked, found.target.path, folder)
            if one is not None:
                programs.append(one)
    roots = dict.fromkeys(session.root(one.path) for one in programs)
    handed = [one for root in roots for one in session.lineage(root)[0].handed()]
    return drawing.drawn_atlas(options.output_format, assemble(folder, programs, handed))


def _drawn(checked: Checked, path: str, folder: str) -> Drawn | None:
    """A program as it stands on the map; None where nothing could be followed."""
    name = os.path.relpath(path, folder).replace(os.sep, "/")
    picture = checked.picture(name)
    if picture is None or checked.result is None:
        return None
    analysis = checked.result.analysis
    return Drawn(path, picture, analysis, Ledger(path, analysis).known)
