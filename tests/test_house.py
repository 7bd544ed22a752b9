"""What holds for every file of the project."""

from __future__ import annotations

import importlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import dev
import extractor
from extractor.text.patterns import Lazy

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
FOLDERS = ("extractor", "data", "docs", "schemas", "tests", "tools", "bench", ".ci")
LARGEST = 200_000  # bytes of a file
LONGEST = 350  # lines of a module

# The paths of one machine, and the hosts that packages are fetched from: a checkout works wherever it lies.
MACHINE = re.compile(r"(?<![\w.])/(?:home|root|work|Users|mnt|opt)/\w|\b[A-Z]:\\\\?\w")
HOSTS = re.compile(r"pypi\.|pythonhosted\.|\bnpmjs\.|\bconda\.|index[-_]url|mirrors?\.", re.I)


def project_files() -> Iterator[Path]:
    """Every file that is part of the project, caches left out."""
    yield from (path for path in ROOT.iterdir() if path.is_file() and path.name != ".git")
    for folder in FOLDERS:
        for path in (ROOT / folder).rglob("*"):
            if path.is_file() and not any(part == "__pycache__" or part.endswith("_cache") for part in path.parts):
                yield path


def texts(*suffixes: str) -> Iterator[tuple[Path, str]]:
    """The text files of the project; with suffixes, those only."""
    for path in project_files():
        if not suffixes or path.suffix in suffixes:
            try:
                yield path, path.read_bytes().decode("utf-8")
            except UnicodeDecodeError:
                continue  # samples in other encodings


def found(pattern: re.Pattern[str]) -> list[str]:
    """Where a pattern stands in the project, this file included, as file: line."""
    return [
        f"{path.relative_to(ROOT)}: {line.strip()[:100]}" for path, text in texts() for line in text.splitlines() if pattern.search(line)
    ]


# The examples are put together from their parts: no file of the project, not even this one, holds such a path.
@pytest.mark.parametrize("parts", [("see ", "home", "someone", "notes"), ("open('", "root", "x')")])
def test_a_machine_path_is_recognised(parts: tuple[str, ...]) -> None:
    assert MACHINE.search("/".join(parts))


@pytest.mark.parametrize("parts", [("C:", "Users", "someone"), ("open(r'D:", "data')")])
def test_a_drive_is_recognised(parts: tuple[str, ...]) -> None:
    assert MACHINE.search("\\".join(parts))


@pytest.mark.parametrize(
    "parts",
    [
        ("..", "shared", "eval"),
        ("https:", "", "example.org", "work", "x"),
        ("a", "root", "b"),
        ("and", "or"),
        ("#!", "usr", "bin", "env bash"),
    ],
)
def test_no_other_path_is_taken_for_one(parts: tuple[str, ...]) -> None:
    assert not MACHINE.search("/".join(parts))


def test_no_machine_paths() -> None:
    assert found(MACHINE) == []


def test_no_package_hosts() -> None:
    assert found(HOSTS) == []


def test_files_are_small() -> None:
    assert [str(path) for path in project_files() if path.stat().st_size > LARGEST] == []


def test_modules_are_short() -> None:
    generated = ROOT / "extractor" / "_lexicon_data.py"
    assert [str(path) for path, text in texts(".py") if text.count("\n") > LONGEST and path != generated] == []


def test_text_files_end_with_one_line_feed() -> None:
    wrong = [str(path) for path, text in texts(".py", ".md", ".toml") if text and (not text.endswith("\n") or text.endswith("\n\n"))]
    assert wrong == []


def test_the_readmes_commands_are_what_ci_runs() -> None:
    readme, script = (ROOT / "README.md").read_text("utf-8"), (ROOT / ".ci" / "run").read_text("utf-8")
    run = re.findall(r"^python3 dev\.py run data/samples/\S+ --format json$", readme, re.M)
    assert run, "README.md does not say how to run the main job"
    assert (ROOT / run[0].split()[3]).is_file()
    assert "python3 dev.py test" in readme.splitlines()
    assert re.search(rf"^{re.escape(run[0])} ", script, re.M)
    assert re.search(r"^python3 dev\.py test(?: |$)", script, re.M)
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def test_the_readmes_example_is_what_comes_out() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    [block] = re.findall(r"```json\n(.*?)```", readme, re.S)
    rows = [json.loads(row) for row in re.split(r"(?m)^(?={)", block) if row]
    sample = ROOT / re.findall(r"^python3 dev\.py run (\S+)", readme, re.M)[0]
    document = json.loads(extractor.extract(sample).model_dump_json())
    assert len(rows) == 2
    assert [row for row in rows if row not in document["commitments"] + document["figures"]] == []


