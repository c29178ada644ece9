"""Data sets that scvi-tools and scanpy ship: what they hold is known from the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.interpreter.domain import slots
from scvi_lint.interpreter.domain.contents import AS_READ, COUNTS, LOGNORM, Column, Matrix
from scvi_lint.interpreter.domain.facts import Reason, fact
from scvi_lint.interpreter.domain.genes import Genes
from scvi_lint.interpreter.domain.heap import Facts, Tracked
from scvi_lint.interpreter.domain.results import Embedding
from scvi_lint.interpreter.domain.values import Ref, Value, one
from scvi_lint.interpreter.engine.binding import make_call
from scvi_lint.interpreter.events.kinds import Read
from scvi_lint.interpreter.objects import data
from scvi_lint.knowledge.curated import Dataset

if TYPE_CHECKING:
    from scvi_lint.interpreter.engine.given import Given
    from scvi_lint.interpreter.engine.run import Run

# Functions below `scvi.data` that return an AnnData although no catalogue row describes it.
_READERS = (
    "read_",
    "pbmc",
    "dataset_10x",
    "smfish",
    "spleen",
    "heart",
    "cortex",
    "breast",
    "annotation_simulation",
    "synthetic_iid",
    "cellxgene",
    "organize_multiome_",
    "purified",
    "prefrontal",
    "retina",
    "brainlarge",
    "frontalcortex",
    "seqfish",
    "add_",
)
# What `synthetic_iid` may be told that changes the entries of obsm.
_OF_OBSM = frozenset({"n_proteins", "n_regions", "generate_coordinates", "coordinates_key"})
_GENES_OF_SYNTHETIC = 100
_SCALES = {"counts": COUNTS, "lognorm": LOGNORM}


def read(run: Run, path: str, given: Given) -> Value | None:
    """The object that a data set function of scvi-tools returns; None for other functions."""
    name = path.rpartition(".")[2]
    if not path.startswith("scvi.data.") or not name.startswith(_READERS) or name == "read_h5ad":
        return None
    if name == "add_dna_sequence":
        return None
    known = run.context.api.dataset(path)
    if given.is_true("return_mudata"):
        return _synthetic_mudata(run, path, given)
    kind = "anndata" if known is None else known.kind
    reason = run.reason(given.node, "read here")
    facts: Facts = {}
    open_rooms = data.FROM_FILE
    scale = AS_READ
    if known is not None and _is_plain(given):
        scale = _SCALES.get(known.x or "", AS_READ)
        for column, categories in known.obs.items():
            names = None if categories is None else tuple(categories)
            facts[slots.OBS(column)] = fact(_column(names), reason)
        for key in known.obsm:
            facts[slots.OBSM(key)] = fact(Embedding("unknown"), reason)
        open_rooms = frozenset(known.open)
        if _OF_OBSM & given.keywords.keys():
            open_rooms |= {"obsm"}
    identity = data.new(run, given.node, kind, scale=scale, open=open_rooms, facts=facts)
    if known is not None and kind == "anndata" and not given.open:
        _source(run, identity, path, given)
    if known is not None:
        _layers(run, identity, known, reason)
        _modalities(run, identity, known, reason)
    made = make_call(run, given, path, ())
    run.emit(Read(run, made, identity, None))
    return one(Ref(identity))


def _source(run: Run, identity: int, path: str, given: Given) -> None:
    """Which data set it is: another call of the same kind returns the same genes."""
    told = {name: value.constant for name, (value, _) in given.keywords.items()}
    if given.positional or any(constant is None for constant in told.values()):
        return
    words = [f"{name}={constant.value!r}" for name, constant in sorted(told.items()) if constant]
    reason = run.reason(given.node, "read here")
    run.set_fact(identity, slots.SOURCE, fact((path, *words), reason))
    if path.endswith(".synthetic_iid") and "return_mudata" not in told:
        asked = told.get("n_genes")
        count = asked.value if asked is not None else _GENES_OF_SYNTHETIC
        run.set_fact(identity, slots.GENES, fact(Genes("all", identity, None, count), reason))


def _synthetic_mudata(run: Run, path: str, given: Given) -> Value:
    """`synthetic_iid(return_mudata=True)`: the columns stand in the MuData, not in its parts."""
    reason = run.reason(given.node, "read here")
    known = run.context.api.dataset(path)
    columns = {"batch": None, "labels": None} if known is None else known.obs
    plain = _is_plain(given)
    facts: Facts = {
        slots.OBS(name): fact(_column(tuple(names) if names and plain else None), reason)
        for name, names in columns.items()
    }
    rooms = data.FROM_FILE - {"obs"} if plain else data.FROM_FILE
    identity = data.new(run, given.node, "mudata", open=rooms - {"mod"}, facts=facts)
    if not given.open:
        _source(run, identity, path, given)
    for name in ("rna", "protein_expression", "accessibility"):
        part = run.site_of(("mod", identity, name))
        facts = {slots.X: fact(Matrix(COUNTS, ("X", part)), reason)}
        whole = run.heap.tracked(identity)
        if whole is not None:
            facts |= data.genes_of_modality(whole, part, name, reason)
        run.heap.put(part, Tracked("anndata", facts, frozenset({"var", "uns"})))
        run.set_fact(identity, slots.MOD(name), fact(part, reason))
    run.emit(Read(run, make_call(run, given, path, ()), identity, None))
    return one(Ref(identity))


def _column(names: tuple[str, ...] | None) -> Column:
    """A column of a data set; one whose categories are listed lacks none of its values."""
    if names is None:
        return Column()
    return Column("categorical", names, True, missing=False)


def _is_plain(given: Given) -> bool:
    """Whether the call leaves what the data set holds as the catalogue describes it."""
    return not given.open and not ({"n_batches", "n_labels"} & given.keywords.keys())


def _layers(run: Run, identity: int, known: Dataset, reason: Reason) -> None:
    for layer in known.layers:
        matrix = Matrix(AS_READ, (slots.LAYERS(layer), identity))
        run.set_fact(identity, slots.LAYERS(layer), fact(matrix, reason))


def _modalities(run: Run, identity: int, known: Dataset, reason: Reason) -> None:
    for name in known.modalities:
        part = run.site_of(("mod", identity, name))
        matrix = fact(Matrix(AS_READ, ("X", part)), reason)
        run.heap.put(part, Tracked("anndata", {"X": matrix}, data.FROM_FILE))
        run.set_fact(identity, slots.MOD(name), fact(part, reason))
