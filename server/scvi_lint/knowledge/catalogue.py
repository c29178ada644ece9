"""All releases together: which exist, what each offers, how long a symbol lived."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from scvi_lint.knowledge import releases as order
from scvi_lint.knowledge.api import Api, ClassSymbol
from scvi_lint.knowledge.curated import Deprecation, Replacement, curated
from scvi_lint.knowledge.docs import Docs
from scvi_lint.knowledge.places import place
from scvi_lint.knowledge.shelf import Shelf, at

if TYPE_CHECKING:
    from scvi_lint.knowledge.rows import Rows

Lifetime = tuple[tuple[str, str | None], ...]


class Catalogue:
    """The packaged knowledge. Shards are opened when first needed."""

    def __init__(self) -> None:
        self.shelf = Shelf("api.bin")
        self.releases: tuple[str, ...] = tuple(self.shelf.head["releases"])
        self.exports: dict[str, Rows] = self.shelf.head["exports"]
        self._apis: dict[str, Api] = {}
        self._docs: dict[str, Docs] = {}
        self._lifetimes: dict[str, dict[str, Lifetime]] = {}

    @property
    def newest(self) -> str:
        return self.releases[-1]

    def release(self, version: str) -> str:
        """The release that stands for "1.4", "1.4.2.post1" or "1.9"."""
        return order.nearest(self.releases, version)

    def objection(self, version: str) -> str:
        """Why no known release is called so; "" where one is."""
        return order.objection(self.releases, version)

    def api(self, version: str) -> Api:
        """What a release offers; `version` may be anything that `release` understands."""
        name = self.release(version)
        known = self._apis.get(name)
        if known is None:
            known = self._apis[name] = Api(self, name, self.releases.index(name))
        return known

    def docs(self, version: str) -> Docs:
        """The documentation of a release."""
        name = self.release(version)
        known = self._docs.get(name)
        if known is None:
            known = self._docs[name] = Docs(self, name, self.releases.index(name))
        return known

    def lifetime(self, path: str) -> Lifetime:
        """When something existed: `(since, first release without it or None)`, oldest first.

        `path` is an import path, a member (`scvi.model.SCVI.train`) or a keyword of one
        (`scvi.model.SCVI.train.use_gpu`), also one that is only reached by forwarding.
        """
        rows = self.exports.get(path)
        if rows is not None:
            return self._spans(at(rows, index) is not None for index in range(len(self.releases)))
        owner, _, name = path.rpartition(".")
        return self._below(owner).get(name, ()) if owner.startswith("scvi") else ()

    def _below(self, owner: str) -> dict[str, Lifetime]:
        """When each member and keyword of something existed.

        Remembered for what there is, of which there is so much: a program may ask for any number
        of names that no release has.
        """
        known = self._lifetimes.get(owner)
        if known is None:
            names = [self.api(release).names_below(owner) for release in self.releases]
            known = {
                name: self._spans(there is not None and name in there for there in names)
                for name in set[str]().union(*filter(None, names))
            }
            if any(there is not None for there in names):
                self._lifetimes[owner] = known
        return known

    def _spans(self, present: Iterable[bool]) -> Lifetime:
        spans: list[tuple[str, str | None]] = []
        start: str | None = None
        for release, here in zip(self.releases, present, strict=True):
            if here and start is None:
                start = release
            elif not here and start is not None:
                spans.append((start, release))
                start = None
        if start is not None:
            spans.append((start, None))
        return tuple(spans)

    def place(self, version: str, path: str) -> tuple[str, int] | None:
        """The file of scvi-tools' repository, and the line, that define a public symbol or a
        member of one; None if that is not known."""
        name = self.release(version)
        index, api = self.releases.index(name), self.api(name)
        target = at(self.exports.get(path), index)
        if target is not None:
            return place(index, target.removeprefix("object:"))
        owner, _, member = path.rpartition(".")
        found = api.resolve(owner) if owner else None
        if not isinstance(found, ClassSymbol):
            return place(index, path)
        key = found.defined_in(member)
        return None if key is None else place(index, f"{key}.{member}")

    def holds(self, specifier: str, version: str) -> bool:
        """Whether a release is one of `>=0.15.1`."""
        return order.key(version) >= order.key(specifier.removeprefix(">="))

    def replacement(self, path: str) -> Replacement | None:
        """What to use instead of something that was removed or renamed."""
        return curated().replacement(path)

    def deprecation(self, path: str, version: str) -> Deprecation | None:
        """What a release says of a path or keyword that it still has."""
        return curated().deprecation(path, version)

    def gone_before_the_first(self, path: str) -> str | None:
        """The release that removed something older than the oldest release known here."""
        return curated().gone(path)
