"""The command as a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

COMMAND = [sys.executable, "-m", "extractor.cli"]


def run(*arguments: str | Path, data: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """The command run to its end; ``data`` is its standard input."""
    return subprocess.run([*COMMAND, *map(str, arguments)], input=data, capture_output=True, check=False)
