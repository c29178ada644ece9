"""How values answer: an attribute, an item, a loop, a call, what is written to them.

One class for each kind of value or object; what it knows is done by `objects/` and `libraries/`. In
comes what the program asks, out goes a value, and what the heap has become.
"""
