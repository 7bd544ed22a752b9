"""Bytes to text: encodings told apart, damage placed, what is no text refused; and which files are documents."""

from __future__ import annotations

import codecs
import os
import random
import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from extractor.readers.paths import Place, TooLarge, place_of, places_in, read_place
from extractor.readers.plain import ReadError, SourceText, known_encoding, read_bytes, read_text

TEXT = "甲省召开科技工作会议\r\n　　会议指出，投入１５亿元，比上年增长20%。\r\n一是建成“三个”平台；\n"

HANZI = st.sampled_from([bytes((high, low)).decode("gb2312") for high in range(0xB0, 0xD7) for low in range(0xA1, 0xFF)])
CHINESE = st.text(HANZI | st.sampled_from("，。、；：“”（）—…《》\n　0123456789.%"), min_size=12).filter(
    lambda text: sum("\u4e00" <= c <= "\u9fff" for c in text) * 2 > len(text)
)
WRITTEN = [
    (b"", "utf-8", "utf-8"),
    (codecs.BOM_UTF8, "utf-8", "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16"),
    (b"", "utf-16-le", "utf-16-le"),
    (b"", "utf-16-be", "utf-16-be"),
    (b"", "gb18030", "gb18030"),
    (b"", "gbk", "gb18030"),
    (b"", "gb2312", "gb18030"),
]


@pytest.mark.parametrize(("mark", "codec", "encoding"), WRITTEN)
def test_encodings_are_told_apart(mark: bytes, codec: str, encoding: str) -> None:
    source = read_bytes(mark + TEXT.encode(codec), "a.txt", None)
    assert (source.encoding, source.text, source.undecodable) == (encoding, TEXT, ())


@pytest.mark.parametrize(("mark", "codec", "encoding"), [row for row in WRITTEN if row[1] != "gb2312"])
@given(text=CHINESE)
@example(text="“《《三三业业争交交咬三")  # in UTF-16 all of its bytes are Big5 too
def test_any_chinese_text_comes_back(mark: bytes, codec: str, encoding: str, text: str) -> None:
    source = read_bytes(mark + text.encode(codec), "a.txt", None)
    assert (source.encoding, source.text) == (encoding, text)


@pytest.mark.parametrize(
    ("codec", "text"),
    [("utf-16-le", "““若瞄—““丁丁丁丁丁"), ("utf-16-le", "0一若瞄0000一一一了"), ("utf-16-be", "——“““一三三三三三三业")],
)
def test_utf_16_that_passes_for_utf_8_is_known_by_its_controls(codec: str, text: str) -> None:
    source = read_bytes(text.encode(codec), "a.txt")
    assert (source.encoding, source.text) == (codec, text)


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "gb18030"])
def test_the_samples_are_read_alike_in_every_encoding(codec: str, samples: list[Path]) -> None:
    for path in samples:
        text = path.read_bytes().decode("utf-8")
        assert (read_bytes(text.encode(codec), path.name).text, path.name) == (text, path.name)


def test_plain_ascii_is_utf_8() -> None:
    assert read_bytes(b"growth 20%\x0cpage two\n", "a.txt").encoding == "utf-8"


def test_rare_characters_of_gb18030_are_read() -> None:
    text = "示例县㑇镇𠮷村召开会议，建成3个平台。"
    assert read_bytes(text.encode("gb18030"), "a.txt").text == text


