"""分别: each figure of a run takes its own name, and its own base, from what the sentence lists before it."""

from __future__ import annotations

from collections.abc import Sequence

from extractor import lexicons
from extractor.figures import metrics
from extractor.figures.drafts import FigureDraft, Left
from extractor.figures.timing import undated
from extractor.periods import Mention
from extractor.text.patterns import lazy

LINK = lazy(r"(?:以上|以下|以内|左右|之间)?[、和及与](?:其中)?")
_SHARES_OUT = lazy(r"分别|分列|分居")
# 分别占全年任务的96%和91%
_LONGEST_WHOLE = 20
_OF_WHOLE = lazy(r"分别(?:仅|只|已)?(占|完成|相当于|等于|[高低快慢优多少]于|是|为)[^，。；：、0-9]{2,14}$", cues=("分别",))
_LONGEST_DONE = 10
_SHORT_VERB = 2  # characters of 入库
# Verbs that name a statistic.
_STATISTICS = frozenset(("招生", "毕业", "就业", "参保", "招收"))
_JOINTS = ("以及", "和", "与", "及", "、")
_STATISTIC_ENDS = frozenset("量值额率数价度积入出准金费重次产生")
# 以旧换新带动家电、汽车销售: who brings it about
_LEADING_TO = lazy("^[^、，]{2,14}?(?:带动|拉动|推动|促进|助推)(?=[^、，]{2,}[、和与])")
_LONGEST_SHORT = 4  # characters of a name that is surely no whole one

_MEAN = lazy("人均|户均|次均|亩均")

Core = Sequence[tuple[FigureDraft, Left]]


def share_out(text: str, floor: int, core: Core, mentions: Sequence[Mention]) -> None:
    """Give each figure of a run under 分别 its own name (of the subject's list, of the run before, of the levels before), and its
    own base where two are listed (同比、环比分别增长)."""
    if not any(left.shared for _, left in core) and text.find("分别", floor, core[-1][0].quantity.start) < 0:
        return
    index = 0
    names: list[str] | None = None
    while index < len(core):
        draft, left = core[index]
        run = index + 1
        while run < len(core) and _linked(text, core[run - 1][0], core[run][1]):
            run += 1
        count = run - index
        head = _shared_head(text, floor, draft, left)
        done = ""
        if head < 0 and not left.shared:
            head, done = _shared_verb(text, floor, draft)
        if head >= 0:
            before = max((shared.quantity.end for shared, _ in core[:index] if not _bounds_name(text, shared, head)), default=floor)
            start = undated(mentions, metrics.phrase_start(text, before, head), head)
            subject = text[start:head].strip("，、“")
            if subject or names is None:
                names = _own_names(subject, count) or _names_of_levels(core[:index], count, subject)
                names = [name + done for name in names] if names and done else names
            bases = _listed_bases(text, mentions, head, draft.quantity.start)
            if len(bases) == count:
                for (shared, _), base in zip(core[index:run], bases, strict=True):
                    shared.basis = shared.basis and base
        elif not (index and left.level and left.head <= core[index - 1][0].quantity.end + 3):
            names = None
        if names is not None and len(names) == count:
            for (shared, _), name in zip(core[index:run], names, strict=True):
                shared.metric = name or shared.metric
        index = run


def _shared_head(text: str, floor: int, draft: FigureDraft, left: Left) -> int:
    """Where the subject of 分别 ends before a figure: right before it, or before what the run is compared with (分别占任务的); -1."""
    start = draft.quantity.start
    if left.shared:
        return left.head if _SHARES_OUT.search(text, left.head, start) else -1
    of = text.rfind("分别", max(floor, start - _LONGEST_WHOLE), start)
    whole = _OF_WHOLE.match(text, of, start) if of >= 0 else None
    # 分别完成任务的36%, but 分别完成投资3亿元
    return of if whole and (whole[1] != "完成" or draft.quantity.kind in ("percent", "ratio")) else -1


