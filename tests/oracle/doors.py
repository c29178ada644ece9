"""What the real scvi-tools does where data comes to a model: `python tests/oracle/doors.py`

with an interpreter that has scvi-tools. For each class a model is trained and saved; then data that
differs in one respect is handed to each door. What happens is compared with
`scvi_lint.semantic.doors.leads_to`; exits with 1 where they disagree. Where nothing stops it, the
answer is asked for, and how far it moved is held against the spread between two seeds.
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "server"), str(ROOT / "tests" / "oracle")]

from door_cases import cases  # noqa: E402
from door_differences import Change, differences  # noqa: E402
from door_models import WAYS, data, mudata, rna_model  # noqa: E402

from scvi_lint.knowledge.curated import curated  # noqa: E402
from scvi_lint.knowledge.doors import ASK, LOAD, NO_SUCH_GENES, QUERY, leads_to  # noqa: E402
from scvi_lint.knowledge.models import Field  # noqa: E402


class Doors:
    """A trained and saved model of one class, and what happens to data that is handed to it."""

    def __init__(self, scvi: Any, path: str) -> None:
        self.scvi, self.path, self.way = scvi, path, WAYS[path]
        module, _, name = path.partition(":")[0].partition(".")
        self.cls = getattr(getattr(scvi, module), name)
        self.model = self.trained(0)
        self.folder = tempfile.mkdtemp()
        self.model.save(self.folder, overwrite=True)
        self.other: Any = None
        self.of_cells: Any = None

    def brought(self) -> Any:
        """Data that fits the model."""
        return self.fresh() if self.way.bring is None else self.way.bring(self.model)

    def fresh(self, cells: int = 120) -> Any:
        made = (data if self.way.modalities is None else mudata)(self.scvi, cells)
        if self.way.prepare is not None:
            self.way.prepare(self.scvi, made)
        return made

    def trained(self, seed: int) -> Any:
        self.scvi.settings.seed = seed
        own = self.fresh()
        model = self.model_on(own, trained=False)
        if self.way.train is not None:
            self.way.train(model, own)
        else:
            model.train(max_epochs=15 if self.way.ask else 2)
        return model

    def model_on(self, own: Any, trained: bool = True) -> Any:
        """A model of some data; `trained` takes it for a trained one."""
        way = self.way
        if way.build is None or way.setup:
            if way.modalities is None:
                self.cls.setup_anndata(own, **way.setup)
            else:
                places = {k: v for k, v in way.modalities.items() if v}
                more = {"modalities": places or {"batch_covariate_keys": None}}
                if "methylation_contexts" in way.setup:
                    more = {}
                self.cls.setup_mudata(own, **way.setup, **more)
        if way.build is not None:
            model = way.build(self.scvi, self.cls, own)
        else:
            model = self.cls(own)
        if trained:
            model.is_trained_ = True
        return model

    @property
    def reference(self) -> Any:
        """The model of cells that models of spots are made from."""
        if self.of_cells is None:
            name = "model.CondSCVI" if self.cls.__name__ == "DestVI" else "external.RNAStereoscope"
            self.of_cells = rna_model(self.scvi, name, batches=name == "model.CondSCVI")
        return self.of_cells

    def hand_over(self, door: str, query: Any) -> Any:
        """The answer about the data at this door, None where there is no question."""
        model = self.model
        if door == LOAD:
            model = self.cls.load(self.folder, adata=query)
        elif door == QUERY:
            model = self.cls.load_query_data(query, self.model)
        return self.answer(model, query if door == ASK else None)

    def answer(self, model: Any, query: Any = None) -> Any:
        """What a model says of its own data or of some other, None where there is no question."""
        if not self.way.ask:
            return None
        model.is_trained_ = True
        answer = getattr(model, self.way.ask)(query)
        return getattr(answer, "values", answer)

    def doors(self) -> list[str]:
        found = [LOAD]
        if hasattr(self.cls, "load_query_data"):
            found.append(QUERY)
        return [*found, ASK] if self.way.ask else found

    def spread(self) -> float:
        """How much distances between cells differ between two seeds."""
        if self.other is None:
            self.other = self.trained(1)
        mine, theirs = getattr(self.model, self.way.ask)(), getattr(self.other, self.way.ask)()
        return moved(getattr(mine, "values", mine), getattr(theirs, "values", theirs))


def moved(one: Any, other: Any) -> float:
    """How far an answer is from another one in the distances between cells, whatever the axes, as a
    part of the distances there."""
    import numpy

    def distances(answer: Any) -> Any:
        cells = numpy.asarray(answer, dtype=float)[:90]
        cells = cells.reshape(len(cells), -1)
        return numpy.linalg.norm(cells[:, None] - cells[None], axis=-1)

    mine, theirs = distances(one), distances(other)
    return float(numpy.abs(mine - theirs).mean() / theirs.mean())


def watched(call: Callable[[], Any]) -> tuple[Any, str, str, list[str]]:
    """What a call answers; the exception's class and text, and what was warned."""
    heard: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.levelno >= logging.WARNING:
                heard.append(record.getMessage())

    listener = Listener()
    logging.getLogger("scvi").addHandler(listener)
    answer, raised, text = None, "", ""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            answer = call()
        except Exception as error:
            raised, text = type(error).__name__, str(error)[:160].replace("\n", " ")
    logging.getLogger("scvi").removeHandler(listener)
    return answer, raised, text, heard + [str(one.message) for one in caught]


