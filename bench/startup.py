"""What starting costs: against Python itself, and against the smallest program of the same kind."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

BARE = """
import typer
from pydantic import BaseModel


class Line(BaseModel):
    text: str


def main(name: str = "示例") -> None:
    print(Line(text=name).model_dump_json())


typer.run(main)
"""


def start_up(rounds: int) -> list[tuple[str, ...]]:
    """Rows of the table: what was started, milliseconds, ratio to Python, ratio to the bare program, difference to Python."""
    with tempfile.TemporaryDirectory() as folder:
        bare, line = Path(folder, "bare.py"), Path(folder, "line.txt")
        bare.write_text(BARE, "utf-8")
        line.write_text("示例市全年投资1.5亿元。\n", "utf-8")
        extract = str(Path(sys.executable).parent / "extract")
        commands = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "bare typer + pydantic": [sys.executable, str(bare)],
            "extract --version": [extract, "--version"],
            "extract --help": [extract, "--help"],
            "extract, one line": [extract, str(line), "--format", "json"],
        }
        # as after an installation: the bytecode is there from the second run on
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(Path(folder, "bytecode"))}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        for command in commands.values():
            subprocess.run(command, stdout=subprocess.DEVNULL, check=True, env=environment)
        found: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(rounds):  # in turns, so that a busy moment hits all alike
            for name, command in commands.items():
                begin = time.perf_counter()
                subprocess.run(command, stdout=subprocess.DEVNULL, check=True, env=environment)
                found[name].append((time.perf_counter() - begin) * 1000)
    middle = {name: median(times) for name, times in found.items()}
    python, program = middle["python -c pass"], middle["bare typer + pydantic"]
    return [(name, f"{ms:.0f}", f"{ms / python:.2f}", f"{ms / program:.2f}", f"{ms - python:+.0f}") for name, ms in middle.items()]
