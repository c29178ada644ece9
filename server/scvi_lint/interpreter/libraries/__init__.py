"""What functions of other libraries do, one file for each library, most of it as rows.

In: the import path of a called function and what it was given. Out: changed facts, events.
A new function is one row (`Effect(path, action, …)`), most often three lines. Nothing here looks
at the syntax tree, and no row knows of a rule.
"""
