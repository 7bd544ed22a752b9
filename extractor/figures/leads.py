"""What stands before a noun phrase and is no part of it: 其中, 我省, 分别, 改造后."""

from __future__ import annotations

import re
from functools import cache

from extractor import lexicons
from extractor.figures.behind import IN_WORDS
from extractor.figures.numbers import PER_CHANGE
from extractor.text.patterns import lazy

# What is new is measured apart: 新增停车泊位, 新设党小组.
ADDED = ("新增", "新设", "新登记", "新注册")
# 城区、园区分别新增泊位: who adds stands before the adverb
_ADDS = lazy("(?:分别|各|(?<![人日月年户])均|就|共|又|再|也|已|累计)(?=新增|新设|新登记|新注册)", cues=ADDED)
# 公司将投资: who will do it
_WILL = lazy("[^，。“《]{1,12}?(?<![大名主干中上少老])将(?![军领士官才])(?=..)", cues="将")
# 提标后低保标准, but 灾后重建资金, 城乡课后服务, 博士后科研人员: what was done before dates the noun and is no part of it
_AFTERWARDS = lazy(
    "[^，。“]{2,10}(?<![课灾战售产术震病饭赛会节幕身背先最前毕事落滞士午雨])后(?:的|，)?(?![续勤备方期台院世代人卫劲进者])(?=..)",
    cues="后",
)
# Before a noun phrase and no part of it: what bounds, counts and dates in forms of its own. Plain words are the lexicon's.
_LEAD_FORMS = (
    r"我们?(?:国|省|市|县|区|州|盟|旗|乡|镇|村|校|院|厅|局|行|公司|集团)的?(?=..)|最[多少](?=[^的])|连续(?=[0-9一二两三四五六七八九十])|全(?:[省市县区国州盟旗乡镇]|村(?![级民务庄]))(?=..)|[、，]"
    r"|\[\d+\]|\d{1,2}[.、](?!\d)|[①-⑳]|（[一二三四五六七八九十]+）"
    r"|[一二三四五六七八九十两\d]+年(?!一贯|制|级)(?:内|来|间|里)?|以[上下内]的?|左右的?|约(?=占)|以(?=总)|收支相抵后?"
    rf"|在(?:华(?=..)|(?![{IN_WORDS}]))|到(?=中央|省级|国家|上级)|可(?=新增|实现|形成|带动)"
    rf"|平均每[户人亩个村年月家]?|每[天日周月](?!均)|每(?:{'|'.join(PER_CHANGE)})[0-9.]+[万亿]?(?:个百分点|千克|公里|平方米|立方米|[元吨度亩个名人户家台辆套件次斤])(?=..)"
)
_LEAD_FORM_HEADS = frozenset("我最连全、，[0123456789①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳（一二三四五六七八九十两以左约收在到可平每")


def unled(phrase: str) -> str:
    """A phrase without the words at its head that belong to the sentence, not to the noun.

    >>> unled("其中我省财政补助"), unled("和解金额")
    ('财政补助', '和解金额')
    """
    return _lead().sub("", phrase) if phrase[:1] in _heads() else phrase


def without_clause(phrase: str) -> str:
    """A phrase without who adds what is new, and without what was done before.

    >>> without_clause("城区、园区分别新增泊位"), without_clause("提标后低保标准"), without_clause("课后服务次数")
    ('新增泊位', '低保标准', '课后服务次数')
    """
    if "新" in phrase and (adds := _ADDS.search(phrase)) is not None:
        phrase = phrase[adds.end() :]
    if "将" in phrase and (will := _WILL.match(phrase)) is not None:
        phrase = phrase[will.end() :]
    if "后" in phrase and (afterwards := _AFTERWARDS.match(phrase)) is not None:
        phrase = phrase[afterwards.end() :]
    return phrase


def other_words(lead: str) -> str:
    """The end of a pattern that keeps a lead from being the beginning of another word: 有 of 有效专利, 与 of 与会代表."""
    characters = lexicons.attributes("lead", "not_before").get(lead, "")
    longer = [word.removeprefix(lead) for word in lexicons.attributes("lead", "not_in").get(lead, "").split()]
    return (f"(?![{characters}])" if characters else "") + (f"(?!{'|'.join(longer)})" if longer else "")


@cache
def _heads() -> frozenset[str]:
    """The characters that a lead begins with; most phrases begin with none of them, and the pattern stays uncompiled."""
    return _LEAD_FORM_HEADS | lexicons.look_up("lead").first_characters()


@cache
def _lead() -> re.Pattern[str]:
    """The pattern of leads: the words of the lexicon with what may not stand behind them, and the forms, as often as they follow one
    another."""
    words = sorted(lexicons.words("lead"), key=len, reverse=True)
    plain = "|".join(re.escape(word) + other_words(word) for word in words)
    return re.compile(f"^(?:{_LEAD_FORMS}|{plain})+")
