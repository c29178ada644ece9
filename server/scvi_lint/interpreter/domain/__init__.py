"""What may be believed of a program: values, facts about objects, the heap and scopes.

Nothing here executes anything. Values and facts never change; the heap is a table of them, so
that whoever keeps a table keeps the state of that moment.
"""
