"""What an item says is done: its sentences, who does each of them, and who answers for the item."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from extractor import lexicons
from extractor.sentences import split_sentences
from extractor.structure.outline import ItemDraft, Span, own_stretches
from extractor.text.layout import FOLD
from extractor.text.patterns import lazy

_LONGEST_SUBJECT = 24
_LABEL = lazy(
    r"[（(]?(?:(?:责任|牵头|主办|协办|配合|负责|承办)(?:单位|部门|处室)|(?:完成|办结|整改|报送)(?:时限|时间|期限)[:：]|(?:时限|时间)要求[:：])"
)
_LABEL_HEADS = frozenset("（(责牵主协配负承完办整报时")
_LABELLED = lazy(r"(?:责任|牵头|主办|负责|承办)(?:单位|部门)[:：]\s*((?:[^；;。（）()\n]|[（(][^（）()\n]*[）)])+)")
# （市财政局负责）, （省发展改革委牵头，省财政厅配合）
_BRACKETED = lazy(r"[（(]([^（）()。；\n]{2,60}?)(?:牵头)?(?:按职责分工)?(?:负责|牵头)[^（）()。\n]{0,100}[）)]")
# 协办单位：甲局、乙局; behind who leads, up to the next mark: 甲局牵头，乙局、丙局配合，6月底前完成
_NAMES = r"(?:[^，,；;。（）()\n]|[（(][^（）()\n]{1,20}[）)])"
_ASSISTING = lazy(
    rf"(?:协办|配合|协助)(?:单位|部门)[:：]\s*({_NAMES}+(?:[，,](?![0-9]|年|完成|责任|牵头|时限){_NAMES}+)*)"
    rf"|(?:[（(]|牵头|负责|主办|承办|责任)[^。（）()\n]{{0,60}}?[，,；;]\s*由?({_NAMES}{{1,100}}?(?:[局委厅部办会院行司处署站所队校馆县市区旗州乡镇等]|单位|部门|政府|集团|公司|中心|街道))"
    r"(?:协同|协助)?(?:配合|协办|协助)(?=[，,；;。）)\n]|做好|抓好|落实|推进|实施|完成|开展|$)",
    cues=("协办", "配合", "协助"),
)
_PARTS = lazy(r"[、，,](?![^（）()]*[）)])|以及")
_PLACE_END = frozenset("省市县区州盟旗镇乡")
# A preposition opens no subject: 在全省, 对试点企业, 由于, 同有关部门.
_NO_SUBJECT = frozenset("“‘《（(在对同从以与按经随除为向把将于因当每据如")
_NOT_INSIDE = "，。；：！？“《（"
_PRONOUN = frozenset("我本全该此其这那")
_LEAD_HEADS = frozenset("同此另其今明下接目近，由请")
_LEAD = lazy(r"(?:同时|此外|另外|其中|今年|明年|下一步|接下来|目前|近年来)?，?(?P<by>由|请)?")


@cache
def _organizations() -> lexicons.Words:
    return lexicons.look_up("organization")


def find_actions(text: str, items: tuple[ItemDraft, ...], index: int) -> Iterator[tuple[Span, Span | None]]:
    """Each sentence of an item that says what is done, with its actor's span.

    The marker, the headline where more follows, the lines that only name who answers, and the inner items are left out.
    """
    item = items[index]
    sentences = [s for s in _own_sentences(text, items, index) if text[s[0]] not in _LABEL_HEADS or not _LABEL.match(text, s[0])]
    if len(sentences) > 1 and sentences[0][1] <= item.headline[1] + 1:
        sentences = sentences[1:]
    for start, end in sentences:
        yield (start, end), actor_of(text, start, end)


def _own_sentences(text: str, items: tuple[ItemDraft, ...], index: int) -> list[Span]:
    """The sentences of an item outside its inner items."""
    stretches = own_stretches(items, index, items[index].headline[0])
    return [sentence for start, end in stretches for sentence in split_sentences(text, start, end)]


def actor_of(text: str, start: int, end: int) -> Span | None:
    """The organization that a sentence names as its subject, or None.

    >>> text = "示例市财政局将加大投入力度。"
    >>> first, last = actor_of(text, 0, len(text))
    >>> text[first:last]
    '示例市财政局'
    """
    lead = _LEAD.match(text, start, end) if text[start] in _LEAD_HEADS else None
    first = lead.end() if lead else start
    agent = lead is not None and lead["by"] is not None
    opening = text[first : first + 1]  # "" where nothing follows 同时
    if opening in _NO_SUBJECT:
        return None
    if agent:
        return _agent_of(text, first, end)
    if opening in _PRONOUN or lexicons.look_up("to_do.to_do", "heading_verb.verb", "actor_verb").end_at(text, first):
        return None  # 联合示例大学推动…: a verb opens it, no subject
    verbs = lexicons.look_up("actor_verb")
    for match in _turns().finditer(text, first + 2, min(first + _LONGEST_SUBJECT, end)):
        at = match.start()
        if text[at] in _NOT_INSIDE:
            return None
        if verbs.end_at(text, at) and _is_body(text, first, at):
            return first, at
    return None


@cache
def _turns() -> re.Pattern[str]:
    """The characters at which a subject may end: where a verb may begin, or a mark that no subject holds."""
    return re.compile(f"[{_NOT_INSIDE}{re.escape(''.join(lexicons.look_up('actor_verb').first_characters()))}]")


def _agent_of(text: str, first: int, end: int) -> Span | None:
    """The body that 由 or 请 names: up to a verb, else to where its name ends."""
    verbs = lexicons.look_up("actor_verb")
    for at in range(first + 2, min(first + _LONGEST_SUBJECT, end)):
        if text[at] in _NOT_INSIDE:
            return None
        if verbs.end_at(text, at) and _is_body(text, first, at):
            return first, at
        if _organizations().start_before(text, at, first) >= 0 and not _continues(text, at):
            return first, at
    return None


def _continues(text: str, at: int) -> bool:
    """Whether a body's name goes on at ``at``: 示例市教育局, where 示例市教育 would end no body, 委 of 委员会."""
    return any(_organizations().end_at(text, start) > at for start in (at - 1, at, at + 1))


