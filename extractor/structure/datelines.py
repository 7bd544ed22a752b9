"""Datelines: the day, the place and the occasion that a line gives, and the agency that reports from there."""

from __future__ import annotations

import re
from functools import cache

from extractor import lexicons
from extractor.structure.lines import HAN, is_han
from extractor.structure.speakers import is_name, speaker_of
from extractor.text.patterns import lazy

DATE = (
    r"(?:[0-9]{4}年|[二一][〇○零一二三四五六七八九]{3}年|今年|去年)?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})月"
    r"(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})日?"
    r"(?:(?:至|到|[—－~～-]{1,2})(?:(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})月)?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3}))?日?"
)
MONTH = r"[0-9]{4}年[0-9]{1,2}月"
_DATELINE_HEAD = lazy("[—－–-]{0,2}[（(〔]?")
_YEAR = lazy("[0-9]{4}年")
_SHORT_REST = lazy("(?:[ ，,][^。]{0,20})?")
_OUTLET = rf"(?:本报|新华社|中新社|人民网|中国政府网|{HAN}{{2,8}}(?:日报|通讯社|新闻网))"
_AGENCY_LENGTH = 60
_LONGEST_PLACE = 15


@cache
def date_pattern() -> re.Pattern[str]:
    """A day or some days, as a dateline gives them."""
    return re.compile(DATE)


_AGENCY_PATTERN = lazy(rf"{_OUTLET}{HAN}{{0,12}}?{DATE}(?:讯|电)[ （(]?")


def agency_end(text: str) -> int:
    """Where the name of an agency with the day of its report ends, 示例通讯社乙市1月20日电; 0 where none begins the text."""
    reach = text[:_AGENCY_LENGTH]
    match = _AGENCY_PATTERN.match(text) if "月" in reach and ("讯" in reach or "电" in reach) else None
    return match.end() if match else 0


def is_dateline(text: str) -> bool:
    """Whether a line gives date and occasion, with or without brackets.

    >>> is_dateline("（2024年1月20日在甲省第一届人民代表大会第二次会议上）"), is_dateline("2024年工作要点")
    (True, False)
    """
    if len(text) > 90 or "。" in text[:-1]:
        return False
    head = _DATELINE_HEAD.match(text)
    at = head.end() if head else 0
    if not (text.startswith(("19", "20"), at) or _YEAR.match(text, at) or date_pattern().match(text, at)):
        return at > 0 and text[-1] in "）)" and place_before(text[at:-1]) > 0
    inner = text.strip("（）()〔〕—－- ")
    if text[0] in "（(〔" and re.fullmatch(MONTH, inner):
        return True
    dated = date_pattern().match(inner)
    return dated is not None and (
        text[0] in "（(〔—－" or _SHORT_REST.fullmatch(inner, dated.end()) is not None or inner.endswith(("上", "通过"))
    )


def place_before(text: str) -> int:
    """Where a place ends that a day alone follows, 乙市，2024年5月6日; 0 where the text is not that.

    >>> place_before("乙市，2024年5月6日"), place_before("张小样，2024年5月6日"), place_before("截至2024年5月6日")
    (2, 0, 0)
    """
    if "月" not in text:
        return 0
    match = _PLACE_AND_DAY.match(text)
    if match is None or not is_place(match[1]):
        return 0
    return match.end(1) if match[2].strip() or ends_as_place(match[1]) else 0


def is_place(text: str) -> bool:
    """Whether what stands beside a day may be a place by its form: no person, no meeting, no time of day.

    >>> is_place("乙市"), is_place("张小样"), is_place("全体会议"), is_place("星期一"), is_place("乙市统计局")
    (True, False, False, False, False)
    """
    if not (is_han(text) and 2 <= len(text) <= _LONGEST_PLACE) or _NO_PLACE.search(text):
        return False
    return (
        not is_name(text, by_surname=True) and speaker_of(text) is None and lexicons.look_up("event_noun").start_before(text, len(text)) < 0
    )


def ends_as_place(text: str) -> bool:
    """Whether a name ends as those of places do, 乙市, 乙市会议中心; one that no sign sets off from the day must."""
    return _PLACE_END.search(text) is not None


_PLACE_AND_DAY = lazy(rf"({HAN}{{2,{_LONGEST_PLACE}}}?)([，,·• ]{{0,2}}){DATE}$")
_PLACE_END = lazy("[省市县区州旗盟乡镇村馆厅宾楼堂京海]$|(?:会议室|中心|酒店|饭店|自治区)$")
_NO_PLACE = lazy(
    "^(?:[在于]|星期|周[一二三四五六日天]|上午|下午|晚|根据|截至|本报|新华社)"
    "|(?:[上下]午|晚上?|通过|修[订正]|施行|实施|发布|公布|印发|起草|整理|全文|摘要|节选|审议稿|讨论稿|征求意见稿|[讲发]话|发言|报告"
    "|政府|[局委办组上网]|办公室|委员会|编辑部|[日晚]报|报社)$"
)
