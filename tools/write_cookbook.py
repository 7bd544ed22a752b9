"""Run the recipes of docs/cookbook.md and write what they print into the page.

    python -m tools.write_cookbook [--check]

A recipe is a section (##). "Needs `jq` and `duckdb`." names the commands and Python modules without which it cannot run; it is left
alone where one is missing. A fence with a file name behind its language is a file; the other ``sh`` fences are run by bash, in turn, in a
folder of the recipe's own; the ``text`` fence behind each is what it prints. With --check nothing is written, and a page that prints
something else is exit status 1.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.generated import ROOT

PAGE = ROOT / "docs" / "cookbook.md"
SAMPLES = ROOT / "data" / "samples"

_FENCE = re.compile(r"^```(?P<language>\w+)(?: (?P<name>\S+))?\n(?P<body>.*?)^```$", re.M | re.S)
_NEEDS = re.compile(r"^Needs (.+)\.$", re.M)


class RecipeError(Exception):
    """A recipe is not of the form that this page has, or its commands fail; the message says which and how."""


@dataclass(frozen=True, slots=True)
class Step:
    """Commands, and where the page has what they print (start and end, in the recipe)."""

    commands: str
    printed: str
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Recipe:
    """A section of the page: what it needs, the files that it brings, its commands in order."""

    title: str
    text: str
    needs: tuple[str, ...]
    files: tuple[tuple[str, str], ...]
    steps: tuple[Step, ...]


def recipes(page: str) -> list[Recipe]:
    """The recipes of the page in its order."""
    return [_recipe(section) for section in _sections(page)[1:]]


def _sections(page: str) -> list[str]:
    return re.split(r"(?m)^(?=## )", page)


def _recipe(text: str) -> Recipe:
    title = text.partition("\n")[0].removeprefix("## ")
    fences = list(_FENCE.finditer(text))
    files, steps = [], []
    for index, fence in enumerate(fences):
        if fence["name"]:
            files.append((fence["name"], fence["body"]))
        elif fence["language"] == "sh":
            after = fences[index + 1] if index + 1 < len(fences) else None
            if after is None or after["language"] != "text":
                raise RecipeError(f"{title}: no fence of text behind the commands; a recipe prints something")
            steps.append(Step(fence["body"], after["body"], after.span("body")))
        elif fence["language"] != "text":
            raise RecipeError(f"{title}: a fence of {fence['language']} has no file name")
    if not steps:
        raise RecipeError(f"{title}: there are no commands in it")
    needed = _NEEDS.search(text)
    return Recipe(title, text, tuple(re.findall("`(.+?)`", needed[1])) if needed else (), tuple(files), tuple(steps))


def missing(recipe: Recipe) -> list[str]:
    """The commands and modules that a recipe needs and that are not here."""
    path = environment()["PATH"]
    return [name for name in recipe.needs if not shutil.which(name, path=path) and not _is_module(name)]


def _is_module(name: str) -> bool:
    return name.isidentifier() and importlib.util.find_spec(name) is not None


def environment() -> dict[str, str]:
    """What the commands run in: this Python and its programs first, nothing of the user's own settings."""
    return os.environ | {
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)]),
        "LC_ALL": "C.UTF-8",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "MAKEFLAGS": "",
        "NO_COLOR": "1",
    }


def outputs(recipe: Recipe, folder: Path) -> Iterator[str]:
    """What each step prints, run in the folder. Raises RecipeError where a command fails."""
    shutil.copytree(SAMPLES, folder / "samples", ignore=shutil.ignore_patterns("*.md"), dirs_exist_ok=True)
    for name, body in recipe.files:
        (folder / name).write_text(body, "utf-8")
    for step in recipe.steps:
        command = ["bash", "-euo", "pipefail", "-c", step.commands]
        done = subprocess.run(command, cwd=folder, env=environment(), capture_output=True, check=False, encoding="utf-8")
        if done.returncode:
            raise RecipeError(f"{recipe.title}: exit status {done.returncode}\n{done.stderr}")
        yield done.stdout


def rewritten(recipe: Recipe) -> str:
    """The text of a recipe with what it prints now."""
    with tempfile.TemporaryDirectory() as folder:
        text = recipe.text
        printed = list(outputs(recipe, Path(folder)))
    for step, output in reversed(list(zip(recipe.steps, printed, strict=True))):
        text = text[: step.span[0]] + output + text[step.span[1] :]
    return text


def main(arguments: list[str]) -> int:
    """Write the page, or with --check say which recipes print something else."""
    page = PAGE.read_text("utf-8")
    texts = [_sections(page)[0]]
    wrong = []
    for recipe in recipes(page):
        lacking = missing(recipe)
        if lacking:
            print(f"write_cookbook: left alone without {', '.join(lacking)}: {recipe.title}", file=sys.stderr)
        texts.append(recipe.text if lacking else rewritten(recipe))
        if texts[-1] != recipe.text:
            wrong.append(recipe.title)
    if "--check" in arguments:
        for title in wrong:
            print(f"write_cookbook: prints something else now: {title}; run python3 dev.py golden", file=sys.stderr)
        return 1 if wrong else 0
    PAGE.write_text("".join(texts), "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
