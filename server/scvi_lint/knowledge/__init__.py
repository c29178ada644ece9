"""What scvi-tools is: its API in every release, its documentation, its data sets.

In: a version, an import path, the name of a page. Out: signatures, lifetimes, citations. The
facts are generated from scvi-tools' own distributions (`knowledge.build`) and read from packaged
shards on demand; scvi-tools is never imported. What no generator can know stands in
`curated.toml`, each row with its reason.
"""

from __future__ import annotations

from scvi_lint.knowledge.catalogue import Catalogue

_catalogue: Catalogue | None = None


def catalogue() -> Catalogue:
    """The packaged catalogue; opened once."""
    global _catalogue
    if _catalogue is None:
        _catalogue = Catalogue()
    return _catalogue


__all__ = ["Catalogue", "catalogue"]
