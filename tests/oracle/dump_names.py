"""Run by the oracle's interpreter: the model classes that have a recipe here, as JSON."""

from __future__ import annotations

import json
import logging
import warnings


def main() -> None:
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    import recipes
    import scvi  # type: ignore[import-not-found]

    print(json.dumps(recipes.classes(scvi)))


if __name__ == "__main__":
    main()
