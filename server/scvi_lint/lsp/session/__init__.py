"""One conversation with one editor: settings, analyses, evidence, what is shown.

The session lives on the event loop and is changed there only; what takes time happens in the
worker or in a child process, on snapshots.
"""
