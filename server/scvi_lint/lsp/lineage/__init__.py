"""What other programs of a repository wrote, for the programs that are open.

A child process follows them, as `check` does, and remembers what it found until a file changes. In
goes what an analysis reads, out come facts, with the documents that their reasons lie in.
"""
