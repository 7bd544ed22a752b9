"""Numbers that only name a set or announce a list (两件大事, 以下四方面), and articles that are no figure at all."""

from __future__ import annotations

from extractor import lexicons
from extractor.figures.numbers import Quantity
from extractor.text.patterns import lazy

_MEASURES = frozenset("个项件条种点类步句字者大方级重块")
_QUOTED_SET = lazy(r"[\u4e00-\u9fff]{1,12}[”’]")
_LEVELS = lazy(r"[省市县乡镇村区州盟旗][省市县乡镇村区州盟旗（）()]{1,6}$")
_LEVEL_SYSTEM = lazy(r"人大|政协|法院|检察|财政|干部|代表|联动|书记|医疗|服务|网络|体系|治理|组织|管理|责任|党组织")
_WRITING = ("做好", "写好", "答好", "做足", "做活", "做实", "写")  # 做好四篇文章
_STEPS = ("台阶", "石阶", "阶梯", "楼梯")
_PLACES = frozenset("省市县区州")
_ANNOUNCES = lazy(r"[\u4e00-\u9fff]{1,8}[：:](?:一|第一|首先|“)")
_ANNOUNCE = ("以下", "如下", "下列", "下面", "这", "这样", "上述", "以上")
# 三件实事：, 两件事。一要…: what is to be done is listed next.
_MATTERS = lazy(r"(?:民生)?[实大好要难]?事(?:[：:]|。\n?(?:一[是要、]|第一|首先|（一）|1[.、]))")
_LISTED_NEXT = lazy("。\n?(?:一是|一要|第一|首先)")
# Done already, matters are counted: 办成八件实事：.
_COUNTED = ("办成", "办了", "完成", "干成", "做成", "办结", "已办", "已经办")
_LISTED = lazy(r"(?:、|”“|”、“|》《|》、《|和|与|及)[^，。；：、]{1,14}$")


def _noun_end(text: str, at: int, group: str) -> int:
    """Where the first noun of a group ends that stands at ``at`` or up to six characters on; 0 where there is none."""
    nouns = lexicons.look_up(f"label_noun.{group}")
    for start in range(at, at + 7):
        if not "\u4e00" <= text[start : start + 1] <= "\u9fff":
            return 0
        if end := nouns.end_at(text, start):
            return end
    return 0


def _is_made(text: str, quantity: Quantity, clause: int) -> bool:
    """Whether a verb before a number brings the things about: 建设三大中心."""
    return bool(lexicons.look_up("to_do.to_do").spans(text, max(clause, quantity.start - 12), quantity.start))


def is_label(text: str, quantity: Quantity, clause: int) -> bool | None:
    """True for a label, False for a figure, None for neither; ``clause`` is where the words before the number begin."""
    if quantity.kind != "count" or quantity.value_max is not None:
        return False
    start, end, unit = quantity.start, quantity.end, quantity.unit
    before = text[start - 1 : start]
    quoted = before in ("“", "‘") and _QUOTED_SET.match(text, end) is not None
    if not quantity.chinese:
        if unit == "大":
            return True
        return bool(quoted) or (text.endswith(("以下", "如下", "下列"), 0, start) and unit in _MEASURES)
    if unit == "大":
        return True
    if unit == "级":
        if text.startswith(_STEPS, end):
            return False
        ranks = _LEVELS.search(text, max(0, start - 8), start) or (quantity.value > 2 and _LEVEL_SYSTEM.match(text, end))
        return True if ranks else None
    if unit == "者":
        return True if _LISTED.search(text, max(0, start - 20), start) else None
    if unit == "篇" and text.startswith(("文章", "大文章"), end) and text.endswith(_WRITING, clause, start):
        return True
    if unit == "字":
        return True if before in ("”", "’", "》") else False if quantity.value > 20 else None
    if quantity.value > 20:
        return False
    if unit in _PLACES and quantity.noun:
        return True
    if quoted or text.endswith(_ANNOUNCE, 0, start):
        return True
    if unit not in _MEASURES and unit != "方面":
        return False
    if unit == "步" and text.startswith("走", end):
        return True  # 分两步走
    if unit in ("类", "步", "重", "句"):
        return None
    if unit in _MEASURES and _ANNOUNCES.match(text, end) and not _is_made(text, quantity, clause):
        return True  # 五件事：一是
    after = text[end : end + 1]
    if unit in "条点项个" and _LISTED_NEXT.match(text, end):
        return True  # 我们的体会有两条。一是
    if after == "字" and text[end + 1 : end + 2] in "：:“":
        return True  # 就是八个字：
    if unit in ("点", "方面") or (after == "字" and before in "”’》"):
        return True
    if after == "“" and not _is_made(text, quantity, clause):
        return True  # 三个“堵点”
    if after in "，。；：！？\n”）":
        return unit in ("点", "种") or (unit == "个" and after == "：")
    if unit == "件" and text.startswith(("事上", "大事上"), end):
        return True  # 在三件事上下功夫
    if unit == "件" and _MATTERS.match(text, end):
        return not any(word in text[clause:start] for word in _COUNTED)
    thing = _noun_end(text, end, "thing")
    named = _noun_end(text, end, "set")
    if thing and (not named or thing >= named):
        listed = _LISTED.search(text, max(0, start - 24), start) is not None
        return listed and text.endswith("”", 0, start) and not _is_made(text, quantity, clause)
    return bool(named) and not (text.startswith(("任务", "工程", "行动", "措施"), end) and _is_made(text, quantity, clause))
