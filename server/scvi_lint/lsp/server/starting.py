"""The first import of a server's life, which is most of its start."""

from __future__ import annotations

from functools import partial


def load_protocol_types() -> None:
    """Import `lsprotocol.types` without a `__repr__` for each of its 560 classes.

    They are made and compiled when the module is imported, which takes a quarter of its 350 ms,
    and nothing in a server ever prints a message: the log must not quote what users write.
    """
    import attrs

    define = attrs.define
    attrs.define = partial(define, repr=False)
    try:
        import lsprotocol.types  # noqa: F401  # pyright: ignore[reportUnusedImport]
    finally:
        attrs.define = define
