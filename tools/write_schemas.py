"""Write schemas/*.schema.json: what ``extract --schema`` prints, for the document, for a row of each table, for a document that failed.

    python tools/write_schemas.py [--check]

With --check nothing is written, and a stale, missing or surplus file is exit status 1.
"""

from __future__ import annotations

import sys
from pathlib import Path

from extractor.writers.schemas import NAMES, schema_json

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "schemas"


def schemas() -> dict[str, str]:
    """The text of every schema file, by file name."""
    return {"document.schema.json": schema_json()} | {f"{table}.schema.json": schema_json(table) for table in NAMES}


def stale(folder: Path, texts: dict[str, str]) -> list[str]:
    """The names of files in the folder that are missing, differ or do not belong there, sorted."""
    present = {path.name: path.read_text("utf-8") for path in folder.glob("*.json")}
    return sorted(name for name in present.keys() | texts.keys() if present.get(name) != texts.get(name))


def main(arguments: list[str]) -> int:
    """Write the schemas, or with --check say which are not current."""
    texts = schemas()
    if "--check" in arguments:
        wrong = stale(FOLDER, texts)
        if wrong:
            print(f"write_schemas: not current in schemas/: {', '.join(wrong)}; run python3 dev.py data", file=sys.stderr)
        return 1 if wrong else 0
    FOLDER.mkdir(exist_ok=True)
    for path in FOLDER.glob("*.json"):
        if path.name not in texts:
            path.unlink()
    for name, text in texts.items():
        (FOLDER / name).write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
