"""The headless front: one module for each command, one reporter a file.

In: the command line, files, the terminal. Out: text, JSON, exit codes. What is wrong with a
program is `linting`'s to say; this room finds the files, asks, shows, and mends. Whatever only
one command or one format needs is imported when it is asked for, since most of a check is start-up.
"""
