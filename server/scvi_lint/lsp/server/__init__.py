"""The server process: made, wired to stdin and stdout, watched, and ended."""
