"""The reading itself, in a process of its own: see `serving`. Nothing here is imported elsewhere.

In: requests, a line of JSON each. Out: plain answers, a line each. Every count, size and depth
that a file claims is checked against `bounds` before anything is read for it.
"""
