"""Quantities: a number with its unit, found in one pass over the view, before anything is said of it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cache

import regex

from extractor import lexicons, numerals
from extractor.figures import forms
from extractor.figures.numbers import NUMBER, NUMERALS, ONE_NUMBER, SCALE, Quantity, inner_comparator, scale_of, scale_value, values_of
from extractor.figures.units import arabic_only, counted_noun, unit_at
from extractor.models import Comparator

_SCAN = regex.compile(rf"{NUMBER}(?:分之{NUMBER}多?)?+|翻|过半|半|对折")
_JOINER = regex.compile(rf"(?:--?|——?|–|~|～|至|到)(?={NUMBER})")
_SIGNS = {"￥": "元", "¥": "元", "$": "美元", "€": "欧元", "£": "英镑"}
_SIGNED_DOLLARS = (("US$", "美元"), ("HK$", "港元"))
_NO_NOUN = frozenset(("百", "千", "万", "亿", "千万", "十", "十百", "百千", "百万"))
_SCALED = frozenset("百千万亿")
_PLAIN_NUMERALS = frozenset("一二三四五六七八九十两")
_LABEL_UNITS = frozenset("字级大者")
_HALF_AFTER = frozenset(("天", "年", "倍", "斤", "亩", "里", "小时", "公里", "吨", "尺", "米", "公斤", "月", "个月"))
_MONTHS = regex.compile(r"个半(月|小时|钟头|工作日)")
_HALF_OF = regex.compile(r"半(天|年|小时|亩|斤|公里|吨|里|尺|公斤|个月|个小时)")
# 二十大, 十九大以来 name a congress; 人大三次会议, 六届四次全会 a sitting
_CONGRESS = regex.compile(r"[，。；、”》\n ]|以来|报告|精神|和|召开|作出|提出|代表|胜利|开幕|闭幕|通过|关于|党章|部署|之后|后|前|$")
_SESSION = regex.compile(r"会议|全会|全体|大会")
_SESSION_OF = frozenset("届大协会委团")
_PRICED = regex.compile(r"每(?:度|方|斤|公斤|立方米|千瓦时|吨|升|米)[^，。；\d]{0,6}$")
_PLACES = frozenset("省市县区州")
_NO_NAME_BEFORE = frozenset("省市县区州的在对和与从由第这那有全各，。；、“”\n")
_ORDINAL_BEFORE = regex.compile(rf"第[\d{NUMERALS}]++[—–～~至到、-]{{1,2}}$")
_PHASES = ("投资", "工程", "项目", "建设", "改造", "扩建", "用地", "开工", "建成")
_O_CLOCK = ("半", "前", "后", "整", "许", "钟", "左")
_FORMAL = frozenset("壹贰叁肆伍陆柒捌玖拾佰仟")
_FOREMOST = ("放在", "摆在", "置于", "作为", "视为", "当作", "列为", "处在", "处于")


@cache
def _idioms() -> dict[str, tuple[tuple[int, lexicons.Words], ...]]:
    """What is no figure: by its first numeral, and by how far that stands in it."""
    sorted_out: dict[str, dict[int, list[str]]] = {}
    numerals_too = frozenset(NUMERALS + "0123456789半")
    for idiom in lexicons.words("not_figure"):
        offset = next((i for i, character in enumerate(idiom) if character in numerals_too), None)
        if offset is not None:
            sorted_out.setdefault(idiom[offset], {}).setdefault(offset, []).append(idiom)
    return {
        numeral: tuple((offset, lexicons.Words(chosen)) for offset, chosen in sorted(by_offset.items()))
        for numeral, by_offset in sorted_out.items()
    }


@cache
def _followers() -> frozenset[str]:
    """The characters that may follow a Chinese numeral in a quantity or in an idiom; a quick no for all others."""
    heads = {word[0] for slot in ("unit", "counted_noun") for word in lexicons.words(slot)}
    heads |= {after for idiom in lexicons.words("not_figure") for after in idiom[1:]}
    return frozenset(heads | set("多余来几成折比:：/%‰半个—–-~～至到、") | set(NUMERALS))


def find_quantities(text: str, claimed: list[tuple[int, int]]) -> list[Quantity]:
    """Every number with a unit in a view's text, in order; ``claimed`` are sorted spans (dates) whose numbers are none."""
    found: list[Quantity] = []
    position = claim = 0
    last_claim = len(claimed)
    followers = _followers()
    for match in _SCAN.finditer(text):
        start, end = match.span()
        if start < position:
            continue
        while claim < last_claim and claimed[claim][1] <= start:
            claim += 1
        if claim < last_claim and claimed[claim][0] <= start:
            continue
        if text[end : end + 1] not in followers and text[end - 1] not in _SCALED and text[start] in _PLAIN_NUMERALS and end - start < 3:
            continue
        idiom = _idiom_end(text, start)
        if idiom:
            position = idiom
            continue
        quantity = _read(text, start, end)
        if quantity is not None:
            found.append(quantity)
            position = quantity.end
    return found


