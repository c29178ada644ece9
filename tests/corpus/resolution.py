"""How much of real programs the engine follows: `python tests/corpus/resolution.py FOLDER ...`.

Counts the calls of scvi-tools' model methods in which the engine knows the model (its exact
class, or a base class only), and the `setup_anndata` calls in which it knows where the AnnData
comes from. Which calls these are is decided by syntax alone:

- a call `….name(…)` whose name only models of scvi-tools have (`get_latent_representation`), or
- a call of a common name (`train`, `save`, `load`, `predict`) on something that also receives a
  call of the first kind, is bound to a call of a model class, or is a model class by its name.

`--misses` prints each call that was not resolved.
"""

from __future__ import annotations

import argparse
import ast
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "mutation"))

from subjects import Call, Program, program_at

from scvi_lint.interpreter.domain.context import Context
from scvi_lint.interpreter.engine.analysis import Analysis, analyse
from scvi_lint.interpreter.events.kinds import ApiUsed, Called, OfModelClass, OwnCall, Registered
from scvi_lint.knowledge import catalogue
from scvi_lint.source.documents.project import ModuleLoader
from scvi_lint.source.documents.unreadable import Unreadable

ORIGINS = ("made", "parameter", "unseen", "unknown")
# Names of model methods that other objects of the field have too.
COMMON = frozenset(
    """train save load predict to_device get_elbo differential_expression get_latent_time
    get_velocity get_loadings get_cell_scores get_proportions get_gamma get_importance""".split()
)
# Properties, and what AnnDataManager has too: not what a model is asked for.
NOT_CALLED = frozenset(
    """adata adata_manager data_registry device history is_trained latent_data_type
    minified_data_type module registry run_id run_name summary_string test_indices train_indices
    validation_indices get_from_registry get_state_registry register_manager transfer_fields
    update_setup_method_args view_registry view_setup_method_args""".split()
)
# Inside a class these are how a model is made, not how one is used.
# Programs for releases before 0.7, whose trainers and posteriors are gone.
OLD = re.compile(rb"scvi\.(?:inference|models|dataset)\b|from scvi import \*")
INWARD = re.compile(r"(?:self|cls|super\(.*\))$")


@cache
def method_names() -> frozenset[str]:
    """Every public method of every model class of every release."""
    known = catalogue()
    names: set[str] = set()
    for release in known.releases:
        for cls in known.api(release).models():
            names.update(name for name in cls.methods() if not name.startswith("_"))
    return frozenset(names) - NOT_CALLED


@cache
def class_names() -> frozenset[str]:
    known = catalogue()
    return frozenset(cls.name for release in known.releases for cls in known.api(release).models())


def candidates(program: Program) -> list[Call]:
    """The calls of model methods, by syntax alone."""
    calls = list(program.calls(*method_names()))
    calls = [call for call in calls if call.owner is not None]
    calls = [call for call in calls if not INWARD.match(_text(program, call))]
    sure = [call for call in calls if call.name not in COMMON]
    owners = {_text(program, call) for call in sure} | set(_bound_to_models(program))
    return [
        call
        for call in calls
        if call in sure or _text(program, call) in owners or call.of_class in class_names()
    ]


def _text(program: Program, call: Call) -> str:
    """What stands before the last dot, as it is written."""
    assert call.owner is not None
    return program.text(call.part.span(call.owner))


def _bound_to_models(program: Program) -> Iterator[str]:
    """Names that are bound to `SCVI(...)`, `SCVI.load(...)`, `SCANVI.from_scvi_model(...)`."""
    for part in program.parts:
        for node in ast.walk(part.tree):
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
                call = Call(part, node.value)
                of_model = call.name in class_names() or call.of_class in class_names()
                if of_model and call.name not in ("setup_anndata", "setup_mudata"):
                    yield program.text(part.span(node.targets[0]))


