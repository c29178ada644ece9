"""Rules on differential expression, interpretation and criticism: codes SCV6xx.

In: Compared and ResultRead events. Out: comparisons of the wrong kind or between the wrong
cells, and tables that are read for what they do not hold.
"""
