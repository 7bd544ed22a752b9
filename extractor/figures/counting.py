"""A number with its unit: what stands directly around a numeral, and what it counts."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from extractor import lexicons, numerals
from extractor.figures import articles, currencies, durations, forms, numbers, ranks
from extractor.figures.numbers import NUMERALS, ONE_NUMBER, SCALE, Numeral, Quantity, inner_comparator, scale_of, scale_value, values_of
from extractor.figures.parts import PARTED, parts
from extractor.figures.units import arabic_only, counted_noun, unit_at
from extractor.models import Comparator
from extractor.text.patterns import lazy

_JOINER = lazy(r"(?:--?|——?|–|~|～|至|到| [–—~～] )(?:(零下|[-−负])?)(?:零上)?(?=[0-9零〇一二两三四五六七八九十百千万亿廿卅])")
_BARE_JOINER = lazy("--?|——?|[–~～至到]")
_MORE = frozenset("多余来")
_MINUS = frozenset("-−负")
# What a range goes on with behind its first number, for a quick no.
_JOINED = frozenset("-—–~～至到 ")
_NO_NOUN = frozenset(("百", "千", "万", "亿", "千万", "十", "十百", "百千", "百万"))
_LABEL_UNITS = frozenset("字级大者")
_HALF_AFTER = frozenset(("天", "年", "倍", "斤", "亩", "里", "小时", "公里", "吨", "尺", "米", "公斤", "月", "个月", "岁", "周岁", "度"))
_MONTHS = lazy(r"个半(月|小时|钟头|工作日)")
# 二十大, 十九大以来 name a congress; 人大三次会议, 六届四次全会 a sitting
_CONGRESS = lazy(r"[，。；、”》\n ]|以来|报告|精神|和|召开|作出|提出|代表|胜利|开幕|闭幕|通过|关于|党章|部署|之后|后|前|$")
_SESSION = lazy(r"会议|全会|全体|大会")
_SESSION_OF = frozenset("届大协会委团")
_PHASES = ("工期", "投资", "工程", "项目", "建设", "改造", "扩建", "用地", "开工", "建成")
_DENOMINATORS = frozenset(("measure", "count", "money", "percentage_point"))
_EACH = tuple(f"每{verb}" for verb in numbers.PER_CHANGE)
_PLACES = frozenset("省市县区州")
_NO_NAME_BEFORE = frozenset("省市县区州的在对和与从由第这那有全各，。；、“”\n")
_PRICED = lazy(r"每(?:度|方|斤|公斤|立方米|千瓦时|吨|升|米)[^，。；\d]{0,6}$")
_O_CLOCK = ("半", "前", "后", "整", "许", "钟", "左")
_DAYTIMES = ("上午", "下午", "凌晨", "中午", "晚上", "早上", "晚间", "清晨")
_FORMAL = frozenset("壹贰叁肆伍陆柒捌玖拾佰仟")
# 花了250块: paid, not counted
_PAID = lazy(r"(?:[花费价卖付赚挣罚]|便宜)[了为至到]?$")
_PAID_BEFORE = frozenset("，。；、！？）”\n买")
# 三个亿元 is an amount; 3个亿元以上项目, 36个亿元企业 are things, so many of them.
_AMOUNT_ENDS = lazy(r"[^\u4e00-\u9fffA-Za-z0-9]|的|左右|$")
# 土石方一千二百万方 are cubic metres; 三方 are parties.
_EARTHWORK = lazy(r"(?:[土石]方|[沙砂]石|方量)[^，。；：、]{0,4}$")
_LEAST_EARTHWORK = 10
# 三十里，五里路: a distance; in 三里村 and 百里挑一 it is none
_MILES = lazy(r"[，。；、！？）”\n路远]|地(?![产区方])|以[上下内外]|左右|半|$")
# What is counted in cases is counted again in people.
_CASES = frozenset("件起宗例案批户次")
# 5个5A级景区, 600个5G基站: a name with a digit at its head is counted.
_COINED = lazy(r"\d[A-Za-z]")
_AMOUNT_NEXT = lazy(r"\d[\d,]*(?:\.\d+)?[万亿]{0,2}元")
_PEOPLE = lazy(r"\d[\d,]*(?:\.\d+)?[万亿]?[多余]?[人名]")
_NOT_ALWAYS = frozenset(("分", "点", "版", "大"))
# Units that are read as other words behind a small Chinese numeral (八字方针, 一碗水) count from here on.
_LEAST_OF_UNSURE = 20
_UNSURE = frozenset("床杯碗伏席桌餐注核字")
_SERVED = frozenset("杯碗床")  # from two on: 一碗水 is an idiom
COMPARED = ("同比", "环比", "上年", "去年", "上月", "年初", "同期")  # 同比+5%
_MOTTOS = ("方针", "诀", "经", "箴言", "口诀", "真言")
_FROM_ZERO = frozenset(("摄氏度", "度"))  # not 零关税, 零距离


def read_numeral(text: str, start: int, end: int, before: str) -> Numeral | None:
    """The numeral at text[start:end] with the sign before it and 多, 余, 来 behind it; None where it has no number (十几)."""
    written = text[start:end]
    low, high = values_of(written)
    more = text[end : end + 1]
    if low is None or more == "几":
        return None
    comparator: Comparator = "eq" if written.isdecimal() else inner_comparator(written)
    if more in _MORE:
        comparator = "approx" if more == "来" else "gt"
        end += 1
        scale = SCALE.match(text, end)
        if scale:  # 30多万
            low, end = low * scale_value(scale.group()), scale.end()
    if before in _MINUS and is_sign(text, start, before):
        low, start = -low, start - 1
        before = text[start - 1 : start] or "\n"
    elif before == "+":
        start -= 1
        before = text[start - 1 : start] or "\n"
    elif before == "下" and text.startswith("零下", start - 2):
        low, start = -low, start - 2  # 零下5度
        before = text[start - 1 : start] or "\n"
    return Numeral(start, end, written, low, high, comparator, before, written[0].isascii())


def is_sign(text: str, start: int, before: str) -> bool:
    """Whether the character before a number makes it negative: −0.3%, 为负5; not 10-15, 减负2亿元."""
    earlier = text[start - 2 : start - 1]
    if before == "负":
        return earlier == "" or earlier in "为是达到在于，、约由从长损温拔\n"
    return before in ("-", "−") and not earlier.isdigit() and earlier != "%"


def is_plus(text: str, start: int) -> bool:
    """Whether the + before a number is its sign: +3.2%; not 4+1, 互联网+5."""
    return text[start - 2 : start - 1] in "为是达到在于长，。；：、（( \n" or text.endswith(COMPARED, 0, start - 1)


def count(text: str, numeral: Numeral) -> Quantity | None:
    """The quantity of a numeral with what follows it: a range, a unit, a noun; None where it counts nothing."""
    unit, kind, unit_end = unit_at(text, numeral.end)
    if kind is None and text[numeral.end : numeral.end + 1] == " ":
        unit, kind, unit_end = _behind_blank(text, numeral.end, numeral.written)
    if (mark := currencies.mark_of(text, numeral.start, numeral.before, kind)) is not None:
        return _marked_money(text, numeral, *mark)
    at = unit_end if kind else numeral.end
    if text[at : at + 1] in _JOINED and numeral.high is None and numeral.before not in ("从", "由", "自"):
        joiner = _JOINER.match(text, at)
        ranged = _range(text, numeral, (unit, kind), joiner) if joiner else None
        if ranged is not None:
            return ranks.ranged(ranged) if numeral.before == "第" else ranged
    months = _MONTHS.match(text, numeral.end) if text.startswith("个半", numeral.end) else None
    if months is not None and numeral.low < 100:  # 两个半月
        name = "小时" if months.group(1) == "小时" else "个" + months.group(1)
        return Quantity(numeral.start, months.end(), "measure", numeral.low + Decimal("0.5"), name, chinese=not numeral.arabic)
    if unit == "个" and text.startswith("亿", unit_end):
        amount = _hundred_millions(text, numeral, unit_end + 1)
        if amount is not None or unit_at(text, unit_end + 1)[1] is None:
            return amount
    if kind is None or kind == "noun":
        return None if numeral.before == "第" else _without_unit(text, numeral)
    if not numeral.arabic:
        if _sums_up_places(text, numeral, unit, unit_end):
            return Quantity(numeral.start, unit_end, "count", numeral.low, unit, chinese=True, noun=True)
        if not _chinese_counts(text, numeral, unit, unit_end):
            return None
    return _with_unit(text, numeral, unit, kind, unit_end)


def of_unit(text: str, fraction: Quantity) -> Quantity | None:
    """A fraction of a unit of measure, where a decimal gives it exactly: 四分之三升; not 三分之二亩产, 三分之一米."""
    unit, kind, end = unit_at(text, fraction.end)
    exact = Fraction(fraction.value) == Fraction(fraction.fraction or 0)
    mixed = fraction.value > 1 and kind == "count"
    whole = len(unit) > 1 or unit == "升" or not "一" <= text[end : end + 1] <= "鿿" or text[end] in "的多左以"
    if not exact or not whole or not (mixed or kind == "measure") or unit in durations.UNITS:
        return None
    return fraction._replace(end=end, kind="count" if mixed else "measure", unit=unit, fraction=None)


def _hundred_millions(text: str, numeral: Numeral, at: int) -> Quantity | None:
    """三个亿元, 两个亿 and a unit: 个 stands between the number and its scale; None where it counts things of that size."""
    unit, kind, end = unit_at(text, at)
    if kind not in ("money", "measure", "count") or numeral.before == "第" or unit == "级" or not _AMOUNT_ENDS.match(text, end):
        return None
    low, high = numeral.low * 10**8, numeral.high * 10**8 if numeral.high is not None else None
    return Quantity(numeral.start, end, kind, low, unit, high, comparator=numeral.comparator, chinese=not numeral.arabic)  # type: ignore[arg-type]


def _behind_blank(text: str, at: int, number: str) -> tuple[str, str | None, int]:
    """The unit of a number behind the blank at ``at``: 5 km, 20 °C, 五亿 元; not 三 米 of a spaced heading."""
    unit, kind, end = unit_at(text, at + 1)
    after = text[end : end + 1]
    cut = unit.isascii() and after.isascii() and after.isalnum()  # 3 million is no 3 m
    plain = number[0].isascii() or (len(number) > 1 and (kind == "money" or len(unit) > 1))
    if kind in ("measure", "money") and plain and not cut and unit not in ("P", "E"):
        return unit, kind, end
    return "", None, at


def _range(text: str, first: Numeral, first_unit: tuple[str, str | None], joiner: re.Match[str]) -> Quantity | None:
    """One figure for a range: both ends share the unit, and the scale where only the second one has it."""
    second = ONE_NUMBER.match(text, joiner.end())
    if second is None or (joiner.group(1) and first.low >= 0):
        return None
    high = numerals.value_of(second.group())
    if high is not None and first_unit[1] is None and text.startswith("成", second.end()) and first.low < high <= 10:
        return forms.tenths(text, first.start, second.end(), first.low, high)  # 五到六成
    unit, kind, end = unit_at(text, second.end())
    if kind is None and text[second.end() : second.end() + 1] in ("多", "余"):
        unit, kind, end = unit_at(text, second.end() + 1)
    if kind is None and text[second.end() : second.end() + 1] == " ":
        unit, kind, end = _behind_blank(text, second.end(), second.group())
    if high is None or kind is None or kind == "noun" or (first_unit[1] and first_unit[0] != unit):
        return None
    low = first.low
    if joiner.group(1):
        low, high = sorted((low, -high))  # 零下5至零下10度
    shared = scale_of(second.group())
    if not first_unit[1] and shared and not scale_of(first.written):
        low *= shared
    if low >= high or (first.before == "-" and text[first.start - 2 : first.start - 1].isdigit()):
        return None
    return Quantity(first.start, end, kind, low, unit, high, comparator=first.comparator, chinese=not first.arabic)  # type: ignore[arg-type]


def _sums_up_places(text: str, numeral: Numeral, unit: str, end: int) -> bool:
    """甲乙两省: a sum of what was named."""
    summed = unit in _PLACES and numeral.written in ("两", "三", "四", "五")
    return summed and numeral.before not in _NO_NAME_BEFORE and text[end : end + 1] not in ("级", "场", "委")


def _chinese_counts(text: str, numeral: Numeral, unit: str, end: int) -> bool:
    """Whether a Chinese numeral with a unit is a number at all: not a congress, a sitting, a digit of something longer."""
    written, before = numeral.written, numeral.before
    if unit == "方" and numeral.low >= _LEAST_EARTHWORK:
        return _EARTHWORK.search(text, max(0, numeral.start - 7), numeral.start) is not None
    if numeral.low >= _LEAST_OF_UNSURE and len(written.strip("百千万亿零")) > 0 and (unit in _UNSURE or not "一" <= unit[0] <= "鿿"):
        return unit != "字" or not text.startswith(_MOTTOS, end)
    if written == "零":
        return unit in _FROM_ZERO
    if unit in _SERVED and numeral.low > 1:
        return True
    if (unit in arabic_only() and unit not in _LABEL_UNITS) or (written in ("百", "千", "万", "亿") and unit != "强"):
        return unit == "里" and len(written.strip("百千万亿零")) > 0 and _MILES.match(text, end) is not None
    if unit == "大":
        return numeral.low <= 20 and not _CONGRESS.match(text, end) and not text.endswith(("党的", "中共", "我党"), 0, numeral.start)
    if unit == "次":
        return not (before in _SESSION_OF and _SESSION.match(text, end))
    if unit == "强":
        return numeral.low >= 10 or before not in "“‘"
    if unit == "期":
        return not text.startswith(_PHASES, end)
    if unit == "元" and before in "“‘" and text.startswith(("”", "’"), end):
        return False  # “二元”结构
    return written not in _FORMAL or unit in ("元", "圆")


def _with_unit(text: str, numeral: Numeral, unit: str, kind: str, end: int) -> Quantity | None:
    low, comparator, before = numeral.low, numeral.comparator, numeral.before
    after = text[end : end + 1]
    if unit == "个" and after == "点" and "." in numeral.written:
        unit, kind, end, after = "个点", "percentage_point", end + 1, text[end + 1 : end + 2]  # 下降5.1个点
    if (before == "每" or text.endswith(_EACH, 0, numeral.start)) and kind in _DENOMINATORS:
        return None  # the denominator of a rate: 每50公斤提高5元
    whole = unit in PARTED and comparator == "eq" and numeral.high is None
    finer = parts(text, low, unit, end) if whole and after and (after.isdigit() or after in NUMERALS) else None
    if finer is None and (_names(text, unit, kind, end, after) or (after == "级" and kind in ("money", "measure"))):
        return None  # 十亿元级企业
    if unit == "级" and numeral.written[-1] in "万亿":
        return None  # 500亿级产业集群
    if unit in ranks.RANKED and ranks.is_ranked(text, numeral, unit):
        return ranks.rank(text, numeral, unit, end)
    if before == "第" or (unit in _NOT_ALWAYS and _is_no_unit(text, numeral, unit, after)):
        return None
    if unit == "分" and _PRICED.search(text, max(0, numeral.start - 14), numeral.start):
        kind = "money"  # 电价每度降低3分
    if finer is not None:
        low, end, unit = finer
        kind = "money" if unit == "元" else "measure" if unit == "分钟" else kind
    elif unit == "块" and (not after or after in _PAID_BEFORE) and _PAID.search(text, max(0, numeral.start - 4), numeral.start):
        kind = "money"
    elif after == "半" and unit in _HALF_AFTER:
        low, end = low + Decimal("0.5").copy_sign(low), end + 1
    elif after in ("多", "余") and kind in ("measure", "multiple", "money") and text[end + 1 : end + 2] not in ("种", "样", "元"):
        comparator, end = "gt", end + 1  # 3年多
    if kind == "money" and unit == "元":
        unit = currencies.name_before(text, numeral.start) or unit
    article = numeral.written == "一" and low == 1 and comparator == "eq" and kind in ("count", "measure", "money", "rank")
    if article and kind in ("measure", "money"):
        article = not articles.is_amount(text, numeral.start, end, unit)
    factor = low if kind == "multiple" else None
    kind = "count" if kind == "rank" else kind
    # by place: there is one for every number of a text, and names cost as much again
    return Quantity(numeral.start, end, kind, low, unit, numeral.high, None, factor, comparator, not numeral.arabic, article)  # type: ignore[arg-type]


def _is_no_unit(text: str, numeral: Numeral, unit: str, after: str) -> bool:
    """Whether a unit is a part of a time of day (8时30分, 八点半) or of a name (2.0版, 618大促)."""
    if unit == "分":
        hour = text[numeral.start - 2 : numeral.start - 1]
        return numeral.before in ("时", "点") and (hour.isdigit() or hour in NUMERALS)  # not 用时5分
    if unit == "大":
        return not 1 <= numeral.low <= 20
    return "." in numeral.written if unit == "版" else _is_o_clock(text, numeral.start, after)


def _is_o_clock(text: str, start: int, after: str) -> bool:
    """八点半, 下午三点: a time of day."""
    return after in _O_CLOCK or text.endswith(_DAYTIMES, 0, start)


def _names(text: str, unit: str, kind: str, end: int, after: str) -> bool:
    """Whether a number with a unit is a part of a name: 3个100万, “五个一工程”, 5Gbps; not 64件79人, where people are counted next."""
    if after.isdigit() and kind == "count" and unit in _CASES and _PEOPLE.match(text, end):
        return False
    if after.isdigit() and kind == "count" and unit != "个" and _AMOUNT_NEXT.match(text, end):
        return False  # 3批次1.2亿元
    if (
        after
        and kind == "count"
        and (
            (after.isdigit() and not _COINED.match(text, end))
            or (after in NUMERALS and text[end + 1 : end + 2] in ("百", "千", "万", "工"))
        )
    ):
        return True
    return bool(after) and after.isascii() and after.isalnum() and unit[-1].isascii() and unit[-1].isalpha()


def _without_unit(text: str, numeral: Numeral) -> Quantity | None:
    """成, 折, a proportion, or a count of a noun without a measure word."""
    start, end, low, high = numeral.start, numeral.end, numeral.low, numeral.high
    after = text[end : end + 1]
    if after == "成":
        return forms.tenths(text, start, end, low, high)
    if after == "折":
        return forms.discount(start, end, low)
    if (numeral.arabic or len(numeral.written) == 1) and after in (":", "：", "比", "/"):
        return forms.proportion(text, start, end, low)
    scaled = scale_of(numeral.written) is not None or numeral.comparator != "eq"
    if numeral.written in _NO_NOUN or not (numeral.arabic or scaled):
        return None
    comparator = numeral.comparator
    bound = lexicons.look_up("comparator_after").end_at(text, end) if scaled else 0  # 1亿左右转移人口
    if bound:
        comparator = lexicons.words("comparator_after")[text[end:bound]]  # type: ignore[assignment]
    if numeral.before == " " and text[start - 2 : start - 1].isascii() and text[start - 2 : start - 1].isalpha() and not scaled:
        return None  # Form 15表格: the number of a model
    stop = counted_noun(text, bound or end, scaled)
    if stop is None:
        return None
    noun = text[bound or end : stop]
    return Quantity(start, stop, "count", low, noun, high, comparator=comparator, chinese=not numeral.arabic, noun=True)


def _second_amount(text: str, at: int, mark: str) -> re.Match[str] | None:
    """The upper end of a marked range whose joiner stands at ``at``, with or without the mark again: ￥80-120, $80-$120."""
    joiner = _JOINER.match(text, at)
    if joiner is not None:
        return None if joiner.group(1) else ONE_NUMBER.match(text, joiner.end())
    again = _BARE_JOINER.match(text, at)
    return ONE_NUMBER.match(text, again.end() + len(mark)) if again and text.startswith(mark, again.end()) else None


def _marked_money(text: str, numeral: Numeral, opening: int, unit: str) -> Quantity:
    """￥500, US$20, ￥80-120元, RMB 1,000万: the mark stands inside."""
    low, high, end = numeral.low, numeral.high, numeral.end
    if scaled := currencies.english(text, end, low):
        low, end = scaled
    second = _second_amount(text, end, text[opening : numeral.start]) if text[end : end + 1] in _JOINED and high is None else None
    if second and (last := numerals.value_of(second.group())):
        shared = scale_of(second.group())
        first = low * shared if shared and not scale_of(numeral.written) else low
        if first < last:
            low, high, end = first, last, second.end()
    named, kind, stop = unit_at(text, end)
    if kind == "money" and named.startswith((unit, "元")):  # ￥500万元, HK$300万元, ￥80元/吨
        end, unit = stop, unit + "".join(named.partition("/")[1:])
    return Quantity(opening, end, "money", low, unit, high, comparator=numeral.comparator)
