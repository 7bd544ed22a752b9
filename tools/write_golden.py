"""Write tests/golden/NAME.json, the document of each sample, to be read before it is committed.

    python -m tools.write_golden [--check]

With --check nothing is written, and a stale file is exit status 1.
"""

from __future__ import annotations

import sys

from extractor import extract
from tools.generated import ROOT, keep

FOLDER = ROOT / "tests" / "golden"


def main(arguments: list[str]) -> int:
    """Write the golden documents, or with --check say which are not current."""
    samples = (ROOT / "data" / "samples").glob("*.txt")
    texts = {FOLDER / f"{sample.stem}.json": extract(sample).model_dump_json(indent=1) + "\n" for sample in samples}
    return keep(texts, arguments, "golden", FOLDER.glob("*.json"))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
