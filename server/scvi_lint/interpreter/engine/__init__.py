"""The meaning of each kind of node: statements, expressions, calls, imports, functions.

In: syntax nodes. Out: values, changed objects, events. The tables in `expressions` and
`statements` are handed to a `Run`, which holds where execution stands and its bounds.
"""
