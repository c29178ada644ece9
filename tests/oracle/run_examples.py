"""Run the rules' examples on the real scvi-tools and write down what happens.

    python tests/oracle/run_examples.py [--only TEXT] [--again] [--output results.json]

with an interpreter that has scvi-tools. The library is imported once; each example runs in a
fork of that process, in an empty folder, with a time limit and without a network. What an
example did is remembered by its text, so that a second run executes only what changed.

Exits with 1 when an example did not do what its header says.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import hashlib
import json
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
import traceback
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT / "server"), str(ROOT / "tests" / "rules"), str(HERE)]

QUIET = {
    "CUDA_VISIBLE_DEVICES": "",
    "HF_HUB_OFFLINE": "1",
    "MPLBACKEND": "Agg",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "NUMBA_NUM_THREADS": "1",
    "NUMBA_THREADING_LAYER": "workqueue",  # the others do not survive a fork
    "PYTHONHASHSEED": "0",
    "TQDM_DISABLE": "1",
}
CPU_LIMIT = 100  # of an example's own work: one or two as a rule, forty where JAX compiles
TIME_LIMIT = 900  # of the clock: the machine may be busy, but who waits for nothing ends, too
AT_ONCE = int(os.environ.get("SCVI_LINT_ORACLE_JOBS", min(2, os.cpu_count() or 1)))


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Run the rules' examples on scvi-tools.")
    parser.add_argument("--only", action="append", default=[], help="a part of the case's name")
    parser.add_argument("--again", action="store_true", help="run what is remembered, too")
    parser.add_argument("--output", type=Path, default=HERE / "results.json")
    parser.add_argument("--programs", type=Path, help="run these instead: rows of programs_of")
    parser.add_argument(
        "--named", type=Path, help="run the cases of this list, whatever release they speak of"
    )
    options = parser.parse_args(arguments)

    from oracle_verdicts import judge, table
    from rule_files import cases

    known = cases()
    if options.programs is not None:
        known = programs_of(json.loads(options.programs.read_text(encoding="utf-8")))
    chosen = [c for c in known if not options.only or any(o in str(c) for o in options.only)]
    named = None if options.named is None else set(json.loads(options.named.read_text()))
    if named is not None:
        chosen = [case for case in chosen if str(case) in named]
    results = _read(options.output)
    records = results.setdefault("records", {})
    pending = [case for case in chosen if not case.example.not_run]
    if not options.again:
        pending = [case for case in pending if key_of(case.example) not in records]
    if pending:
        os.environ.update(QUIET)
        release = import_library()
        if results.get("release") != release:
            records.clear()
            pending = [case for case in chosen if not case.example.not_run]
        results["release"] = release
        if named is None:
            pending = [case for case in pending if case.example.release in ("", release)]
        random.Random(0).shuffle(pending)  # a run that is ended has run a fair part
        for example, record in run_all([case.example for case in pending]):
            records[key_of(example)] = record
            if len(records) % 10 == 0:  # a run that is ended goes on from here
                options.output.write_text(json.dumps(results, indent=1), encoding="utf-8")
        options.output.write_text(json.dumps(results, indent=1), encoding="utf-8")
    if named is not None:
        return 0  # who names them judges them
    judged = judge(chosen, results)
    print(table(judged))
    return 1 if any(verdict.problems for verdict in judged) else 0


def programs_of(rows: list[Any]) -> list[Any]:
    """Programs that must run without an exception, such as examples with a fix applied.

    A row is `[rule's path, label, code, files]`.
    """
    from rule_files import Case, RuleFile

    from scvi_lint.linting.documentation import Example

    found = []
    for rule, label, code, files in rows:
        brought = tuple((name, expression) for name, expression in files)
        example = Example(True, "", (), "", "", code, (), brought)
        found.append(Case(RuleFile(Path(rule), ""), label, example))
    return found


def _read(path: Path) -> dict[str, Any]:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def key_of(example: Any) -> str:
    """What an example did is remembered under its text and the way it is watched."""
    content = repr((example.code, example.files)).encode()
    for module in ("watching.py", "bringing.py"):
        content += (HERE / module).read_bytes()
    return hashlib.sha256(content).hexdigest()[:24]


def import_library() -> str:
    """Import what examples use, once; returns the release of scvi-tools."""
    with open(os.devnull, "w") as nothing, contextlib.redirect_stderr(nothing):
        import scanpy  # noqa: F401  # pyright: ignore[reportMissingImports]
        import scvi  # pyright: ignore[reportMissingImports]
        import torch  # pyright: ignore[reportMissingImports]

    torch.set_num_threads(1)
    warm()
    gc.collect()
    gc.freeze()  # else the first collection in a fork copies all that was imported
    return scvi.__version__


def warm() -> None:
    """Compile what many examples call, once for all forks: numba takes seconds for a graph."""
    import numpy
    import scanpy  # pyright: ignore[reportMissingImports]

    with open(os.devnull, "w") as nothing, contextlib.redirect_stderr(nothing):
        drawn = numpy.random.default_rng(0).poisson(2.0, (300, 30)).astype("float32")
        adata = scanpy.AnnData(drawn)
        adata.obs["half"] = ["a", "b"] * 150
        scanpy.pp.calculate_qc_metrics(adata, percent_top=None, inplace=True)
        scanpy.pp.normalize_total(adata)
        scanpy.pp.log1p(adata)
        scanpy.pp.highly_variable_genes(adata, n_top_genes=10)
        scanpy.pp.neighbors(adata)
        scanpy.tl.umap(adata)
        scanpy.tl.rank_genes_groups(adata, "half", method="wilcoxon")
        with contextlib.suppress(ImportError):
            import sparse  # pyright: ignore[reportMissingImports]

            sampled = sparse.GCXS.from_numpy(drawn)
            sampled.todense(), sampled.to_scipy_sparse(), sampled[:2], sampled.mean()


def run_all(examples: list[Any]) -> Any:
    """Run examples in forks, a few at a time; yields each with its record."""
    waiting = list(enumerate(examples))
    running: dict[int, tuple[Any, Path, float]] = {}
    with tempfile.TemporaryDirectory(prefix="oracle-") as folder:
        while waiting or running:
            while waiting and len(running) < AT_ONCE:
                number, example = waiting.pop(0)
                place = Path(folder) / str(number)
                running[_fork(example, place)] = (example, place, time.monotonic())
            pid, status = os.wait()
            if pid not in running:
                continue
            example, place, started = running.pop(pid)
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(pid, signal.SIGKILL)  # what the example may have left behind
            record = _read(place / "record.json") or _died(status, place)
            record["seconds"] = round(time.monotonic() - started, 1)
            shutil.rmtree(place, ignore_errors=True)
            yield example, record


def _died(status: int, place: Path) -> dict[str, Any]:
    ended = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    late = {signal.SIGALRM: f"{TIME_LIMIT} s", signal.SIGXCPU: f"{CPU_LIMIT} s of CPU"}.get(ended)
    said = (place / "output.txt").read_text(errors="replace") if place.exists() else ""
    return {
        "exception": ["TimeoutError" if late else "ProcessDied"],
        "message": f"no end after {late}" if late else said[-300:],
        "line": 0,
        "trained": 0,
        "warnings": [],
    }


def _fork(example: Any, place: Path) -> int:
    place.mkdir()
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if pid:
        return pid
    try:
        os.setpgid(0, 0)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(TIME_LIMIT)
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_LIMIT, CPU_LIMIT + 5))
        output = os.open(place / "output.txt", os.O_WRONLY | os.O_CREAT)
        os.dup2(output, 1)
        os.dup2(output, 2)
        record = _run(example, place)
        (place / "record.json").write_text(json.dumps(record), encoding="utf-8")
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def _run(example: Any, place: Path) -> dict[str, Any]:
    """In the fork: bring the files, run the program, say what happened."""
    import numpy
    import scvi  # pyright: ignore[reportMissingImports]
    import torch  # pyright: ignore[reportMissingImports]
    from bringing import bring
    from watching import Watch

    numpy.random.seed(0)
    torch.manual_seed(0)
    sys.argv = ["example.py"]
    home = place / "home"
    home.mkdir()
    os.chdir(home)
    sys.path.insert(0, str(home))  # modules that the example brings
    scvi.settings.logging_dir = home / "scvi_log"  # resolved once, where the import happened
    bring(example.files)
    with Watch() as watch:
        try:
            exec(compile(example.code, "<example>", "exec"), {"__name__": "__main__"})
        except BaseException as error:
            watch.caught(error)
    return watch.record()


if __name__ == "__main__":
    sys.exit(main())
