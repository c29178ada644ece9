"""Faults planted into programs that are fine, to see that the linter finds them where they are.

A mutator belongs to a rule. It looks at a program by syntax alone and yields Faults: edits that
turn the fine program into one with the fault that the rule is about, and the places where the
finding must stand. Add one to `tests/mutation/mutators/<family>.py`:

    @plants("SCV201")
    def drop_layer(program: Program) -> Iterator[Fault]:
        \"\"\"The counts are in a layer, and the model is registered on X.\"\"\"
        for edit, value, _ in program.options("layer"):
            yield Fault((edit,), places(program, "setup_anndata"))

`Program` (see `subjects`) answers what stands where: `calls("setup_anndata")`, `options("layer")`
(keywords and dictionary entries alike), `after(place, "adata = adata.copy()")`,
`add_argument(call, "x=1")`. A mutator must yield only what really is a fault in *any* program of
the shape that it looks for, or say in its conditions why: it is also let loose on public code.

Fine programs stand in `tests/mutation/programs`: one file each, or a folder with a `main`.
The test demands that nine of ten faults are found in them, at a place that was named, that
nothing else appears, and that the fine programs stay clean. `python tests/mutation/plant.py`
prints each miss; with `--corpus FOLDER` it plants into other programs.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from subjects import Edit, Program

from scvi_lint.config import Settings
from scvi_lint.linting.checking import Checker
from scvi_lint.linting.findings import Finding
from scvi_lint.linting.index import Entry, builtin
from scvi_lint.source.documents.document import Document
from scvi_lint.source.documents.span import Span

HERE = Path(__file__).parent
RELEASE = "1.4.2"
LOUD = ("error", "warning")


class Fault(NamedTuple):
    """`edits` plant it; the finding must touch one of `places` (of the program before the
    edits; an edit's own place stands for the text that it puts there). `also` are codes that
    may speak up beside the mutator's own."""

    edits: tuple[Edit, ...]
    places: tuple[Span, ...]
    also: tuple[str, ...] = ()


Mutator = Callable[[Program], Iterator[Fault]]
REGISTRY: dict[str, list[Mutator]] = {}


def plants(code: str) -> Callable[[Mutator], Mutator]:
    """Register a mutator for a rule."""

    def register(mutator: Mutator) -> Mutator:
        REGISTRY.setdefault(code, []).append(mutator)
        return mutator

    return register


@cache
def mutators() -> tuple[tuple[str, Mutator], ...]:
    """Every mutator with the code of its rule; those whose rule does not exist yet wait."""
    for path in sorted((HERE / "mutators").glob("*.py")):
        spec = importlib.util.spec_from_file_location(f"mutators_{path.stem}", path)
        assert spec is not None and spec.loader is not None
        spec.loader.exec_module(importlib.util.module_from_spec(spec))
    known = {entry.code for entry in builtin()}
    return tuple(
        (code, one) for code in sorted(REGISTRY) if code in known for one in REGISTRY[code]
    )


def places(program: Program, *names: str) -> tuple[Span, ...]:
    """The calls of these names: where a finding may stand when it is about such a call."""
    return tuple(call.span for call in program.calls(*names))


# --- judging ----------------------------------------------------------------------------------


class Verdict(NamedTuple):
    """What became of one planted fault."""

    code: str
    mutator: str
    program: Program
    fault: Fault
    found: bool
    extra: tuple[Finding, ...]


def findings(
    program: Program,
    preset: str = "all",
    entries: tuple[Entry, ...] | None = None,
    release: str | None = RELEASE,
) -> list[Finding]:
    """All that the linter says about the main document, with the program's own modules at hand."""
    checker = Checker(Settings(preset=preset), version=release, load_module=_loader(program))
    if entries is not None:
        checker.entries = entries
    return checker.check(program.documents[program.main]).findings


def _loader(program: Program) -> Callable[[str, str, int], Document | None]:
    def load(path: str, name: str, level: int) -> Document | None:
        folder = path.rpartition("/")[0] if level > 0 else ""
        for _ in range(level - 1):
            folder = folder.rpartition("/")[0]
        stem = "/".join(part for part in (folder, name.replace(".", "/")) if part)
        candidates = [name] if level < 0 else [f"{stem}.py", f"{stem}/__init__.py"]
        return next((program.documents[c] for c in candidates if c in program.documents), None)

    return load


def judge(
    program: Program,
    chosen: Iterable[tuple[str, Mutator]],
    entries: tuple[Entry, ...] | None = None,
    release: str | None = RELEASE,
) -> Iterator[Verdict]:
    """Plant every fault that the mutators see in a program, one at a time."""
    before = findings(program, entries=entries, release=release)
    for code, mutator in chosen:
        for fault in mutator(program):
            mutant = program.edited(fault.edits)
            after = findings(mutant, entries=entries, release=release)
            wanted = [_moved(span, fault.edits) for span in fault.places]
            hits = [f for f in after if f.code == code and _is_at(f, wanted)]
            known = {(f.code, _moved(span, fault.edits)) for f in before for span in f.places}
            found = any((f.code, span) not in known for f in hits for span in f.places)
            allowed = {code, *fault.also}
            extra = tuple(
                f
                for f in after
                if f.severity in LOUD and f.code not in allowed and (f.code, f.span) not in known
            )
            yield Verdict(code, mutator.__name__, mutant, fault, found, extra)


def _is_at(finding: Finding, wanted: list[Span]) -> bool:
    """Whether it stands at one of these places, or at the call that leads into a module there."""
    spans = [*finding.places, *(one.span for one in finding.related[:1])]
    return any(_touch(span, place) for span in spans for place in wanted)


def _moved(span: Span, edits: tuple[Edit, ...]) -> Span:
    """Where a place is after the edits; a place that was edited covers the new text."""
    start, end = span.start, span.end
    for edit in edits:
        old = edit.span
        if (old.path, old.cell) != (span.path, span.cell):
            continue
        grown = len(edit.text) - (old.end - old.start)
        if old == span:
            end += grown
        elif old.end <= span.start:
            start += grown
            end += grown
        elif old.start < span.end:
            end += grown
    return span._replace(start=start, end=max(start, end))


def _touch(one: Span, other: Span) -> bool:
    return (
        one[:2] == other[:2]
        and one.start < max(other.end, other.start + 1)
        and (other.start < max(one.end, one.start + 1))
    )
