"""Rules on what is counted and what is done to it before a model sees it: codes SCV2xx.

In: Registered, Transformed and Stored events. Out: models that would be trained on numbers of
the wrong scale, and preprocessing that spoils the counts.
"""
