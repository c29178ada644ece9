"""What something unseen turns out to be, by what the program does with it.

`adata = company_tools.fetch("lung")` tells nothing of `adata`; `adata.layers[...]` or passing it
to `setup_anndata` does: from there on it is an AnnData that anything may have happened to. An
unseen thing is a reference to nothing, so all of its names learn of it at once.
"""

from __future__ import annotations

from scvi_lint.interpreter.domain import slots
from scvi_lint.interpreter.domain.contents import AS_READ, Matrix
from scvi_lint.interpreter.domain.facts import fact
from scvi_lint.interpreter.domain.heap import EVERYTHING, Facts, Tracked
from scvi_lint.interpreter.domain.values import Ref, Value, one
from scvi_lint.interpreter.engine.run import Run
from scvi_lint.source.parser import nodes

# Attributes that only AnnData and MuData have.
_OF_DATA = frozenset("layers obsm varm obsp varp obs_names var_names n_obs n_vars".split())
_OF_MUDATA = frozenset("mod n_mod".split())
# Methods that only models of scvi-tools have, by the classes that share them.
_OF_MODELS = frozenset(
    """get_latent_representation get_normalized_expression get_likelihood_parameters
    get_feature_correlation_matrix get_reconstruction_error get_marginal_ll
    get_accessibility_estimates get_normalized_accessibility posterior_predictive_sample
    get_latent_library_size adata_manager view_anndata_setup minify_adata""".split()
)


def by_attribute(run: Run, owner: Value, node: nodes.Attribute) -> Value:
    """An unseen thing whose attribute is asked for."""
    if node.attr in _OF_DATA:
        return as_data(run, owner, node.value)
    if node.attr in _OF_MUDATA:
        return as_data(run, owner, node.value, "mudata")
    if node.attr in _OF_MODELS:
        return as_model(run, owner, node.value)
    return owner


def as_data(run: Run, value: Value, node: nodes.Node, kind: str = "anndata") -> Value:
    """An unseen thing is used as data: it is data from here on. Other values stay as they are."""
    identity = _unseen(run, value)
    if identity is None:
        return _by_another_name(run, value, node)
    reason = run.reason(node, "used as data here")
    facts: Facts = {
        slots.X: fact(Matrix(AS_READ, ("X", identity)), reason, certain=False),
        slots.MADE: fact("unseen", reason),
    }
    if kind == "mudata":
        facts.pop(slots.X)
    return _become(run, identity, Tracked(kind, facts, EVERYTHING), node)


def as_model(run: Run, value: Value, node: nodes.Node) -> Value:
    """An unseen thing is used as a model of scvi-tools, of some class."""
    identity = _unseen(run, value)
    base = run.context.api.resolve("scvi.model.base.BaseModelClass")
    if identity is None or base is None:
        return value
    reason = run.reason(node, "used as a model here")
    facts: Facts = {
        slots.CLASS: fact(base, reason, certain=False),
        slots.MADE_BY: fact("unseen", reason),
        slots.TRAINED: fact(True, reason, certain=False),
    }
    return _become(run, identity, Tracked("model", facts, EVERYTHING), node)


def part(run: Run, owner: Ref, name: str) -> Value:
    """An attribute of something unseen: another unseen thing, the same each time."""
    return Value((Ref(run.site_of(("part", owner.id, name))),), False)


def _by_another_name(run: Run, value: Value, node: nodes.Node) -> Value:
    """What was recognised under one name is so under all of them."""
    atom = value.atoms[0] if len(value.atoms) == 1 and not value.closed else None
    thing = run.heap.tracked(atom.id) if isinstance(atom, Ref) else None
    if thing is None or thing.value(slots.MADE) != "unseen" or not isinstance(atom, Ref):
        return value
    known = one(atom)
    if isinstance(node, nodes.Name):
        run.rebind(node.id, known)
    return known


def _unseen(run: Run, value: Value) -> int | None:
    atom = value.atoms[0] if len(value.atoms) == 1 else None
    return atom.id if isinstance(atom, Ref) and run.heap.get(atom.id) is None else None


def _become(run: Run, identity: int, thing: Tracked, node: nodes.Node) -> Value:
    run.heap.put(identity, thing)
    known = one(Ref(identity))
    if isinstance(node, nodes.Name):
        run.rebind(node.id, known)
    return known
