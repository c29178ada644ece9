"""Where a name is defined, and what it is, asked of the user's own environment.

In: a program, a place in it, and folders to import from. Out: files and lines, signatures. jedi
does the work, in a child process that is killed when it takes too long. Nothing of the user's
environment is imported or run, there or here: see `reading_only`. Only the way to the child may
be imported by the server itself; jedi never is.
"""
