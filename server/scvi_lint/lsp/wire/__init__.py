"""Messages: bytes in, JSON-RPC with its promises kept, and what the two processes say.

Nothing here knows what a message is about.
"""