@pytest.mark.parametrize(
    ("data", "encoding", "text", "spans"),
    [
        ("会议召".encode() + b"\xff" + "开。".encode(), "utf-8", "会议召�开。", ((3, 4),)),
        ("会议召开，建成平台".encode()[:-1], "utf-8", "会议召开，建成平�", ((8, 9),)),
        (b"\xff\xfe\xff" + "会议召开，建成平台。".encode(), None, None, None),
        ("会议".encode("gbk") + b"\xff" + "召开".encode("gbk"), "gb18030", "会议�召开", ((2, 3),)),
        ("会议召开".encode("gbk")[:-1], "gb18030", "会议召�", ((3, 4),)),
        ("会议召开。\n".encode("utf-16-le") + b"\x00", "utf-16-le", "会议召开。\n�", ((6, 7),)),
        ("会".encode() + b"\xff\xfe" + "议召�开".encode(), "utf-8", "会��议召�开", ((1, 3),)),
        (codecs.BOM_UTF8 + b"\xff" + "会议".encode(), "utf-8-sig", "�会议", ((0, 1),)),
    ],
)
def test_damage_is_placed(data: bytes, encoding: str | None, text: str | None, spans: tuple[tuple[int, int], ...] | None) -> None:
    """A character U+FFFD of the source itself is no damage; two undecodable bytes side by side are one place."""
    source = read_bytes(data, "a.txt")
    if encoding is None:
        assert source.undecodable
    else:
        assert (source.encoding, source.text, source.undecodable) == (encoding, text, spans)


