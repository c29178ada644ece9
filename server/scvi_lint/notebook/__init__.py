"""The notebook's front: `%scvi_lint` in a running kernel.

What comes in are the cells that were run and the objects that live in the kernel, of which only
attributes are read; what leaves is text and HTML. Nothing of the user's is called.
"""
