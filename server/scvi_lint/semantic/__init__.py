"""The one reading of a state: views of data and models, arguments of calls, the release.

In: a table of objects at one moment. Out: what may be said of one of them, in words of
scvi-tools. Rules, hover, completion and inspect ask here, so they cannot disagree.
"""
