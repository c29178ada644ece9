"""Rules on batches and covariates: codes SCV3xx.

In: Registered and Constructed events, categories where they are known. Out: designs that remove
the biology of interest, or that no model can separate.
"""
