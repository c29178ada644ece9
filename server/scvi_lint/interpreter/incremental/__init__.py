"""Going on after an edit: from the first statement that differs to where all is as before.

`trail` keeps checkpoints between statements of the top level, `checkpoint` takes the state of a
run and puts it back. A resumed run gives what a fresh one gives.
"""
