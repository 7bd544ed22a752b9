"""Write schemas/*.schema.json: what ``extract --schema`` prints, for the document, for a row of each table, for a document that failed.

    python -m tools.write_schemas [--check]

With --check nothing is written, and a stale, missing or surplus file is exit status 1.
"""

from __future__ import annotations

import sys

from extractor.writers.schemas import NAMES, schema_json
from tools.generated import ROOT, keep

FOLDER = ROOT / "schemas"


def schemas() -> dict[str, str]:
    """The text of every schema file, by file name."""
    return {"document.schema.json": schema_json()} | {f"{table}.schema.json": schema_json(table) for table in NAMES}


def main(arguments: list[str]) -> int:
    """Write the schemas, or with --check say which are not current."""
    return keep({FOLDER / name: text for name, text in schemas().items()}, arguments, "data", FOLDER.glob("*.json"))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
