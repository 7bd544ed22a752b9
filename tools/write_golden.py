"""Write tests/golden/NAME.json, the document of each sample, to be read before it is committed.

    python tools/write_golden.py [--check]

With --check nothing is written, and a stale file is exit status 1.
"""

from __future__ import annotations

import sys
from pathlib import Path

from extractor import extract

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: list[str]) -> int:
    """Write the golden documents, or with --check say which are stale."""
    status = 0
    for sample in sorted((ROOT / "data" / "samples").glob("*.txt")):
        target = ROOT / "tests" / "golden" / f"{sample.stem}.json"
        text = extract(sample).model_dump_json(indent=1) + "\n"
        if target.exists() and target.read_text("utf-8") == text:
            continue
        if "--check" in arguments:
            print(f"write_golden: {target.relative_to(ROOT)} is not current", file=sys.stderr)
            status = 1
        else:
            target.parent.mkdir(exist_ok=True)
            target.write_text(text, "utf-8")
    return status


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
