"""The words directly before a number, read from right to left: bounds, verbs of change and of level, adverbs."""

from __future__ import annotations

from collections.abc import Container
from functools import cache

from extractor import lexicons
from extractor.figures.drafts import Change, Left
from extractor.models import Comparator
from extractor.text.patterns import lazy

# 连续四年保持在
_IN_A_ROW = lazy(r"连续(?:[0-9]{1,2}|[一二两三四五六七八九十多数几]{1,3})个?(?:年|月|季度?|天|周|日)(?:[来以]来)?$")
_TIMES = frozenset("年月季度天周日来")
_LONGEST_ROW = 10
_GROUNDS = ("基础上", "基数上")
_PASSED = _TIMES | {"上"}  # what a date is not and a ground or a row of times may end in
_LONGEST_BASE = 16  # characters of 在…基础上
_BASE = lazy("在[^，。；：、在]+基[础数]上$")
_SHARED = frozenset(("分别", "分列", "分居", "各", "均"))
_SHORT_WORD = 2
# 比上年多3%, 同比少12件: behind a time that it is compared with a difference is a change, else a gap (比全省高3个百分点)
_DIFFERENCES: dict[str, Change] = {
    "多": "increase", "高": "increase", "快": "increase", "长": "increase",
    "少": "decrease", "低": "decrease", "慢": "decrease", "短": "decrease",
}  # fmt: skip
_DIFFERING = frozenset((*_DIFFERENCES, "出"))
_COMPARING = frozenset("比较")
_MOST = frozenset(("最高", "最多", "最大", "最长"))
# What may stand between the words: 的, 了, a quotation mark.
_SOFT = frozenset("的了 ")
# A rate's denominator: 每人每月560元, 每百米1.9吨.
_PER = lazy(
    r"(?:每[十百千万]{0,2}(?:名|个|位)?(?:人口|人|户|亩|月|年|天|日|周|吨|公里|平方公里|平方米|立方米|米|度|斤|公斤|村|镇|乡|县|所|家|件|次|班|课|床|头|只|台|"
    r"辆|条|职工|教师|学生|公顷|千瓦时|标箱|秒|秒钟|小时|分钟|季度|季|学期|学年|里|方|箱|桶|单|笔|股|平方)){1,2}$"
)


@cache
def _tails() -> tuple[dict[str, tuple[str, str]], dict[str, tuple[int, ...]]]:
    """Each word that may stand before a number, with its slot and its meaning (the first slot that has it wins), and the
    lengths of words that each last character leads to."""
    tails: dict[str, tuple[str, str]] = {}
    for slot in ("comparator_before", "change", "level", "adverb", "scope"):
        for word, meaning in lexicons.words(slot).items():
            tails.setdefault(word, (slot, meaning))
    return tails, lexicons.lengths((word[-1], len(word)) for word in tails)


def based_on(text: str, floor: int, end: int) -> int:
    """Where the 在 of 在…基础上 stands, whose 基础上 ends at ``end``; -1 where none does."""
    start = max(floor, end - _LONGEST_BASE)
    at = text.rfind("在", start, end)
    return at if at > floor and _BASE.match(text, at, end) else -1


@cache
def _not_after() -> dict[str, str]:
    """Words that are none behind certain characters: 签约 is not 约, 单笔最高 reports what was, 上年平均 is not 年平均."""
    return {
        word: characters
        for slot in ("comparator_before", "change", "adverb")
        for word, characters in lexicons.attributes(slot, "not_after").items()
    }


def read_left(text: str, floor: int, start: int, dated: dict[int, int]) -> Left:
    """What text[floor:start] says before the number at ``start``; ``dated`` gives each date's start by its end."""
    comparator: Comparator | None = None
    change: Change | None = None
    level = shared = origin = rise = scoped = False
    untouched = True
    at = start
    tails, lengths = _tails()
    each = text.rfind("每", floor, start) >= 0
    while at > floor:
        character = text[at - 1]
        if each or character in _PASSED or at in dated:
            passed = _past(text, floor, at, dated, each and (untouched or level or comparator is not None))
            if passed < at:
                at = passed
                continue
        if character in _DIFFERING and change is None and not level and (differs := _difference(text, floor, at, dated)):
            at, change = differs
            untouched = False
            continue
        word = _word_before(text, floor, at, tails, lengths[character]) if character in lengths else ""
        if not word:
            if character in _SOFT or (character == "“" and at == start):
                at -= 1
                continue
            break
        if (
            len(word) > _SHORT_WORD
            and word[-2:] in tails
            and (at - 2 in dated or (word.startswith("计划") and text[at - len(word) - 1] in _COMPARING))
        ):
            word = word[-2:]  # 比2020年计划增长, 比计划增长: no 计划增长
        slot, meaning = tails[word]
        scoped = scoped or slot == "scope"
        untouched = False
        if slot == "comparator_before":
            if scoped or (word[0] == "最" and text.startswith("的", at)):
                break  # 低于全省0.8个百分点 is a gap, no bound; 最低的仅为1.7% tells of one
            # of two the outer one counts, 至少约26%; but of 最高突破10万件 the most is told, no bound set
            if not (word in _MOST and comparator == "gt"):
                comparator = meaning  # type: ignore[assignment]
        elif slot == "change":
            if not level and change is None:
                change = meaning  # type: ignore[assignment]
        elif slot == "level":
            shared = shared or word in _SHARED
            level = level or change is None
            origin = origin or word in ("由", "从")
            rise = rise or (level and (word[-1] in "到至在" or word in ("完成", "实现")) and len(word) > 1)
        elif word in _SHARED:
            shared = True
        at -= len(word)
    return Left(at, comparator, change, level, shared, origin, rise)


def _past(text: str, floor: int, at: int, dated: dict[int, int], rated: bool) -> int:
    """Where the date, the ground (在上年的基础上), the row of times (连续四年) or, with ``rated``, the denominator (每人每月) begins
    that ends at ``at`` and says nothing of the number itself; ``at`` where none does."""
    if at in dated and dated[at] >= floor:
        return dated[at]
    if rated and text.find("每", max(floor, at - 12), at) >= 0:
        per = _PER.search(text, max(floor, at - 12), at)
        if per is not None and per.start() > floor:
            return per.start()
    if at - 3 > floor and text.startswith(_GROUNDS, at - 3) and (base := based_on(text, floor, at)) >= 0:
        return base  # 在上年的基础上再压减5%
    row = _IN_A_ROW.search(text, max(floor, at - _LONGEST_ROW), at) if text[at - 1] in _TIMES else None
    return row.start() if row is not None and row.start() > floor else at


def _difference(text: str, floor: int, at: int, dated: dict[int, int]) -> tuple[int, Change] | None:
    """Where the difference from an earlier time begins that ends at ``at``, and which way it goes: 比上年多, 同比高出."""
    end = at - (text[at - 1] == "出")
    way = _DIFFERENCES.get(text[end - 1])
    if way is None:
        return None
    base = dated.get(end - 1, -1)
    compared = (base >= floor and text[base] in _COMPARING) or text.endswith(("同比", "环比"), floor, end - 1)
    return (end - 1, way) if compared else None


def _word_before(text: str, floor: int, at: int, tails: Container[str], lengths: tuple[int, ...]) -> str:
    """The longest word of the tails that ends at ``at``, of those ``lengths``; "" where there is none."""
    for length in lengths:
        if at - length < floor:
            continue
        word = text[at - length : at]
        if word in tails and not (at - length - 1 >= floor and text[at - length - 1] in _not_after().get(word, "")):
            return word
    return ""
