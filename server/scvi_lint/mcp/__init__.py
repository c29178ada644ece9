"""The assistants' front: the Model Context Protocol on stdin and stdout.

What comes in are calls of tools with arguments that a stranger may have chosen; what leaves are
short structured results. It looks only inside the folders that the client names, writes nothing,
and runs nothing. Imported by the command `mcp` alone, with the extra of that name.
"""
