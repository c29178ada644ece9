"""How much of a file is read at most. A file that claims more is told of as far as it was seen."""

MEMORY = 1 << 30  # bytes of address space for the whole child
GROWTH = 128 << 20  # bytes that a child may have kept of files that it is done with
ANSWER = 64 << 20  # bytes of one answer

ENTRIES = 2_000  # columns, layers, embeddings, modalities: listed of one group
LINKS = 20_000  # a group with more members is not listed at all
ATTRIBUTE = 1 << 20  # bytes of one attribute
CHUNK = 32 << 20  # bytes of one chunk, which is decompressed whole
SHARD = 1 << 20  # bytes of the index of a file that holds many chunks
UNPACKED = 2 << 30  # bytes that are unpacked of one zarr store
CHUNKS = 100_000  # chunks that one part of an HDF5 dataset may lie in
ITEM = 4_096  # bytes of one element
ROW = 1 << 20  # bytes of one row of a record array
TEXT = 500  # characters kept of one string
CATEGORIES = 2_000  # named of one column
LABELS = 200_000  # strings of categories or of an index that are read
ROWS = 5_000_000  # rows of which a column is read whole
TEXT_ROWS = 20_000  # rows of which a column of strings is read whole
STRING_BYTES = 64 << 20  # bytes that a variable-length string array may take
FIRST_TEXTS = 64  # strings that are read to learn how long they are
SAMPLE = 1_024  # values at each of three places of a matrix
SAMPLE_ROWS = 8  # rows at each of three places
STRETCH = 1 << 18  # values that rows are gathered from, of a matrix that is stored by columns
GATHERED = 64  # rows that are gathered
WHOLE_TABLE = 5_000_000  # values of an entry of obsm that are all read
CELLS = 250_000  # pairs in a cross table


class OutOfBounds(Exception):
    """A part of the file claims more than is read; the text says which and why."""
