"""What a method probably is where the program does not tell whose it is: by its name alone.

`self.model.get_latent_representation()` can hardly be another library's. Good for explaining a
word that somebody points at, and for nothing else: no finding rests on it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from scvi_lint.ide.resolve import Callee
from scvi_lint.knowledge.words import methods
from scvi_lint.source.parser import nodes

if TYPE_CHECKING:
    from scvi_lint.knowledge.api import Api, ClassSymbol

# What other libraries call their methods, too; by itself such a name says nothing.
_COMMON = frozenset("adata device fit history load module predict registry save train".split())
# Keywords that tell it after all.
_TELLING = {
    "train": frozenset(
        """max_epochs plan_kwargs check_val_every_n_epoch early_stopping_patience train_size
        n_epochs_kl_warmup early_stopping n_samples_per_label datasplitter_kwargs use_gpu""".split()
    ),
    "save": frozenset(("save_anndata", "overwrite")),
    "load": frozenset(("adata", "mdata", "use_gpu")),
    "predict": frozenset(("soft", "use_posterior_mean")),
}
# Of so many releases one is asked for methods that are gone.
_STEP = 8
# The classes that most people mean, in this order.
_FIRST = ("SCVI", "SCANVI", "TOTALVI", "PEAKVI", "MULTIVI", "MRVI")


def callee(api: Api, call: nodes.Call) -> Callee | None:
    """The method of scvi-tools' models that a call of this name means; None where it may not be."""
    function = call.function
    if not isinstance(function, nodes.Attribute) or function.attr.startswith("_"):
        return None
    name = function.attr
    if name not in methods.WORDS:  # every method of every model has a text
        return None
    if name in _COMMON:
        given = {one.keyword for one in call.arguments}
        if given.isdisjoint(_TELLING.get(name, ())):
            return None
    return _of_any_model(api, name)


@lru_cache(maxsize=256)
def _of_any_model(api: Api, name: str) -> Callee | None:
    """The first model's method of this name, of the release or of an older one."""
    others = (api.catalogue.api(version) for version in api.catalogue.releases[::-_STEP])
    for one in (api, *others):
        for cls in _models(one):
            signature = cls.method(name)
            if signature is not None:
                return Callee(f"{cls.qualname}.{name}", name, signature)
    return None


def _models(api: Api) -> list[ClassSymbol]:
    rank = {name: number for number, name in enumerate(_FIRST)}
    return sorted(api.models(), key=lambda one: rank.get(one.name, len(rank)))