def _read(text: str, start: int, end: int) -> Quantity | None:
    first = text[start]
    if first == "翻":
        return forms.doubling(text, start)
    if first in "半过对":
        return forms.half(text, start) or _half_of(text, start)
    before = text[start - 1] if start else "\n"
    if _belongs_before(text, start, before):
        return None
    arabic = first.isascii()
    number = text[start:end]
    if "分之" in number:
        return forms.fraction(start, end, number, text)
    return _numbered(text, start, end, number, before, arabic)


def _belongs_before(text: str, start: int, before: str) -> bool:
    """Whether what stands before a number makes it a part of something else: a name (PM2.5, 4+1, CR-400), 几十, 第8—11条, 1·25."""
    earlier = text[start - 2 : start - 1]
    if before.isascii():
        joined = (before == "-" and earlier.isascii() and earlier.isalnum()) or (before == "," and earlier.isdigit())
        return joined or before.isalnum() or before in "+._/"
    if before in "—–～至到、":
        return _ORDINAL_BEFORE.search(text, max(0, start - 8), start) is not None
    return before in ("几", "数") or (before == "·" and earlier.isdigit())


def _idiom_end(text: str, start: int) -> int:
    """Where the idiom ends that the numeral at ``start`` stands in (三番五次, 863项目); 0 where it stands in none."""
    for offset, idioms in _idioms().get(text[start], ()):
        if start >= offset and (end := idioms.end_at(text, start - offset)):
            return end
    return 0


def _half_of(text: str, start: int) -> Quantity | None:
    """半天, 半亩: half a unit, not 一半, 多半, 半数."""
    match = _HALF_OF.match(text, start)
    if match is None or text[start - 1 : start] in ("上", "下", "前", "后", "多", "大", "小", "一", "每", "过", "隔"):
        return None
    kind = lexicons.words("unit").get(match.group(1))
    return Quantity(start, match.end(), "measure", Decimal("0.5"), match.group(1), chinese=True) if kind == "measure" else None


def _numbered(text: str, start: int, end: int, number: str, before: str, arabic: bool) -> Quantity | None:
    """A number with what stands directly around it: a sign, 多, a range, then the unit."""
    low, high = values_of(number)
    if low is None:
        return None
    comparator = inner_comparator(number)
    more = text[end : end + 1]
    if more == "几":
        return None
    if more in ("多", "余", "来"):
        comparator = "approx" if more == "来" else "gt"
        end += 1
        scale = SCALE.match(text, end)
        if scale:  # 30多万
            low, end = low * scale_value(scale.group()), scale.end()
    if before in ("-", "−", "负") and not text[start - 2 : start - 1].isdigit() and text[start - 2 : start - 1] not in ("%", ""):
        low, start = (low, start) if before == "负" else (-low, start - 1)
        before = text[start - 1]
    unit, kind, unit_end = unit_at(text, end)
    joiner = None
    if high is None and before not in ("从", "由", "自"):
        joiner = _JOINER.match(text, unit_end if kind else end)
    if joiner is not None:
        ranged = _range(text, start, low, number, (unit, kind), joiner.end())
        if ranged is not None:
            return None if before == "第" else replace(ranged, comparator=comparator)
    months = _MONTHS.match(text, end)
    if months is not None and low < 100:
        name = "个" + months.group(1) if months.group(1) != "小时" else "小时"
        return Quantity(start, months.end(), "measure", low + Decimal("0.5"), name, chinese=not arabic)
    if kind is None or kind == "noun" or before in _SIGNS:
        if before == "第":
            return None
        return _without_unit(text, (start, end), (low, high), number, comparator, before, arabic)
    if (
        unit in _PLACES
        and number in ("两", "三", "四", "五")
        and before not in _NO_NAME_BEFORE
        and text[unit_end : unit_end + 1] not in ("级", "场", "委")
    ):
        return Quantity(start, unit_end, "count", low, unit, chinese=True, noun=True)  # 甲乙两省
    if not arabic and not _chinese_counts(text, start, unit_end, number, low, unit, before):
        return None
    return _with_unit(text, (start, unit_end), (low, high), (unit, kind), comparator, before, number)


def _range(text: str, start: int, low: Decimal, number: str, first: tuple[str, str | None], second_start: int) -> Quantity | None:
    """One figure for a range: both ends share the unit, and the scale where only the second one has it."""
    second = ONE_NUMBER.match(text, second_start)
    if second is None:
        return None
    high = numerals.value_of(second.group())
    unit, kind, end = unit_at(text, second.end())
    if kind is None and text[second.end() : second.end() + 1] in ("多", "余"):
        unit, kind, end = unit_at(text, second.end() + 1)
    if high is None or kind is None or kind == "noun" or (first[1] and first[0] != unit):
        return None
    shared = scale_of(second.group())
    if not first[1] and shared and not scale_of(number):
        low *= shared
    if low >= high or (text[start - 1 : start] == "-" and text[start - 2 : start - 1].isdigit()):
        return None
    return Quantity(start, end, kind, low, unit, high, chinese=not text[start].isascii())  # type: ignore[arg-type]


