"""Rules on saving, loading and the hub: codes SCV7xx.

In: Saved and Loaded events, the registry of a saved model where it is known. Out: models that
are lost, loaded on other data, or loaded and dropped.
"""
