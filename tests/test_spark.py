"""The job on a real cluster of two workers, of which one is killed: the rows are those of a single machine, none lost, none twice."""

from __future__ import annotations

import datetime
import importlib.util
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow  # type: ignore[import-untyped]
import pytest
from pyarrow import dataset, parquet

from extractor import arrow, spark_job
from extractor.models import TABLES
from extractor.spark.folder import READY, STAGING
from extractor.writers.tables import SET

COPIES = 12  # of each sample: enough work that some of it is left when a worker is killed
SETTINGS = {
    "spark.master": "local-cluster[2,1,1024]",
    "spark.executor.memory": "512m",
    "spark.driver.memory": "768m",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1",  # soon up rather than fast for long
    "spark.executor.extraJavaOptions": "-XX:TieredStopAtLevel=1",
    "spark.ui.enabled": "false",
}
KEYS = ("doc_id", "run", "bucket")  # what a row has beside that of a single machine
LIMIT = 240  # seconds after which a run is given up

pytestmark = pytest.mark.real


class Cluster:
    """Spark as pip installs it, in a folder of its own, and the runs of the job on it."""

    def __init__(self, folder: Path, java: str) -> None:
        import pyspark  # noqa: PLC0415 -- skipped before, where it is absent

        installed = Path(pyspark.__file__).parent
        self.folder = folder
        self.home = folder / "spark"
        self.home.mkdir()
        for name in ("bin", "jars", "python"):
            (self.home / name).symlink_to(installed / name)
        [core] = (installed / "jars").glob("spark-core_*.jar")
        self.environment = os.environ | {
            "SPARK_HOME": str(self.home),  # workers are started from here and keep their logs here
            "SPARK_SCALA_VERSION": core.name.split("_")[1].split("-")[0],
            "SPARK_LOCAL_IP": "127.0.0.1",
            "SPARK_LOCAL_DIRS": str(folder),
            "PYSPARK_PYTHON": sys.executable,
            "PYSPARK_DRIVER_PYTHON": sys.executable,
            "JAVA_HOME": str(Path(java).resolve().parent.parent),
        }

    def start(self, source: Path, target: Path) -> subprocess.Popen[bytes]:
        settings = [word for name, value in SETTINGS.items() for word in ("--conf", f"{name}={value}")]
        command = [str(self.home / "bin" / "spark-submit"), *settings, spark_job.__file__, str(source), str(target)]
        with (self.folder / "log").open("wb") as log:
            return subprocess.Popen(command, cwd=self.folder, env=self.environment, stdout=log, stderr=log, start_new_session=True)

    def log(self) -> str:
        return (self.folder / "log").read_text("utf-8", "replace")

    def end(self, job: subprocess.Popen[bytes]) -> str:
        """What the job says at its end; the test fails where it did."""
        try:
            status = job.wait(LIMIT)
        finally:
            kill(job)
        assert status == 0, self.log()[-5000:]
        return "\n".join(re.findall(r"extract: .*", self.log()))


