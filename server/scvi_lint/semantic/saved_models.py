"""A saved model as it was seen in its folder."""

from __future__ import annotations

from scvi_lint.evidence.facts import ModelSeen
from scvi_lint.interpreter.domain.contents import Column, Content
from scvi_lint.interpreter.domain.facts import Fact, resting
from scvi_lint.interpreter.domain.keys import Key
from scvi_lint.json_values import Json
from scvi_lint.semantic.views import Levels

# Keys of `obsm` and `uns`.
_ELSEWHERE = frozenset(
    """protein_expression_obsm_key protein_names_uns_key cell_coordinates_key dna_code_key
    expression_embedding_key expression_embedding_niche_key niche_composition_key
    niche_indexes_key niche_distances_key density_prior_key""".split()
)


class Saved(Content):
    """A saved model as it was seen; `folder` as the program spells it."""

    __slots__ = ("folder", "seen")

    def __init__(self, folder: str, prefix: str, seen: ModelSeen) -> None:
        self.folder = folder
        self.seen = seen
        self.key = (folder, prefix)

    def setup(self, argument: str) -> Json:
        """What its set-up call was given, None if nothing."""
        return self.seen.setup.get(argument)

    def named(self, room: str) -> list[tuple[str, str]]:
        """The columns of obs ("obs") that it was registered with, each with its argument."""
        found: list[tuple[str, str]] = []
        for argument, value in self.seen.setup.items():
            if (
                room == "obs"
                and argument.endswith(("_key", "_keys"))
                and argument not in _ELSEWHERE
            ):
                names = value if isinstance(value, list) else [value]
                found += [(argument, name) for name in names if isinstance(name, str)]
        return found

    def levels(self, argument: str, known: Fact[Saved]) -> Levels | None:
        """The categories that it has for a set-up argument; `known`: that it was seen."""
        key = self.setup(argument)
        names = self.seen.categories.get(argument)
        if not isinstance(key, str) or names is None:
            return None
        column = Column("categorical", tuple(names), True, "saved")
        return Levels(key, resting(((column, known.reasons),), known))


# The saved model that a model was loaded from.
SAVED: Key[Saved] = Key("saved")