def word_of(warned: list[str]) -> str:
    """The warnings that are about the data, in a word each."""
    told = {
        "unnormalized count data": "counts",
        "not match those used": "genes",
        "not a sparse": "format",
        "CSC": "format",
        "csr": "format",
        "Missing": "missing",
    }
    return " ".join(
        sorted({word for part, word in told.items() if any(part in one for one in warned)})
    )


# What raises before a model that notes its cells looks for them.
BEFORE = ("layer", "format", "genes", "column", "category", "nan", "modality")
UNCHECKED = ("SysVI", "CYTOVI", "VELOVI")


# Classes that can drop their counts.
MINIFY = frozenset({"SCVI", "SCANVI", "LinearSCVI", "TOTALVI", "MULTIVI", "TOTALANVI", "DRVI"})
# What ends in the same wherever it is met; the rest of the cases runs.
CASES = {
    ("prepared", "lost"): "ValueError",
    ("prepared", "names only"): "ValueError",
    ("prefix", "none"): "ValueError",
    ("prefix", "another"): "ValueError",
    ("proteins", "table"): "ValueError",
    ("proteins", "other names"): "ValueError",
    ("proteins", "fewer"): "ValueError",
    ("proteins", "nan"): "ValueError",
    ("taken by name", "fewer"): NO_SUCH_GENES,
    ("taken by name", "names"): NO_SUCH_GENES,
}
NEWER = frozenset({kind for kind, _ in CASES} | {"no number", "duplicates", "last cell"})


def expected_case(name: str, release: str, row: dict[str, Any]) -> str | None:
    """The same for what `door_cases` has."""
    kind, argument, door = row["kind"], row["argument"], row["door"]
    told = CASES.get((kind, argument))
    if kind == "prefix" and name == "MRVI" and told is not None and door == LOAD:
        return "FileNotFoundError"
    if kind == "proteins" and argument == "order" and row["class"].endswith(":table"):
        return "ValueError"
    of_mudata = row["class"].endswith(":mudata") or name in ("MULTIVI", "METHYLVI", "METHYLANVI")
    if kind == "taken by name" and told is None and of_mudata:
        return leads_to("by name", door, name, release)
    noted = leads_to("set-up", door, name, release)
    return noted if noted is not None and told is None else told


