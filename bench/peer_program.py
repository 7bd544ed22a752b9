"""Run in the peers' own environment: reads a text from standard input, prints a JSON list of [what was asked, seconds, finds].

Each peer is asked for what it finds of this product's figures and periods; a first call, which loads and compiles, is not counted.
"""

from __future__ import annotations

import json
import logging
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any

_WARM = "示例市全年投资1.5亿元，增长5%，新建20公里。2024年7月8日。"


def _calls() -> dict[str, Callable[[str], Sequence[Any]]]:
    import jionlp  # noqa: PLC0415 -- loaded only here, where it is installed
    import recognizers_suite as suite  # noqa: PLC0415 -- likewise

    chinese = suite.Culture.Chinese
    models = (suite.recognize_number, suite.recognize_percentage, suite.recognize_currency, suite.recognize_dimension)
    return {
        "Recognizers-Text, four models": lambda text: [found for model in models for found in model(text, chinese)],
        "Recognizers-Text, time": lambda text: suite.recognize_datetime(text, chinese),
        "JioNLP, money": jionlp.ner.extract_money,
        "JioNLP, time": jionlp.ner.extract_time,
    }


def main() -> None:
    """Time every peer three times and print the best."""
    logging.disable()  # one of them logs a traceback for what it takes for a time and cannot read
    text = sys.stdin.buffer.read().decode()
    rows = []
    for name, call in _calls().items():
        call(_WARM)
        seconds, found = [], 0
        for _ in range(3):
            begin = time.perf_counter()
            found = len(call(text))
            seconds.append(time.perf_counter() - begin)
        rows.append([name, min(seconds), found])
    print(json.dumps(rows))


if __name__ == "__main__":
    main()
