"""What is said to people, in Chinese.

The program words everything in English, where it is said; the catalogues beside this module set each sentence beside its Chinese, with the
same names for what is filled in. A sentence is recognised by its words and what was filled in is carried over. So neither the readers nor
the checks know of languages, and data has no way to depend on the locale. What no catalogue has stays English; a test says what that is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the models are not for --help
    from extractor.models import Bulletin

_NAME = r"\{(\w+)\}"
_WORDS = frozenset(("kind", "message", "place", "reason", "what"))  # what is filled in under these names is the program's own words
_PHRASES = frozenset(("rest", "why"))  # and under these a phrase that has a catalogue of its own


def is_chinese(arguments: Sequence[str], environment: Mapping[str, str]) -> bool:
    """Whether to speak Chinese: ``--lang`` decides, else the locale for messages.

    >>> is_chinese(["--lang", "zh"], {}), is_chinese(["--lang=en"], {"LANG": "zh_CN.UTF-8"}), is_chinese([], {"LANG": "zh_CN.UTF-8"})
    (True, False, True)
    """
    if (asked := value_of("--lang", arguments)) is not None:
        return asked == "zh"
    locale = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    return locale.lower().startswith("zh")


def value_of(option: str, arguments: Sequence[str]) -> str | None:
    """What arguments that are not yet understood give an option; None where they do not have it.

    >>> value_of("--lang", ["--lang=zh", "--lang", "en"]), value_of("--lang", ["--lang"]), value_of("--lang", ["a.txt"])
    ('en', '', None)
    """
    for word, following in reversed([*zip(arguments, [*arguments[1:], ""], strict=False)]):
        if word == option or word.startswith(f"{option}="):
            return following if word == option else word.removeprefix(f"{option}=")
    return None


def in_chinese(message: str) -> str:
    """A message in Chinese; as it is where no catalogue has it.

    >>> in_chinese("--bom goes with --format csv or tsv only")
    '--bom 只能与 --format csv 或 tsv 同用'
    """
    return translation(message) or message


def with_chinese_messages(bulletin: Bulletin) -> Bulletin:
    """A document whose diagnostics speak Chinese; all else is as it was."""
    rows = tuple(row.model_copy(update={"message": in_chinese(row.message)}) for row in bulletin.diagnostics)
    return bulletin.model_copy(update={"diagnostics": rows})


@lru_cache(maxsize=4096)
def translation(message: str, phrase: str = "") -> str | None:
    """The Chinese of a message, or of a phrase that is filled in under a name; None where the catalogue has none."""
    exact = _catalogue(phrase).get(message)
    if exact is not None:
        return exact
    for pieces, pattern, chinese in _patterns(phrase):
        if all(piece in message for piece in pieces) and (match := pattern.fullmatch(message)):
            return chinese.format_map({name: _filled_in(name, value) for name, value in match.groupdict().items()})
    return None


def _filled_in(name: str, value: str) -> str:
    """What stands in a message, in Chinese where it is words of the program; a list has Chinese marks."""
    if name == "list":
        return value.replace(" and ", "、").replace(", ", "、")
    if name in _PHRASES:
        return translation(value, name) or value
    return in_chinese(value) if name in _WORDS else value


@cache
def _catalogue(phrase: str) -> dict[str, str]:
    from extractor.cli.messages.errors import ERRORS  # noqa: PLC0415 -- the catalogues are not for English
    from extractor.cli.messages.findings import FINDINGS, REST, WHY  # noqa: PLC0415 -- likewise

    return {"": ERRORS | FINDINGS, "rest": REST, "why": WHY}[phrase]


@cache
def _patterns(phrase: str) -> list[tuple[list[str], re.Pattern[str], str]]:
    """Messages with something filled in, the wordiest first: the words around it, the pattern, the Chinese."""
    with_names = [(english, chinese) for english, chinese in _catalogue(phrase).items() if re.search(_NAME, english)]
    with_names.sort(key=lambda pair: len(re.sub(_NAME, "", pair[0])), reverse=True)
    return [(_pieces(english), _pattern(english), chinese) for english, chinese in with_names]


def _pieces(english: str) -> list[str]:
    return [piece for piece in re.split(_NAME, english)[::2] if piece]


def _pattern(english: str) -> re.Pattern[str]:
    parts = re.split(_NAME, english)
    return re.compile("".join(f"(?P<{part}>.+?)" if index % 2 else re.escape(part) for index, part in enumerate(parts)), re.S)
