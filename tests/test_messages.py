"""What is said to people, in two languages: every sentence of the program has its Chinese, and data never depends on the locale."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
import typer

import extractor
from extractor.cli.messages import in_chinese, is_chinese, translation, with_chinese_messages
from extractor.cli.messages.errors import ERRORS
from extractor.cli.messages.findings import FINDINGS, REST, WHY
from extractor.cli.messages.help import HELP, columns, wrapped
from extractor.cli.options import app_of
from tests.command import COMMAND

ROOT = Path(__file__).resolve().parent.parent
CATALOGUES = {"errors": ERRORS, "findings": FINDINGS, "rest": REST, "why": WHY, "help": HELP}
# Who words a sentence for people, and which of its arguments that is.
WORDED = {"WrongUse": 0, "ReadError": 0, "TooLarge": 0, "LexiconError": 0, "CannotWrite": 0, "complain": 0, "notice": 0, "Problem": 1} | {
    "Finding": 2,
    "queried": 1,
    "DiagnosticDraft": 2,
    "Note": 2,
    "_diagnostic": 2,
    "_finding": 1,
}
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def names_in(sentence: str) -> list[str]:
    return sorted(re.findall(r"\{(\w+)\}", sentence))


@pytest.mark.parametrize("name", CATALOGUES)
def test_both_languages_are_there_and_fill_in_the_same(name: str) -> None:
    for english, chinese in CATALOGUES[name].items():
        assert not CHINESE.search(english), english
        assert CHINESE.search(chinese), english
        assert names_in(english) == names_in(chinese), english


def test_no_sentence_stands_in_two_catalogues() -> None:
    assert not ERRORS.keys() & FINDINGS.keys()


def test_chinese_has_chinese_marks() -> None:
    """A half-width comma, colon or bracket beside a Chinese character is a slip."""
    for catalogue in CATALOGUES.values():
        assert [chinese for chinese in catalogue.values() if re.search(r"[\u4e00-\u9fff][,;:()!?]|[,;:()!?][\u4e00-\u9fff]", chinese)] == []


def worded() -> Iterator[tuple[str, str]]:
    """Every sentence that a module words for people, what is filled in given as 9, with the place where it stands."""
    for path in sorted((ROOT / "extractor").rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        everywhere = assigned(tree.body) | {one.name: given_back(one) for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)}
        for function in ast.walk(tree):
            if isinstance(function, ast.FunctionDef):
                known = everywhere | assigned(ast.walk(function))
                for node in ast.walk(function):
                    if isinstance(node, ast.Call):
                        yield from ((f"{path.relative_to(ROOT)}:{node.lineno}", text) for text in said_by(node, known))


def said_by(call: ast.Call, known: dict[str, list[ast.expr]]) -> Iterator[str]:
    """The sentences that a call says, if it says any."""
    name = call.func.id if isinstance(call.func, ast.Name) else call.func.attr if isinstance(call.func, ast.Attribute) else ""
    at = WORDED.get(name)
    if at is not None and len(call.args) > at:
        yield from (text + "." if name == "queried" else text for text in sentences(call.args[at], known))


def assigned(nodes: Iterable[ast.AST]) -> dict[str, list[ast.expr]]:
    """The names that statements assign to, each with all that it is given."""
    found: dict[str, list[ast.expr]] = {}
    for node in nodes:
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    found.setdefault(target.id, []).append(node.value)
    return found


def given_back(function: ast.FunctionDef) -> list[ast.expr]:
    return [node.value for node in ast.walk(function) if isinstance(node, ast.Return) and node.value is not None]


def sentences(node: ast.expr, known: dict[str, list[ast.expr]]) -> Iterator[str]:
    """What an expression can say; nothing for what comes from elsewhere, which is worded there."""
    match node:
        case ast.Constant(value=str() as text):
            yield text
        case ast.JoinedStr(values=parts):
            yield "".join(filled(part, known) for part in parts)
        case ast.IfExp(body=one, orelse=other):
            yield from sentences(one, known)
            yield from sentences(other, known)
        case ast.Name(id=name) | ast.Call(func=ast.Name(id=name)):
            for value in known.get(name, ()):
                yield from sentences(value, {})


def filled(part: ast.expr, known: dict[str, list[ast.expr]]) -> str:
    if isinstance(part, ast.Constant):
        return str(part.value)
    inner = part.value if isinstance(part, ast.FormattedValue) else part
    constant = (
        [text for text in sentences(inner, known) if " " in text] if isinstance(inner, ast.Name) and inner.id.strip("_").isupper() else []
    )
    return constant[0] if constant else "9"


def test_every_sentence_has_its_chinese() -> None:
    """A new message fails here until the catalogue in extractor/cli/messages has it."""
    found = {text: place for place, text in worded() if " " in text}
    assert len(found) > 60
    assert "\n".join(f"{place}: {text}" for text, place in found.items() if translation(text) is None) == ""


def test_a_sentence_without_chinese_would_be_noticed() -> None:
    tree = ast.parse('MESSAGE = "no such thing"\ndef f():\n    g(f"{MESSAGE} at {here}" if here else MESSAGE)\n')
    call = next(node for node in ast.walk(tree) if isinstance(node, ast.Call))
    assert list(sentences(call.args[0], assigned(tree.body))) == ["no such thing at 9", "no such thing"]
    assert translation("no such thing") is None


def planted() -> list[str]:
    """Sentences with something to query in each, of the tables of the checks."""
    with (ROOT / "tests" / "tables" / "audit" / "planted.toml").open("rb") as file:
        table = tomllib.load(file)
    return [text for text in strings(table) if len(text) > 12]


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from strings(inner)


def test_what_the_checks_say_is_chinese_throughout() -> None:
    """Also where it is put together of parts: no English word is left."""
    messages = {row.message for text in planted() for row in with_chinese_messages(extractor.extract(text)).diagnostics}
    assert len(messages) > 15
    assert [message for message in messages if re.search(r"[A-Za-z]{2,}", message)] == []


def test_chinese_messages_change_nothing_else() -> None:
    bulletin = extractor.extract("养护经费从2020年的20.5亿元增加到2022年的41亿元，年均增长50%。\n")
    spoken = with_chinese_messages(bulletin)
    [row] = [row for row in spoken.diagnostics if row.code == "figure-arithmetic"]
    assert row.message == "文中说50%，但从20.5亿元到41亿元，2 年平均每年（复合）41.4%；50%只是把总增幅 100% 按年数平分。"
    assert spoken.model_copy(update={"diagnostics": bulletin.diagnostics}) == bulletin


@pytest.mark.parametrize(
    ("message", "chinese"),
    [
        ("there is no such file; check its name", "没有这个文件；请检查文件名"),
        ("this is a PDF file, not plain text; save it as text (.txt) first", "这是 PDF 文件，不是纯文本；请先另存为文本文件（.txt）"),
        ("a.txt: its folder does not exist; make it first", "a.txt：所在的文件夹不存在；请先建立"),
        ("12项 and 15项 are said to be parts of 20项, but make more.", "12项、15项说是20项的组成部分，加起来却更多。"),
        ("2 documents are named a of b is c.txt; to tell their rows apart, name the folder that holds them", "a of b is c.txt"),
        ("{x} {y}: its folder does not exist; make it first", "{x} {y}：所在的文件夹不存在；请先建立"),
        ("it cannot be written (No space left on device); make room or choose another place", "无法写入（磁盘已满）；"),
        ("it cannot be read (Some other trouble); check its permissions", "无法读取（Some other trouble）；"),
        ("words that no catalogue has", "words that no catalogue has"),
    ],
)
def test_what_is_filled_in_is_carried_over(message: str, chinese: str) -> None:
    assert chinese in in_chinese(message)


@pytest.mark.parametrize(
    ("arguments", "environment", "chinese"),
    [
        ([], {}, False),
        ([], {"LANG": "zh_CN.UTF-8"}, True),
        ([], {"LANG": "zh_TW"}, True),
        ([], {"LANG": "en_GB.UTF-8"}, False),
        ([], {"LC_ALL": "C.UTF-8", "LANG": "zh_CN.UTF-8"}, False),
        ([], {"LC_ALL": "", "LC_MESSAGES": "zh_CN.UTF-8", "LANG": "de_DE"}, True),
        (["a.txt", "--lang", "en"], {"LC_ALL": "zh_CN.UTF-8"}, False),
        (["--lang=zh", "a.txt"], {}, True),
        (["--lang", "zh", "--lang", "en"], {}, False),
        (["--lang"], {"LANG": "zh_CN"}, False),
    ],
)
def test_the_language_is_that_of_the_option_or_the_locale(arguments: list[str], environment: dict[str, str], chinese: bool) -> None:
    assert is_chinese(arguments, environment) is chinese


def run(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [*COMMAND, *map(str, arguments)]
    return subprocess.run(command, env=os.environ | environment, stdin=subprocess.DEVNULL, capture_output=True, check=False)


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "示例.txt"
    path.write_text("养护经费从2020年的20.5亿元增加到2022年的41亿元，年均增长50%。\n", "utf-8")
    return path


def test_data_is_the_same_in_every_locale(document: Path) -> None:
    english = run(document, "--format", "json")
    chinese = run(document, "--format", "json", LC_ALL="zh_CN.UTF-8")
    assert english.stdout == chinese.stdout
    assert b"The text says" in english.stdout
    assert b"The text says" in english.stderr
    assert ":1:36: 警告[figure-arithmetic]: 文中说50%".encode() in chinese.stderr


def test_diagnostics_for_programs_are_those_of_the_data(document: Path) -> None:
    options = (document, "--format", "jsonl", "--table", "diagnostics", "--diagnostics", "json")
    for more, start in (((), "The text says"), (("--lang", "zh"), "文中说")):
        done = run(*options, *more, LANG="zh_CN.UTF-8")
        row, said = json.loads(done.stdout), json.loads(done.stderr)
        assert row["message"] == said["message"]
        assert row["message"].startswith(start)


def test_the_option_goes_before_the_locale(document: Path) -> None:
    done = run(document, "--lang", "en", LC_ALL="zh_CN.UTF-8")
    assert b"The text says" in done.stderr
    assert "文中说" in json.loads(run(document, "--lang", "zh").stdout)["diagnostics"][0]["message"]


def test_the_page_and_its_diagnostics_are_in_one_language(document: Path) -> None:
    for more, start in (((), "文中说50%"), (("--lang", "zh"), "文中说50%"), (("--lang", "en"), "The text says 50%")):
        assert start in run(document, "--format", "html", *more).stdout.decode()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "没有输入；"),
        (("--format",), "选项 --format 后面要有值；用法见 extract --help"),
        (("--fromat", "json"), "没有选项 --fromat"),
        (("--format", "doc"), "'--format' / '-f' 的值不对：“doc”不在可选范围之内："),
        (("--date", "2024"), "“2024”不是日期"),
        (("no-such.txt",), "no-such.txt: 没有这个文件；请检查文件名"),
    ],
)
def test_mistakes_are_said_in_chinese(arguments: tuple[str, ...], said: str) -> None:
    done = run(*arguments, LC_ALL="zh_CN.UTF-8")
    assert done.stderr.decode().startswith(f"extract: {said}")
    assert done.stderr.count(b"\n") == 1
    assert done.stdout == b""


def test_the_help_is_chinese_and_fits() -> None:
    english, chinese = run("--help").stdout.decode(), run("--help", LANG="zh_CN.UTF-8", COLUMNS="80").stdout.decode()
    assert sorted(set(re.findall(r"--[a-z-]+", english))) == sorted(set(re.findall(r"--[a-z-]+", chinese)))
    assert english.startswith("Usage: extract")
    assert chinese.startswith("用法：extract [选项] [PATH]...\n")
    assert max(columns(line) for line in chinese.splitlines()) <= 100
    assert run("--help", "--lang", "zh", PYTHONIOENCODING="ascii", COLUMNS="80").stdout.decode() == chinese


def test_every_sentence_of_the_help_has_its_chinese_and_none_is_left_over() -> None:
    command = typer.main.get_command(app_of(chinese=False))
    with command.make_context("extract", [], resilient_parsing=True) as context:
        told = {str(command.help)} | {str(getattr(parameter, "help", "")) for parameter in command.get_params(context)}
    assert told == set(HELP)


def test_lines_are_as_wide_as_was_asked() -> None:
    text = "输出格式，按 --output 的后缀决定；都没有时，在终端里显示摘要。"
    lines = list(wrapped(text, 20))
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(columns(line) <= 22 and line[0] not in "，；。" for line in lines)


def test_english_reads_no_catalogue(document: Path) -> None:
    code = "import sys; from extractor.cli import main; main(); sys.stderr.write(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code, str(document)], capture_output=True, check=True, text=True)
    loaded = set(done.stderr.split())
    assert "extractor.cli.messages" in loaded
    assert not {"extractor.cli.messages.errors", "extractor.cli.messages.findings", "extractor.cli.messages.help"} & loaded