def test_one_bad_byte_does_not_make_a_long_utf_8_text_gbk() -> None:
    clean = TEXT * 4000
    data = clean.encode()
    for place in (0, len(data) // 2, len(data)):
        source = read_bytes(data[:place] + b"\xff" + data[place:], "a.txt")
        assert (source.encoding, len(source.undecodable)) == ("utf-8", 1)


def holds(source: SourceText, data: bytes) -> bool:
    """What is true of every source text that was decoded from bytes."""
    inside = all(set(source.text[start:end]) == {"\ufffd"} for start, end in source.undecodable)
    return inside and source.text == data.decode(source.encoding, "replace") and not re.search("[\ud800-\udfff]", source.text)


def refusal(data: bytes) -> str | None:
    """What is said of bytes that are no text; None where they are read."""
    try:
        assert holds(read_bytes(data, "a.txt"), data)
    except ReadError as error:
        return str(error)
    return None


@given(st.binary())
def test_any_bytes_are_read_or_refused_in_one_line(data: bytes) -> None:
    said = refusal(data)
    assert said is None or ("; " in said and "\n" not in said)


@pytest.mark.parametrize("seed", range(20))
def test_noise_is_refused(seed: int) -> None:
    assert refusal(random.Random(seed).randbytes(2000)) is not None


@given(
    text=CHINESE.map(lambda text: text * 3),
    codec=st.sampled_from(["utf-8", "gb18030", "utf-16-le"]),
    place=st.integers(0, 40),
    junk=st.binary(min_size=1, max_size=3),
)
def test_a_damaged_text_is_read(text: str, codec: str, place: int, junk: bytes) -> None:
    data = text.encode(codec)
    damaged = data[:place] + junk + data[place:]
    source = read_bytes(damaged, "a.txt", codec)
    assert source.text == damaged.decode(source.encoding, "replace").removeprefix("\ufeff")


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (codecs.BOM_UTF8, "blanks"),
        (codecs.BOM_UTF16_LE, "blanks"),
        ("　\n".encode(), "blanks"),
        (b"%PDF-1.7\nsome text in it", "a PDF file"),
        (b"PK\x03\x04[Content_Types].xml", "DOCX"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "DOC"),
        (b"{\\rtf1\\ansi some text}", "RTF"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "picture"),
        (b"\x7fELF\x02\x01\x01" + bytes(9) + b"\x03\x00>\x00", "binary"),
        (bytes(200), "binary"),
        (bytes(range(128)) * 4, "binary"),
        (b"\xff" * 40, "binary"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, word: str) -> None:
    with pytest.raises(ReadError, match=word):
        read_bytes(data, "a.txt")


def test_a_stray_control_character_does_not_make_a_text_binary() -> None:
    text = f"会议召开。\x00{TEXT}"
    assert read_bytes(text.encode(), "a.txt").text == text


@pytest.mark.parametrize(
    ("data", "asked", "encoding", "text"),
    [
        ("甲省".encode("gbk"), "GBK", "gbk", "甲省"),
        ("甲省".encode("big5"), "big5", "big5", "甲省"),
        (codecs.BOM_UTF8 + "甲省".encode(), "UTF8", "utf-8-sig", "甲省"),
        (codecs.BOM_UTF16_BE + "甲省".encode("utf-16-be"), "utf-16-be", "utf-16", "甲省"),
        ("甲省".encode("utf-16-le"), "utf-16", "utf-16-le", "甲省"),
        ("\ufeff甲省".encode("gb18030"), "gb18030", "gb18030", "甲省"),
        ("甲省".encode(), "ascii", "ascii", "������"),
    ],
)
def test_an_encoding_can_be_forced(data: bytes, asked: str, encoding: str, text: str) -> None:
    source = read_bytes(data, "a.txt", asked)
    assert (source.encoding, source.text) == (encoding, text)


@pytest.mark.parametrize(
    ("name", "known"), [("gbk", True), ("UTF_16", True), ("base64", False), ("no-such", False), ("", False), ("a\0", False)]
)
def test_text_encodings_are_known_by_name(name: str, known: bool) -> None:
    assert known_encoding(name) is known


@given(st.text())
def test_a_string_is_a_source_as_it_is(text: str) -> None:
    source = read_text(text, "-")
    assert (source.text, source.undecodable) == (text, ())


def test_a_lone_surrogate_in_a_string_is_undecodable() -> None:
    source = read_text("甲\ud800省\ufffd", "-")
    assert (source.text, source.undecodable) == ("甲�省�", ((1, 2),))


def test_a_folder_is_read_in_the_order_of_names(tmp_path: Path) -> None:
    for name in ("b.txt", "a.TXT", "c/z.txt", "c/.d/x.txt", ".h.txt", "notes.md", "a.txt.bak", "c.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("会议", "utf-8")
    (tmp_path / "gone.txt").symlink_to("nowhere")
    os.mkfifo(tmp_path / "pipe.txt")
    places = list(places_in(str(tmp_path)))
    assert [place.name for place in places] == ["a.TXT", "b.txt", "c.txt", "c/z.txt", "gone.txt"]
    assert [Path(place.path) for place in places] == [tmp_path / place.name for place in places]


def test_the_order_of_a_folder_is_that_of_the_whole_names(tmp_path: Path) -> None:
    names = ["a.txt", "a-b.txt", "a/b.txt", "a/b/c.txt", "a0/b.txt", "a0.txt", "A.txt", "会议/一.txt", "会议.txt"]
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "a" / "circle").symlink_to(tmp_path)
    assert [place.name for place in places_in(str(tmp_path))] == sorted(names)


def test_a_file_is_named_by_the_last_part_of_its_path(tmp_path: Path) -> None:
    paths = [str(tmp_path / "b.md"), "-", "x/../a.txt"]
    assert [place_of(path) for path in paths] == [Place(paths[0], "b.md"), Place("-", "-"), Place("x/../a.txt", "a.txt")]


def test_a_name_that_is_no_unicode_can_still_be_printed(tmp_path: Path) -> None:
    path = os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt")
    Path(path).write_text("会议", "utf-8")
    [place] = places_in(str(tmp_path))
    assert (place.name, read_place(place)) == ("\\xff.txt", "会议".encode())


def test_what_cannot_be_read_says_so(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no such file"):
        read_place(Place(str(tmp_path / "missing.txt"), "missing.txt"))
    with pytest.raises(ReadError, match="this is a folder"):
        read_place(Place(str(tmp_path), "folder"))
    (tmp_path / "a.txt").write_bytes(b"x" * 10)
    assert read_place(Place(str(tmp_path / "a.txt"), "a.txt"), 10) == b"x" * 10
    with pytest.raises(TooLarge, match="larger than 9 bytes"):
        read_place(Place(str(tmp_path / "a.txt"), "a.txt"), 9)
