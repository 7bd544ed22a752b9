"""The job for Spark without a Spark: what it is asked for, and what it says where it cannot begin."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from extractor import spark_job
from extractor.spark_job import form_of, options_of


def test_the_name_says_the_format_and_an_option_overrules_it() -> None:
    assert options_of(["in.jsonl", "out"]) == ("in.jsonl", "out", "jsonl")
    assert options_of(["s3a://bucket/in", "out", "--input-format", "jsonl"]) == ("s3a://bucket/in", "out", "jsonl")
    assert options_of(["in.jsonl", "out", "--input-format", "parquet"]).form == "parquet"
    assert [form_of(name) for name in ("in", "in.parquet", "in/", "in.ndjson", "in.JSON.gz", "a/in.json/", "in.jsonl.zst")] == [
        "parquet", "parquet", "parquet", "jsonl", "jsonl", "jsonl", "jsonl",
    ]  # fmt: skip


@pytest.mark.parametrize("arguments", [[], ["in"], ["in", "out", "more"], ["in", "out", "--input-format", "csv"]])
def test_wrong_use_is_status_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        options_of(arguments)
    assert ended.value.code == 2
    assert "usage: python -m extractor.spark_job" in capsys.readouterr().err


def test_out_is_not_in(capsys: pytest.CaptureFixture[str]) -> None:
    assert spark_job.main(["bulletins", "bulletins"]) == 2
    assert capsys.readouterr().err == "extract: bulletins: IN and OUT are the same; name another folder for OUT\n"


def test_without_spark_it_says_what_installs_it(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", None)
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    assert spark_job.main(["in", "out"]) == 2
    assert capsys.readouterr().err == "extract: Spark is not installed; install it with pip install 'bulletin-extractor[spark]'\n"


@pytest.mark.parametrize("path", [True, False])
def test_it_answers_as_a_module_and_by_its_path(path: bool, tmp_path: Path) -> None:
    command = [spark_job.__file__] if path else ["-m", "extractor.spark_job"]
    done = subprocess.run([sys.executable, *command, "--help"], cwd=tmp_path, capture_output=True, check=True, text=True)
    assert "IN OUT" in done.stdout


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ("one\ntwo", "ValueError: one"),
        ("", "ValueError: no message"),
        (
            "by a worker:\n  File x\nModuleNotFoundError: No module named 'extractor'\n SQLSTATE: 38000",
            "ModuleNotFoundError: No module",
        ),
    ],
)
def test_what_went_wrong_is_told_in_one_line(message: str, told: str) -> None:
    line = spark_job._told(ValueError(message))
    assert told in line
    assert "\n" not in line


def test_a_plain_run_imports_none_of_it() -> None:
    code = "import sys, extractor.cli.run; print([name for name in ('pyarrow', 'pyspark', 'extractor.arrow') if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout.strip() == "[]"
