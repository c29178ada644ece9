"""What scvi-tools is: its API in every release, its documentation, its data sets.

In: a version, an import path, the name of a page. Out: signatures, lifetimes, citations. The
facts are generated from scvi-tools' own distributions (`knowledge.build`) and read from packaged
shards on demand; scvi-tools is never imported. What no generator can know stands in
`curated.toml`, each row with its reason.
"""

from __future__ import annotations

from functools import cache

from scvi_lint.knowledge.catalogue import Catalogue


@cache
def catalogue() -> Catalogue:
    """The packaged catalogue; opened once."""
    return Catalogue()


__all__ = ["Catalogue", "catalogue"]
