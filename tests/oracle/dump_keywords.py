"""Run by the oracle's interpreter: whether real calls take keywords.

In: rows `[class, method, inside, keyword, value]`; `method` is "__init__", "setup" or "train",
`inside` the dictionary that holds the keyword, "" for the call itself. Out: for each row true,
false, or null where the call could not be made. Training ends after its first minibatch: loaders,
and losses that take settings of a plan, refuse what they do not know only there.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import sys
import warnings
from typing import Any


def takes(scvi: Any, recipes: Any, models: dict[str, Any], row: list[Any]) -> bool | None:
    name, method, inside, keyword, value = row
    given = {inside: {keyword: value}} if inside else {keyword: value}
    try:
        if method == "__init__":
            recipes.build(scvi, name, **given)
        elif method == "setup":
            recipes.register(scvi, name, recipes.data(scvi, name), **given)
        else:
            if name not in models:
                models[name] = recipes.build(scvi, name)
            if name == "ContrastiveVI":
                cells = {"background_indices": [0, 1, 2, 3], "target_indices": [4, 5, 6, 7]}
                given = {**cells, **given}
            models[name].train(**{"max_epochs": 1, **given})
    except TypeError as error:
        words = str(error)
        # what the class gives its network itself is refused; a class method that makes the model
        # gives some of the constructor's own arguments
        made = method == "__init__" and name in recipes.OF_A_MODEL
        twice = "multiple values" in words and not made
        refused = "unexpected keyword" in words or twice
        return not (refused and keyword in words)
    except BaseException:
        return True
    return True


def main() -> None:
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    rows = json.load(sys.stdin)
    with open(os.devnull, "w") as nothing, contextlib.redirect_stdout(nothing):
        import recipes
        import scvi  # type: ignore[import-not-found]
        from lightning.pytorch import Trainer  # type: ignore[import-not-found]

        models: dict[str, Any] = {}
        for name in {row[0] for row in rows if row[1] == "train"}:
            try:
                models[name] = recipes.build(scvi, name)
            except BaseException as error:
                print(name, type(error).__name__, error, file=sys.stderr)
        fit = Trainer.fit

        def one_step(self: Any, *args: Any, **kwargs: Any) -> Any:
            self.limit_train_batches, self.limit_val_batches = 1, 0
            return fit(self, *args, **kwargs)

        found: list[bool | None] = []
        for row in rows:
            if row[1] == "train" and row[0] not in models:
                found.append(None)
                continue
            # a model that is made of a trained one trains it here
            Trainer.fit = one_step if row[1] == "train" else fit
            found.append(takes(scvi, recipes, models, row))
        Trainer.fit = fit
    json.dump({"version": scvi.__version__, "found": found}, sys.stdout)


if __name__ == "__main__":
    main()
