"""Write the small data set that the demonstration programs read: control and stimulated cells.

Run as `python make_data.py FOLDER`, with an interpreter that has anndata.
"""

import sys
from pathlib import Path

import anndata as ad
import numpy as np
import pandas as pd

CELL_TYPES = ["B cell", "monocyte", "T cell"]


def cells(condition: str, number: int, seed: int) -> ad.AnnData:
    """Counts in which each cell type has genes of its own; stimulation raises the first three."""
    random = np.random.default_rng(seed)
    genes = ["ISG15", "IFI6", "CXCL10", *(f"GENE{n}" for n in range(97))]
    kinds = random.integers(0, len(CELL_TYPES), number)
    rates = np.ones((number, len(genes)))
    for kind in range(len(CELL_TYPES)):
        rates[kinds == kind, 10 + 20 * kind : 25 + 20 * kind] = 5
    if condition == "stimulated":
        rates[:, :3] = 8
    obs = pd.DataFrame(
        {
            "donor": random.choice(["D1", "D2", "D3"], number),
            "cell_type": [CELL_TYPES[kind] for kind in kinds],
        },
        index=[f"{condition}-{n}" for n in range(number)],
    )
    counts = random.poisson(rates).astype("float32")
    return ad.AnnData(counts, obs=obs, var=pd.DataFrame(index=genes))


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for seed, condition in enumerate(("control", "stimulated")):
        cells(condition, 150, seed).write_h5ad(folder / f"{condition}.h5ad")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
