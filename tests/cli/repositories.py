"""Small repositories whose programs hand files on to each other, each with its right twin.

Every program runs on scvi-tools itself (`tests/oracle/chains.py` does that): in the wrong one, the
last program ends as `happens` says.
"""

from __future__ import annotations

from typing import Any, NamedTuple


class Repository(NamedTuple):
    """`files` are its programs, in the order in which they run; `right` replaces one of them.

    `found` is what is found in it, each as "file line code severity"; `happens` the exception that
    its last program ends in, "" where it runs and is wrong all the same. `given` is what a workflow
    gives its programs: words of a command line, or what the object `snakemake` has; one that stands
    in a string of a Nextflow process is run from there.
    """

    name: str
    files: dict[str, str]
    found: tuple[str, ...]
    right: tuple[str, str, str]  # a file, a text in it, and what stands there in the right twin
    happens: str
    given: dict[str, Any] = {}

    def twin(self) -> dict[str, str]:
        """The same repository without the fault."""
        name, wrong, right = self.right
        assert self.files[name].count(wrong) == 1, (self.name, wrong)
        return {**self.files, name: self.files[name].replace(wrong, right)}


_IMPORTS = "import anndata as ad\nimport scanpy as sc\nimport scvi\n\n"


def _program(text: str) -> str:
    return _IMPORTS + text.lstrip("\n")


_MAKE = _program(
    """
adata = scvi.data.synthetic_iid()
adata.write_h5ad("raw.h5ad")
"""
)
_TRAIN = _program(
    """
adata = sc.read_h5ad("raw.h5ad")
scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
model = scvi.model.SCVI(adata)
model.train(max_epochs=2)
model.save("model")
"""
)

REPOSITORIES = (
    Repository(
        "counts layer lost",
        {
            "01_qc.py": _program(
                """
adata = scvi.data.synthetic_iid()
adata.layers["counts"] = adata.X.copy()
sc.pp.normalize_total(adata)
sc.pp.log1p(adata)
del adata.layers["counts"]
adata.write_h5ad("qc.h5ad")
"""
            ),
            "02_setup.py": _program(
                """
adata = sc.read_h5ad("qc.h5ad")
scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="batch")
"""
            ),
        },
        ("02_setup.py 6 SCV151 error",),
        ("01_qc.py", 'del adata.layers["counts"]\n', ""),
        "ValueError",
    ),
    Repository(
        "cells annotated in a table",
        {
            "00_make.py": _MAKE,
            "01_annotate.py": """\
import scanpy as sc

adata = sc.read_h5ad("raw.h5ad")
adata.obs["lane"] = adata.obs["batch"].map({"batch_0": "one", "batch_1": "two"})
adata.obs.to_csv("cells.csv")
""",
            "02_train.py": "import pandas as pd\n"
            + _program(
                """
adata = sc.read_h5ad("raw.h5ad")
cells = pd.read_csv("cells.csv", index_col=0)
cells.index = cells.index.astype(str)
adata.obs["lane"] = cells["lane"].astype("category")
scvi.model.SCVI.setup_anndata(adata, batch_key="lane")
model = scvi.model.SCVI(adata)
model.train(max_epochs=1)
model.get_normalized_expression(transform_batch="batch_1")
"""
            ),
        },
        ("02_train.py 13 SCV401 error",),
        ("02_train.py", 'transform_batch="batch_1"', 'transform_batch="two"'),
        "ValueError",
    ),
    Repository(
        "log-normalised file registered",
        {
            "01_qc.py": _program(
                """
adata = scvi.data.synthetic_iid()
sc.pp.normalize_total(adata)
sc.pp.log1p(adata)
adata.write("data.h5ad")
"""
            ),
            "02_setup.py": _program(
                """
adata = ad.read_h5ad("data.h5ad")
scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
"""
            ),
        },
        ("02_setup.py 6 SCV250 warning",),
        ("01_qc.py", "sc.pp.normalize_total(adata)\nsc.pp.log1p(adata)\n", ""),
        "",
    ),
    Repository(
        "genes chosen before the model was saved",
        {
            "00_make.py": _MAKE,
            "01_train.py": _TRAIN.replace(
                "scvi.model.SCVI.setup", "adata = adata[:, :50].copy()\nscvi.model.SCVI.setup"
            ),
            "02_load.py": _program(
                """
adata = sc.read_h5ad("raw.h5ad")
model = scvi.model.SCVI.load("model", adata)
"""
            ),
        },
        ("02_load.py 6 SCV751 warning",),
        ("01_train.py", "adata = adata[:, :50].copy()\n", ""),
        "ValueError",
    ),
    Repository(
        "wrong class loaded",
        {
            "00_make.py": _MAKE,
            "01_train.py": _TRAIN,
            "02_load.py": _program(
                """
adata = sc.read_h5ad("raw.h5ad")
model = scvi.model.LinearSCVI.load("model", adata)
"""
            ),
        },
        ("02_load.py 6 SCV750 error",),
        ("02_load.py", "LinearSCVI", "SCVI"),
        "ValueError",
    ),
    Repository(
        "categories through concat and file",
        {
            "01_merge.py": _program(
                """
first, second = scvi.data.synthetic_iid(), scvi.data.synthetic_iid()
adata = ad.concat({"x": first, "y": second}, label="site", index_unique="-")
adata.write_h5ad("data/merged.h5ad")
"""
            ),
            "02_ask.py": _program(
                """
adata = sc.read("data/merged.h5ad")
scvi.model.SCVI.setup_anndata(adata, batch_key="site")
model = scvi.model.SCVI(adata)
model.train(max_epochs=2)
model.get_normalized_expression(transform_batch="z")
"""
            ),
        },
        ("02_ask.py 9 SCV401 error",),
        ("02_ask.py", '"z"', '"y"'),
        "ValueError",
    ),
    Repository(
        "a chain of three",
        {
            "01_qc.py": _program(
                """
adata = scvi.data.synthetic_iid()
sc.pp.normalize_total(adata)
sc.pp.log1p(adata)
adata.write_h5ad("one.h5ad")
"""
            ),
            "02_choose.py": _program(
                """
adata = sc.read_h5ad("one.h5ad")
adata = adata[adata.obs["batch"] == "batch_0"].copy()
adata.write_h5ad("two.h5ad")
"""
            ),
            "03_setup.py": _program(
                """
adata = sc.read_h5ad("two.h5ad")
scvi.model.SCVI.setup_anndata(adata)
"""
            ),
        },
        ("03_setup.py 6 SCV250 warning",),
        ("01_qc.py", "sc.pp.normalize_total(adata)\nsc.pp.log1p(adata)\n", ""),
        "",
    ),
)

