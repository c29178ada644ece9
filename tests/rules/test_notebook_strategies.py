"""What starts processes of a script is refused in a notebook, and fine in a script."""

from __future__ import annotations

import pytest
from example_judging import findings_of
from example_programs import as_notebook, as_script

PROGRAM = """
import scvi

adata = scvi.data.synthetic_iid()
scvi.model.{name}.setup_anndata(adata)
model = scvi.model.{name}(adata)
options = {{"accelerator": "gpu", "devices": {devices}}}
model.train(max_epochs=50, strategy="{strategy}", **options)
"""


@pytest.mark.parametrize("name", ["SCVI", "LinearSCVI", "PEAKVI"])
@pytest.mark.parametrize("devices", [-1, 2, 1])
def test_a_strategy_of_scripts_is_found_in_a_notebook_alone(name: str, devices: int) -> None:
    text = PROGRAM.format(name=name, devices=devices, strategy="ddp_find_unused_parameters_true")
    found = [one for one in findings_of(as_notebook(text), "1.4.2") if one.code == "SCV532"]
    assert len(found) == 1 and "MisconfigurationException" in found[0].message
    assert not [one for one in findings_of(as_script(text), "1.4.2") if one.code == "SCV532"]


@pytest.mark.parametrize("strategy", ["ddp_notebook_find_unused_parameters_true", "auto"])
def test_a_strategy_of_notebooks_is_fine_in_both(strategy: str) -> None:
    text = PROGRAM.format(name="PEAKVI", devices=2, strategy=strategy)
    for form in (as_notebook, as_script):
        assert not [one for one in findings_of(form(text), "1.4.2") if one.code == "SCV532"]
