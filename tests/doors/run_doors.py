"""Run programs of `measure_doors.py` with this interpreter's scvi-tools: a line of JSON each."""

from __future__ import annotations

import json
import logging
import os
import sys
import tempfile
import warnings
from pathlib import Path

rows = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
warnings.simplefilter("ignore")
import scvi  # noqa: E402

logging.getLogger("lightning.pytorch").setLevel(logging.ERROR)
scvi.settings.verbosity = logging.ERROR
WHOLE = scvi.data.synthetic_iid(batch_size=300, n_genes=80)
WHOLE.obs["lane"] = WHOLE.obs["batch"].map({"batch_0": "L1", "batch_1": "L2"}).astype("category")
WHOLE.obs["kind"] = WHOLE.obs["labels"].map({"label_0": "other", "label_1": "B", "label_2": "T"})
WHOLE.obs["part"] = [number % 3 for number in range(WHOLE.n_obs)]
for number, row in enumerate(rows):
    os.chdir(tempfile.mkdtemp())
    WHOLE.write_h5ad("whole.h5ad")
    sys.argv = ["program.py", "--out", "runs"]
    raised = ""
    try:
        exec(compile(row["text"], "program.py", "exec"), {"__name__": "__main__"})
    except BaseException as error:
        raised = f"{type(error).__name__}: {error}"[:160]
    print(json.dumps({"number": number, "raised": raised}), flush=True)
