"""Headings that only name a subject (一、综合 二、农业; 一、上年工作回顾 二、今年主要任务) number no items."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extractor import lexicons
from extractor.models import ItemKind
from extractor.structure.chains import Chain
from extractor.structure.kinds import KINDS, PAST
from extractor.structure.lines import HEADING_LIMIT, line_end
from extractor.structure.markers import Marker
from extractor.text.patterns import lazy

# So few characters that open with no verb name something: 综合, 附则.
FIELD_LIMIT = 4
# A longer heading without a verb says something all the same: 干部队伍作风形象在重大斗争面前.
NOMINAL_LIMIT = 12
# What is said of something holds these: 更加稳固, 持续向好, 有力有效.
_TOLD = frozenset("更稳显持不有取得已了为成向好强")
_STOP = lazy("[。！？；]")
_SECTION = lazy("[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}部分")
_NUMBER = lazy(r"^(?:[一二三四五六七八九十]{1,3}、|[（(][^）)]{1,3}[）)]|第.{1,3}部分|[0-9]{1,2}[.、]) ?")
# 存在的主要问题 are shortcomings; 投资问题, 若干问题 are subjects, 着力解决的问题 are being solved.
_SHORTCOMING = lazy("存在|面临|主要|突出|困难|不足|差距|短板|薄弱|当前|^.{0,2}问题")
_MENDED = lazy("解决|破解|重视|处理|整治|治理|关于")
# 今年经济社会发展的总体要求和宏观政策
_TIMED = lazy(f"(?P<ahead>今年|明年|来年|今后|下一步|新的一年)|{PAST}")
# “十三五”时期发展成就和“十四五”时期目标任务: what was done, then what is ahead, with the words that its text turns with
_BOTH = lazy(
    "(?:成就|回顾|总结|成绩|成效|进展|情况|过去|去年|上年|(?:19|20)[0-9]{2}年工作(?=[和及与暨、]))[^，。]{0,20}?[和及与暨、]"
    "(?P<then>今年|明年|来年|今后|未来|下一步|新的一年|“十.五”|(?:19|20)[0-9]{2}年)[^，。]{0,10}(?:任务|目标|打算|安排|计划|部署|展望|工作|重点)$"
)
# 今年一季度, 今年春节前 do not yet turn to what is ahead
_NOT_YET = lazy("(?:的?[一二三四]季度|的?第|以来|上半年|[0-9一二三四五六七八九十]{1,2}月|初|春节|前)")
_YEAR = lazy("(?:[一二三四五六七八九十]{1,3}、)?(?P<year>(?:19|20)[0-9]{2})年")
_YEAR_REACH = 9
_AGENDA = lazy("(?:关于)?(?P<year>(?:19|20)[0-9]{2})年")
_AHEAD = lazy("(?:关于)?(?:今年|明年|来年|下一步|今后)")
# What does something however short it is: 抓好春耕, 再通支渠; not 友好往来, 标准体系.
_DOES = lazy(
    "[抓做管用建修种养护守办搞育选配织扛压打夯走唱念算立绷拧扭扣筑站握兜带写答交讲编绘补增提][好牢紧实稳细通准严活足强优高]|[先再][^进次生审]"
)
_NUMBERING = ("section", "bracket", "number")


def names_subjects(text: str, chain: Chain) -> bool:
    """Whether most headings of a list name a subject and say nothing of it."""
    if chain.markers[0].family not in _NUMBERING or not chain.markers[0].leads:
        return False
    votes = sum(is_subject(*_heading(text, marker)) for marker in chain.markers)
    return votes * 2 > len(chain.markers)


def is_subject(heading: str, alone: bool = True) -> bool:
    """Whether a heading only names a subject; ``alone`` where it is the whole line.

    >>> is_subject("工业和建筑业"), is_subject("2023年工作回顾"), is_subject("加快发展现代农业")
    (True, True, False)
    >>> is_subject("先进典型"), is_subject("先修主渠"), is_subject("抓好春耕"), is_subject("再生资源")
    (True, False, False, True)
    """
    if heading.startswith("关于") or "，" in heading or _DOES.match(heading):
        return False
    if alone and lexicons.look_up("heading_verb.agenda").end_at(heading, 0):
        return True
    verbal = _opens_with_verb(heading)
    if verbal and (len(heading) > FIELD_LIMIT or not alone):
        return False  # but 保障措施 alone
    if not verbal and len(heading) <= FIELD_LIMIT and alone:
        return True
    return _subject_start(heading) >= 0 or (alone and not verbal and _is_nominal(heading))


def _is_nominal(heading: str) -> bool:
    """Whether a short heading says nothing of what it names: 供水与用水, 江河治理; not 供水能力增强, 供水能力实现新提升."""
    if len(heading) > NOMINAL_LIMIT or not _TOLD.isdisjoint(heading):
        return False
    if lexicons.look_up("change", "level").spans(heading, 0, len(heading)):
        return False
    verbs = lexicons.look_up("np_verb", "to_do.to_do", "heading_verb.verb").spans(heading, 0, len(heading))
    return all(start > 0 and end == len(heading) for start, end in verbs)


def section_kind(line: str) -> ItemKind | None:
    """What the heading of a section says of the lists in it; None for a line that is no such heading.

    >>> section_kind("一、2023年工作回顾"), section_kind("加快发展现代农业")
    ('achievement', None)
    >>> section_kind("二、过去五年的成就和今后五年的主要目标任务"), section_kind("三、去年工作和今年重点任务")
    (None, None)
    >>> section_kind("二、存在的主要问题"), section_kind("二、农业投资的若干问题")
    ('problem', None)
    """
    if len(line) > HEADING_LIMIT or "。" in line:
        return None
    start = _subject_start(line)
    heading = _NUMBER.sub("", line)
    if is_section(line) and (timed := _TIMED.match(heading)):
        if timed["ahead"]:
            return "plan"
        return None if _BOTH.search(heading) else "achievement"
    if start < 0 or "，" in line or _opens_with_verb(heading):
        return None
    if heading.endswith("问题") and (_MENDED.search(heading) or not _SHORTCOMING.search(heading)):
        return None
    meaning = lexicons.words("subject_heading")[line[start:]]
    if meaning == "plan" and _BOTH.search(heading):
        return None
    return next((kind for kind in KINDS if kind == meaning), None)


def section_kinds(lines: Iterable[str]) -> list[ItemKind | None]:
    """What the headings of a document's sections say of the lists in them, line by line.

    Of headings that open with a year one that tells no more is past where another names a later year; the work of the last
    year (2031年主要工作) is ahead.

    >>> section_kinds(["2030年主要工作", "2031年主要工作"]), section_kinds(["2031年主要工作"])
    (['achievement', 'plan'], [None])
    """
    kinds: list[ItemKind | None] = []
    years: dict[int, tuple[int, bool]] = {}
    for at, line in enumerate(lines):
        kinds.append(section_kind(line))
        year = _YEAR.match(line) if "年" in line[:_YEAR_REACH] else None
        if year and is_section(line):
            years[at] = int(year["year"]), line.endswith("工作")
    first, last = min(years.values(), default=(0, False))[0], max(years.values(), default=(0, False))[0]
    for at, (named, work) in years.items():
        if kinds[at] is None and first < last and (work or named < last):
            kinds[at] = "plan" if named == last else "achievement"
    return kinds


def section_starts(lines: Sequence[str], said: Sequence[ItemKind | None]) -> list[tuple[int, ItemKind | None]]:
    """The lines at which a section begins, each with what it says of its lists: headings, and below one of what was done and what is
    ahead the paragraph that turns to the latter. A section whose heading says nothing of its lists ends the one before.

    >>> section_starts(["一、过去五年的成就和今后五年的目标", "过去五年，增长5%。", "今后五年，年均增长6%。"], [None, None, None])
    [(0, None), (2, 'plan')]
    """
    starts: list[tuple[int, ItemKind | None]] = []
    then: str | None = None
    for at, (line, kind) in enumerate(zip(lines, said, strict=True)):
        if kind is not None or is_section(line):
            starts.append((at, kind))
            both = _BOTH.search(line) if kind is None else None
            then = both["then"] if both else None
        elif then is not None and line.startswith(then) and not _NOT_YET.match(line, len(then)):
            starts.append((at, "plan"))
            then = None
    return starts


def agenda_kinds(headings: list[str]) -> list[ItemKind | None]:
    """What the headings of a speech that go through its agenda say of their texts: the work of a year before another, the situation.

    >>> agenda_kinds(["关于2030年工作", "关于当前形势", "关于2031年工作"]), agenda_kinds(["关于2030年工作"])
    (['achievement', 'viewpoint', None], [None])
    """
    years = [int(match["year"]) if (match := _AGENDA.match(heading)) else 0 for heading in headings]
    ahead = any(_AHEAD.match(heading) for heading in headings)
    last = max(years, default=0)
    return [
        "achievement" if year and (year < last or ahead) else "viewpoint" if heading.endswith("形势") else None
        for year, heading in zip(years, headings, strict=True)
    ]


def is_section(line: str) -> bool:
    """Whether a line is a heading of a section, by its number, 一、…, or without one by the subject that it names.

    >>> is_section("二、今年的主要任务"), is_section("（二）今年的主要任务"), is_section("二、抓好春耕。面积增加。")
    (True, False, False)
    >>> is_section("实现目标的主要措施"), is_section("抓好春耕")
    (True, False)
    """
    if len(line) > HEADING_LIMIT or "。" in line:
        return False
    return _SECTION.match(line) is not None or (_subject_start(line) >= 0 and "，" not in line and _NUMBER.match(line) is None)


def _heading(text: str, marker: Marker) -> tuple[str, bool]:
    """The heading behind a marker, and whether it is all of its line."""
    end = line_end(text, marker.body, len(text))
    stop = _STOP.search(text, marker.body, end)
    return text[marker.body : stop.start() if stop else end], stop is None or stop.end() == end


def _opens_with_verb(heading: str) -> bool:
    """Whether a heading begins with a verb, a quoted name before it left out: 加快…, “四个一线”强作风; not 存在的问题."""
    start = 0
    if heading[:1] in ("“", "《"):
        start = max(heading.find("”"), heading.find("》")) + 1
    end = lexicons.look_up("heading_verb.verb").end_at(heading, start)
    return end > 0 and heading[end : end + 1] != "的"


def _subject_start(heading: str) -> int:
    return lexicons.look_up("subject_heading").start_before(heading, len(heading))
