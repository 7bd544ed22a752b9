"""The job for Apache Spark: bulletins from Parquet or JSON Lines, tables of Parquet out.

    python -m extractor.spark_job IN OUT
    spark-submit … spark_job.py IN OUT

IN has a row a document with the columns doc_id and text and, where wanted, name and date (see extractor.arrow). OUT gets the folders
documents (one nested row a document), speeches, commitments, actions, figures and diagnostics, each in parts run=N/bucket=N. A
document whose doc_id is in OUT already is left as it is; of rows that share a doc_id the one with the smallest text counts. So the
same job again adds nothing, and one that was cut off leaves OUT as it was or is brought to its end by the next. One job at a time
writes to OUT.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Sequence
from typing import Any, NamedTuple

from extractor.models import TABLES
from extractor.writers.tables import DOCUMENTS

FAILED = 1
WRONG_USE = 2
INTERRUPTED = 130

BUCKETS = 16  # parts of a run by the hash of doc_id, the same in every table
TASK_BYTES = 1 << 26  # text that one task takes: half a minute of work where it is prose, two where it is all figures
BUCKET = "bucket"

_JSON = (".jsonl", ".json", ".ndjson")
_JSON_SCHEMA = "doc_id STRING, text STRING, name STRING, date STRING"
_READ = ("doc_id", "text", "name", "date")
_SETTINGS = {
    "spark.sql.execution.arrow.maxRecordsPerBatch": "256",  # Spark's own 10,000 would hold hundreds of megabytes of text
    "spark.sql.maxConcurrentOutputFileWriters": "1",  # a task fills one bucket: nothing to sort before it is written
}


class Refused(Exception):
    """The input cannot be worked on; the message says why and what would do."""


class Options(NamedTuple):
    """What a job is asked to do."""

    source: str
    target: str
    form: str  # jsonl or parquet


class Input(NamedTuple):
    """What the keys of the input say before any text is read for its sense."""

    rows: int
    ids: int
    known: int  # ids that OUT has already
    changed: int  # of these, those with another text
    size: int  # bytes of text


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the job; the exit status comes back: 0 all published, 1 not, 2 wrong use. Documents that failed are rows, not failures."""
    options = options_of(arguments)
    if options.source == options.target:
        return _complain(f"{options.target}: IN and OUT are the same; name another folder for OUT", WRONG_USE)
    try:
        from pyspark.sql import SparkSession  # noqa: PLC0415 -- of the extra; what it lacks is to be said in one line
    except ImportError:
        return _complain("Spark is not installed; install it with pip install 'bulletin-extractor[spark]'", WRONG_USE)
    if "PYSPARK_GATEWAY_PORT" not in os.environ:  # not by spark-submit, which has settings of its own for this
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    try:
        spark = SparkSession.builder.appName("bulletin-extractor").getOrCreate()
    except Exception as error:
        return _complain(f"Spark did not start ({_told(error)}); it needs Java 17 or later, and a master that answers", FAILED)
    try:
        print(run(spark, options), file=sys.stderr)
        return 0
    except (Refused, OSError) as error:
        return _complain(str(error), FAILED)
    except KeyboardInterrupt:
        return _complain("interrupted; OUT is as it was, or will be brought to its end by the next run", INTERRUPTED)
    except Exception as error:
        return _complain(f"the job failed and OUT is as it was ({_told(error)}); Spark's log has more", FAILED)
    finally:
        spark.stop()


def options_of(arguments: Sequence[str] | None) -> Options:
    """The options of a command line; wrong use ends the process with status 2, as argparse does."""
    parser = argparse.ArgumentParser(prog="python -m extractor.spark_job", description="Extract bulletins with Apache Spark.")
    parser.add_argument(
        "source", metavar="IN", help="Parquet or JSON Lines with doc_id and text (and name, date), any path that Spark reads"
    )
    parser.add_argument("target", metavar="OUT", help="the folder of tables to add to; made where it is not there")
    known = f"{', '.join(_JSON)} (also compressed) are jsonl, all else is parquet"
    parser.add_argument("--input-format", choices=("jsonl", "parquet"), help=f"what IN is; else its name decides: {known}")
    given = parser.parse_args(arguments)
    return Options(given.source, given.target, given.input_format or form_of(given.source))


def form_of(path: str) -> str:
    """The format of an input by its name.

    >>> form_of("hdfs:///bulletins/2024.jsonl.gz"), form_of("s3a://bulletins/*.json"), form_of("bulletins")
    ('jsonl', 'jsonl', 'parquet')
    """
    name = path.rstrip("/").lower()
    for packed in (".gz", ".bz2", ".zst"):
        name = name.removesuffix(packed)
    return "jsonl" if name.endswith(_JSON) else "parquet"


def run(spark: Any, options: Options) -> str:
    """Add the new documents of the input to the tables; what was done, in a few lines. Raises Refused before anything is written."""
    from extractor.spark.folder import STAGING, folder_of, next_run, publish, settle  # noqa: PLC0415 -- not for wrong use

    for name, value in _SETTINGS.items():
        if not spark.sparkContext.getConf().contains(name):
            spark.conf.set(name, value)
    source = _input(spark, options)
    folder = folder_of(spark, options.target)
    lines = ["what an earlier run had ready was brought to its end"] if settle(folder) else []
    known = _known(spark, folder.at(DOCUMENTS).toString()) if folder.names(DOCUMENTS) else None
    found = _look(spark, source, known)
    lines.append(f"{found.rows} rows with {found.ids} different doc_id; {found.known} of them are in OUT already")
    if found.changed:
        lines.append(f"{found.changed} of these have another text now and were left as they are; write them to another folder")
    if found.ids > found.known:
        name = next_run(folder)
        staged = folder.at(STAGING, name).toString()
        lines.append(f"{name}: {_write(spark, _new(spark, source, known, found), staged)}")
        publish(folder, name)
    else:
        lines.append("nothing to add")
    return "\n".join(f"extract: {line}" for line in lines)