# A program and the configuration that it loads, or the command line that it reads.
_CONFIGURED = _program(
    """
import yaml
with open("config.yaml") as file:
    config = yaml.safe_load(file)
adata = scvi.data.synthetic_iid()
scvi.model.SCVI.setup_anndata(adata, batch_key=config["batch"])
model = scvi.model.SCVI(adata)
model.train(**config["train"])
"""
)
_ASKED = _program(
    """
import argparse
parser = argparse.ArgumentParser()
parser.add_argument("--batch", default="site")
args = parser.parse_args([])
adata = scvi.data.synthetic_iid()
scvi.model.SCVI.setup_anndata(adata, batch_key=args.batch)
"""
)
CONFIGURED = (
    Repository(
        "batch named in YAML",
        {"config.yaml": "batch: site\ntrain:\n  max_epochs: 2\n", "a.py": _CONFIGURED},
        ("a.py 9 SCV150 error",),
        ("config.yaml", "site", "batch"),
        "KeyError",
    ),
    Repository(
        "argument in YAML that train refuses",
        {"config.yaml": "batch: batch\ntrain:\n  max_epochs: 2\n  lr: 0.1\n", "a.py": _CONFIGURED},
        ("a.py 11 SCV504 error",),
        ("config.yaml", "  lr: 0.1\n", ""),
        "TypeError",
    ),
    Repository(
        "fault in a default",
        {"a.py": _ASKED},
        ("a.py 10 SCV150 warning",),
        ("a.py", '"site"', '"batch"'),
        "KeyError",
    ),
    Repository(
        "fault in every choice",
        {"a.py": _ASKED.replace('"site"', '"site", choices=["site", "donor"]')},
        ("a.py 10 SCV150 error",),
        ("a.py", '"site", choices=["site", "donor"]', '"batch", choices=["batch", "labels"]'),
        "KeyError",
    ),
)

