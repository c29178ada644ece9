"""The syntax tree: the grammar, and what its tree says as `nodes` with character offsets.

In: the text of a cell, IPython's own syntax masked. Out: statements. A node holds nothing of the
grammar's tree, and nobody changes one.
"""
