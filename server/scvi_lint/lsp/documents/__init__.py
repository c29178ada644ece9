"""What the editor has open, and its coordinates.

In: texts, notebooks and edits of the protocol. Out: programs and snapshots that never change, and
our own places and findings as protocol types.
"""
