"""What programs do on the real scvi-tools: run by an interpreter that has it, one after the other.

    python tests/tasks/on_the_library.py PROGRAMS.json RESULTS.json

`PROGRAMS.json` is `{name: text}`. Each program is run in a fork, in an empty folder with the files
that it reads, from one seed and with few epochs. What it did is the exception that it ended with,
or a hash of each thing that it left behind: names, what its lines show, figures, files. The example
data that drafts use is noise; here the first genes are higher in the first label, so that there is
something to find.
"""

from __future__ import annotations

import ast
import contextlib
import hashlib
import io
import json
import logging
import os
import pickle
import resource
import sys
import tempfile
import traceback
import types
from pathlib import Path
from typing import Any

ORACLE = Path(__file__).resolve().parents[1] / "oracle"
sys.path.insert(0, str(ORACLE))
EPOCHS = 40  # at most: enough for what is strong to show
_NO_RESULTS = (types.ModuleType, type, types.FunctionType, types.BuiltinFunctionType)
SECONDS = 90  # of CPU for one program


def main(programs: Path, results: Path) -> None:
    from run_examples import QUIET, import_library

    os.environ.update(QUIET)
    logging.raiseExceptions = False  # the stream of its import is closed
    release = import_library()
    found: dict[str, Any] = {"release": release}
    known: dict[str, Any] = {}
    for name, text in json.loads(programs.read_text(encoding="utf-8")).items():
        if text not in known:
            known[text] = _in_a_fork(text)
        found[name] = known[text]
        results.write_text(json.dumps(found, indent=1), encoding="utf-8")
        print(name, found[name].get("raised", "ran"), flush=True)


def _in_a_fork(text: str) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="task-") as folder:
        told = Path(folder) / "told.json"
        pid = os.fork()
        if not pid:
            try:
                resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 5))
                home = Path(folder) / "home"
                home.mkdir()
                os.chdir(home)
                told.write_text(json.dumps(_run(text)), encoding="utf-8")
            except BaseException:
                traceback.print_exc()
            finally:
                os._exit(0)
        os.waitpid(pid, 0)
        if not told.exists():
            return {"raised": "ProcessDied"}
        return json.loads(told.read_text(encoding="utf-8"))


def _run(text: str) -> dict[str, Any]:
    import scvi  # pyright: ignore[reportMissingImports]

    _give_meaning()
    _bring()
    _shorten()
    scvi.settings.seed = 0
    shown: list[Any] = []
    names: dict[str, Any] = {"__name__": "__main__", "_show": shown.append}
    printed = io.StringIO()
    try:
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(io.StringIO()):
            exec(compile(_showing(text), "<draft>", "exec"), names)
    except BaseException as error:
        return {"raised": type(error).__name__, "said": str(error)[:200]}
    state = {
        name: _hash(value)
        for name, value in names.items()
        if not name.startswith("_") and not isinstance(value, _NO_RESULTS)
    }
    shown = [one for one in shown if one is not None]
    state.update({f"shown {number}": _hash(one) for number, one in enumerate(shown)})
    state["figures"] = _hash(_figures())
    state["printed"] = _hash(printed.getvalue())
    state["files"] = _hash(sorted(str(one) for one in Path().rglob("*") if one.is_file()))
    return {"state": state}


def _showing(text: str) -> ast.Module:
    """A program that hands on what its expressions at the top level give, as a notebook does."""
    tree = ast.parse(text)
    for number, statement in enumerate(tree.body):
        if isinstance(statement, ast.Expr):
            call = ast.Call(ast.Name("_show", ast.Load()), [statement.value], [])
            tree.body[number] = ast.copy_location(ast.Expr(call), statement)
    return ast.fix_missing_locations(tree)


def _bring() -> None:
    """The files that drafts read: a query, and metadata in another order than the cells."""
    import anndata  # pyright: ignore[reportMissingImports]
    import pandas as pd  # pyright: ignore[reportMissingImports]
    import scvi  # pyright: ignore[reportMissingImports]

    anndata.settings.allow_write_nullable_strings = True
    scvi.settings.seed = 1
    query = scvi.data.synthetic_iid()
    query.write_h5ad("query.h5ad")
    cells = list(query.obs_names)[::-1]
    donors = [f"D{number % 3}" for number in range(len(cells))]
    pd.DataFrame({"donor": donors}, index=cells).to_csv("meta.csv")


def _figures() -> list[Any]:
    """What axes of figures are about: where their data lie."""
    from matplotlib import pyplot  # pyright: ignore[reportMissingImports]

    return [
        [round(float(edge), 4) for edge in axes.dataLim.bounds]
        for number in pyplot.get_fignums()
        for axes in pyplot.figure(number).axes
    ]


def _give_meaning() -> None:
    import scvi  # pyright: ignore[reportMissingImports]

    made = scvi.data.synthetic_iid

    def synthetic(*arguments: Any, **named: Any) -> Any:
        adata = made(*arguments, **named)
        cells = (adata.obs["labels"] == "label_0").to_numpy()
        changed = adata.X.toarray() if hasattr(adata.X, "toarray") else adata.X.copy()
        changed[cells, :10] += 40
        changed[~cells, 10:20] += 40
        adata.X = type(adata.X)(changed) if hasattr(adata.X, "toarray") else changed
        return adata

    scvi.data.synthetic_iid = synthetic


def _shorten() -> None:
    from scvi.train import TrainRunner  # pyright: ignore[reportMissingImports]

    made = TrainRunner.__init__

    def shortened(self: Any, *arguments: Any, **named: Any) -> None:
        if isinstance(named.get("max_epochs"), int):
            named["max_epochs"] = min(named["max_epochs"], EPOCHS)
        made(self, *arguments, **named)

    TrainRunner.__init__ = shortened


def _hash(value: Any) -> str:
    return hashlib.sha256(repr(_plain(value)).encode()).hexdigest()[:16]


def _plain(value: Any) -> Any:
    """A value as something whose `repr` is the same whenever it is."""
    import numpy as np

    if hasattr(value, "module") and hasattr(value, "adata"):
        weights = {
            name: _plain(one.cpu().numpy()) for name, one in value.module.state_dict().items()
        }
        return [type(value).__name__, value.is_trained_, str(value.registry["setup_args"]), weights]
    if hasattr(value, "obsm") and hasattr(value, "layers"):
        return [
            _plain(value.X),
            {name: _plain(one) for name, one in value.layers.items()},
            {name: _plain(one) for name, one in value.obsm.items()},
            {name: _plain(value.obs[name]) for name in value.obs if not name.startswith("_scvi")},
        ]
    if hasattr(value, "toarray"):
        value = value.toarray()
    if hasattr(value, "to_numpy"):
        return [list(map(str, value.index)), _plain(value.to_numpy())]
    if isinstance(value, np.ndarray):
        if value.dtype.kind in "fc":
            value = np.round(value.astype(float), 5) + 0.0
        return [value.shape, hashlib.sha256(pickle.dumps(value.tolist())).hexdigest()]
    if isinstance(value, float | np.floating):
        return round(float(value), 5)
    if isinstance(value, dict):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value if isinstance(value, str | int | bool | None) else type(value).__name__


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
