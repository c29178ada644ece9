"""What judges examples and fixes judges these programs, too."""

from __future__ import annotations

import sys
from pathlib import Path

for room in ("rules", "fixes"):
    sys.path.insert(0, str(Path(__file__).parents[1] / room))
