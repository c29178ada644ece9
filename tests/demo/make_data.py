"""Write the small data set that the demonstration programs read: control and stimulated cells.

Run as `python make_data.py FOLDER`, with an interpreter that has anndata. `interferon.h5ad` is kept
in `data`, so that the demonstration shows what a look at a file tells.
"""

import sys
from pathlib import Path

import anndata as ad
import numpy as np
import pandas as pd
from scipy import sparse

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


def interferon() -> ad.AnnData:
    """Two conditions in which not every cell type was measured: megakaryocytes are from control
    alone, and of dendritic cells six were stimulated."""
    random = np.random.default_rng(5)
    numbers = {
        "B cell": (40, 45),
        "T cell": (90, 80),
        "monocyte": (60, 70),
        "dendritic cell": (24, 6),
        "megakaryocyte": (18, 0),
    }
    kinds = [k for k, both in numbers.items() for number in both for _ in range(number)]
    arms = [
        arm
        for both in numbers.values()
        for arm, number in zip(("control", "stimulated"), both, strict=True)
        for _ in range(number)
    ]
    genes = ["ISG15", "IFI6", "CXCL10", *(f"GENE{n}" for n in range(17))]
    rates = np.ones((len(kinds), len(genes)))
    rates[np.array(arms) == "stimulated", :3] = 6
    obs = pd.DataFrame(
        {
            "cell_type": pd.Categorical(kinds),
            "condition": pd.Categorical(arms),
            "donor": pd.Categorical(random.choice(["D1", "D2", "D3", "D4"], len(kinds))),
        },
        index=[f"cell-{n}" for n in range(len(kinds))],
    )
    counts = sparse.csr_matrix(random.poisson(rates).astype("float32"))
    return ad.AnnData(counts, obs=obs, var=pd.DataFrame(index=genes))


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for seed, condition in enumerate(("control", "stimulated")):
        cells(condition, 150, seed).write_h5ad(folder / f"{condition}.h5ad")
    interferon().write_h5ad(folder / "interferon.h5ad", compression="gzip")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