def resolved(analysis: Analysis) -> dict[tuple, str]:
    """How each call of a model's method was understood: "exact" or "base"."""
    found: dict[tuple, str] = {}
    for event in analysis.events:
        call = getattr(event, "call", None)
        if call is None:
            continue
        if isinstance(event, OfModelClass):
            exact = event.exact and ".base." not in event.cls.qualname
        elif isinstance(event, OwnCall):
            exact = False
        elif isinstance(event, ApiUsed) and call.name in method_names():
            exact = ".base." not in event.path
        else:
            continue
        kind = "exact" if exact else "base"
        if found.get(tuple(call.span)) != "exact":
            found[tuple(call.span)] = kind
    return found


def origins(analysis: Analysis) -> dict[tuple, str]:
    """Where the AnnData of each registration comes from: "made" (read or built in the program),
    "parameter", "unseen" (made by code that is not at hand, and followed from there), "unknown".
    """
    found: dict[tuple, str] = {}
    for event in analysis.events:
        adata = getattr(event, "adata", None)
        if isinstance(event, Called):
            if not event.call.function.endswith(".setup_anndata"):  # a function before 0.15
                continue
        elif not isinstance(event, (Registered, OwnCall)):
            continue
        made = None if adata is None else adata.thing.value("made")
        kind = made if made in ("parameter", "unseen") else "unknown" if made is None else "made"
        if found.get(tuple(event.span)) != "made":
            found[tuple(event.span)] = kind
    return found


def programs(folder: Path) -> Iterator[tuple[str, Program]]:
    """Every program below a folder (or the one file) that mentions scvi; neither those for
    releases before 0.7 nor a copy of scvi-tools itself."""
    files = [folder] if folder.is_file() else sorted(folder.rglob("*"))
    copies = [path.parent for path in files if path.match("scvi/_settings.py")]
    for path in files:
        if any(copy in path.parents for copy in copies):
            continue
        if path.suffix not in (".py", ".ipynb", ".qmd", ".Rmd") or not path.is_file():
            continue
        content = path.read_bytes()
        if b"scvi" not in content or OLD.search(content):
            continue
        try:
            yield os.path.relpath(path), program_at(path)
        except Unreadable:
            continue


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    known = catalogue()
    api = known.api(known.newest)
    heads = ("calls", "exact", "base", "none", "known", "setups", *ORIGINS)
    print(("{:50}" + "{:>10}" * len(heads)).format("", *heads))
    every: Counter[str] = Counter()
    for folder in options.folders:
        count: Counter[str] = Counter()
        for name, program in programs(folder):
            count.update(_measure(name, program, api, folder, options.misses))
        every.update(count)
        print(_row(folder.name, count))
    if len(options.folders) > 1:
        print(_row("all", every))
    return 0


def _measure(name: str, program: Program, api, folder: Path, misses: bool) -> Counter[str]:
    root = str(folder if folder.is_dir() else folder.parent)
    calls = candidates(program)
    document = program.documents[program.main]
    document.path = name
    analysis = analyse(document, Context(api, ModuleLoader(root)))
    found, data = resolved(analysis), origins(analysis)
    count: Counter[str] = Counter()
    for call in calls:
        place = (name, *call.span[1:])
        kind = found.get(place, "none")
        count["calls"] += 1
        count[kind] += 1
        setup = call.name in ("setup_anndata", "setup_mudata")
        if setup:
            count["setups"] += 1
            count[data.get(place, "unknown")] += 1
        if misses and (kind == "none" or (setup and data.get(place, "unknown") == "unknown")):
            line = call.part.text.count("\n", 0, call.span.start) + 1
            text = " ".join(call.part.text[call.span.start : call.span.end].split())[:90]
            print(f"{kind:6} {name} cell {call.span.cell + 1} line {line}: {text}")
    return count


def _row(name: str, count: Counter[str]) -> str:
    known = count["exact"] + count["base"]
    share = f"{100 * known / count['calls']:.1f} %" if count["calls"] else "-"
    figures = [count["calls"], count["exact"], count["base"], count["none"], share]
    figures += [count["setups"], *(count[origin] for origin in ORIGINS)]
    return ("{:50}" + "{:>10}" * len(figures)).format(name[:49], *figures)


if __name__ == "__main__":
    sys.exit(main())
