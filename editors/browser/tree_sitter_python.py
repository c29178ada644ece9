"""The grammar of Python: the parser beside `tree_sitter` knows no other."""


def language() -> None:
    """No pointer is needed."""
