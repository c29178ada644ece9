"""Rules on the API of each release, one file for each kind of change: codes SCV01x.

In: ApiUsed events, the catalogue of the release at hand. Out: names and arguments that are
removed, renamed, not yet there, or unknown.
"""
