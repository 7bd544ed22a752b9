"""Spans of time: which measure a result (压减15天) and which only frame it (连续3年)."""

from __future__ import annotations

from extractor.figures.numbers import Quantity
from extractor.text.patterns import lazy

UNITS = frozenset(
    (
        "年",
        "月",
        "个月",
        "个季度",
        "季度",
        "天",
        "日",
        "周",
        "小时",
        "分钟",
        "秒",
        "个工作日",
        "工作日",
        "个小时",
        "昼夜",
        "个星期",
        "星期",
        "年半",
        "载",
        "岁",
        "周岁",
        "学时",
        "课时",
    )
)
_CLOCK = frozenset(("小时", "分钟", "秒", "个小时", "个工作日", "工作日", "学时", "课时", "天"))
_YEARS = frozenset(("年", "年半", "载", "周", "星期", "个季度", "季度"))
_AGES = frozenset(("岁", "周岁", "学时", "课时"))
_FRAME_BEFORE = lazy(
    r"(?:连续|每隔|每|近|未来|今后|过去|(?<!提)前|(?<!延)后|第|经过|时隔|再过|最近|这|头|历经|"
    r"实施|建立|成立|发生|发表|设立|建党|建国|离开)(?:了|约|近)?$"
)
_FRAME_AFTER = lazy(
    r"(?:多|余|半)?(?:内|来|间|后|前|以来|以后|以前|之内|之后|之前|期|代|度|里|的努力|的奋斗|的发展|的建设|的实践|规划|计划|行动|攻坚|时间把|时间将|中|如一日|底|末|初|报|间|级|票|薪|均|货|滑动|平均(?:浓度|值)|"
    r"(?:[0-9一二三四五六七八九十]{1,3}个?小时)?(?:工作制|[^，。；：、]{0,6}圈|轮班|轮值|值守|值班|服务|营业|不间断|不打烊))"
)
# 有800年历史, 五个月大的婴儿
_MEASURED_AFTER = lazy(
    "(?:多|余|半)?(?:的?(?:悠久|[^，。；：、]{2,6})?历史(?!性|时)|的?(?:工龄|党龄|教龄|军龄)|大(?:的|，|。)|以[上下]?有期徒刑)"
)
_MEASURED_BEFORE = lazy(
    r"(?:压减|压缩|缩短|减少|延长|提前|推迟|增加|提高|节省|节约|平均|达|达到|为|至|到|长达|历时|超过|少于|低于|约为|需要?|用时|耗时|滞后|延误|拖延|晚|集中|"
    r"工期|期限|寿命|年限|时限|时间|时长|利用|不足|不到|至少|仅|只|工作|任职|服务|从|由|逾|期|龄|就是|已有|从业|任教|从教|执教|从医|服役|驻守|坚守|扎根|从军|从警|停留|控制在|稳定在|保持在|历史|运行|徒刑|拘役|拘留|管制|(?:工作|坚?守|奋斗|坚持|走|花|用|等|干|服务|扎根|打拼|经营|奔波|住|教)了)(?:了|约|近)*$"
)


_LIVED = lazy("(?:深耕|耕耘|钻研|从事|扎根|投身|潜心|致力于?)[^，。；：、0-9]{2,10}$")  # 深耕水稻育种28年
_LIVED_REACH = 14


def measures(text: str, quantity: Quantity) -> bool:
    """Whether a span of time is itself what is reported."""
    if quantity.unit in _AGES:
        return True
    if quantity.article:
        return False
    start, end = quantity.start, quantity.end
    if _MEASURED_AFTER.match(text, end):
        return True
    after = _FRAME_AFTER.match(text, end)
    if after is not None:
        return False
    if quantity.unit in ("日", "月"):
        return quantity.unit == "日" and text.endswith(("压减", "压缩", "缩短", "减少", "提前", "延长", "提速", "拘留", "拘役"), 0, start)
    if quantity.value != quantity.value.to_integral_value() and not text.endswith("个月", start, end):  # 一年零三个月
        return True
    if quantity.unit in _YEARS and text.startswith(("时间", "的时间"), end):
        return False  # 用三到五年时间
    if quantity.unit in _YEARS and _LIVED.search(text, max(0, start - _LIVED_REACH), start):
        return True
    measured = _MEASURED_BEFORE.search(text, max(0, start - 6), start) is not None
    if measured:
        return True
    if _FRAME_BEFORE.search(text, max(0, start - 4), start):
        return False
    if quantity.unit in _CLOCK or (quantity.value_max is not None and quantity.unit != "季度"):  # 1—3季度
        return True
    if quantity.unit in _YEARS:
        return quantity.unit == "载" or text.startswith(("以上", "以下", "以内"), end)
    return not quantity.chinese or text.startswith(("以上", "以下", "以内"), end)
