"""Files that hold many documents: what each is, how its documents are named, and what is wrong with odd ones."""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import json
import lzma
import os
import subprocess
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow  # type: ignore[import-untyped]
import pytest
from pyarrow import parquet

from extractor.readers.corpora import Taking, documents_of, kind_of
from extractor.readers.paths import Document, place_of
from tests.command import COMMAND, run

TEXTS = {"一.txt": "甲市要求，一是建成3个平台。\n", "二.txt": "乙县投入，1.5亿元。\n", "三/a.txt": '丙区"引进"人才，\n15名。\n'}
ROWS = [{"id": f"号{number}", "text": text} for number, text in enumerate(TEXTS.values())]


def jsonl(path: Path) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS), "utf-8")


def table(path: Path, delimiter: str = ",", encoding: str = "utf-8") -> None:
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, ["id", "text"], delimiter=delimiter)
        writer.writeheader()
        writer.writerows(ROWS)


def zipped(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in [*TEXTS.items(), ("readme.md", "x"), (".a.txt", "x"), ("__MACOSX/a.txt", "x")]:
            archive.writestr(name, text)


def tarred(path: Path, mode: str = "w") -> None:
    with tarfile.open(path, mode) as archive:  # type: ignore[call-overload]
        for name, text in [*TEXTS.items(), ("readme.md", "x")]:
            member = tarfile.TarInfo(name)
            member.size = len(text.encode())
            archive.addfile(member, io.BytesIO(text.encode()))


def columns(path: Path) -> None:
    parquet.write_table(pyarrow.Table.from_pylist(ROWS), path)


def array(path: Path) -> None:
    path.write_text("\ufeff" + json.dumps(ROWS, ensure_ascii=False, indent=2), "utf-8")


def packed(path: Path) -> None:
    inner = path.with_name("inner")
    jsonl(inner)
    module = {".gz": gzip, ".bz2": bz2, ".xz": lzma}[path.suffix]
    path.write_bytes(module.compress(inner.read_bytes()))


CORPORA: dict[str, tuple[str, Callable[[Path], None]]] = {
    "a.jsonl": ("jsonl", jsonl),
    "a.dat": ("jsonl", jsonl),
    "a.json": ("jsonl", array),
    "a.csv": ("csv", table),
    "excel.csv": ("csv", lambda path: table(path, encoding="utf-8-sig")),
    "gbk.csv": ("csv", lambda path: table(path, encoding="gb18030")),
    "unicode.csv": ("csv", lambda path: table(path, "\t", "utf-16")),
    "a.tsv": ("csv", lambda path: table(path, "\t")),
    "a.parquet": ("parquet", columns),
    "a.jsonl.gz": ("jsonl", packed),
    "a.jsonl.bz2": ("jsonl", packed),
    "a.jsonl.xz": ("jsonl", packed),
    "a.zip": ("zip", zipped),
    "zip.txt": ("zip", zipped),
    "a.tar": ("tar", tarred),
    "a.tgz": ("tar", lambda path: tarred(path, "w:gz")),
    "a.tar.bz2": ("tar", lambda path: tarred(path, "w:bz2")),
    "a.tar.xz": ("tar", lambda path: tarred(path, "w:xz")),
}


@pytest.fixture(params=CORPORA)
def corpus(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / str(request.param)
    CORPORA[path.name][1](path)
    return path


def taken(path: Path, **taking: str | int) -> list[Document]:
    return list(documents_of(place_of(str(path)), Taking(**taking)))  # type: ignore[arg-type]


def test_every_kind_gives_its_documents_in_order(corpus: Path) -> None:
    kind = CORPORA[corpus.name][0]
    assert kind_of(str(corpus), Taking()) == kind
    found = taken(corpus)
    order = sorted(TEXTS) if kind == "zip" else list(TEXTS)
    marks = [f"/{name}" for name in order] if kind in ("zip", "tar") else ["#1", "#2", "#3"]
    assert [document.place.name for document in found] == [f"{corpus.name}{mark}" for mark in marks]
    assert [document.place.path for document in found] == [f"{corpus}{mark}" for mark in marks]
    texts = [(document.data or b"").decode(document.encoding or "utf-8") for document in found]
    assert texts == [TEXTS[name] for name in order]
    if kind not in ("zip", "parquet"):
        assert sum(document.weight for document in found) <= corpus.stat().st_size


def test_a_pipe_may_hold_any_of_them(corpus: Path) -> None:
    named = run(corpus, "--format", "jsonl").stdout.replace(corpus.name.encode(), b"-")
    form = ("--input-format", "csv") if CORPORA[corpus.name][0] == "csv" else ()
    done = run("--format", "jsonl", *form, data=corpus.read_bytes())
    assert (done.returncode, done.stdout) == (0, named)
    assert [json.loads(line)["source"]["name"][0] for line in named.splitlines()] == ["-"] * 3


@pytest.mark.parametrize("name", ["a.jsonl", "a.json", "gbk.csv", "a.parquet"])
def test_a_field_names_the_documents(name: str, tmp_path: Path) -> None:
    CORPORA[name][1](tmp_path / name)
    assert [document.place.name for document in taken(tmp_path / name, id_field="id")] == [f"{name}#号{number}" for number in range(3)]


def problems(documents: list[Document]) -> Iterator[tuple[str, str]]:
    for document in documents:
        if document.problem:
            yield document.place.name.partition("#")[2], document.problem.message.partition(";")[0]


def test_a_line_that_is_no_record_is_a_problem_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    good = '{"text":"甲","id":1}'
    lines = [
        good,
        "",
        "{oops",
        "[1]",
        '{"body":"x"}',
        '{"text":null}',
        '{"text":5}',
        '{"text":"乙","id":[1]}',
        good,
        '{"text":"%s"}' % ("x" * 99),
    ]
    path.write_text("\ufeff" + "\n".join(lines), "utf-8")
    found = taken(path, limit=80)
    assert [document.place.name for document in found if not document.problem] == ["a.jsonl#1", "a.jsonl#8", "a.jsonl#9"]
    assert list(problems(found)) == [
        ("3", "this line is no JSON"),
        ("4", "this line of JSON is no object"),
        ("5", "there is no field 'text'"),
        ("6", "its field 'text' is empty"),
        ("7", "its field 'text' holds no text"),
        ("10", "it is larger than 80 bytes"),
    ]
    assert ("8", "its field 'id' names no document") in list(problems(taken(path, id_field="id")))
    assert list(problems(taken(path, text_field="body", limit=999)))[-1] == ("10", "there is no field 'body'")


@pytest.mark.parametrize("name", ["a.csv", "a.parquet"])
def test_a_column_that_is_not_there_is_said_once(name: str, tmp_path: Path) -> None:
    CORPORA[name][1](tmp_path / name)
    [document] = taken(tmp_path / name, text_field="正文")
    assert document.problem
    assert document.problem.message == "there is no field '正文'; choose one with --text-field or --id-field: id, text"


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.tgz", "a.tar", "a.parquet", "a.zip"])
def test_what_is_cut_short_keeps_what_came_before_and_says_so(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    CORPORA[name][1](path)
    whole = path.read_bytes()
    cut = 2048 if name == "a.tar" else len(whole) - 12
    path.write_bytes(whole[:cut])
    found = list(documents_of(place_of(str(path)), Taking(kind=CORPORA[name][0])))
    assert [document.problem is not None for document in found] == [False] * (len(found) - 1) + [True]
    assert found[-1].problem
    assert "damaged or cut short" in found[-1].problem.message
    if name == "a.tar":
        assert [document.place.name for document in found] == ["a.tar/一.txt", "a.tar"]


@pytest.mark.parametrize(("kind", "name"), [("parquet", "a Parquet file"), ("zip", "a zip archive"), ("tar", "a tar archive")])
def test_what_is_forced_and_is_something_else_is_said(kind: str, name: str, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXTS["一.txt"] * 99, "utf-8")
    message = f"this is not {name}; leave --input-format out, or name the one that it is in"
    [document] = taken(path, kind=kind)
    assert document.problem
    assert document.problem.message == message
    for done in (run(path, "--input-format", kind, "--format", "jsonl"), run("--input-format", kind, "--format", "jsonl", data=b"x" * 999)):
        assert (done.returncode, json.loads(done.stdout)["error"]["message"]) == (1, message)


def test_an_archive_without_a_mark_can_be_forced(tmp_path: Path) -> None:
    """One behind the program that unpacks it, one of the oldest kind of tar."""
    zipped(tmp_path / "a.zip")
    (tmp_path / "a.exe").write_bytes(b"MZ" + bytes(99) + (tmp_path / "a.zip").read_bytes())
    assert len(taken(tmp_path / "a.exe", kind="zip")) == 3
    tarred(tmp_path / "a.tar")
    old = bytearray((tmp_path / "a.tar").read_bytes())
    old[257:265] = bytes(8)
    old[148:156] = b"%06o\0 " % (sum(old[:148]) + sum(old[156:512]) + 8 * ord(" "))
    (tmp_path / "a.old").write_bytes(old)
    assert len(taken(tmp_path / "a.old", kind="tar")) == 3


def test_an_office_document_is_no_archive(tmp_path: Path) -> None:
    for part in ("[Content_Types].xml", "word/document.xml", "OFD.xml", "mimetype"):
        with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
            archive.writestr(part, "x")
            archive.writestr("a.txt", "x")
        assert kind_of(str(tmp_path / "a.zip"), Taking()) is None


def test_names_cannot_lead_out_and_links_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "a.tar"
    with tarfile.open(path, "w") as archive:
        for name in ("../../up.txt", "/etc/top.txt", "x/../side.txt"):
            member = tarfile.TarInfo(name)
            member.size = 3
            archive.addfile(member, io.BytesIO("甲".encode()))
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE):
            member = tarfile.TarInfo("link.txt")
            member.type, member.linkname = kind, "/etc/passwd"
            archive.addfile(member)
    assert [document.place.name for document in taken(path)] == ["a.tar/up.txt", "a.tar/etc/top.txt", "a.tar/side.txt"]


def test_names_in_gbk_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("abcd.txt", "甲")
    path.write_bytes(path.read_bytes().replace(b"abcd", "公报".encode("gbk")))
    assert [document.place.name for document in taken(path)] == ["a.zip/公报.txt"]


def test_a_bomb_is_one_document_that_is_too_large(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.txt", b"0" * (1 << 22))
        archive.writestr("c.txt", "甲")
    with tarfile.open(tmp_path / "a.tgz", "w:gz") as tar:
        for name, size in (("bomb.txt", 1 << 22), ("c.txt", 3)):
            member = tarfile.TarInfo(name)
            member.size = size
            tar.addfile(member, io.BytesIO(b"0" * size))
    for name in ("a.zip", "a.tgz"):
        bomb, other = taken(tmp_path / name, limit=1 << 20)
        assert bomb.problem
        assert bomb.problem.code == "too-large"
        assert other.problem is None


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.zip", "a.tar"])
def test_what_holds_nothing_is_a_document_that_failed(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    {"a.zip": lambda: zipfile.ZipFile(path, "w").close(), "a.tar": lambda: tarfile.open(path, "w").close(), "a.jsonl": path.touch}.get(
        name, lambda: path.write_text("id,text\n")
    )()
    [document] = taken(path)
    assert document.problem
    done = run(path, "--format", "jsonl")
    assert (done.returncode, json.loads(done.stdout)["source"]["name"]) == (1, name)


def test_a_list_of_paths_is_read_in_its_order(tmp_path: Path) -> None:
    for name, text in TEXTS.items():
        (tmp_path / "x" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "x" / name).write_text(text, "utf-8")
    jsonl(tmp_path / "a.jsonl")
    paths = ["./x/二.txt", "a.jsonl", str(tmp_path / "x" / "一.txt"), "../gone.txt", "x"]
    expected = [
        "x/二.txt",
        "a.jsonl#1",
        "a.jsonl#2",
        "a.jsonl#3",
        f"{tmp_path}/x/一.txt"[1:],
        "gone.txt",
        "x/一.txt",
        "x/三/a.txt",
        "x/二.txt",
    ]
    for end in ("\n", "\r\n", "\0"):
        data = "".join(f"{path}{end}" for path in paths).encode()
        (tmp_path / "list").write_bytes(data)
        for listing in ("-", "list"):
            command = [*COMMAND, "--files-from", listing, "--format", "jsonl", "--diagnostics", "none"]
            done = subprocess.run(command, input=data, cwd=tmp_path, capture_output=True, check=False)
            assert [json.loads(line)["source"]["name"] for line in done.stdout.splitlines()] == expected
            assert done.returncode == 1


def test_a_field_of_text_may_hold_a_page(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(
        json.dumps({"text": "<html><body><p>甲市投入1.5亿元。</p></body></html>"}) + "\n" + '{"text":"half \\ud800 of it"}\n', "utf-8"
    )
    page, half = (json.loads(line) for line in run(path, "--format", "jsonl").stdout.splitlines())
    assert (page["source"]["media_type"], page["figures"][0]["text"]) == ("text/html", "1.5亿元")
    assert [row["code"] for row in half["diagnostics"] if row["code"] == "undecodable-bytes"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["{a}/a.jsonl"],
        ["{a}/a.jsonl", "--format", "html"],
        ["{a}/x.txt", "--format", "jsonl", "--text-field", "body"],
        ["{a}/x.txt", "--format", "jsonl", "--id-field", "id"],
        ["{a}/x.txt", "--max-size", "many"],
        ["{a}/x.txt", "--max-size", "0"],
        ["--files-from", "{a}/none", "--format", "jsonl"],
        ["--files-from", "{a}/empty", "--format", "jsonl"],
        ["-", "--files-from", "-", "--format", "jsonl"],
        ["{a}/a.jsonl", "--encoding", "gbk", "--input-format", "jsonl", "--format", "jsonl"],
    ],
    ids=" ".join,
)
def test_wrong_use_is_one_line(arguments: list[str], tmp_path: Path) -> None:
    jsonl(tmp_path / "a.jsonl")
    (tmp_path / "x.txt").write_text("甲", "utf-8")
    (tmp_path / "empty").touch()
    done = run(*(argument.format(a=tmp_path) for argument in arguments))
    assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (2, b"", 1)


@pytest.mark.parametrize("option", ["--files-from", "--lexicon"])
@pytest.mark.parametrize(("name", "message"), [("none", "there is no such file; check its name"), (".", "this is a folder; name a file")])
def test_a_list_or_words_that_are_not_there_are_said(option: str, name: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("甲", "utf-8")
    done = run(tmp_path / "x.txt", option, tmp_path / name, "--format", "jsonl")
    assert (done.returncode, done.stderr.decode()) == (2, f"extract: {tmp_path / name}: {message}\n")


def test_a_named_pipe_is_read_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with subprocess.Popen([*COMMAND, str(tmp_path / "pipe"), "--format", "json"], stdout=subprocess.PIPE) as running:
        (tmp_path / "pipe").write_text(TEXTS["二.txt"], "utf-8")
        assert running.stdout
        assert json.loads(running.stdout.read())["figures"][0]["text"] == "1.5亿元"
