"""The built-in rules, one file each, in a folder for each family.

In: events of a program, through `scvi_lint.rule` and nothing else. Out: what is wrong, in words.
A rule's file holds its metadata, its documentation, the examples that are its tests, and its
check. `_index.py` is generated from these files, so that none is imported before its event occurs.
"""
