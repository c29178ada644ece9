"""Rules on transfer learning, from reference to query: codes SCV8xx.

In: Loaded and Constructed events with the model that they start from. Out: references that
cannot be extended, queries that do not match, labels that leak.
"""
