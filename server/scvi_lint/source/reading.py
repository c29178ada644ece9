"""The door of this house: a file's bytes, or an editor's text, as a document."""

from scvi_lint.source.documents.reading import (
    MOST_BYTES,
    Unreadable,
    document_from_text,
    read_document,
)

__all__ = ["MOST_BYTES", "Unreadable", "document_from_text", "read_document"]
