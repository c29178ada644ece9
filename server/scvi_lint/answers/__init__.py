"""What every front answers in the same words: rules and names explained, pages found, places named,
states told, data files looked at, a set-up recommended.

Questions come in as words, results of a check or paths that a front has allowed; what leaves is
plain data and Markdown. Nothing here prints, and nothing decides what may be opened.
"""
