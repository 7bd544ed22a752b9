"""一 with a unit: an amount (长一公里, 缩短到一分钟), or an article that counts nothing (一分钟诊所, 最后一公里)."""

from __future__ import annotations

from extractor.text.patterns import lazy

# 一公里 measures behind one of these, before a bound, and where its price follows (一斤三块五): 一分钟诊所, 最后一公里, 一元钱看病 do not.
_MEASURING = lazy(
    r"(?:(?<![因作以认成])为|[长高深宽厚径达超仅逾需价费]|(?<![注尊看])重|(?<![出])差|(?<!充)满|(?<!预)约|(?<![最附])近|(?<![乃甚])至"
    r"|[短低高加长少减升缩降涨跌增宽深达不]到|[超不][过足]|[仅只需]用|[用耗历费]时|时间|间隔|补[助贴]|奖励|一[人户]|顶|平均|多[出产]|减排|[亩单日年]产|[距离][^，。；：、]{0,4}"
    r"|(?:增|减|缩|延|推|提|降|拓|加|升|涨|落|扩|抬|挖|压)[产收加少短长宽高低前后迟升价薪进涨大深厚重减缩幅]|上[涨升调]|下[降跌调]"
    r"|节[约省]|每(?![花办])[^，。；：、]{1,6})[了有]?[约近]?$"
)
_AMOUNT_AFTER = lazy(r"[以之][上下内外]|[内外]|左右|上下|造价|成本|[0-9二两三四五六七八九十百千.]{1,6}[元块毛角]")
_WHOLE = frozenset("米吨斤克亩秒岁元")
_HOURS = ("个小时", "个钟头", "个工作日")
_MEASURING_REACH = 9


def is_amount(text: str, start: int, end: int, unit: str) -> bool:
    """Whether 一 with the ``unit`` of a measure or of money, text[start:end], is an amount.

    >>> is_amount("长一公里", 1, 4, "公里"), is_amount("一公里内", 0, 3, "公里"), is_amount("最后一公里", 2, 5, "公里")
    (True, True, False)
    """
    # 一公里 may be a length, 一个月 and 一方 are none
    if unit not in _WHOLE and (len(unit) == 1 or (unit[0] == "个" and unit not in _HOURS)):
        return False
    return _AMOUNT_AFTER.match(text, end) is not None or _MEASURING.search(text, max(0, start - _MEASURING_REACH), start) is not None