def _chinese_counts(text: str, start: int, end: int, number: str, low: Decimal, unit: str, before: str) -> bool:
    """Whether a Chinese numeral with a unit is a number at all: not a congress, a sitting, a digit of something longer."""
    if (unit in arabic_only() and unit not in _LABEL_UNITS) or (number in ("百", "千", "万", "亿") and unit != "强") or number == "零":
        return False
    if unit == "大" and (low > 20 or _CONGRESS.match(text, end) or text.endswith(("党的", "中共", "我党"), 0, start)):
        return False
    if unit == "次" and before in _SESSION_OF and _SESSION.match(text, end):
        return False
    if unit == "强" and low < 10 and before in "“‘":
        return False
    if unit == "期" and text.startswith(_PHASES, end):
        return False
    if unit == "元" and before in "“‘" and text.startswith(("”", "’"), end):
        return False  # “二元”结构
    return number not in _FORMAL or unit in ("元", "圆")


def _with_unit(
    text: str,
    place: tuple[int, int],
    values: tuple[Decimal, Decimal | None],
    unit_kind: tuple[str, str],
    comparator: Comparator,
    before: str,
    number: str,
) -> Quantity | None:
    start, end = place
    low, high = values
    unit, kind = unit_kind
    after = text[end : end + 1]
    if after and kind == "count" and (after.isdigit() or (after in NUMERALS and text[end + 1 : end + 2] in ("百", "千", "万", "工"))):
        return None  # 3个100万, “五个一工程” are names
    if after.isascii() and after.isalnum() and unit[-1].isascii() and unit[-1].isalpha():
        return None
    if unit == "分" and _PRICED.search(text, max(0, start - 14), start):
        kind = "money"  # 电价每度降低3分
    if (unit == "分" and before in ("时", "点")) or (unit == "点" and after in _O_CLOCK and after):
        return None
    if unit in ("位", "名", "强", "家", "个") and (before in ("第", "前") or unit == "强"):
        return _rank(text, (start, end), low, unit, before)
    if before == "第":
        return None
    if after == "半" and unit in _HALF_AFTER:
        low, end = low + Decimal("0.5"), end + 1
    elif after in ("多", "余") and kind in ("measure", "multiple", "money") and text[end + 1 : end + 2] not in ("种", "样", "元"):
        comparator, end = "gt", end + 1  # 3年多
    article = number == "一" and low == 1 and kind in ("count", "measure", "money", "rank")
    settled = "count" if kind == "rank" else kind
    return Quantity(
        start,
        end,
        settled,  # type: ignore[arg-type]
        low,
        unit,
        high,
        factor=low if kind == "multiple" else None,
        comparator=comparator,
        chinese=not number[0].isascii(),
        article=article,
    )


def _rank(text: str, place: tuple[int, int], low: Decimal, unit: str, before: str) -> Quantity | None:
    """第3位, 前十名, 50强; 第, 前 stand inside."""
    start, end = place
    if unit in ("家", "个"):
        return None
    if before == "第":
        pictured = low == 1 and text.endswith(_FOREMOST, 0, start - 1)
        return None if pictured or unit == "强" else Quantity(start - 1, end, "rank", low, unit)
    if before == "前":
        return Quantity(start - 1, end, "rank", low, unit)
    return Quantity(start, end, "rank", low, unit, chinese=not text[start].isascii())


def _without_unit(
    text: str,
    place: tuple[int, int],
    values: tuple[Decimal, Decimal | None],
    number: str,
    comparator: Comparator,
    before: str,
    arabic: bool,
) -> Quantity | None:
    """A currency sign, 成, 折, a proportion, or a count of a noun without a measure word."""
    start, end = place
    low, high = values
    if before in _SIGNS:
        opening, unit = start - 1, _SIGNS[before]
        for prefix, name in _SIGNED_DOLLARS:
            if text.endswith(prefix, 0, start):
                opening, unit = start - len(prefix), name
        return Quantity(opening, end, "money", low, unit, high, comparator=comparator)
    after = text[end : end + 1]
    if after == "成":
        return forms.tenths(text, start, end, low, high)
    if after == "折":
        return forms.discount(start, end, low)
    if (arabic or len(number) == 1) and after in (":", "：", "比", "/"):
        return forms.proportion(text, start, end, low)
    if number in _NO_NOUN or not (arabic or len(number) > 1):
        return None
    scaled = scale_of(number) is not None or comparator != "eq"
    bound = lexicons.look_up("comparator_after").end_at(text, end) if scaled else 0  # 1亿左右转移人口
    if bound:
        comparator = lexicons.words("comparator_after")[text[end:bound]]  # type: ignore[assignment]
    stop = counted_noun(text, bound or end, scaled)
    if stop is None or (not arabic and not scaled):
        return None
    return Quantity(start, stop, "count", low, text[bound or end : stop], high, comparator=comparator, chinese=not arabic, noun=True)
