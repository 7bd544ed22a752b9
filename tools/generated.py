"""Generated files: written where they are out of date, or with --check only named."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def keep(texts: Mapping[Path, str], arguments: Sequence[str], target: str, surplus: Iterable[Path] = ()) -> int:
    """Have each file hold its text and none of the surplus ones stay; the exit status.

    With --check among the arguments nothing is touched: what is out of date is named, with the target of dev.py that writes it, and
    is exit status 1.
    """
    stale = [path for path, text in texts.items() if not path.exists() or path.read_text("utf-8") != text]
    removed = [path for path in surplus if path not in texts]
    if "--check" in arguments:
        for path in sorted(stale + removed):
            shown = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
            print(f"{shown} is not current; run python3 dev.py {target}", file=sys.stderr)
        return int(bool(stale or removed))
    for path in stale:
        path.parent.mkdir(exist_ok=True)
        path.write_text(texts[path], "utf-8")
    for path in removed:
        path.unlink()
    return 0
