"""What the program holds: AnnData with its slots, matrices and columns, models, containers.

Each module answers for one kind: what an attribute, an item or a method of it gives, and what
writing to it changes.
"""