def test_every_option_in_the_readme_exists(extract: str) -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    used = {
        option
        for line in readme.splitlines()
        for option in re.findall(r"(?<![\w-])--[a-z]+", line)
        if "dev.py" not in line or " run " in line
    }
    known = subprocess.run([extract, "--help"], capture_output=True, check=True, encoding="utf-8").stdout
    assert {"--format", "--table", "--bom", "--raw", "--date"} <= used
    assert sorted(option for option in used if option not in known) == []


def test_every_target_of_the_development_script_is_explained() -> None:
    explained = re.findall(r"^  (\w+) ", dev.__doc__ or "", re.M)
    assert len(explained) > 5
    assert [target for target in explained if not dev.commands(target, [])] == []
    readme = (ROOT / "README.md").read_text("utf-8")
    assert [target for target in ("run", "test", "data", "bench", "checks") if f"python3 dev.py {target}" not in readme] == []


@pytest.mark.parametrize(("arguments", "status"), [(["no-such-target"], 2), ([], 0), (["help"], 0)])
def test_the_development_script_says_what_it_can_do(arguments: list[str], status: int) -> None:
    done = subprocess.run([sys.executable, str(ROOT / "dev.py"), *arguments], capture_output=True, check=False, text=True)
    assert done.returncode == status
    assert "python3 dev.py TARGET" in (done.stdout if status == 0 else done.stderr)


def test_a_run_in_which_everything_was_skipped_fails(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text((ROOT / "tests" / "conftest.py").read_text("utf-8"), "utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\n", "utf-8")
    skipped = "import pytest\n\n\ndef test_nothing():\n    pytest.skip('nothing here')\n"

    def status(text: str) -> int:
        (tmp_path / "test_it.py").write_text(text, "utf-8")
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tmp_path)]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).returncode

    assert status(skipped) == pytest.ExitCode.NO_TESTS_COLLECTED
    assert status(f"{skipped}\n\ndef test_something():\n    assert True\n") == pytest.ExitCode.OK


def test_nothing_is_copied_from_the_real_documents() -> None:
    """No run of 20 characters of a real document stands in the project; most set phrases of the trade are shorter."""
    if not SHARED.is_dir():
        pytest.skip("no real documents here: ../shared is absent")
    ours = {gram: path.relative_to(ROOT) for path, text in texts() for gram in _grams(text, 20) if _chinese(gram)}
    real = (path.read_text("utf-8") for path in sorted(SHARED.rglob("*")) if path.suffix in (".txt", ".md", ".jsonl"))
    assert sorted({f"{ours[gram]}: {gram}" for text in real for gram in _grams(text, 20) if gram in ours}) == []


def _grams(text: str, width: int) -> Iterator[str]:
    bare = re.sub(r"\s+", "", text)
    return (bare[i : i + width] for i in range(len(bare) - width + 1))


def _chinese(gram: str) -> bool:
    return sum("\u4e00" <= c <= "\u9fff" for c in gram) > len(gram) // 2


POSSESSIVE_GROUP = re.compile(r"\)(?:[?*+]|\{+[0-9,]+\}+)\+")


@pytest.mark.parametrize(
    ("source", "expected"), [("(?:ab)*+", True), ("(?:ab){{1,2}}+", True), ("(?:ab)?+c", True), ("[ab]++(?:c)?", False)]
)
def test_a_possessive_group_is_recognised(source: str, expected: bool) -> None:
    assert (POSSESSIVE_GROUP.search(source) is not None) is expected


def test_no_group_is_possessive_where_re_compiles_it() -> None:
    """Before Python 3.11.5 the module re forgets where the groups inside a possessive group stand; regex does not."""
    modules = [(path, text) for path, text in texts(".py") if path.is_relative_to(ROOT / "extractor") and "lazy_regex" not in text]
    assert len(modules) > 50
    assert [str(path) for path, text in modules if POSSESSIVE_GROUP.search(text)] == []


def test_no_pattern_that_re_will_compile_holds_one_put_together_elsewhere() -> None:
    importlib.import_module("extractor.pipeline")
    loaded = [module for name, module in sys.modules.items() if name.startswith("extractor.")]
    kept = [vars(value) for module in loaded for value in vars(module).values() if isinstance(value, Lazy)]
    sources = [pattern["_source"] for pattern in kept if pattern["_engine"] == "re"]
    assert len(sources) > 100
    assert [source for source in sources if POSSESSIVE_GROUP.search(source) or "(?>" in source] == []
