"""Which scvi-lint this is."""

from __future__ import annotations


def version() -> str:
    """The installed version; importlib.metadata costs 50 ms, so only who asks pays."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        return installed("scvi-lint")
    except PackageNotFoundError:
        return "unknown"
