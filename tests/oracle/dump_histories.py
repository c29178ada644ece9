"""Run by the oracle's interpreter: the keys of `history` of each class, trained in two ways.

Out: `{class: {"usual": keys, "validated": keys}}`, a text instead of the keys where it fails.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import sys
import warnings
from typing import Any

WAYS: dict[str, dict[str, Any]] = {
    "usual": {},
    "validated": {"check_val_every_n_epoch": 1, "train_size": 0.8},
}
# Their data hold fewer than these many steps, or another number of epochs means something.
EPOCHS = 2


def keys_of(scvi: Any, recipes: Any, name: str, way: dict[str, Any]) -> Any:
    try:
        model = recipes.build(scvi, name)
        if name == "ContrastiveVI":
            half = model.adata.n_obs // 2
            way = {
                **way,
                "background_indices": list(range(half)),
                "target_indices": list(range(half, 2 * half)),
            }
        model.train(max_epochs=EPOCHS, enable_progress_bar=False, **way)
        return sorted(model.history)
    except Exception as error:
        return f"{type(error).__name__}: {error}"[:200]


def main() -> None:
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    with open(os.devnull, "w") as nothing, contextlib.redirect_stdout(nothing):
        import recipes
        import scvi  # type: ignore[import-not-found]
        import torch  # type: ignore[import-not-found]

        torch.set_num_threads(1)
        found = {}
        for name in recipes.classes(scvi):
            found[name] = {way: keys_of(scvi, recipes, name, more) for way, more in WAYS.items()}
            print(name, file=sys.stderr, flush=True)
    json.dump({"version": scvi.__version__, "found": found}, sys.stdout)


if __name__ == "__main__":
    main()