def _input(spark: Any, options: Options) -> Any:
    """The rows of the input, with the columns that are read and no others."""
    if options.form == "jsonl":
        return spark.read.schema(_JSON_SCHEMA).json(options.source)
    frame = spark.read.parquet(options.source)
    kinds = dict(frame.dtypes)
    for name in ("doc_id", "text"):
        if name not in kinds:
            raise Refused(f"{options.source}: it has no column '{name}' but {', '.join(kinds)}; rename one")
    for name in ("text", "name"):
        if kinds.get(name, "string") != "string":
            raise Refused(f"{options.source}: the column '{name}' is {kinds[name]} and not string; cast it first")
    others = [name for name in kinds if name not in _READ]
    if others:
        print(f"extract: not read: {', '.join(others)}", file=sys.stderr)
    wanted = [name for name in _READ if name in kinds]
    casts = {"doc_id": "string", "date": kinds.get("date") if kinds.get("date") == "string" else "date"}
    return frame.select(*(frame[name].cast(casts.get(name, "string")).alias(name) for name in wanted))


def _known(spark: Any, path: str) -> Any:
    """The keys of the documents that are there, and the sums of their texts."""
    return spark.read.parquet(path).selectExpr("doc_id", "source.sha256 AS known_sha", "status AS known_status")


def _look(spark: Any, source: Any, known: Any) -> Input:
    """Count the keys. Raises Refused for a row without one, and for an input without rows."""
    keys = source.selectExpr("doc_id", "sha2(text, 256) AS sha", "coalesce(octet_length(text), 0) AS size")
    if known is not None:
        keys = keys.join(known, "doc_id", "left")
    status, same = ("NULL", "NULL") if known is None else ("any_value(known_status)", "max(sha <=> known_sha)")
    by_id = keys.groupBy("doc_id").agg(*map(_sql, ("count(*) AS rows", "sum(size) AS size", f"{status} AS status", f"{same} AS same")))
    totals = (
        "coalesce(sum(rows), 0) AS rows",
        "count(*) AS ids",
        "count(status) AS known",
        "count_if(status = 'ok' AND NOT same) AS changed",
        "coalesce(sum(size), 0) AS size",
        "coalesce(sum(if(doc_id IS NULL, rows, 0)), 0) AS without",
    )
    row = by_id.agg(*map(_sql, totals)).first()
    if row["without"]:
        raise Refused(f"{row['without']} of {row['rows']} rows have no doc_id or are no JSON object; every document needs a key of its own")
    return Input(*(int(row[name]) for name in Input._fields))


def _sql(expression: str) -> Any:
    from pyspark.sql.functions import expr  # noqa: PLC0415 -- of the extra

    return expr(expression)


def _new(spark: Any, source: Any, known: Any, found: Input) -> Any:
    """The documents to extract, one row a doc_id, dealt out to tasks so that each fills one bucket."""
    least = max(spark.sparkContext.defaultParallelism, -(-found.size // TASK_BYTES))
    rows = source.repartition(-(-least // BUCKETS) * BUCKETS, "doc_id")
    if found.rows > found.ids:
        others = [name for name in source.columns if name != "doc_id"]
        smallest = rows.groupBy("doc_id").agg(_sql(f"min(struct(text IS NULL AS missing, {', '.join(others)})) AS row"))
        rows = smallest.selectExpr("doc_id", *(f"row.{name} AS {name}" for name in others))
    return rows if known is None else rows.join(known, "doc_id", "left_anti")


def _write(spark: Any, documents: Any, path: str) -> str:
    """Write the tables of a run to where they are prepared; what they hold, in words."""
    from extractor.arrow import SPARK_SCHEMA, extract_batches  # noqa: PLC0415 -- the extraction itself; not for wrong use
    from extractor.spark.flat import flat_table  # noqa: PLC0415 -- likewise

    def write(frame: Any, table: str) -> None:
        frame.write.partitionBy(BUCKET).option("compression", "zstd").parquet(f"{path}/{table}")

    # the hash that repartition deals out by, so that a task fills one bucket
    extracted = documents.mapInArrow(extract_batches, SPARK_SCHEMA).selectExpr("*", f"pmod(hash(doc_id), {BUCKETS}) AS {BUCKET}")
    write(extracted, DOCUMENTS)
    staged = spark.read.schema(f"{SPARK_SCHEMA}, {BUCKET} INT").parquet(f"{path}/{DOCUMENTS}")
    for table in TABLES:
        write(flat_table(staged, table, BUCKET), table)
    counts = {row["status"]: row["count"] for row in staged.groupBy("status").count().collect()}
    return f"{sum(counts.values())} documents added, {counts.get('error', 0)} of them rows with an error"


def _told(error: Exception) -> str:
    """What went wrong in one line: of a traceback from a worker its last line, else the first."""
    lines = str(error).strip().splitlines() or ["no message"]
    raised = [line for line in lines if re.match(r"\w*(?:Error|Exception)\b", line)]
    return f"{type(error).__name__}: {(raised or lines[:1])[-1]}"


def _complain(message: str, status: int) -> int:
    print(f"extract: {message}", file=sys.stderr)
    return status


if __name__ == "__main__":
    # spark-submit runs this file by its path, which puts the folder of the package, with its modules text, models and so on, first of all
    sys.path[:] = [place for place in sys.path if place != __file__.rpartition("/")[0]]
    raise SystemExit(main())