def _is_body(text: str, start: int, end: int) -> bool:
    if end - start < 2 or text[start] in _PRONOUN:
        return False
    return _organizations().start_before(text, end, start) >= 0 or (end - start >= 3 and text[end - 1] in _PLACE_END)


def responsible_for(text: str, item: ItemDraft, actors: list[str]) -> list[str]:
    """Who answers for an item: whom 责任单位 or a bracket names, else the subjects of its sentences; in order, each once."""
    start, end = item.span
    named: list[str] = []
    if text.find("单位", start, end) >= 0 or text.find("部门", start, end) >= 0:
        named += [match.group(1) for match in _LABELLED.finditer(text, start, end)]
    if text.find("负责", start, end) >= 0 or text.find("牵头", start, end) >= 0:
        named += [match.group(1) for match in _BRACKETED.finditer(text, start, end)]
    return _bodies(named) or list(dict.fromkeys(actors))


def _bodies(lists: Iterable[str]) -> list[str]:
    """The bodies of some lists in order, each once."""
    listed = (part.strip() for names in lists for part in _split_names(names))
    return list(dict.fromkeys(part.removesuffix("等") for part in listed if len(part) >= 2))


def _split_names(names: str) -> list[str]:
    """The bodies of a list; 和 parts two of them only where what stands before it is a body of its own."""
    parts: list[str] = []
    for part in _PARTS.split(names):
        head, joint, tail = part.rpartition("和")
        parts += [head, tail] if joint and _is_body(head, 0, len(head)) and len(tail) > 2 else [part]
    return parts


def assisting_in(text: str) -> list[str]:
    """The bodies that a text names as assisting, as written, in order, each once.

    >>> assisting_in("修好水渠。（市水利局牵头，市财政局、市审计局配合，6月底前完成）"), assisting_in("修好水渠，加强协同配合。")
    (['市财政局', '市审计局'], [])
    >>> assisting_in("修好水渠。協辦單位：市財政局、市農業局。")
    ['市財政局', '市農業局']
    """
    spans = (match.span(match.lastindex or 0) for match in _ASSISTING.finditer(text.translate(FOLD)))
    return _bodies(text[start:end] for start, end in spans if not _opens_otherwise(text, start))


def _opens_otherwise(text: str, at: int) -> bool:
    """Whether no name of a body begins at a place: 加强部门配合, 与有关部门配合."""
    return text[at] in _NO_SUBJECT or text[at] in "需须" or bool(lexicons.look_up("to_do.to_do", "heading_verb.verb").end_at(text, at))
