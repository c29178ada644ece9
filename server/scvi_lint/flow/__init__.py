"""What the program does: an abstract interpreter over the syntax nodes.

In: a Document (`source`), the catalogue of one scvi-tools release (`knowledge`), and whatever
was seen on disk (`evidence`). Out: an Analysis – events with the state before them, the objects
of the program, and what it would like to know. Nothing here knows of rules, severities, the
command line or the protocol; nothing here reads a file.
"""
