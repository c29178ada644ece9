"""What somebody who reads or writes a program asks: hover, completion, signature, symbols.

In: an `Insight`, which is an analysed document, and a place in it. Out: words and suggestions in
places of the document. Pure functions without protocol types; what they say of the state of the
program comes from `semantic`, as it does for rules.
"""
