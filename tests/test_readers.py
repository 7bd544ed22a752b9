"""Documents of every format: told apart by their content, read as what was written in them, refused in one line."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import extractor
from extractor.models import Bulletin
from extractor.readers import formats
from extractor.readers.formats import format_of, read_document
from extractor.readers.paths import places_in
from extractor.readers.plain import ReadError
from tests.command import run
from tests.documents.office import docx, ofd, paragraph, zipped
from tests.documents.paper import pdf, scan, wrapped

TEXT = (
    "全市科技工作会议发言摘登\n　　2023年5月6日，全市科技工作会议在示例市召开。会议指出，全市投入科技资金１.５亿元，比上年增长20%。\n"
    "　　会议要求，抓好以下两方面工作。\n　　一是建成3个平台，到2025年力争达到12个；\n　　二是引进15名人才。\n"
)
LINE = re.compile(r"extract: [^\n]+; [^\n]+\n")
BILLION_LAUGHS = '<!DOCTYPE x [<!ENTITY a "会议"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
EXTERNAL = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


def page(text: str) -> bytes:
    return f"<html><head><title>示例</title></head><body>{''.join(f'<p>{line}</p>' for line in text.splitlines())}</body></html>".encode()


def word(text: str) -> bytes:
    return docx("".join(paragraph(line) for line in text.splitlines()))


def fixed(text: str) -> bytes:
    """An OFD document with the lines of a text, 24 characters wide and 30 to a page."""
    lines = [(len(line) - len(line.lstrip("　")), cut) for line in text.splitlines() if line for cut in _cut(line)]
    placed = [(20 + 5.0 * (len(cut) - len(cut.lstrip("　"))), 30 + 8.0 * (n % 30), cut.lstrip("　")) for n, (_, cut) in enumerate(lines)]
    return ofd([placed[n : n + 30] for n in range(0, len(placed), 30)])


def _cut(line: str) -> list[str]:
    """A line in pieces, no number parted and no mark at the beginning of one."""
    pieces = [""]
    for unit in re.findall(r"[A-Za-z0-9.,:/%+-]+[，。、；：！？》”’）]*|[《“（]*.[，。、；：！？》”’）]*", line):
        if len(pieces[-1]) + len(unit) > 24:
            pieces.append("")
        pieces[-1] += unit
    return pieces


def sheet(text: str) -> bytes:
    """A PDF without a running head, which a single page could not show to be one."""
    return pdf(text, head="")


MAKERS: dict[str, Callable[[str], bytes]] = {"html": page, "docx": word, "pdf": sheet, "ofd": fixed}


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def found(bulletin: Bulletin) -> list[object]:
    """What a bulletin says, without the places."""
    return [
        bulletin.title,
        bulletin.event,
        [(row.title, row.speaker.name, row.speaker.positions) for row in bulletin.speeches],
        [(row.marker, row.level, row.kind, row.deadline, bare(row.text)) for row in bulletin.commitments],
        [(bare(row.text), row.value, row.unit, row.metric, row.status, bare(row.sentence)) for row in bulletin.figures],
    ]


@pytest.mark.parametrize("form", MAKERS)
def test_the_text_that_went_in_comes_out(form: str) -> None:
    data = MAKERS[form](TEXT)
    assert format_of(data, "a.txt") == form
    source = read_document(data, "a.txt")
    assert [line.strip() for line in source.text.splitlines()] == [line.strip() for line in TEXT.splitlines()]
    assert (source.encoding, source.undecodable) == ("utf-8", ())
    assert [note.code for note in source.notes] == (["left-out"] if form == "pdf" else [])


@pytest.mark.parametrize("form", MAKERS)
def test_the_pipeline_finds_what_it_finds_in_plain_text(form: str) -> None:
    bulletin = extractor.extract(MAKERS[form](TEXT))
    assert found(bulletin) == found(extractor.extract(TEXT))
    assert len(bulletin.commitments) == 2
    assert len(bulletin.figures) > 4
    assert bulletin.source.media_type == formats._READERS[form].media_type


@pytest.mark.parametrize("form", ["html", "docx"])
def test_the_samples_are_read_alike_in_every_format(form: str, samples: list[Path]) -> None:
    for path in samples:
        text = path.read_text("utf-8")
        if path.stem not in {"digest-bracket-posts", "wrapped-circular"}:  # a web page's own debris; lines that a page wraps
            assert found(extractor.extract(MAKERS[form](text))) == found(extractor.extract(text)), path.name


@pytest.mark.parametrize("columns", [1, 2])
@pytest.mark.parametrize("name", ["work-conference-report", "statistics-bulletin", "leader-speech"])
def test_samples_come_back_from_pages_and_columns(name: str, columns: int, samples: list[Path]) -> None:
    [path] = [path for path in samples if path.stem == name]
    text = path.read_text("utf-8")
    source = read_document(pdf(text, columns), path.name)
    assert bare(source.text) == bare(text)
    assert found(extractor.extract(pdf(text, columns))) == found(extractor.extract(text))


@pytest.mark.parametrize(
    ("name", "data", "form"),
    [
        ("a.txt", "会议<br>召开。".encode(), "text"),
        ("a.html", "会议<br>召开。".encode(), "html"),
        ("a.htm", "会议召开。".encode(), "text"),
        ("a.pdf", "会议召开。".encode(), "text"),
        ("a.txt", "\ufeff<!-- 示例 -->\n<!DOCTYPE html><p>会议".encode(), "html"),
        ("a.txt", "<html><p>会议召开。".encode("utf-16"), "html"),
        ("a.docx", b"\n%PDF-1.7", "pdf"),
        ("a.zip", zipped({"a.xml": "<a/>"}), "text"),
    ],
)
def test_content_decides_before_the_suffix(name: str, data: bytes, form: str) -> None:
    assert format_of(data, name) == form


def test_a_folder_holds_documents_of_every_format(tmp_path: Path) -> None:
    for name in ("a.txt", "b.HTML", "c.htm", "d.docx", "e.pdf", "f.ofd", "g.doc", "~$d.docx", "h.md"):
        (tmp_path / name).write_bytes(b"x")
    assert [place.name for place in places_in(str(tmp_path))] == ["a.txt", "b.HTML", "c.htm", "d.docx", "e.pdf", "f.ofd"]


def cut(data: bytes) -> bytes:
    return data[: len(data) * 2 // 3]


HOSTILE = {
    "zip bomb": (docx(paragraph("会" * 40_000_000)), "zip bomb"),
    "docx of entities": (docx(paragraph(TEXT), before=BILLION_LAUGHS), "declares entities"),
    "docx of external entities": (docx(paragraph(TEXT), before=EXTERNAL), "declares entities"),
    "docx nested deep": (docx("<w:sdt>" * 5000 + "</w:sdt>" * 5000), "nested"),
    "docx cut": (cut(word(TEXT)), "damaged"),
    "docx without text": (docx(paragraph("  ")), "no text"),
    "docx of broken xml": (zipped({"word/document.xml": "<w:document"}), "damaged"),
    "ofd of entities": (ofd([[(20, 30, TEXT)]], before=BILLION_LAUGHS), "declares entities"),
    "ofd cut": (cut(fixed(TEXT)), "damaged"),
    "ofd of pictures": (ofd([[]], objects="<ofd:ImageObject/>"), "scan"),
    "ofd without pages": (ofd([]), "no text"),
    "ofd without its document": (zipped({"OFD.xml": "<OFD><DocRoot>gone.xml</DocRoot></OFD>"}), "damaged"),
    "pdf cut": (cut(pdf(TEXT)), "damaged"),
    "pdf of nothing": (b"%PDF-1.7\n", "damaged"),
    "pdf locked": (pdf(TEXT, password="secret"), "password"),
    "scan": (scan(), "scan"),
    "page of scripts": (b"<html><body><script>document.write('x')</script></body></html>", "no text"),
    "page without end": (b"<html>" + b"<div>" * 60_000, "no text"),
    "old word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "save it as .docx"),
    "locked word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
    "archive": (zipped({"a.txt": TEXT}), "zipped"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_cannot_be_read_is_one_line_that_says_what_to_do(name: str) -> None:
    data, words = HOSTILE[name]
    with pytest.raises(ReadError, match=re.escape(words)) as refused:
        read_document(data, "a.wps")
    assert LINE.fullmatch(f"extract: {refused.value}\n")


@pytest.mark.parametrize("form", MAKERS)
def test_a_document_cut_anywhere_is_read_or_refused(form: str) -> None:
    whole = MAKERS[form](TEXT)
    refused: list[str] = []
    for length in range(8, len(whole), max(1, len(whole) // 60)):
        try:
            assert isinstance(read_document(whole[:length], "a").text, str)
        except ReadError as error:
            refused.append(str(error))
    assert refused
    assert [line for line in refused if not LINE.fullmatch(f"extract: {line}\n")] == []


def test_old_documents_say_how_to_convert_them() -> None:
    for name, words in (("a.doc", "an old Word document"), ("a.wps", "a WPS document"), ("a", "an old DOC or WPS file")):
        with pytest.raises(ReadError, match=f"{words}.*--convert-to docx"):
            format_of(HOSTILE["old word"][0], name)


@pytest.mark.parametrize(("form", "library"), [("html", "selectolax"), ("pdf", "pypdfium2")])
def test_a_missing_library_names_its_extra(form: str, library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(ReadError, match=re.escape(f"{library}; install it with pip install 'bulletin-extractor[{form}]'")):
        read_document(MAKERS[form](TEXT), "a")


def test_the_command_prints_the_text_that_offsets_refer_to(tmp_path: Path) -> None:
    path = tmp_path / "示例.docx"
    path.write_bytes(word(TEXT))
    done = run(path, "--format", "text")
    assert (done.returncode, done.stdout.decode()) == (0, read_document(path.read_bytes(), path.name).text)
    bulletin = extractor.extract(path)
    assert [done.stdout.decode()[row.start : row.end] for row in bulletin.figures] == [row.text for row in bulletin.figures]
    assert run(path, "--output", tmp_path / "示例.txt").returncode == 0
    assert (tmp_path / "示例.txt").read_bytes() == done.stdout
    plain = "甲省\r\n乙市1项".encode()
    assert run("-", "--format", "text", data=plain).stdout == plain


def test_the_input_format_can_be_forced() -> None:
    data = page(TEXT)
    assert run("-", "--format", "text", "--input-format", "text", data=data).stdout == data
    for asked, kind in (("docx", "a DOCX file"), ("pdf", "a PDF file"), ("ofd", "an OFD file")):
        refused = run("-", "--input-format", asked, data=data)
        assert (refused.returncode, refused.stdout) == (1, b"")
        assert refused.stderr.decode() == f"extract: -: this is not {kind}; leave --input-format out, or name the one that it is in\n"
    assert b"not an OFD file" in run("-", "--input-format", "ofd", data=word(TEXT)).stderr
    assert b"damaged or cut short" in run("-", "--input-format", "docx", data=cut(word(TEXT))).stderr
    for form, kind in (("docx", "a DOCX file"), ("pdf", "a PDF file"), ("ofd", "an OFD file")):
        unasked = run("-", "--encoding", "gbk", data=MAKERS[form](TEXT))
        assert (unasked.returncode, unasked.stdout) == (1, b"")
        assert unasked.stderr.decode() == f"extract: -: this is {kind}, which says itself how it is encoded; leave --encoding out for it\n"
    wrong = run("-", "--input-format", "docx", "--encoding", "gbk", data=data)
    assert (wrong.returncode, wrong.stdout) == (2, b"")


@pytest.mark.parametrize("name", ["zip bomb", "docx of entities", "pdf locked", "scan", "old word"])
def test_a_document_that_is_refused_is_one_line_and_status_1(name: str) -> None:
    done = run("-", "--format", "json", data=HOSTILE[name][0])
    assert (done.returncode, done.stdout) == (1, b"")
    assert LINE.fullmatch(done.stderr.decode())


def test_readers_are_imported_only_when_used() -> None:
    command = "import sys; from extractor.api import extract; extract('会议召开。'); print(sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", command], capture_output=True, check=True, text=True)
    assert "extractor.readers.formats" in done.stdout
    assert [
        name for name in ("selectolax", "pypdfium2", "extractor.readers.archive", "extractor.readers.docx") if f"'{name}'" in done.stdout
    ] == []


def test_lines_are_wrapped_as_a_printer_does() -> None:
    pdf("示例")  # registers the font
    lines = list(wrapped("比上年增长20%，建成“三个”平台。", 64, 16))
    assert "".join(lines) == "比上年增长20%，建成“三个”平台。"
    assert len(lines) > 3
    assert not any(line[0] in "，。”" for line in lines)
