"""What a notebook keeps of its last run: outputs as possible facts, counts as a contradiction."""

from __future__ import annotations

import json
from typing import Any

from following import IMPORTS, api, told

from scvi_lint.config import Settings
from scvi_lint.evidence import outputs
from scvi_lint.interpreter.domain.context import Context
from scvi_lint.interpreter.engine.analysis import analyse
from scvi_lint.linting.checking import Checker
from scvi_lint.semantic.data_views import AnnDataView
from scvi_lint.source.documents.document import Document
from scvi_lint.source.reading import read_document

SHOWN = """AnnData object with n_obs × n_vars = 2638 × 1838
    obs: 'batch', 'donor'
    var: 'n_cells'
    obsm: 'X_pca'
    layers: 'counts'"""


SETUP = 'scvi.model.SCVI.setup_anndata(adata, batch_key="donor")'
TABLE = """                  batch State Registry
┏━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━┓
┃  Source Location   ┃ Categories ┃ scvi-tools Encoding ┃
┡━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━┩
│\x1b[38;5;33m \x1b[0madata.obs['donor'] │     d1     │          0          │
│                    │     d2     │          1          │
└────────────────────┴────────────┴─────────────────────┘
"""
WARNED = (
    "/x/scvi/data/fields/_base_field.py:63: UserWarning: adata.X does not contain unnormalized "
    "count data. Are you sure this is what you want?\n  self.validate_field(adata)\n"
)


