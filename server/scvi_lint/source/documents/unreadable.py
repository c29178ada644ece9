"""Why a file is no program that can be read."""

# A larger file is not read at all: notebooks with all their outputs stay far below.
MOST_BYTES = 200 * 1024 * 1024
# More code than this is data, or made to keep us busy.
MOST_CODE = 10 * 1024 * 1024


class Unreadable(Exception):
    """The content of a file, not the system, is at fault; `reason` is one sentence for the user."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