def _shared_verb(text: str, floor: int, draft: FigureDraft) -> tuple[int, str]:
    """Where 分别 stands before a verb and a figure, and what the verb adds to the names (普通本科、研究生分别招生: 招生; 甲县、乙县
    分别完成技改投资: 技改投资; nothing where it is a bare verb, 分别新增); -1 where it does not."""
    start = draft.quantity.start
    at = text.rfind("分别", max(floor, start - _LONGEST_DONE), start)
    said = text[at + 2 : start] if at >= 0 else ""
    verb = lexicons.look_up("np_verb").end_at(said, 0) if said else 0
    if not (verb or said in _STATISTICS or len(said) == _SHORT_VERB) or any(mark in said for mark in "，、。；："):
        return -1, ""
    if verb == 0 or said in _STATISTICS:
        return at, said
    bare = verb == len(said) and verb > _SHORT_VERB  # 完成投资: a verb with its noun
    return at, said if bare else said[verb:]


def _bounds_name(text: str, draft: FigureDraft, head: int) -> bool:
    """Whether a figure bounds a group that a name of the clause before ``head`` holds: 5岁以下儿童死亡率."""
    end = draft.quantity.end
    return draft.comparator in ("ge", "le", "gt", "lt") and metrics.phrase_start(text, end, head) == end and "、" not in text[end:head]


def _listed_bases(text: str, mentions: Sequence[Mention], head: int, start: int) -> list[str]:
    """The bases that stand in a row right before 分别."""
    row = [mention for mention in mentions if mention.basis and mention.end <= start]
    listed = row[-1:] if row and row[-1].end >= head - 1 else []
    for mention in reversed(row[:-1] if listed else []):
        if text[mention.end : listed[0].start] not in _JOINTS:
            break
        listed.insert(0, mention)
    return [text[mention.start : mention.end] for mention in listed]


def _own_names(subject: str, count: int) -> list[str] | None:
    """The names that a subject lists, each as a metric; "" for one that is none."""
    listed = distribute(_LEADING_TO.sub("", subject), count)
    return None if listed is None else [metrics.noun_before(name, 0, len(name), False) or "" for name in listed]


def _names_of_levels(before: Core, count: int, subject: str) -> list[str] | None:
    """What the last ``count`` levels before a run measure: 接待游客9万人次，旅游收入8亿元，分别增长5%和6%."""
    levels = [draft for draft, _ in before if draft.change is None][-count:]
    names = [draft.metric or "" for draft in levels]
    return names if not subject and 1 < count == len(set(names)) else None


def _linked(text: str, before: FigureDraft, left: Left) -> bool:
    return LINK.match(text, before.quantity.end) is not None and left.head <= before.quantity.end + 5


def distribute(subject: str, count: int) -> list[str] | None:
    """The ``count`` names that a subject of 分别 lists, each whole; None where it does not list so many.

    >>> distribute("城市和农村居民人均收入", 2)
    ['城市居民人均收入', '农村居民人均收入']
    >>> distribute("居民医保和基本公共卫生服务人均补助标准", 2)
    ['居民医保人均补助标准', '基本公共卫生服务人均补助标准']
    >>> distribute("集中式饮用水水源、分散式饮用水水源达标率", 2)
    ['集中式饮用水水源达标率', '分散式饮用水水源达标率']
    """
    names = [name for name in subject.split("、") if name]
    for joint in _JOINTS:
        if len(names) >= count:
            break
        head, found, tail = names[-1].rpartition(joint) if names else ("", "", "")
        if found and head and tail:
            names[-1:] = [head, tail]
    if len(names) != count:
        return None
    return [_completed(name, names[-1]) for name in names[:-1]] + [names[-1]]


def _completed(name: str, last: str) -> str:
    """A name with the head that only the last one carries."""
    if name[-1] == last[-1]:
        return name
    tail = _behind_the_same(name, last)
    if tail is not None:
        return name + tail
    if len(name) > _LONGEST_SHORT or len(last) - len(name) < 2:
        return name
    if last[-1] not in _STATISTIC_ENDS and len(last) - len(name) < 4:
        return name
    # 居民医保和基本公共卫生服务人均补助标准: a last name of many words shares only the statistic
    mean = _MEAN.search(last, len(name) + _LONGEST_SHORT)
    return name + last[mean.start() if mean else len(name) :]


def _behind_the_same(name: str, last: str) -> str | None:
    """What stands in ``last`` behind the two characters or the bracket that ``name`` ends with; None where they do not stand in it."""
    ending = name[-1:] if name[-1] in "）)" else name[-2:]
    at = last.rfind(ending) if len(ending) == 2 or ending in "）)" else -1
    return last[at + len(ending) :] if at > 0 else None