def notebook(*cells: tuple[str, int | None, str], first: int | None = 1) -> Document:
    """Cells of source, execution count and shown text ("" for none, "$" before what is printed).

    The imports stand in a first cell, which ran before the others unless `first` is None.
    """
    written: list[dict[str, Any]] = []
    for source, count, shown in ((IMPORTS, first, ""), *cells):
        output: dict[str, Any] = {"output_type": "execute_result", "execution_count": count}
        output["data"] = {"text/plain": shown.splitlines(keepends=True)}
        if shown.startswith("$"):
            output = {"output_type": "stream", "name": "stderr", "text": shown[1:]}
        written.append(
            {
                "cell_type": "code",
                "execution_count": count,
                "metadata": {},
                "source": source,
                "outputs": [output] if shown else [],
            }
        )
    whole = {"cells": written, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return read_document("a.ipynb", json.dumps(whole).encode())


def shown_data(*cells: tuple[str, int | None, str], first: int | None = 1) -> AnnDataView:
    done = analyse(notebook(*cells, ("adata", None, ""), first=first), Context(api()))
    _, value, table = done.mentions[-1]
    return AnnDataView(value.atoms[0].id, table, "adata")  # type: ignore[attr-defined]


def test_listed_entries_are_possible() -> None:
    adata = shown_data(('adata = sc.read_h5ad("a.h5ad")\nadata', 2, SHOWN))
    assert told(adata.obs("batch")) == "… ?"
    assert told(adata.obsm("X_pca")) == "unknown ?"
    assert told(adata.layer("counts")) == "as read ?"
    assert told(adata.obs("other")) == "nothing"


def test_what_the_program_says_is_believed_rather_than_an_output() -> None:
    adata = shown_data(
        ('adata = sc.read_h5ad("a.h5ad")\nadata.obs["batch"] = "one"\nadata', 2, SHOWN)
    )
    assert told(adata.obs("batch")) == "one"


def test_output_of_a_cell_that_ends_otherwise_tells_nothing() -> None:
    adata = shown_data(('adata = sc.read_h5ad("a.h5ad")\nprint(adata)', 2, SHOWN))
    assert told(adata.obs("batch")) == "nothing"


def test_what_print_writes_is_believed_of_what_the_last_line_prints() -> None:
    read = 'adata = sc.read_h5ad("a.h5ad")\n'
    assert told(shown_data((read + "print(adata)", 2, "$" + SHOWN)).obs("batch")) == "… ?"
    assert told(shown_data((read + "print(other)", 2, "$" + SHOWN)).obs("batch")) == "nothing"
    assert told(shown_data((read + "adata.shape", 2, "$" + SHOWN)).obs("batch")) == "nothing"


def test_reason_names_the_cell_of_the_output() -> None:
    adata = shown_data((READ_AND_SHOW, 2, SHOWN))
    known = adata.obs("batch")
    assert known is not None
    assert known.reasons[0].text == "the saved output of cell 2 lists obs['batch']"


READ_AND_SHOW = 'adata = sc.read_h5ad("a.h5ad")\nadata'


def test_stale_outputs_tell_nothing() -> None:
    silent = {
        "the cell never ran": shown_data((READ_AND_SHOW, None, SHOWN)),
        "a cell above never ran": shown_data((READ_AND_SHOW, 2, SHOWN), first=None),
        "a cell above ran later": shown_data((READ_AND_SHOW, 2, SHOWN), first=7),
    }
    assert {why: told(adata.obs("batch")) for why, adata in silent.items()} == dict.fromkeys(
        silent, "nothing"
    )


def test_output_above_a_cell_that_never_ran_is_still_true() -> None:
    assert told(shown_data((READ_AND_SHOW, 2, SHOWN), ("x = 1", None, "")).obs("batch")) == "… ?"


def test_list_of_a_room_is_forgotten_once_something_unseen_may_have_changed_it() -> None:
    read = (READ_AND_SHOW, 2, SHOWN)
    listed = shown_data(read).shown("obs")
    assert listed is not None
    assert listed.value == ("batch", "donor")
    assert not listed.certain
    assert shown_data(read, ("clean(adata)", 3, "")).shown("obs") is None
    assert shown_data(read, ("if x:\n    clean(adata)", 3, "")).shown("obs") is None


def test_list_with_names_that_cannot_be_told_apart_tells_nothing() -> None:
    odd = SHOWN.replace("'donor'", "\"don'or\", 'x'")
    adata = shown_data((READ_AND_SHOW, 2, odd))
    assert adata.shown("obs") is None
    assert told(adata.obs("batch")) == "nothing"
    assert told(adata.layer("counts")) == "as read ?"


def test_printed_mudata_lists_the_columns_of_its_modalities() -> None:
    shown = (
        "MuData object with n_obs × n_vars = 40 × 30\n  obs:\t'batch'\n  2 modalities\n"
        "    rna:\t40 x 20\n      obs:\t'donor'\n      layers:\t'counts'\n    atac:\t40 × 10"
    )
    cell = 'mdata = mu.read_h5mu("a.h5mu")\nadata = mdata["rna"]\nmdata'
    adata = shown_data((f"import mudata as mu\n{cell}", 2, shown))
    assert told(adata.obs("donor")) == "… ?"
    assert told(adata.layer("counts")) == "as read ?"
    assert told(adata.obs("batch")) == "nothing"


def codes(*cells: tuple[str, int | None, str]) -> dict[str, str]:
    """The codes that are found, with their severity."""
    found = Checker(Settings(severity="info")).check(notebook(*cells)).findings
    return {one.code: one.severity for one in found}


def test_column_that_the_shown_data_lacks_is_a_warning_at_most() -> None:
    cells = ((READ_AND_SHOW, 2, SHOWN), (SETUP.replace("donor", "donors"), None, ""))
    assert codes(*cells)["SCV150"] == "warning"
    assert "SCV150" not in codes(cells[0], (SETUP, None, ""))
    assert "SCV150" not in codes(cells[0], ("clean(adata)", None, ""), cells[1])


def test_layer_that_the_shown_data_lacks_is_a_warning_at_most() -> None:
    setup = 'scvi.model.SCVI.setup_anndata(adata, layer="raw")'
    assert codes((READ_AND_SHOW, 2, SHOWN), (setup, None, ""))["SCV151"] == "warning"


def view(table: str, target: str) -> dict[str, str]:
    return codes(
        ('adata = sc.read_h5ad("a.h5ad")', 2, ""),
        (f"{SETUP}\nmodel = scvi.model.SCVI(adata)\nmodel.view_anndata_setup()", 3, table),
        (f"model.train()\nmodel.get_normalized_expression(transform_batch={target!r})", None, ""),
    )


def test_table_of_a_set_up_tells_the_batches() -> None:
    assert view(TABLE, "d3")["SCV401"] == "warning"
    assert "SCV401" not in view(TABLE, "d2")


def test_categories_that_the_table_leaves_open_are_not_known() -> None:
    assert "SCV401" not in view(TABLE.replace("d2", " 2"), "d3")  # "2" or 2
    assert "SCV401" not in view(TABLE.replace("    1     ", "          "), "d3")  # folded


def test_saved_warning_of_scvi_tools_is_repeated_at_its_set_up() -> None:
    read = ('adata = sc.read_h5ad("a.h5ad")', 2, "")
    setup = "scvi.model.SCVI.setup_anndata(adata)"
    assert codes(read, (setup, 3, "$" + WARNED))["SCV250"] == "info"
    assert "SCV250" not in codes(read, (setup, 3, ""))
    assert "SCV250" not in codes(read, (setup, None, "$" + WARNED))
    other = 'scvi.model.SCVI.setup_anndata(adata, layer="counts")'
    assert "SCV250" not in codes(read, (other, 3, "$" + WARNED))
    counts = "adata = scvi.data.synthetic_iid()"
    assert "SCV250" not in codes((counts, 2, ""), (setup, 3, "$" + WARNED))


def test_outputs_made_to_take_long_are_read_in_one_go() -> None:
    """Each of these took from seconds to hours when a part of it was read again and again."""
    texts = {
        "Registry" + "│" * 90_000: 0,
        "a State Registry\n" * 5_000: 0,
        "UserWarning: adata.layers[" * 3_500: 0,
        SHOWN + "\n    obs: " + "'" * 90_000: 1,
        SHOWN + "\n    obs: " + "'\\" * 40_000: 1,
    }
    for text, things in texts.items():
        assert len(outputs.read([{"output_type": "stream", "text": text}])) == things


def severity(*counts: int | None) -> str:
    cells = (
        "adata = scvi.data.synthetic_iid()\nscvi.model.SCVI.setup_anndata(adata)",
        "adata = adata.copy()",
        "model = scvi.model.SCVI(adata)",
    )
    document = notebook(*((text, count, "") for text, count in zip(cells, counts, strict=True)))
    found = Checker(Settings()).check(document).findings
    return next(finding.severity for finding in found if finding.code == "SCV103")


def test_counts_that_contradict_the_order_lower_an_error() -> None:
    assert severity(None, None, None) == "error"
    assert severity(1, 5, 3) == "warning"
