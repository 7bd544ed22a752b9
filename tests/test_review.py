"""The review page as a file: whole in itself, closed to whatever a text holds, true to the document."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from extractor.models import TABLES, Bulletin
from extractor.pipeline import bulletin_of
from extractor.readers.plain import SourceText, read_bytes, read_text
from extractor.writers.review import policy, review_page, script, style
from extractor.writers.review.data import _cited
from tests.command import run

HOSTILE = (
    '</title><script>alert(1)</script>工作会议发言摘登\n<img src=x onerror="alert(2)"></style></script><!--<script>-->\n'
    "]]>&lt;/script&gt; javascript:alert(3) \u202e倒写\u202c \u2066隔\u2069 \x00\x1b\u2028\ufeff\n"
    "会议要求，一是建成3个</script>平台；二是引进15名\u202e人才。\n"
)


class Page(HTMLParser):
    """The elements of a page, and the texts of its scripts and styles, as a browser's parser finds them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {"script": [], "style": [], "title": []}
        self.open: str | None = None
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag in self.texts:
            self.open = tag
            self.texts[tag].append("")

    def handle_endtag(self, tag: str) -> None:
        self.open = None

    def handle_data(self, data: str) -> None:
        if self.open is not None:
            self.texts[self.open][-1] += data

    @property
    def data(self) -> Any:
        return json.loads(self.texts["script"][0])


def document(text: str, name: str = "示例.txt") -> tuple[Bulletin, SourceText]:
    source = read_text(text, name)
    return bulletin_of(source), source


def page_of(text: str, language: str = "zh") -> Page:
    bulletin, source = document(text)
    return Page(review_page(bulletin, source.text, language))


def test_its_own_code_and_style_are_small() -> None:
    assert 20_000 < len((script() + style()).encode()) < 300_000


@pytest.mark.parametrize("text", ["会议指出，投入1.5亿元。\n", HOSTILE])
def test_it_has_the_elements_of_an_empty_page_whatever_the_text_is(text: str) -> None:
    page = page_of(text)
    assert " ".join(tag for tag, _ in page.tags) == "html head meta meta meta meta title style body main noscript script script"
    assert page.texts["script"][1] == script()
    assert page.texts["style"] == [style()]
    assert page.data["text"] == text
    assert not any(name.startswith("on") or name in ("src", "href", "style") for _, attributes in page.tags for name in attributes)


def test_nothing_of_a_hostile_text_stands_in_it_as_markup_or_turns_its_code_round() -> None:
    bulletin, source = document(HOSTILE)
    page = review_page(bulletin, source.text)
    assert page.count("<script") == page.count("</script") == 2
    assert re.search("[\x00\x1b\u2028\u202a-\u202e\u2066-\u2069\ufeff]", page) is None


def test_the_policy_lets_nothing_run_but_the_pages_own_script() -> None:
    page = page_of(HOSTILE)
    [given] = [attributes["content"] for _, attributes in page.tags if attributes.get("http-equiv") == "Content-Security-Policy"]
    assert given == policy()
    rules = dict(rule.split(" ", 1) for rule in policy().split("; "))
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    for name, text in (("script-src", page.texts["script"][1]), ("style-src", page.texts["style"][0])):
        assert rules[name] == f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_the_script_never_makes_markup_or_code_out_of_text_and_names_no_address() -> None:
    assert (
        re.findall(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|fetch\(|XMLHttp|import\(", script()) == []
    )
    assert set(re.findall(r"\w+://[^\"' ]+", script() + style())) == {"http://www.w3.org/2000/svg"}
    assert "url(" not in style()
    assert "@import" not in style()


def test_every_sentence_of_the_text_stands_in_it_once(samples: list[Path]) -> None:
    for path in samples:
        source = read_bytes(path.read_bytes(), path.name)
        page = review_page(bulletin_of(source), source.text)
        sentences = [sentence for sentence in re.split(r"[。；\r\n]", source.text) if len(sentence) > 24]
        assert len(sentences) > 10
        assert [sentence for sentence in sentences if page.count(sentence) != source.text.count(sentence)] == []


def cited(value: str | list[int | str], text: str) -> str:
    """A text of the page's data, put together from its places."""
    if isinstance(value, str):
        return value
    rest = iter(value)
    return "".join(part if isinstance(part, str) else text[part : int(next(rest))] for part in rest)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("稳中求进 开创新局", "　　稳中求进\n　　开创新局\n\n会议指出，投入1.5亿元。\n"),
        ("稳中求进", "稳中\r\n　求进"),
        ("稳中求进", "稳步稳中\n\n求进"),
        ("稳 中", "稳 步"),
    ],
)
def test_a_text_that_was_joined_over_lines_is_given_by_its_places(title: str, text: str) -> None:
    given = _cited(title, text)
    assert isinstance(given, list) == (re.sub(r"\s", "", title) in re.sub(r"\s", "", text))
    assert given is not None
    assert cited(given, text) == title


def test_its_rows_are_those_of_the_document(samples: list[Path]) -> None:
    for path in samples:
        source = read_bytes(path.read_bytes(), path.name)
        bulletin = bulletin_of(source)
        tables = Page(review_page(bulletin, source.text)).data["tables"]
        assert list(tables) == list(TABLES)
        for name, table in tables.items():
            rows = [dict(zip(table["fields"], values, strict=True)) for values in table["rows"]]
            originals = [row.model_dump() for row in getattr(bulletin, name)]
            assert len(rows) == len(originals)
            for row, original in zip(rows, originals, strict=True):
                assert (row["id"], row["start"], row["end"]) == (original["id"], original["start"], original["end"])
                if name == "commitments":
                    assert cited(row["headline"], source.text) == original["headline"]
                if name == "figures":
                    assert isinstance(row["value"], str)
                    assert row["value"] == f"{original['value']:f}" or float(row["value"]) == float(original["value"])


def test_numbers_that_no_double_carries_keep_their_digits() -> None:
    figures = page_of("全省投入资金12345678901234567890元。\n").data["tables"]["figures"]
    assert [row[figures["fields"].index("value")] for row in figures["rows"]] == ["12345678901234567890"]


@pytest.mark.parametrize(("language", "tag"), [("zh", "zh-CN"), ("en", "en")])
def test_the_interface_has_two_languages(language: str, tag: str) -> None:
    page = page_of("会议指出，投入1.5亿元。\n", language)
    assert (page.tags[0], page.data["lang"]) == (("html", {"lang": tag}), language)


def test_the_command_writes_it_by_format_and_by_suffix(samples: list[Path], tmp_path: Path) -> None:
    source = read_bytes(samples[0].read_bytes(), samples[0].name)
    bulletin = bulletin_of(source)
    assert run(samples[0], "--format", "html").stdout.decode() == review_page(bulletin, source.text)
    done = run(samples[0], "--output", tmp_path / "review.html", "--lang", "en")
    assert (done.returncode, done.stdout) == (0, b"")
    assert (tmp_path / "review.html").read_bytes().decode() == review_page(bulletin, source.text, "en")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--format", "html"], "html is one document and there are 12; make html of each in turn"),
        (["--format", "html", "--table", "figures"], "--table needs"),
        (["--format", "html", "--lang", "fr"], "'fr'"),
    ],
)
def test_wrong_use_is_refused(samples: list[Path], arguments: list[str], said: str) -> None:
    done = run(samples[0].parent, *arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert said.replace("12", str(len(samples))) in done.stderr.decode()
