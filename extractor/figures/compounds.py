"""Nouns that a verb begins: 种植面积, 改造资金, 救助对象, 建筑业产值."""

from __future__ import annotations

from extractor import lexicons

# Bare statistics, which need the verb before them to say what they measure: 种植面积, 采购金额.
_STATISTICS = frozenset((
    "面积", "金额", "数量", "人数", "规模", "里程", "产量", "总量", "总额", "比例", "比重", "水平",
    "能力", "时间", "时长", "周期", "成本", "价格", "收入", "时限", "次数",
))  # fmt: skip
# A statistic of its own: what of a 总投资 has been spent.
_NAMES = frozenset(("完成投资",))
# 建 begins other words: 建筑业产值, 建议提案
_NOT_BUILT = frozenset("筑议制档材安言账群")


def is_compound(phrase: str, start: int, end: int) -> bool:
    """Whether the verb phrase[start:end] and the rest of the phrase are one noun, no verb with its object.

    >>> is_compound("改造资金", 0, 2), is_compound("发放资金", 0, 2), is_compound("建筑面积", 0, 1), is_compound("建校舍", 0, 1)
    (True, False, True, False)
    """
    rest = phrase[end:]
    if rest in _STATISTICS or phrase[start:] in _NAMES or (phrase[start:end] == "建" and rest[:1] in _NOT_BUILT):
        return True
    while verb := lexicons.look_up("compound.verb").end_at(rest, 0):
        rest = rest[verb:]  # 更新改造投资
    head = lexicons.words("compound").get(rest)
    return head is not None and head in lexicons.attributes("compound", "of").get(phrase[start:end], "").split()
