"""The server's tests speak to a server; the rules' tests write tiny data files. Both serve here."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1] / room) for room in ("lsp", "rules", "evidence")]
