"""Why a file is no program that can be read."""


class Unreadable(Exception):
    """The content of a file, not the system, is at fault; `reason` is one sentence for the user."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
