"""Processes of Nextflow whose script is Python: cells in the .nf file, at their places in it."""

from __future__ import annotations

import pytest

from scvi_lint.source.documents.edits import EditError, apply_edits
from scvi_lint.source.documents.span import Span
from scvi_lint.source.reading import read_document
from scvi_lint.source.syntax import parse
from scvi_lint.source.workflows import nextflow

PIPELINE = '''\
process QC {
    script:
    """
    #!/usr/bin/env python3
    import scanpy as sc
    adata = sc.read_h5ad("${h5ad}")  # ${left}
    for key in ["$key", f"{one}", 'plain']:
        n = ${params.n} + len(key)
    """
}

process SHELL {
    shell:
    \'\'\'
    #!/opt/bin/python
    x = "!{sample}_${HOME}.h5ad"
    \'\'\'
}

process BASH {
    script:
    """
    #!/bin/bash
    python no.py
    """
}

process COMMAND {
    script:
    """
    train.py --batch_key donor --input ${h5ad}
    """
}
'''


def test_each_script_in_python_is_a_cell_at_its_place() -> None:
    document = read_document("main.nf", PIPELINE.encode())
    assert document.kind == "nextflow"
    first, second = document.cells
    lines = PIPELINE.splitlines()
    for cell in (first, second):
        assert PIPELINE.startswith(cell.written, cell.offset)
        assert lines[cell.line].strip().startswith("#!")
        assert len(cell.text) == len(cell.written)
        assert not parse(cell).errors and not parse(cell).repaired
    assert "sc.read_h5ad(_________)  # ${left}" in first.text
    assert "[______, f\"{one}\", 'plain']" in first.text
    assert "n = ___________ + len(key)" in first.text
    assert second.text.rstrip().endswith("x = " + "_" * len('"!{sample}_${HOME}.h5ad"'))


def test_only_what_stands_there_word_for_word_is_rewritten() -> None:
    document = read_document("main.nf", PIPELINE.encode())
    text = document.cells[0].text

    def rewrite(old: str, new: str) -> bytes:
        start = text.index(old)
        span = Span("main.nf", 0, start, start + len(old))
        return apply_edits(document, PIPELINE.encode(), [(span, new)])

    assert rewrite("'plain'", "'other'") == PIPELINE.replace("'plain'", "'other'").encode()
    for old, new in (("______", "'key'"), ("'plain'", "______")):
        with pytest.raises(EditError):
            rewrite(old, new)


def test_a_template_is_a_program_in_which_names_are_filled_in() -> None:
    text = '#!/usr/bin/env python\nkey = "${key}"\n'
    document = read_document("modules/templates/a.py", text.encode())
    assert document.kind == "nextflow"
    assert document.cells[0].text.splitlines()[1] == "key = ________"
    assert read_document("modules/a.py", text.encode()).kind == "script"
    assert read_document("templates/a.py", b"#!/usr/bin/python\nx = 1\n").kind == "script"


def test_commands_tell_what_their_programs_get() -> None:
    (found,) = nextflow.started(PIPELINE)
    assert found.program == "train.py"
    assert [one.value for one in found.words][:2] == ["--batch_key", "donor"]
