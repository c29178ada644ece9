"""What was written: text, notebooks, cells, positions, edits, comments and the syntax tree.

In: the bytes of a file, or the text of an editor's buffer. Out: a `Document` of `Cell`s and, for
each Python cell, `nodes` with character offsets. Nothing here knows scvi-tools, a protocol or
the disk; whatever is handed in, however broken, comes out as a Document or as `Unreadable`.
"""
