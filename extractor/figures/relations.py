"""Phrases before a number that compare, share or rank: what they are said of, and what of it belongs to the metric."""

from __future__ import annotations

from extractor import lexicons
from extractor.text.patterns import lazy

_SHORT = 2  # characters of 为上年
# A gap or a share has its subject before: 比上年高, 高于全国, 占总装机, 为邻市的.
_RELATION_HEADS = frozenset("不约仅只还超但仍却依都则均增比较高低快慢优多少是为相完占与恢距离")
_RELATION = lazy(
    r"^(?:约|仅|只|仅仅|还|都|则|均|但?仍然?|依然|却|增速|增幅|降幅)?(?:比|较|高于|低于|快于|慢于|高出|低出|优于|多于|少于|超过(?=[^，]{2,})|超(?=(?:规划|计划|预期|目标|全|省|国|行业|同期|上年|去年))|是|为|相当于|约为|仅为|不到|不足|完成(?=[^，]{0,10}(?:目标|任务|计划|预算))|恢复到(?=[^，]{2,})|占)(?!较|例|率|重|比|地(?![区方])|道)"
    r"|^(?:距离?|离)[^，]{2,12}(?:还|尚|仍|相)差$"
    r"|^与[^，]{2,}之比$|^(?:占比|比重|增速|增幅|降幅)$"
)
# What is compared stands before the words that compare: 收费高出市场价.
_COMPARING = frozenset("出于比较")
_COMPARED = lazy(
    r"([^，。；：]{2,24}?)(?:(?:高出|[高低快慢优多少长短好]于|领先于?|落后于|滞后于)(?:[^，。；：的]|的(?=平均|水平|标准|同期|最)){2,}"
    r"|(?:比(?![重例率较])|较(?![多少大高低好强快为]))[^，。；：]{2,})"
)
_PAID = lazy(
    r"([^，。；：]{2,24}?)由[^，。；：]{2,12}?(?:补助|补贴|承担|分担|负担|支付|兜底|按)|([^，。；：]{2,12}?)按照?[^，。；：]{0,10}(?:支出|收入|投资|总额|预算|工资|面积|总量)"
)
# What a share of a whole is of stands before both: 出资比例不超过总投资的20%, 完成投资为年度计划的38%.
_OF_WHOLE = lazy(
    r"(?P<part>[^，。；：、]{2,24}?)(?:还|仅|只|约|大约|最[多高]|已经?|也|则|均|都|应|将以?|以)*"
    r"(?:不得?超过|不[低少高]于|不[到足]|[低高]于|相当于|只有|仅有|(?:控制|稳定|保持)在|达到?|(?<![作成因以认称])为|(?<![但可还正就总])是)[^，。；：、]{2,14}$"
)
_RANKED_AMONG = lazy(
    "(?P<ranked>[^，。；：]{0,20}?)(?:[位稳跃升高雄长]居|位列|名列|跻身|(?<![邻迁移定安入新久旧])居|列(?![车入为])|排(?!名)|排名(?=在|全|居))[^，。；：]{2,12}$"
)
_SHARE = lazy(r"^(?:约|仅|只|已|仍|也)?((?:占比|比重)$|(?:增速|增幅|降幅)(?=$|[高低快慢]于|比|较|居|位)|占[^，。]{2,}|与[^，]{2,}之比$)")
_RATES = ("占比", "比重", "增速", "增幅")
# What is named whole: 投资增长5%，增速高于全省.
_OWN_RATES = ("增速", "增幅", "降幅")
# 国防支出占总支出: the last 占, where it begins no other word (占领, 占比) and ends none (强占).
_LAST_SHARE = lazy("(?P<whole>.+)(?<![独侵抢强霸抵])占(?P<share>地区[^占]*|(?![比有率地道用鳌领据]|补平衡)[^占]+)$")
# What is given over to a body is none of the body's: 移送公安机关7件.
_BODY_ENDS = frozenset("关门院委")
_HANDED = lazy("(?:移送|移交|转交|报送|提请|函告)[^，。；：、]{0,6}(?:机关|部门|法院|检察院|纪委|监委)$")


def compared(phrase: str) -> str:
    """What a phrase compares, where it compares (收费高出市场价: 收费), or what is paid (保费由财政补助: 保费); else the phrase."""
    if ("由" in phrase or "按" in phrase) and (paid := _PAID.fullmatch(phrase)):
        return paid.group(1) or paid.group(2)
    match = None if _COMPARING.isdisjoint(phrase) else _COMPARED.fullmatch(phrase)
    return match.group(1) if match else phrase


def ranked_among(text: str, start: int, end: int) -> int:
    """Where the words end that are ranked, before those that say among what: 占有率跻身行业前3名; -1 where none are."""
    match = _RANKED_AMONG.match(text, start, end)
    return match.end("ranked") if match else -1


def part_of_whole(text: str, start: int, end: int) -> int:
    """Where the words end that say what a share of a whole is of, in text[start:end] before a 的; ``start`` where none do.

    >>> "出资比例不超过总投资的两成"[: part_of_whole("出资比例不超过总投资的两成", 0, 10)]
    '出资比例'
    """
    match = _OF_WHOLE.match(text, start, end) if text.startswith("的", end) else None
    return match.end("part") if match else start


def is_relation(phrase: str, of: bool = True) -> bool:
    """Whether a phrase compares (比上年高, 高于全国, 占总数) and leaves what is compared to the words before it; ``of`` where a 的
    follows it.

    >>> is_relation("高于全省平均水平"), is_relation("粮食产量")
    (True, False)
    >>> is_relation("为上年"), is_relation("为企业兑现奖补资金")
    (True, False)
    """
    if phrase[:1] not in _RELATION_HEADS or _RELATION.match(phrase) is None:
        return False
    return phrase[0] != "为" or (
        (of or len(phrase) <= _SHORT) and not lexicons.look_up("np_verb.both", "np_verb.left").spans(phrase, 1, len(phrase))
    )


def hands_over(text: str, start: int, end: int) -> bool:
    """Whether the words before a number say to whom something is given (移送公安机关7件), not what."""
    return text[end - 1] in _BODY_ENDS and _HANDED.search(text, start, end) is not None


def share_of(phrase: str) -> str:
    """占… of a phrase, which belongs to the metric of a share; else nothing."""
    match = _SHARE.match(phrase)
    return match.group(1) if match else ""


def composed(metric: str, share: str) -> str:
    """A metric with the share or the rate of it that is measured next; a rate takes the place of another.

    >>> composed("工业增加值增速", "比重"), composed("出口额", "占全国"), composed("出口额", "增速")
    ('工业增加值比重', '出口额占全国', '增速')
    """
    if share in _OWN_RATES:
        return share
    rate = next((rate for rate in _RATES if metric.endswith(rate)), "")
    return metric.removesuffix(rate) + share if share in _RATES else metric + share


def unshared(metric: str) -> str:
    """A metric without the share of it, of which the growth is never told: 国防支出占总支出, 增长5%."""
    shared = _LAST_SHARE.match(metric) if "占" in metric else None
    return shared["whole"] if shared is not None and not shared["share"].endswith(_RATES) else metric


def untotalled(metric: str) -> str:
    """A metric without its word for the whole, as a mean takes it: 分红总额, 人均分红."""
    return next(
        (metric.removesuffix(word) for word in ("总额", "总量", "总数", "总收入") if len(metric) > 3 and metric.endswith(word)), metric
    )
