"""What is measured on: the samples, the work reports where they are, and texts that no one would write."""

from __future__ import annotations

import json
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REPORTS = ROOT.parent / "shared" / "corpus" / "work-reports.jsonl"

# One favourite of every kind of pattern: numerals, units of lists, quotes, markers, line ends, and a text that is one sentence.
ADVERSARIAL = {
    "一": "一",
    "digits": "1234567890",
    "digit, blank": "1 ",
    "、": "、",
    "“": "“",
    "（": "（",
    "一是": "一是",
    "一、": "一、",
    "line ends": "\n",
    "CR LF, blank": "\r\n　",
    "marker lines": "一是\n",
    "亿元": "亿元",
    "1亿元，": "1亿元，",
    "年": "2024年",
    "speaker lines": "张小样 局长\n",
    "turns": "主持人：好\n问：好\n",
    "from year to year": "2021年至",
    "totals": "1座，共计1座。",
    "no full stop": "推进示例工作",
}


def sample_documents() -> list[str]:
    """The bulletins of data/samples."""
    return [path.read_text("utf-8", "ignore") for path in sorted((ROOT / "data" / "samples").glob("*.txt"))]


def samples() -> str:
    """The bulletins of data/samples as one text."""
    return "\n\n".join(sample_documents())


def work_reports() -> list[str]:
    """The real work reports beside the checkout; none where they are absent."""
    if not REPORTS.is_file():
        return []
    return [json.loads(line)["text"] for line in REPORTS.read_text("utf-8").split("\n") if line]


def grown(seed: str, size: int) -> str:
    """The seed repeated to a text of that many characters."""
    return (seed * (size // len(seed) + 1))[:size]
