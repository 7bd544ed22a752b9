"""Every recipe of docs/cookbook.md runs as it stands there and prints what it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tools import write_cookbook
from tools.write_cookbook import Recipe, RecipeError, missing, outputs, recipes

RECIPES = recipes(write_cookbook.PAGE.read_text("utf-8"))
ENGINES = {"dask", "pyspark", "ray"}  # they take their time to start
TOOLS = {"jq", "csvlook", "duckdb", "pandas", "polars", "sqlite-utils", "datasette", "openpyxl", "make", "git"} | ENGINES


def parameters() -> list[object]:
    return [pytest.param(recipe, id=recipe.title, marks=[pytest.mark.real] if ENGINES & {*recipe.needs} else []) for recipe in RECIPES]


@pytest.mark.parametrize("recipe", parameters())
def test_a_recipe_prints_what_the_page_says(recipe: Recipe, tmp_path: Path) -> None:
    lacking = missing(recipe)
    if lacking:
        pytest.skip(f"this recipe needs {', '.join(lacking)}, not installed here")
    assert list(outputs(recipe, tmp_path)) == [step.printed for step in recipe.steps]


def test_the_page_has_the_tools_that_people_use() -> None:
    assert {name for recipe in RECIPES for name in recipe.needs} >= TOOLS


def test_no_recipe_prints_nothing() -> None:
    assert [recipe.title for recipe in RECIPES for step in recipe.steps if not step.printed.strip()] == []


def test_a_tool_that_a_recipe_calls_is_named_in_its_needs() -> None:
    for recipe in RECIPES:
        called = {name for name in TOOLS for step in recipe.steps if re.search(rf"(?m)(?:^|\| ?|import |from )\s*{name}\b", step.commands)}
        assert called <= set(recipe.needs), recipe.title


def page(*parts: str) -> str:
    return "# A page\n\n" + "\n".join(parts) + "\n"


ECHO = "## One\n\n```sh\necho 一\n```\n\n```text\n二\n```\n"


def test_what_a_page_prints_wrongly_is_noticed(tmp_path: Path) -> None:
    [recipe] = recipes(page(ECHO))
    assert (list(outputs(recipe, tmp_path)), recipe.steps[0].printed) == (["一\n"], "二\n")
    assert write_cookbook.rewritten(recipe) == ECHO.replace("二", "一") + "\n"


def test_a_command_that_fails_is_named(tmp_path: Path) -> None:
    [recipe] = recipes(page(ECHO.replace("echo 一", "extract samples/none.txt | cat")))
    with pytest.raises(RecipeError, match=r"(?s)One: exit status 1\n.*samples/none\.txt"):
        list(outputs(recipe, tmp_path))


def test_what_is_missing_is_told() -> None:
    [recipe] = recipes(page(ECHO.replace("One\n", "One\n\nNeeds `no-such-command`, `json` and `no_such_module`.\n")))
    assert missing(recipe) == ["no-such-command", "no_such_module"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("## One\n\nwords\n", "no commands"),
        ("## One\n\n```sh\necho\n```\n", "no fence of text"),
        ("## One\n\n```makefile\nall:\n```\n", "no file name"),
    ],
)
def test_a_section_of_another_form_is_refused(text: str, message: str) -> None:
    with pytest.raises(RecipeError, match=message):
        recipes(page(text))


def test_the_page_is_checked_and_written(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "cookbook.md"
    path.write_text(page(ECHO, "## Two\n\nNeeds `no-such-command`.\n\n```sh\nfalse\n```\n\n```text\n三\n```\n"), "utf-8")
    monkeypatch.setattr(write_cookbook, "PAGE", path)
    assert write_cookbook.main(["--check"]) == 1
    assert "prints something else now: One;" in capsys.readouterr().err
    assert write_cookbook.main([]) == 0
    assert "```text\n一\n```" in path.read_text("utf-8")
    assert "```text\n三\n```" in path.read_text("utf-8")
    assert write_cookbook.main(["--check"]) == 0