def kill(job: subprocess.Popen[bytes]) -> None:
    """Kill a job with all its processes."""
    try:
        os.killpg(job.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    job.wait()


def descendants(pid: int) -> dict[int, str]:
    """The command lines of the processes below one, by their numbers."""
    listed = subprocess.run(["ps", "-A", "-ww", "-o", "pid=,ppid=,args="], capture_output=True, check=True, text=True).stdout
    processes = [line.split(None, 2) for line in listed.splitlines()]
    found: dict[int, str] = {}
    for _ in range(8):  # levels of the tree
        found |= {int(own): args for own, parent, args in processes if int(parent) == pid or int(parent) in found}
    return found


def wait_for(condition: Callable[[], bool], job: subprocess.Popen[bytes]) -> None:
    """Wait until something holds while the job goes on."""
    end = time.monotonic() + LIMIT
    while not condition():
        assert job.poll() is None, "the job ended before it came to that"
        assert time.monotonic() < end, "it did not come to that in time"
        time.sleep(0.02)


def some_are_done(target: Path) -> bool:
    """Whether a task of the extraction has been completed."""
    return any((target / STAGING).glob("run=*/documents/_temporary/0/task_*"))


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Cluster:
    java = shutil.which("java")
    if java is None:
        pytest.skip("no Java here: apt-get install openjdk-17-jre-headless")
    if importlib.util.find_spec("pyspark") is None:
        pytest.skip("no Spark here: pip install 'bulletin-extractor[spark]'")
    version = subprocess.run([java, "-version"], capture_output=True, check=True, text=True).stderr
    number = re.search(r'version "(\d+)', version)
    if number is None or int(number[1]) < 17:
        pytest.skip(f"Spark needs Java 17 or later, and this is {version.splitlines()[0]}")
    return Cluster(tmp_path_factory.mktemp("cluster"), java)


@pytest.fixture(scope="module")
def documents(samples: list[Path]) -> list[dict[str, Any]]:
    """The samples many times over, by names of their own."""
    texts = {path.stem: path.read_bytes().decode("utf-8") for path in samples}
    return [
        {"doc_id": f"{stem}-{number}", "text": text, "name": f"{number:02}/{stem}.txt"}
        for number in range(COPIES)
        for stem, text in texts.items()
    ]


POISONED: list[dict[str, Any]] = [
    {"doc_id": "null", "text": None},
    {"doc_id": "blank", "text": " \n"},
    {"doc_id": "long", "text": "字" * (arrow.LONGEST + 1)},
    {"doc_id": "day", "text": "甲省新建平台3家。", "date": "去年"},
]


@pytest.fixture(scope="module")
def alone(documents: list[dict[str, Any]], extract: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, Any]]]:
    """The tables that the command makes of the same documents."""
    folder = tmp_path_factory.mktemp("alone")
    for document in documents:
        path = folder / "in" / document["name"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(document["text"].encode())
    command = [extract, str(folder / "in"), "--output", str(folder / "out"), "--format", "parquet", "--diagnostics", "none"]
    subprocess.run(command, check=True)
    return {table: in_order(parquet.read_table(folder / "out" / f"{table}.parquet").to_pylist()) for table in SET}


def in_order(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(rows, key=lambda row: (row["document"], row.get("start", 0), row.get("id", "")))


def table_of(target: Path, table: str) -> list[dict[str, Any]]:
    """The rows of a table as any reader of Hive's partitions sees them."""
    rows: list[dict[str, Any]] = dataset.dataset(target / table, partitioning="hive").to_table().to_pylist()
    return rows


def without(row: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in names}


def write_lines(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return path


@pytest.fixture(scope="module")
def target(cluster: Cluster, documents: list[dict[str, Any]]) -> Path:
    """OUT after a run whose driver was killed, and one that lost a worker process in the middle."""
    source = write_lines(cluster.folder / "in.jsonl", [*documents, *POISONED, *documents[:7]])
    target = cluster.folder / "out"
    cut_off = cluster.start(source, target)
    try:
        wait_for(lambda: some_are_done(target), cut_off)
    finally:
        kill(cut_off)
    assert [path.name for path in target.iterdir()] == [STAGING]  # no table of a run that was cut off

    job = cluster.start(source, target)
    try:
        wait_for(lambda: not (target / STAGING).exists(), job)  # what was cut off is cleared away
        wait_for(lambda: some_are_done(target), job)
        processes = descendants(job.pid)
        executors = [pid for pid, args in processes.items() if "CoarseGrainedExecutorBackend" in args]
        assert len(executors) == 2
        pythons = [pid for pid in descendants(executors[1]) if pid not in executors]
        for pid in (executors[0], *pythons[-1:]):  # a worker with all it has, and the Python of the other
            os.kill(pid, signal.SIGKILL)
    except BaseException:
        kill(job)
        raise
    said = cluster.end(job)
    assert "Lost executor" in cluster.log()
    rows, ids = len(documents) + len(POISONED) + 7, len(documents) + len(POISONED)
    assert f"{rows} rows with {ids} different doc_id; 0 of them are in OUT already" in said
    assert f"run=1: {ids} documents added, {len(POISONED)} of them rows with an error" in said
    return target


@pytest.mark.parametrize("table", list(TABLES))
def test_the_rows_are_those_of_a_single_machine(table: str, target: Path, alone: dict[str, list[dict[str, Any]]]) -> None:
    rows = table_of(target, table)
    assert in_order([without(row, *KEYS) for row in rows]) == alone[table]
    assert all(row["doc_id"] == f"{Path(row['document']).stem}-{int(row['document'][:2])}" for row in rows)


def test_the_documents_are_those_of_a_single_machine(target: Path, alone: dict[str, list[dict[str, Any]]]) -> None:
    rows = [row for row in table_of(target, "documents") if row["status"] == "ok"]
    assert in_order([without(row, *KEYS, "status", "error") for row in rows]) == alone["documents"]


def test_a_poisoned_document_is_a_row_with_the_reason(target: Path) -> None:
    found = {row["doc_id"]: row["error"] for row in table_of(target, "documents") if row["status"] == "error"}
    assert found == {
        "null": "text is null",
        "blank": "there is nothing but blanks in text",
        "long": f"text has {arrow.LONGEST + 1} characters, more than the {arrow.LONGEST} that are taken; split the document",
        "day": "date: '去年' is no day as 2024-07-08",
    }


def test_a_task_fills_one_bucket_and_the_tables_agree_on_it(target: Path) -> None:
    files = list((target / "documents" / "run=1").glob("bucket=*/*.parquet"))
    assert len(files) == len({path.parent for path in files}) == spark_job.BUCKETS
    buckets = {row["doc_id"]: row["bucket"] for row in table_of(target, "documents")}
    assert all(buckets[row["doc_id"]] == row["bucket"] for row in table_of(target, "figures"))


def test_run_again_it_adds_what_is_new_and_nothing_else(
    cluster: Cluster, target: Path, documents: list[dict[str, Any]], alone: dict[str, list[dict[str, Any]]]
) -> None:
    before = {path: path.read_bytes() for path in target.rglob("*.parquet")}
    # as if the run had been cut off while its tables were being moved: the documents come last
    prepared = target / STAGING / "run=1"
    prepared.mkdir(parents=True)
    (target / "documents" / "run=1").rename(prepared / "documents")
    (prepared / READY).touch()

    changed = documents[0] | {"text": "示例市新建平台3家。"}
    new = [{"doc_id": "新", "text": text, "name": "新.txt"} for text in (None, "示例市新建平台5家。", "示例市新建平台4家。")]
    source = cluster.folder / "in.parquet"
    parquet.write_table(pyarrow.Table.from_pylist([changed, *documents[1:5], *new, POISONED[0] | {"name": None}]), source)
    said = cluster.end(cluster.start(source, target))

    assert "what an earlier run had ready was brought to its end" in said
    assert "9 rows with 7 different doc_id; 6 of them are in OUT already" in said
    assert "1 of these have another text now and were left as they are" in said
    assert "run=2: 1 documents added, 0 of them rows with an error" in said
    assert {path: path.read_bytes() for path in before} == before
    [added] = [row for row in table_of(target, "documents") if row["run"] == 2]
    assert (added["doc_id"], [figure["text"] for figure in added["figures"]]) == ("新", ["4家"])  # the smallest text of the three
    assert len(table_of(target, "documents")) == len(documents) + len(POISONED) + 1
    assert [row["text"] for row in table_of(target, "figures") if row["run"] == 2] == ["4家"]
    assert not (target / STAGING).exists()


# One session for what the job refuses and what it takes; each answer is printed as an object.
SCRIPT = """
import json, sys
from pathlib import Path
from pyspark.sql import SparkSession
from pyspark.sql.pandas.types import from_arrow_schema
from pyspark.sql.types import StructType
from extractor.arrow import OUTPUT_SCHEMA, SPARK_SCHEMA
from extractor.spark_job import Options, Refused, form_of, run

spark = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
for source in sys.argv[1:]:
    try:
        said = run(spark, Options(source, source + ".out", form_of(source)))
    except Refused as error:
        said = "refused: " + str(error)
    print(json.dumps([Path(source).name, said.replace(source, "IN")]))
print(json.dumps(["schema", spark.createDataFrame([], SPARK_SCHEMA).schema == from_arrow_schema(OUTPUT_SCHEMA)]))
"""


def test_what_is_taken_and_what_is_refused(cluster: Cluster) -> None:
    folder = cluster.folder / "inputs"
    folder.mkdir()
    text = ["示例市新建平台3家。"] * 2
    day = datetime.datetime(2019, 7, 8, tzinfo=datetime.UTC)
    tables: dict[str, dict[str, Any]] = {
        "no-text": {"doc_id": ["a"], "body": ["x"]},
        "bytes": {"doc_id": ["a"], "text": [b"x"]},
        "no-key": {"doc_id": ["a", None], "text": text},
        "numbers": {"doc_id": [1, 2], "text": text, "date": [day, None], "url": ["u", "v"]},
    }
    for name, columns in tables.items():
        parquet.write_table(pyarrow.table(columns), folder / name)
    (folder / "broken.jsonl").write_text('{"doc_id": "a", "text": "b"}\nno JSON\n', "utf-8")
    (folder / "empty.jsonl").write_text("", "utf-8")
    paths = [str(folder / name) for name in (*tables, "broken.jsonl", "empty.jsonl")]
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *paths], cwd=folder, env=cluster.environment, capture_output=True, check=False, text=True
    )
    assert done.returncode == 0, done.stderr[-5000:]
    assert [json.loads(line) for line in done.stdout.splitlines() if line.startswith("[")] == [
        ["no-text", "refused: IN: it has no column 'text' but doc_id, body; rename one"],
        ["bytes", "refused: IN: the column 'text' is binary and not string; cast it first"],
        ["no-key", "refused: 1 of 2 rows have no doc_id or are no JSON object; every document needs a key of its own"],
        [
            "numbers",
            "extract: 2 rows with 2 different doc_id; 0 of them are in OUT already\n"
            "extract: run=1: 2 documents added, 0 of them rows with an error",
        ],
        ["broken.jsonl", "refused: 1 of 2 rows have no doc_id or are no JSON object; every document needs a key of its own"],
        ["empty.jsonl", "extract: 0 rows with 0 different doc_id; 0 of them are in OUT already\nextract: nothing to add"],
        ["schema", True],
    ]
    assert "extract: not read: url" in done.stderr
    assert sorted(row["doc_id"] for row in table_of(folder / "numbers.out", "documents")) == ["1", "2"]
    assert not (folder / "no-key.out").exists()
