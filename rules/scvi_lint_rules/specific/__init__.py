"""Rules on single models, multimodal, spatial and external: codes SCV9xx.

In: events on one model class. Out: what only this class asks for or refuses.
A rule that holds for several families of models belongs into the room of its subject.
"""
