"""What is wrong with a program: rules chosen, run, and turned into findings.

In: a Document and the user's settings. Out: Findings – with severity, certainty, citation,
related places and fixes – sorted by place. This room alone decides how loudly a rule may speak:
it lowers severity where facts are only possible, folds consequences into their cause, and
honours suppressions. It knows nothing of terminals, JSON or the protocol.
"""