def expected(name: str, release: str, row: dict[str, Any]) -> str | None:
    """What `knowledge.doors` says to what a row tells of."""
    kind, argument, door = row["kind"], row["argument"], row["door"]
    if kind in NEWER:
        return expected_case(name, release, row)
    if kind == "minified":
        whole = argument != "" and name in MINIFY
        told = leads_to(kind, door, name, release, minifies=name in MINIFY)
        return None if whole or door == ASK else told
    if kind == "one label":
        return leads_to("labels", door, name, release) if name == "SCANVI" else None
    if kind == "modality" and door == QUERY and "renamed" in argument:
        kind = "more modalities"
    if kind == "genes" and door == "spots":
        return "ValueError"
    if door == "spots" and name != "DestVI":  # whose spots have a set-up of their own
        return "ValueError" if kind == "scale" else None
    if kind in ("unpaired", "kind of data"):
        return leads_to(kind, door, name, release)
    of = {
        "labels_key": "CategoricalObs" if "ANVI" not in name else "LabelsWithUnlabeledObs",
        "categorical_covariate_keys": "CategoricalJointObs",
        "continuous_covariate_keys": "NumericalJointObs",
        "size_factor_key": "NumericalObs",
    }.get(argument, "CategoricalObs")
    field = Field(of, False, False)
    if kind in ("scale", "csr_matrix", "csc_matrix", "csr_array", "csc_array"):
        field = Field("Layer", name not in UNCHECKED, False)
    asked = {"all nan": "nan", "obsm": "column", "csr_array": "format", "csc_array": "format"}
    known = asked.get(kind, kind)
    if kind == "view" and curated().has_trait(name, "holds_spots", release):
        known = "cells"  # it is a view of some of them
    told = leads_to(known, door, name, release, field) if known not in MATRICES else None
    if name == "VELOVI" and door == LOAD and kind in MATRICES[1:]:
        return "RuntimeError"  # it is built in other sizes on a sparse matrix
    noted = leads_to("set-up", door, name, release)
    return noted if noted is not None and (told is None or known not in BEFORE) else told


MATRICES = ("none", "csr_matrix", "csc_matrix")


def ask_class(scvi: Any, path: str, only: str = "") -> Iterator[dict[str, Any]]:
    """What happens to each difference; `only` "cases" for what `door_cases` has, "changes" for the
    rest."""
    import numpy

    doors = Doors(scvi, path)
    base: dict[str, Any] = {}

    def row_of(door: str, kind: str, argument: str, call: Callable[[], Any]) -> dict[str, Any]:
        answer, raised, text, warned = watched(call)
        row = {"class": path, "door": door, "kind": kind, "argument": argument}
        row |= {"raises": raised, "text": text, "warns": word_of(warned)}
        fitting = base.get(door)
        if kind == "none":
            base[door] = answer
        elif answer is not None and fitting is not None and len(answer) == len(fitting):
            row["moves"] = round(moved(answer, fitting), 3)
        return row

    for door in doors.doors():
        for kind, argument, make in differences(doors.way, numpy):
            if only == "cases" and kind != "none":
                continue

            def call(door: str = door, make: Change = make) -> Any:
                return doors.hand_over(door, make(doors.brought()))

            yield row_of(door, kind, argument, call)
    if only != "changes":
        for case in cases(doors):
            yield row_of(case.door, case.kind, case.argument, case.call)
    if doors.way.ask:
        yield {"class": path, "spread": round(doors.spread(), 3)}


def main() -> int:
    parser = argparse.ArgumentParser(description="What happens where data comes to a model.")
    parser.add_argument("classes", nargs="*", default=list(WAYS))
    parser.add_argument("--only", choices=("changes", "cases"), default="")
    parser.add_argument("--rows", type=Path, help="append what happened, a line of JSON each")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    logging.getLogger("lightning").setLevel(logging.ERROR)
    import scvi

    scvi.settings.verbosity = logging.WARNING
    release = scvi.__version__
    tried = wrong = 0
    for path in options.classes:
        try:
            for row in ask_class(scvi, path, options.only):
                if options.rows:
                    with options.rows.open("a") as file:
                        file.write(json.dumps({"release": release, **row}) + "\n")
                if "door" not in row:
                    continue
                told = expected(path.partition(".")[2].partition(":")[0], release, row)
                tried += 1
                if (row["raises"] or None) != told:
                    wrong += 1
                    what = (path, row["door"], row["kind"], row["argument"])
                    print(*what, f"{row['raises'] or 'runs'}, and we say {told}", row["text"])
        except Exception as error:
            print(f"{path}: no model: {type(error).__name__}: {error}"[:300], flush=True)
    print(f"{tried} combinations, {wrong} wrong, scvi-tools {release}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
