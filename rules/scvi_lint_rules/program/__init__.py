"""Rules on the program itself, whatever it does with scvi-tools: codes SCV00x.

In: the end of a program and the cells that it has. Out: what keeps it from being read.
A fault in the use of the library belongs into another room.
"""
