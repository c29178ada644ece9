"""What moved within scvi-tools is written where it is now, however the program imports it."""

from __future__ import annotations

import pytest
from checks import check_of
from fix_judging import faults_of_fixes

from scvi_lint.source.documents.edits import apply_edits

READ = 'import scanpy as sc\nadata = sc.read_h5ad("a.h5ad")\n'
CALL = f'{READ}setup_anndata(adata, batch_key="sample")\nmodel = '

IMPORTS = {
    "from scvi.model import GIMVI": "from scvi.external import GIMVI",
    "from scvi.model import GIMVI as G": "from scvi.external import GIMVI as G",
    "from scvi.model import SCVI, GIMVI, PEAKVI": (
        "from scvi.external import GIMVI\nfrom scvi.model import SCVI, PEAKVI"
    ),
    "from scvi.model import SOLO as S, GIMVI": "from scvi.external import SOLO as S, GIMVI",
    "if True:\n    from scvi.model import SCVI, SOLO": (
        "if True:\n    from scvi.external import SOLO\n    from scvi.model import SCVI"
    ),
    "if True: from scvi.model import GIMVI, SCVI": (
        "if True: from scvi.external import GIMVI; from scvi.model import SCVI"
    ),
    "from scvi.model import (  # all\n    SOLO,\n    SCVI,  # this one\n    GIMVI,\n)": (
        "from scvi.external import SOLO, GIMVI\n"
        "from scvi.model import (  # all\n    SCVI,  # this one\n)"
    ),
    "from scvi.external import (\n    SCVI,  # here\n    TOTALVI as T,\n)": (
        "from scvi.model import (\n    SCVI,  # here\n    TOTALVI as T,\n)"
    ),
    "from scvi import _CONSTANTS, data": "from scvi import REGISTRY_KEYS as _CONSTANTS, data",
    "import scvi\nscvi.model.GIMVI": "import scvi\nscvi.external.GIMVI",
    "import scvi\nscvi.model.SOLO.train": "import scvi\nscvi.external.SOLO.train",
    "import scvi\nscvi._CONSTANTS.X_KEY": "import scvi\nscvi.REGISTRY_KEYS.X_KEY",
    "from scvi.model import SCVI, \\\n    GIMVI": (
        "from scvi.external import GIMVI\nfrom scvi.model import SCVI"
    ),
    "from scvi.model import \\\n    GIMVI": "from scvi.external import GIMVI",
    "from scvi import model as m\nm.GIMVI": (
        "from scvi import external\nfrom scvi import model as m\nexternal.GIMVI"
    ),
    "from scvi import model as m, external as e\nm.GIMVI": (
        "from scvi import model as m, external as e\ne.GIMVI"
    ),
    "if True:\n    from scvi import model\n    model.SOLO": (
        "if True:\n    from scvi import external\n    from scvi import model\n    external.SOLO"
    ),
}
CALLS = {
    f"from scvi.data import setup_anndata\nfrom scvi.model import SCVI as M\n{CALL}M(adata)": (
        f"from scvi.model import SCVI as M\n{CALL}M(adata)".replace("setup_", "M.setup_")
    ),
    f"import scvi\nfrom scvi.data import setup_anndata\n{CALL}scvi.model.LinearSCVI(adata)": (
        "import scvi\nfrom scvi.model import LinearSCVI\n"
        f"{CALL}scvi.model.LinearSCVI(adata)".replace("setup_", "LinearSCVI.setup_")
    ),
    "from scvi.data import setup_anndata as register, cortex  # both\nimport scvi\n"
    f"{READ}register(adata)\nscvi.model.SCVI(adata)": (
        "from scvi.model import SCVI\nfrom scvi.data import cortex  # both\nimport scvi\n"
        f"{READ}SCVI.setup_anndata(adata)\nscvi.model.SCVI(adata)"
    ),
}
# None of these can be said in another way without a look at more than the statement.
LEFT_ALONE = (
    f"import scvi\nfrom scvi.data import setup_anndata\n{READ}set_up = setup_anndata\n"
    "setup_anndata(adata)\nscvi.model.SCVI(adata)",
    f"import scvi\nfrom scvi.data import setup_anndata\n{CALL}scvi.model.TOTALVI(adata)",
    f"import scvi\nfrom scvi.data import setup_anndata\n{READ}setup_anndata(adata, 'sample')\n"
    "scvi.model.SCVI(adata)",
    f"from scvi.data import setup_anndata\n{READ}setup_anndata(adata)",
    "import scvi.data.setup_anndata",
    "from scvi.model import GIMVI\nfrom scvi.external import GIMVI",
)


@pytest.mark.parametrize(("program", "mended"), {**IMPORTS, **CALLS}.items())
def test_what_moved_is_written_where_it_is(program: str, mended: str) -> None:
    check = check_of("program.py")
    before = check(program.encode())
    assert faults_of_fixes(before, check) == []
    done: list[str] = []
    for finding in before.findings:
        if finding.code in ("SCV010", "SCV012"):
            (fix,) = finding.fixes
            assert fix.safe
            done.append(apply_edits(before.document, before.data, fix.edits).decode())
    assert set(done) == {mended}


@pytest.mark.parametrize("program", LEFT_ALONE)
def test_what_would_need_more_than_that_is_left_alone(program: str) -> None:
    findings = check_of("program.py")(program.encode()).findings
    found = [finding for finding in findings if finding.code == "SCV010"]
    assert found and not any(finding.fixes for finding in found)


def test_where_only_a_guess_tells_the_release_the_fix_is_not_safe() -> None:
    check = check_of("program.py", release=None)
    (finding,) = check(b"from scvi.model import GIMVI\nG = GIMVI\n").findings
    assert [fix.safe for fix in finding.fixes] == [False]
