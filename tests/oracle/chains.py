"""Do the small repositories of `tests/cli/repositories.py` end as they claim, on scvi-tools itself?

    python tests/oracle/chains.py

Runs every program of each repository and of its right twin, one after the other, in a folder of
their own. Prints what ends otherwise; the exit code is the number of these.
"""

from __future__ import annotations

import os
import sys
import tempfile
import traceback
import warnings
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "cli"))
from repositories import CONFIGURED, REPOSITORIES


def ends(files: dict[str, str]) -> str:
    """The exception that the last program ends in, "" if all of them run."""
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for name, text in files.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        Path(folder, "data").mkdir(exist_ok=True)
        for name in [name for name in files if name.endswith(".py")]:
            try:
                exec(compile(files[name], name, "exec"), {"__name__": "__main__"})
            except Exception as error:
                if name != [one for one in files if one.endswith(".py")][-1]:
                    traceback.print_exc()
                    return f"{name}: {type(error).__name__}"
                return type(error).__name__
            finally:
                os.chdir(folder)
    return ""


def main() -> int:
    import anndata

    warnings.simplefilter("ignore")
    if hasattr(anndata.settings, "allow_write_nullable_strings"):  # pandas 3 has them everywhere
        anndata.settings.allow_write_nullable_strings = True
    wrong = 0
    cases = (*REPOSITORIES, *CONFIGURED)
    for case in cases:
        for files, expected in ((case.files, case.happens), (case.twin(), "")):
            found = ends(files)
            if found != expected:
                wrong += 1
                print(f"{case.name}: ends in {found or 'nothing'}, not in {expected or 'nothing'}")
    print(f"{len(cases)} repositories and their twins, {wrong} end otherwise")
    return wrong


if __name__ == "__main__":
    sys.exit(main())
