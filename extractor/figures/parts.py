"""Quantities that go on in a smaller unit (三元五角, 2小时30分钟, 三斤二两), or with the places behind it (一米七五, 三块五)."""

from __future__ import annotations

from decimal import Decimal

from extractor import numerals
from extractor.figures.numbers import ONE_NUMBER
from extractor.text.patterns import lazy

# What a unit is parted into, and how many of the smaller make one.
# 2小时30分, not 3天30小时: fewer of them than make one of the larger, but for 分 of an amount, of which the tens are 角.
_FINER: dict[str, tuple[tuple[str, int], ...]] = {
    "元": (("角", 10), ("毛", 10), ("分", 100)),
    "块": (("毛", 10), ("角", 10)),
    "角": (("分", 10),),
    "毛": (("分", 10),),
    "年": (("个月", 12),),
    "岁": (("个月", 12),),
    "天": (("小时", 24), ("个小时", 24)),
    "小时": (("分钟", 60), ("分", 60)),
    "个小时": (("分钟", 60), ("分", 60)),
    "分钟": (("秒", 60),),
    "分": (("秒", 60),),
    "丈": (("尺", 10),),
    "尺": (("寸", 10),),
    "斤": (("两", 10),),
    "米": (),
    "度": (),
}
PARTED = frozenset(_FINER)
# The unit that the whole is given in, where it is not the first one.
_GIVEN_IN = {"块": "元", "角": "元", "毛": "元", "个小时": "小时", "分": "分钟"}
# Of these the places may stand alone: 一米七五, 三块五一斤, 37度5; but 三米一个 and 三米二十 are no such thing.
_TENFOLD = frozenset("块米度")
_ENDS = r"[，。；、！？）”\n的高长宽深厚以左上]|一[斤个件张条只碗份瓶本袋箱根]|$"
_PLACES = lazy(rf"(?:[0-9]{{1,2}}|[零一二三四五六七八九]{{1,2}})(?={_ENDS})")
_TO_ARABIC = str.maketrans("零一二三四五六七八九", "0123456789")
_CENTS = lazy(rf"([0-9]|[零一二三四五六七八九壹贰叁肆伍陆柒捌玖])(?:分|(?={_ENDS}))")
_SECONDS = lazy(r"([1-5]?[0-9]|[二三四五]?十[一二三四五六七八九]?|[零一二三四五六七八九])秒")
# 5天8小时工作制, 7天24小时值守: hours of each day.
_SHIFT = lazy(r"工作制|轮班|轮值|值守|值班|服务|营业|不间断|不打烊")
# What follows the smaller unit in one smaller still: 一块二毛五, 三元二角五分, 1小时30分20秒.
_LEAST = {"角": (_CENTS, 100), "毛": (_CENTS, 100), "分": (_SECONDS, 3600), "分钟": (_SECONDS, 3600)}


def parts(text: str, low: Decimal, unit: str, end: int) -> tuple[Decimal, int, str] | None:
    """The value of a quantity that goes on behind its ``unit``, which ends at ``end``; where it ends, and its unit. None where it does not.

    >>> parts("三块五毛钱", Decimal(3), "块", 2)
    (Decimal('3.5'), 5, '元')
    """
    second = ONE_NUMBER.match(text, end)
    if second is None:
        return None
    given = _GIVEN_IN.get(unit, unit)
    if unit in _TENFOLD and (places := _PLACES.match(text, end)):
        return low + Decimal(f"0.{places.group().translate(_TO_ARABIC)}").copy_sign(low), places.end(), given
    written, stop = second.group(), second.end()
    if unit == "斤" and written[-1] == "两":  # 两 is a numeral too
        written, stop = written[:-1], stop - 1
    smaller, share = next(((name, share) for name, share in _FINER[unit] if text.startswith(name, stop)), ("", 0))
    value = numerals.value_of(written) if share else None
    if value is None or value >= share or (unit == "天" and _SHIFT.match(text, stop + len(smaller))):
        return None
    part, stop = value / share, stop + len(smaller)
    if unit in ("角", "毛"):
        return (low + part) / 10, stop, given
    pattern, share = _LEAST.get(smaller, (None, 0))
    third = pattern.match(text, stop) if pattern else None
    if third and (value := numerals.value_of(third.group(1))) is not None:
        part, stop = part + value / share, third.end()
    stop += unit == "块" and text.startswith("钱", stop)
    return low + part.copy_sign(low), stop, given
