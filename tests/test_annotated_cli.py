"""The command with the forms that tie rows to the source text: what comes out where, and what is refused before anything is read."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest

from extractor.cli.options import Options, WrongUse, options_of
from extractor.cli.plan import Plan, plan_of
from extractor.writers.akn import NAMESPACE as AKN
from extractor.writers.tei import NAMESPACE as TEI
from tests.annotated import HOSTILE, read
from tests.command import run as called
from tests.test_akn import check_akn
from tests.test_annotators import check_standoff
from tests.test_tei import check_tei

LINES = ("doccano", "annotation")
QUIET = ("--diagnostics", "none")


@pytest.fixture
def document(samples: list[Path]) -> Path:
    return next(path for path in samples if path.name == "leader-speech.txt")


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    path = tmp_path / "in" / "示例 <1>.txt"
    path.write_bytes(HOSTILE.encode())
    return path


def run(*arguments: str | Path) -> subprocess.CompletedProcess[bytes]:
    return called(*arguments, *QUIET)


@pytest.mark.parametrize("form", ["doccano", "annotation", "labelstudio", "tei", "akn"])
def test_a_pipe_gets_what_a_file_gets(form: str, document: Path, tmp_path: Path) -> None:
    piped = run(document, "--format", form)
    assert (piped.returncode, piped.stderr) == (0, b"")
    done = run(document, "--format", form, "--output", tmp_path / "out")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    out = tmp_path / "out" / "tasks.json" if form == "labelstudio" else tmp_path / "out"
    assert out.read_bytes() == piped.stdout


def planned(*arguments: str | Path) -> Plan:
    options = options_of([*map(str, arguments)])
    assert isinstance(options, Options)
    return plan_of(options, terminal=False)


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("a.jsonld", "annotation"),
        ("a.annotation", "annotation"),
        ("a.doccano", "doccano"),
        ("a.tei.xml", "tei"),
        ("A.TEI.XML", "tei"),
        ("a.tei", "tei"),
        ("a.akn.xml", "akn"),
        ("a.akn", "akn"),
        ("a.brat", "brat"),
        ("a.labelstudio", "labelstudio"),
    ],
)
def test_the_suffix_decides(name: str, form: str, document: Path, tmp_path: Path) -> None:
    plan = planned(document, "--output", tmp_path / name)
    assert (plan.format, plan.folder) == (form, form in ("brat", "labelstudio"))


def test_each_form_of_xml_has_its_own_root(document: Path, tmp_path: Path) -> None:
    for name, root in (("a.tei.xml", f"{{{TEI}}}TEI"), ("a.akn.xml", f"{{{AKN}}}akomaNtoso")):
        assert run(document, "--output", tmp_path / name).returncode == 0
        assert ElementTree.parse(tmp_path / name).getroot().tag == root


@pytest.mark.parametrize("form", LINES)
def test_many_documents_are_a_line_each(form: str, samples: list[Path]) -> None:
    done = run(*samples[:3], "--format", form)
    assert done.returncode == 0
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    for line, (bulletin, text) in zip(lines, map(read, samples[:3]), strict=True):
        assert (line["text"], line["document"]) == (text, bulletin.source.name) if form == "doccano" else line["label"] == bulletin.title


def test_many_documents_are_one_list_of_tasks(samples: list[Path], tmp_path: Path) -> None:
    done = run(samples[0].parent, "--format", "labelstudio", "--output", tmp_path / "out")
    assert done.returncode == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["labeling.xml", "tasks.json"]
    tasks = json.loads((tmp_path / "out" / "tasks.json").read_bytes())
    assert [task["data"]["document"] for task in tasks] == [path.name for path in samples]


@pytest.mark.parametrize("there", [False, True])
def test_brat_makes_a_folder_and_leaves_what_is_in_it(there: bool, samples: list[Path], tmp_path: Path) -> None:
    folder = tmp_path / "collection"
    if there:
        folder.mkdir()
        (folder / "kept").write_text("甲")
    assert run(*samples[:2], "--format", "brat", "--output", folder).returncode == 0
    stems = [path.stem for path in samples[:2]]
    made = {f"{stem}.{suffix}" for stem in stems for suffix in ("txt", "ann")} | {"annotation.conf", "visual.conf"}
    assert {path.name for path in folder.iterdir()} == made | ({"kept"} if there else set())
    for path in samples[:2]:
        check_standoff((folder / f"{path.stem}.ann").read_bytes().decode(), *read(path))


def test_brat_keeps_the_folders_of_the_documents_apart(document: Path, tmp_path: Path) -> None:
    for name in ("2024", "2025"):
        (tmp_path / "in" / name).mkdir(parents=True)
        (tmp_path / "in" / name / "a.txt").write_bytes(document.read_bytes())
    for _ in range(2):
        assert run(tmp_path / "in", "--format", "brat", "--output", tmp_path / "out").returncode == 0
    assert (tmp_path / "out" / "2025" / "a.txt").read_bytes() == document.read_bytes()
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["2024", "2025", "annotation.conf", "visual.conf"]


def test_a_hostile_document_comes_through_every_form(hostile: Path, tmp_path: Path) -> None:
    found = read(hostile)
    assert found[1] == HOSTILE
    check_tei(run(hostile, "--format", "tei").stdout, found)
    check_akn(run(hostile, "--format", "akn").stdout, found)
    assert run(hostile, "--format", "brat", "--output", tmp_path / "out").returncode == 0
    assert (tmp_path / "out" / hostile.name).read_bytes() == hostile.read_bytes()
    check_standoff((tmp_path / "out" / hostile.name).with_suffix(".ann").read_bytes().decode(), *found)
    assert json.loads(run(hostile, "--format", "doccano").stdout)["text"] == HOSTILE
    assert json.loads(run(hostile, "--format", "labelstudio").stdout)[0]["data"]["text"] == HOSTILE
    assert json.loads(run(hostile, "--format", "annotation").stdout)["first"]["items"]


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("doccano", ["there are carriage returns in 1 of", "there are characters beyond U+FFFF in 1 of"]),
        ("labelstudio", ["there are carriage returns in 1 of"]),
        ("tei", ["control characters of the text (2) cannot"]),
        ("akn", ["control characters of the text (2) cannot"]),
        ("annotation", []),
    ],
)
def test_what_a_tool_takes_otherwise_is_said(form: str, said: list[str], hostile: Path) -> None:
    done = run(hostile, "--format", form)
    assert done.returncode == 0
    lines = done.stderr.decode().splitlines()
    assert len(lines) == len(said)
    assert all(line.startswith(f"extract: standard output: {start}") for line, start in zip(lines, said, strict=True))
    chinese = run(hostile, "--format", form, "--lang", "zh").stderr.decode().splitlines()
    assert len(chinese) == len(said)
    assert all(re.match("extract: 标准输出: 有 ", line) for line in chinese)


def test_comments_speak_the_language_that_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("养护经费从2020年的20.5亿元增加到2022年的41亿元，年均增长50%。\n", "utf-8")
    for language, start in (("en", "The text says"), ("zh", "文中说")):
        [page] = [json.loads(run(tmp_path / "a.txt", "--format", "annotation", "--lang", language).stdout)["first"]]
        [comment] = [body for item in page["items"] if item["motivation"] == "commenting" for body in item["body"] if "language" in body]
        assert (comment["language"], comment["value"][: len(start)]) == (language, start)


@pytest.mark.parametrize("form", ["labelstudio", "brat"])
def test_a_bad_document_does_not_keep_the_others_out(form: str, document: Path, tmp_path: Path) -> None:
    done = run(tmp_path / "missing.txt", document, "--format", form, "--output", tmp_path / "out")
    assert done.returncode == 1
    assert done.stderr.count(b"\n") == 1
    assert (tmp_path / "out").exists()
    if form == "brat":
        assert not (tmp_path / "out" / "missing.txt").exists()
    again = run(tmp_path / "missing.txt", "--format", form, "--output", tmp_path / "none")
    assert (again.returncode, [path.name for path in tmp_path.iterdir()]) == (1, ["out"])


@pytest.mark.parametrize(
    ("arguments", "remedy"),
    [
        (["--format", "brat"], "brat needs a folder for its files; name it with --output"),
        (["--format", "tei", "{file}"], "tei is one document and there are 2; make tei of each in turn"),
        (["--format", "akn", "{file}"], "akn is one document and there are 2; make akn of each in turn"),
        (
            ["--format", "brat", "--output", "{folder}/out", "{file}"],
            "2 documents are named leader-speech and brat needs to tell them apart",
        ),
        (["--format", "brat", "--output", "{folder}/there.txt"], "a folder cannot take the place of a file"),
        (["--format", "labelstudio", "--output", "{folder}/there.txt"], "a folder cannot take the place of a file"),
        (["--format", "doccano", "--output", "{folder}"], "this is a folder; name a file for --output"),
        (["--format", "doccano", "--table", "figures"], "--table needs"),
        (["--format", "tei", "--indent"], "--indent goes with"),
        (["--output", "{folder}/a.xml"], "no format goes by the suffix '.xml'"),
    ],
)
def test_what_cannot_be_had_is_said(arguments: list[str], remedy: str, document: Path, tmp_path: Path) -> None:
    (tmp_path / "there.txt").write_text("甲")
    with pytest.raises(WrongUse) as refused:
        planned(document, *(argument.format(folder=tmp_path, file=document) for argument in arguments))
    assert remedy in str(refused.value)


def test_brat_does_not_take_the_place_of_what_is_read(document: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(document.read_bytes())
    done = run(tmp_path, "--format", "brat", "--output", tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"the output would overwrite the input; name another folder for --output" in done.stderr
    assert [file.name for file in tmp_path.iterdir()] == ["a.txt"]


def test_a_pipe_is_named(document: Path, tmp_path: Path) -> None:
    done = called("--format", "brat", "--output", tmp_path / "out", *QUIET, data=document.read_bytes())
    assert done.returncode == 0
    assert (tmp_path / "out" / "stdin.txt").read_bytes() == document.read_bytes()
