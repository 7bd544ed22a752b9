"""The meeting: its name, when and where, from dateline, title, subtitle and the sentence that says it was held."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from extractor import lexicons
from extractor.structure.datelines import DATE, MONTH, date_pattern, ends_as_place, is_place, place_before
from extractor.structure.front import Front, unspaced
from extractor.structure.lines import HAN, Line
from extractor.structure.outline import EventDraft
from extractor.text.patterns import compiled, lazy

_HELD = ("召开", "举行", "开幕", "闭幕", "举办", "开班", "期间，", "出席", "参加")
_POINTING = lazy("^(?:这次|本次|此次|该次|我们)")
_HOST = lazy("^由.{2,30}?(?:主办|承办|举办|组织)的")
_BRACKET = lazy(r"[（(][^）)]*[）)]$")
_MINUTES = lazy("(?P<name>[^，。：:]{2,60})(?:纪要|记录)$")
# What is spoken at these is printed under their name alone
_BRIEFING = lazy("(?:发布|吹风|见面|说明)会$")
_NO_NAME = lazy("召开|举行|举办|出席|参加|主持|收看|直击|聚焦")
# 甲省举行春耕新闻发布会
_REPORTED = lazy(rf"(?:召开|举行|举办)(?P<name>(?:{HAN}|[“”《》0-9]){{2,40}})(?=[ ，（(]|$)", cues=("召开", "举行", "举办"))
# （两会·声音）
_COLUMN = lazy(r"[（(]([^（()）·•]{2,12})[·•][^（()）]*[）)]$", cues="·•")
_YEAR = lazy(r"(?:19|20)[0-9]{2}(?=年|[-/.])")
_HAN_YEAR = lazy("([一二][〇○零一二三四五六七八九]{3})年[一二三四五六七八九十]{1,3}月")
_TO_ARABIC = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_FIELD_LABEL = lazy(rf"(?:^| )({HAN}(?: ?{HAN}){{1,5}}) ?[：:]")
_NAME = r"[^，。；：！？\n]{2,60}?"
_PLACE = rf"(?:{HAN}|[0-9]){{2,18}}?"  # 市政府302会议室
# 2024年5月6日·乙市, 2024年5月6日于乙市; with a blank alone the place must end as places do
_PLACE_BESIDE = lazy(rf"(?P<sign>[·•/|｜，,于]?) ?(?P<place>{HAN}{{2,15}})$")
_HOLDING = "(?:召开|举行|开幕(?!式)|闭幕(?!式)|举办|开班)"
_WHEN = f"(?P<date>{DATE})(?:上午|下午|晚上|晚|，|,)*"
_WHAT = "(?P<name>[^，。；：]{2,60}?)"
# How a sentence says that a meeting was held, each form with what stands in every sentence of it
_HELD_FORMS = (
    ("月", rf"{_WHEN}{_WHAT}(?:于今日|今天|今日)?(?:在(?P<place>{_PLACE}))?(?:隆重|胜利|成功|联合|共同)?{_HOLDING}"),
    ("月", rf"{_WHEN}[^，。；：]{{0,30}}?(?:在(?P<place>{_PLACE}))?(?:主持|组织|联合|共同)?{_HOLDING}了?{_WHAT}(?=[，。；]|$)"),
    ("月", rf"{_WHEN}(?:出席|参加){_WHAT}的(?:[^，。；：]{{0,12}}(?:代表|委员))"),
    ("期间，", rf"^(?:编者按：)?(?:在)?{_WHAT}期间，"),
    (
        "在",
        rf"^(?:(?:日前|近日|昨日|昨天|今天|今日|当日)，?)?{_WHAT}，?(?:于|日前|近日)?(?:{_WHEN})?在(?P<place>{_PLACE})(?:隆重|胜利|成功|联合|共同)?{_HOLDING}",
    ),
)

# A headline that says no more than that a meeting was held, who spoke behind a blank.
_HELD_TITLE = lazy(rf"(?:我[省市县区州])?{_WHAT}(?:在(?P<place>{_PLACE}))?(?:隆重|胜利|圆满|成功|顺利|正式)?{_HOLDING}(?:$| )")


def find_event(front: Front, lines: list[Line], signed: Sequence[Line] = ()) -> EventDraft | None:
    """The event, or None where the text names none; date and name as written. ``signed`` are the datelines below the text.

    Where no meeting is named, the year of a dateline is all that an event tells.
    A sentence that says that it was held goes before the dateline, and that before title and subtitle.
    """
    headings = {line.start for line in (*front.title, *front.subtitle)}
    reports = [held for line in lines if line.start not in headings and (held := _held(line.text[:200])) is not None]
    name, date, place = next((held for held in reports if held[1]), reports[0] if reports else (None, None, None))
    name = name or next((held[0] for held in reports if held[0]), None)
    for line in front.datelines:
        for meaning, value in _fields(line.text):
            when = date_pattern().match(value) if meaning == "time" else None
            date = date or (when[0] if when else None)
            place = place or (value if meaning == "place" else None)
            name = name or (value if meaning == "name" else None)
    dated = [_dateline(line.text) for line in front.datelines]
    for line_name, line_date, line_place in dated:
        name, date, place = name or line_name, date or line_date, place or line_place
    if name is None:
        held = _held("".join(line.text for line in front.title))
        name = _from_headings(front) or (held[0] if held else None)
    if name is None and (date is None or not _is_told(date, front)):
        hint = _year_hint(front, [], signed)
        return EventDraft(None, None, None, hint) if hint else None
    return EventDraft(name, date, place, _year_hint(front, lines, signed))


def _fields(line: str) -> Iterator[tuple[str, str]]:
    """What the fields of a line mean, and say: 时间：2024年5月6日 地点：市政府会议室."""
    if "：" not in line and ":" not in line:
        return
    meanings = lexicons.words("label")
    labels = [(match.start(), match.end(), meanings.get(match[1].replace(" ", ""))) for match in _FIELD_LABEL.finditer(line)]
    known = [label for label in labels if label[2] is not None]
    for at, (_, start, meaning) in enumerate(known):
        end = known[at + 1][0] if at + 1 < len(known) else len(line)
        yield meaning or "", line[start:end].strip()


def _is_told(date: str, front: Front) -> bool:
    """Whether more than a bare day under the title gives the date: brackets, a dash, or a field."""
    return all(line.text.strip() != date for line in front.datelines)


def _held(paragraph: str) -> tuple[str | None, str | None, str | None] | None:
    """A sentence that says that a meeting was held: name, date, place."""
    if not any(word in paragraph for word in _HELD):
        return None
    for sentence in re.split(r"[。！？]", paragraph)[:3]:
        if not any(word in sentence for word in _HELD):
            continue
        for cue, form in _HELD_FORMS:
            match = compiled(form).search(sentence) if cue in sentence else None
            if match and _is_meeting(match["name"]):
                found = match.groupdict()
                return _own_name(_unquoted(found["name"].strip())), found.get("date"), found.get("place")
    return None


def _unquoted(name: str) -> str:
    """A name without the quotes around it, or a quote that has no other: “甲省论坛” but not “十四五”成就发布会."""
    if name[:1] == "“" and (name.find("”") in (-1, len(name) - 1)):
        name = name[1:]
    return name[:-1] if name[-1:] == "”" and "“" not in name else name


def _own_name(name: str) -> str | None:
    """The name, or None where it only points to a meeting: 会议, 这次大会."""
    name = _HOST.sub("", name)
    bare = _POINTING.sub("", name)
    return None if lexicons.words("event_noun").get(bare) == "general" else name


def _is_meeting(name: str) -> bool:
    """Whether a name ends in a word for a meeting, what stands in brackets behind it left out."""
    bare = _BRACKET.sub("", name).rstrip("”")
    return lexicons.look_up("event_noun").start_before(bare, len(bare)) >= 0


def _dateline(line: str) -> tuple[str | None, str | None, str | None]:
    """Name, date and place of a dateline."""
    inner = line.strip("（）()〔〕—－- ")
    before = place_before(inner)
    if before:
        return None, inner[before:].lstrip("，,·• "), inner[:before]
    match = date_pattern().search(inner) or re.search(MONTH, inner)
    if match is None:
        return None, None, None
    rest = inner[match.end() :].strip(" ")
    beside = _PLACE_BESIDE.match(rest)
    if beside and is_place(beside["place"]) and (beside["sign"] != "" or ends_as_place(beside["place"])):
        return None, match[0], beside["place"]
    named = re.match(r"[，, ]{0,2}(?:在|于)?(.{2,60}?)(?:上的?讲话|上)?(?:通过)?$", rest)
    if named and _is_meeting(named[1]):
        return named[1], match[0], None
    return None, match[0], None


def _from_headings(front: Front) -> str | None:
    """The meeting that subtitle or title names: 在…上的讲话, ——…发言摘登, 实录：…发布会, （两会·声音）."""
    title = "".join(unspaced(line.text) for line in front.title)
    for heading in [*(line.text for line in front.subtitle), title]:
        match = _occasion_pattern().search(heading)
        if match:
            return match["name"]
        match = _digest_pattern().match(heading)
        if match:
            named = match["name"]
            whole = named + "大会" if heading.startswith("大会", match.end("name")) else named  # 全市招商大会发言摘登
            if _is_meeting(named) or _is_meeting(whole):
                return named if _is_meeting(named) else whole
    match = _REPORTED.search(title)
    if match and _is_meeting(match["name"]):
        return match["name"]
    match = _labelled_pattern().match(title) if "会" in title or "坛" in title else None
    if match and _is_meeting(match["name"]) and (match["label"] or _BRIEFING.search(match["name"])) and not _NO_NAME.search(match["name"]):
        return match["name"]
    match = _HELD_TITLE.match(front.title[0].text) if front.title else None
    if match and _is_meeting(match["name"]) and (name := _own_name(_unquoted(match["name"].strip()))):
        return name
    match = _MINUTES.match(unspaced(front.title[-1].text)) if front.title else None
    if match and _is_meeting(match["name"]) and (name := _own_name(match["name"])):
        return name
    match = _COLUMN.search(title)
    if match and _is_meeting(match[1]):
        return match[1]
    return None


@cache
def _occasion_pattern() -> re.Pattern[str]:
    said = lexicons.alternation("genre")  # a subtitle may end with the occasion, ——在…会议上
    return lazy(lambda: rf"在(?P<name>[^，。]{{2,60}}?)上(?:$|的?(?:书面|总结)?{said})", cues="在")


@cache
def _digest_pattern() -> re.Pattern[str]:
    name = "[—－-]*(?P<name>.{2,60}?)(?:上的?)?(?:交流|大会|书面|典型|表态)?"
    return lazy(lambda: f"{name}{lexicons.alternation('genre', 'digest')}$", cues=lexicons.group("genre", "digest"))


@cache
def _labelled_pattern() -> re.Pattern[str]:
    """实录：甲省春耕新闻发布会; a briefing's name may stand alone."""
    return re.compile(
        rf"[【\[]?(?P<label>(?:现场|直播|全文)?{lexicons.alternation('genre', 'digest')}[】\]]?[：:|｜丨]? ?)?(?P<name>[^，。：:]{{4,60}})$"
    )


def _year_hint(front: Front, lines: Sequence[Line], signed: Sequence[Line]) -> int | None:
    """The year of the first dateline, else of the line that signs the text."""
    for line in [*front.datelines, *lines[: len(front.roles)], *signed]:
        match = _YEAR.search(line.text)
        if match and re.search(r"年[0-9]{1,2}月|[-/.][0-9]{1,2}[-/.]", line.text):
            return int(match[0])
        if (written := _HAN_YEAR.search(line.text)) is not None:
            return int(written[1].translate(_TO_ARABIC))
    return None
