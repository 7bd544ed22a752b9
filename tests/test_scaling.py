"""The programs of docs/scaling.md run as they stand there, and the page states the settings of the job."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pyarrow  # type: ignore[import-untyped]
import pytest
from pyarrow import parquet

from extractor import arrow, spark_job

PAGE = (Path(__file__).resolve().parent.parent / "docs" / "scaling.md").read_text("utf-8")


def program(name: str) -> str:
    [body] = re.findall(rf"```python {re.escape(name)}\n(.*?)```", PAGE, re.S)
    return str(body)


def printed_by(code: str, *arguments: str) -> str:
    return subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, check=True, encoding="utf-8").stdout


def test_what_is_measured(samples: list[Path], tmp_path: Path) -> None:
    texts = [path.read_text("utf-8") for path in samples]
    path = tmp_path / "in.parquet"
    parquet.write_table(pyarrow.table({"doc_id": [path.stem for path in samples], "text": texts}), path)
    size = sum(len(text.encode()) for text in texts) / len(texts)
    said = printed_by(program("measure.py"), str(path))
    assert said.startswith(f"{len(texts)} bulletins, each {size:,.0f} bytes of text, ")
    assert re.search(r" [0-9.]+ ms, [0-9,]+ bytes of documents$", said)


def test_what_is_reckoned_is_what_the_page_says() -> None:
    [printed] = re.findall(r"```text\n(.*?)```", PAGE, re.S)
    assert printed_by(program("reckon.py")) == printed


@pytest.mark.parametrize(
    "stated",
    [
        f"{arrow.LONGEST:,} characters",
        f"tasks of {spark_job.TASK_BYTES >> 20} MB",
        f"`bucket` (0 to {spark_job.BUCKETS - 1})",
        "`spark.sql.execution.arrow.maxRecordsPerBatch` to {} unless".format(
            spark_job._SETTINGS["spark.sql.execution.arrow.maxRecordsPerBatch"]
        ),
    ],
)
def test_the_page_states_what_the_job_does(stated: str) -> None:
    assert stated in PAGE