# Programs that a workflow runs, which says what they are given.
_SNAKEFILE = """\
configfile: "config/config.yaml"


rule qc:
    output:
        "results/qc.h5ad",
    script:
        "scripts/qc.py"


rule setup:
    input:
        data="results/qc.h5ad",
    params:
        batch=config["batch"],
    script:
        "scripts/setup.py"
"""
_SNAKEMAKE = {
    "Snakefile": _SNAKEFILE,
    "config/config.yaml": "batch: batch\n",
    "scripts/qc.py": _program(
        """
adata = scvi.data.synthetic_iid()
sc.pp.normalize_total(adata)
sc.pp.log1p(adata)
adata.write_h5ad(snakemake.output[0])
"""
    ),
    "scripts/setup.py": _program(
        """
adata = sc.read_h5ad(snakemake.input.data)
scvi.model.SCVI.setup_anndata(adata, batch_key=snakemake.params.batch)
"""
    ),
}
_RULES = {
    "scripts/qc.py": {"output": ["results/qc.h5ad"]},
    "scripts/setup.py": {"input": {"data": "results/qc.h5ad"}, "params": {"batch": "batch"}},
}
_PIPELINE = '''\
process QC {
    output:
    path "qc.h5ad"

    script:
    """
    #!/usr/bin/env python3
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    sc.pp.normalize_total(adata)
    sc.pp.log1p(adata)
    adata.write_h5ad("qc.h5ad")
    """
}

process SETUP {
    input:
    path h5ad

    script:
    """
    #!/usr/bin/env python3
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("qc.h5ad")
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    """
}
'''
WORKFLOWS = (
    Repository(
        "processes of Nextflow hand a file on",
        {"main.nf": _PIPELINE},
        ("main.nf 29 SCV250 warning",),
        ("main.nf", "    sc.pp.normalize_total(adata)\n    sc.pp.log1p(adata)\n", ""),
        "",
    ),
    Repository(
        "a command of Nextflow names the batch",
        {
            "main.nf": 'process TRAIN {\n    script:\n    """\n    train.py site\n    """\n}\n',
            "train.py": _program(
                """
import sys
adata = scvi.data.synthetic_iid()
batch = sys.argv[1] if len(sys.argv) > 1 else "batch"
scvi.model.SCVI.setup_anndata(adata, batch_key=batch)
"""
            ),
        },
        ("train.py 8 SCV150 warning",),
        ("main.nf", "site", "batch"),
        "KeyError",
        {"train.py": ["site"]},
    ),
    Repository(
        "rules of Snakemake hand a file on",
        _SNAKEMAKE,
        ("scripts/setup.py 6 SCV250 warning",),
        ("scripts/qc.py", "sc.pp.normalize_total(adata)\nsc.pp.log1p(adata)\n", ""),
        "",
        _RULES,
    ),
    Repository(
        "Snakemake's configuration names the batch",
        {
            **_SNAKEMAKE,
            "config/config.yaml": "batch: site\n",
            "scripts/qc.py": _SNAKEMAKE["scripts/qc.py"]
            .replace("sc.pp.normalize_total(adata)\n", "")
            .replace("sc.pp.log1p(adata)\n", ""),
        },
        ("scripts/setup.py 6 SCV150 error",),
        ("config/config.yaml", "site", "batch"),
        "KeyError",
        {
            **_RULES,
            "scripts/setup.py": {
                "input": {"data": "results/qc.h5ad"},
                "params": {"batch": "site"},
            },
        },
    ),
    Repository(
        "a script of a shell names the batch",
        {
            "run.sh": "#!/bin/bash\nset -e\npython train.py --batch_key site --epochs 2\n",
            "train.py": _program(
                """
import argparse
parser = argparse.ArgumentParser()
parser.add_argument("--batch_key", required=True)
parser.add_argument("--epochs", type=int, default=2)
args = parser.parse_args()
adata = scvi.data.synthetic_iid()
scvi.model.SCVI.setup_anndata(adata, batch_key=args.batch_key)
scvi.model.SCVI(adata).train(max_epochs=args.epochs)
"""
            ),
        },
        ("train.py 11 SCV150 warning",),
        ("run.sh", "site", "batch"),
        "KeyError",
        {"train.py": ["--batch_key", "site", "--epochs", "2"]},
    ),
    Repository(
        "a variable of the environment has a wrong default",
        {
            "train.py": _program(
                """
import os
adata = scvi.data.synthetic_iid()
batch = os.environ.get("BATCH_OF_THIS_TEST", "site")
scvi.model.SCVI.setup_anndata(adata, batch_key=batch)
"""
            ),
        },
        ("train.py 8 SCV150 warning",),
        ("train.py", '"site"', '"batch"'),
        "KeyError",
    ),
)

# What no environment of the oracle has: hydra.
UNRUN = (
    Repository(
        "a configuration of hydra names the batch",
        {
            "conf/config.yaml": "defaults:\n  - data: pbmc\n  - _self_\n",
            "conf/data/pbmc.yaml": "batch: site\n",
            "a.py": _program(
                """
import hydra
@hydra.main(version_base=None, config_path="conf", config_name="config")
def main(cfg):
    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key=cfg.data.batch)
main()
"""
            ),
        },
        ("a.py 9 SCV150 warning",),
        ("conf/data/pbmc.yaml", "site", "batch"),
        "KeyError",
    ),
)
