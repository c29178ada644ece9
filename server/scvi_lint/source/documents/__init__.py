"""Files as documents: text and notebooks, their cells, positions, and edits of them.

In: the bytes of a file, or the text of a buffer. Out: a `Document` of `Cell`s, or `Unreadable`.
Nothing here knows Python's grammar, but where a line or a string ends.
"""
