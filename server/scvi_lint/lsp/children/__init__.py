"""Processes of ours that may hang, crash or be killed without harm to the server."""
