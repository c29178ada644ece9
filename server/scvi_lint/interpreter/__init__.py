"""What the program does: an abstract interpreter over the syntax nodes.

In: a Document (`source`), the catalogue of one scvi-tools release (`knowledge`), and whatever
was seen on disk (`evidence`). Out: an Analysis – events with the state before them, the objects
of the program, and what it would like to know. Nothing here knows of rules, severities, the
command line or the protocol; nothing here reads a file.

`domain` is what may be believed, `engine` gives nodes their meaning, `objects` and `libraries`
say what happens to data and models, `events` what a rule can care about, and `incremental` goes
on after an edit. What events show of the state are the views of `semantic`.
"""
