"""Rules on decoding cells as if from another batch, and on expression: codes SCV4xx.

In: Queried and Stored events, the batches that the model was registered with. Out: targets that
the model never saw, and expression that is taken for something it is not.
"""
