"""The sentence that announces a list, the count in it, and what opens a closing paragraph."""

from __future__ import annotations

from extractor import lexicons
from extractor.sentences import trimmed_end
from extractor.structure.markers import Marker, cardinal
from extractor.structure.outline import Span
from extractor.text.patterns import lazy

LEAD_LIMIT = 300
_SURE = ("以下", "如下", "下面", "下列")
_STOP = lazy("[。！？][”’]?")
_CALL = lazy("[^。，,]{0,12}[：:！!，,]")
_SAYING = lazy("[^。，]{1,8}(?:常说|有句话|说得好)，")
_END = lazy("(?:结束语|结语|结语部分|尾声)(?:\n|$)")
_SENTENCE_END = frozenset("。！？!?\n")
_NUMBER = r"(?P<n>[0-9]{1,2}|[一两二三四五六七八九十]{1,3})"
_COUNT = lazy(
    rf"(?P<sure>以下|如下|下面|下列|这|着力抓好|重点抓好|抓好|做好|办好|做到|突出|聚焦|把握好?|坚持|强化|提出|讲|谈|汇报|有|从|分)?"
    rf"(?P<quote>“)?{_NUMBER}(?:个方面|大方面|方面|个|项|点|条|大|件|类|种|步|层|句话)"
)
_POINTS = lazy(r"[讲谈提说][^，。；：]{0,6}[几两三四五六七八九十][点个条]方?面?[^，。；：、]{0,6}[。：:]?$")
# The last words before the list say how many will follow: 讲四点意见。一、…, 办好五件实事：一是….
_TOLD = frozenset(("抓好", "着力抓好", "重点抓好", "做好", "办好", "讲", "谈", "汇报", "从"))
_LIST_FOLLOWS = lazy("(?<!个)[^。，；：、“”0-9的]{0,6}[：:。，]?$")


def lead_in(text: str, marker: Marker, floor: int) -> Span:
    """The sentence before a list: what stands before the marker in its sentence, else the sentence that ends before it."""
    end = trimmed_end(text, floor, marker.start)
    start = end - 1
    lowest = max(floor, end - LEAD_LIMIT)
    while start > lowest and text[start - 1] not in _SENTENCE_END:
        start -= 1
    return max(start, floor), end


def announced_count(lead: str, found: int) -> int | None:
    """The number of items that a lead-in announces, or None. The last count that fits is taken, else the last that is sure.

    >>> announced_count("下一步，重点抓好以下四方面工作。", 4), announced_count("全省有12个市县参加。", 3)
    (4, None)
    """
    sure = None
    for match in _COUNT.finditer(lead):
        written = match["n"]
        count = int(written) if written.isdigit() else 2 if written == "两" else cardinal(written)
        if count is None or count < 2:
            continue
        told = match["sure"] in _SURE or (match["sure"] in _TOLD and _LIST_FOLLOWS.match(lead, match.end()))
        if count == found or (sure is None and told):
            sure = count
    return sure


def announces_points(text: str, lead: Span) -> bool:
    """Whether a lead-in announces points that will be made, of which even a subject's heading is one.

    >>> announces_points("下面，我讲三点意见。", (0, 10)), announces_points("现将有关情况报告如下。", (0, 11))
    (True, False)
    """
    return _POINTS.search(text, *lead) is not None


def is_epilogue(text: str, position: int) -> bool:
    """Whether a line says that the text comes to its end: 结束语."""
    return _END.match(text, position) is not None


def opens_closing(text: str, position: int) -> bool:
    """Whether a paragraph begins with words that close a list: 下一步， 总之， 各位代表！.

    >>> opens_closing("同志们！新的一年已经开始。", 0), opens_closing("同志们的干劲很足。", 0)
    (True, False)
    """
    return lexicons.look_up("closing").end_at(text, position) > 0 or _calls(text, position)


def closing_start(text: str, start: int, end: int) -> int:
    """Where, in a line that holds paragraphs run together, a sentence turns to a new subject or address; ``end`` if none does."""
    turning = lexicons.look_up("turning")
    for stop in _STOP.finditer(text, start, end):
        at = stop.end()
        if at < end and (turning.end_at(text, at) or opens_closing(text, at) or _SAYING.match(text, at, end)):
            return at
    return end


def _calls(text: str, position: int) -> bool:
    called = lexicons.look_up("address").end_at(text, position)
    return called > 0 and _CALL.match(text, called) is not None
