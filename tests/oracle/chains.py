"""Do the small repositories of `tests/cli/repositories.py` end as they claim, on scvi-tools itself?

    python tests/oracle/chains.py

Runs every program of each repository and of its right twin, one after the other, in a folder of
their own. Prints what ends otherwise; the exit code is the number of these.
"""

from __future__ import annotations

import json
import os
import re
import sys
import tempfile
import textwrap
import traceback
import warnings
from pathlib import Path
from types import SimpleNamespace
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "cli"))
from repositories import CONFIGURED, REPOSITORIES, WORKFLOWS


def _programs(files: dict[str, str]) -> list[tuple[str, str]]:
    """The programs in the order in which they run, those in a pipeline of Nextflow among them."""
    found: list[tuple[str, str]] = []
    for name, text in files.items():
        if name.endswith(".nf"):
            scripts = re.findall(r'"""\n([ ]*#!.*?)"""', text, re.DOTALL)
            found += [(name, textwrap.dedent(script)) for script in scripts]
        elif name.endswith(".py"):
            found.append((name, text))
    return found


def _section(told: Any) -> Any:
    """What Snakemake hands out: a list, or entries with names."""
    return told if isinstance(told, list) else SimpleNamespace(**told)


def ends(files: dict[str, str], given: dict[str, Any]) -> str:
    """The exception that the last program ends in, "" if all of them run."""
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for name, text in files.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        for room in ("data", "results"):
            Path(folder, room).mkdir(exist_ok=True)
        programs = _programs(files)
        for name, text in programs:
            words = given.get(name, [])
            names: dict[str, Any] = {"__name__": "__main__"}
            if isinstance(words, dict):
                names["snakemake"] = SimpleNamespace(
                    **{key: _section(told) for key, told in words.items()}
                )
            sys.argv = [name, *(words if isinstance(words, list) else ())]
            try:
                exec(compile(text, name, "exec"), names)
            except Exception as error:
                if text != programs[-1][1]:
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
    cases = (*REPOSITORIES, *CONFIGURED, *WORKFLOWS)
    for case in cases:
        wrong_text, right_text = case.right[1:]
        told = {
            name: json.loads(json.dumps(given).replace(f'"{wrong_text}"', f'"{right_text}"'))
            for name, given in case.given.items()
        }
        for files, given, expected in (
            (case.files, case.given, case.happens),
            (case.twin(), told, ""),
        ):
            found = ends(files, given)
            if found != expected:
                wrong += 1
                print(f"{case.name}: ends in {found or 'nothing'}, not in {expected or 'nothing'}")
    print(f"{len(cases)} repositories and their twins, {wrong} end otherwise")
    return wrong


if __name__ == "__main__":
    sys.exit(main())
