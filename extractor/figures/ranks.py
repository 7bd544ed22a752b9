"""Ranks: 第3位, 前十名, 后三名, 50强, 排名后3位."""

from __future__ import annotations

from extractor.figures.numbers import Numeral, Quantity, values_of
from extractor.text.patterns import lazy

# 排名后3位 is a place; 之后3位专家 are people.
_LAST = lazy(
    r"(?:(?<![安编彩铺])排(?:名|位|序|列)?|名次|位次|倒数|垫底|位[列居]|列(?=全)|(?<![邻迁移定安入新久旧])居)(?:在|列|于|为)?(?:全?[省市县区国州盟旗]{1,2})?最?后$"
    r"|前[0-9一二三四五六七八九十]{1,3}[位名][、和与及]?后$"
)
_LAST_REACH = 9
# 第3至第5位: where the range begins
_FROM = lazy("第([0-9]{1,3}|[一二三四五六七八九十]{1,3})(?:至|到|——?|-|～|~)$")
_FROM_REACH = 10
RANKED = frozenset(("位", "名", "强", "家", "个"))
_FOREMOST = ("放在", "摆在", "置于", "作为", "视为", "当作", "列为", "处在", "处于")


def is_ranked(text: str, numeral: Numeral, unit: str) -> bool:
    """Whether a number with a unit of those that rank is a place among others, not a count."""
    before = numeral.before
    return before in ("第", "前") or unit == "强" or (before == "后" and _is_last(text, numeral, unit))


def _is_last(text: str, numeral: Numeral, unit: str) -> bool:
    """排名后3位, 倒数后5位: a place from the end."""
    return unit in ("位", "名") and _LAST.search(text, max(0, numeral.start - _LAST_REACH), numeral.start) is not None


def rank(text: str, numeral: Numeral, unit: str, end: int) -> Quantity | None:
    """第3位, 前十名, 后三名, 50强; 第, 前, 后 stand inside."""
    start, low = numeral.start, numeral.low
    if unit in ("家", "个"):
        return None
    if numeral.before == "第":
        first = _FROM.search(text, max(0, start - _FROM_REACH), start - 1)
        if first is not None and unit in ("位", "名") and (value := values_of(first[1])[0]) is not None:
            return Quantity(first.start(), end, "rank", value, unit, low)  # 第3至第5位
        pictured = low == 1 and text.endswith(_FOREMOST, 0, start - 1)
        return None if pictured or unit == "强" else Quantity(start - 1, end, "rank", low, unit)
    if numeral.before in ("前", "后"):
        start -= text.endswith("最后", 0, start)
        return Quantity(start - 1, end, "rank", low, unit)
    return Quantity(start, end, "rank", low, unit, chinese=not numeral.arabic)


def ranged(found: Quantity) -> Quantity | None:
    """第3至5名, of the range without its 第; None for what counts no place: 第3至5条."""
    return found._replace(start=found.start - 1, kind="rank") if found.unit in ("位", "名") else None
