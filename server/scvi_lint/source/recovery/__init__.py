"""Half-typed code: what would have to be inserted so that the rest can be read.

In: a text in which the grammar found errors. Out: the statements of the mended text, at the
places of the text as it stands.
"""
