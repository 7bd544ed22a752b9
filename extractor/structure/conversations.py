"""Conversations: the turns of question and answer, who leads through them, and what each answers."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from extractor import lexicons
from extractor.structure.lines import Line, is_header_field, is_short, is_trailer
from extractor.structure.outline import QuestionDraft, SpeakerDraft, SpeechDraft
from extractor.structure.speakers import SIGNS, speaker_of
from extractor.structure.speeches import BOX, Cut, has_plain_banner, speech_end
from extractor.structure.turns import Turn, told_turn, turn_of
from extractor.text.patterns import lazy

SHORTEST_NAME = 2
SITTING = ("代表", "委员")
FEWEST_TOLD = 2
_EXCERPTS = ("摘录如下", "摘登如下", "发言如下", "刊登如下", "予以刊登", "现予刊登")
# What a host says: 下面请大家提问, 请张局长介绍情况, 最后一个问题, 发布会到此结束; not 我愿意回答大家的提问
_LEADS = lazy(
    "请[^。！？我]{0,24}(?:提问|介绍|发布|发言)|(?:进入|开始)[^。！？]{0,8}(?:提问|问答|答问)|最后[一两]个(?:问题|提问)|(?:发布会|吹风会|见面会|访谈|提问)[^。！？]{0,6}(?:到此|就到这里|结束)"
)
_PASSES_ON = lazy("请[^。！？]{1,30}(?:回答|解答|回应|介绍|答复)")
PASSED_ON = 120  # a turn that only passes a question on is no longer
LED = 300  # the host gives the word at the end of a turn


def turn_cuts(lines: list[Line]) -> list[Cut]:
    """The turns of a conversation, or of a digest whose speakers stand before a colon; empty where it is neither."""
    turns = {
        i: turn
        for i, line in enumerate(lines)
        if (turn := turn_of(line.text)) is not None
        and not is_trailer(line.text)
        and not is_header_field(line.text)
        and speaker_of(line.text) is None
    }
    roles = Counter(turn.role for turn in turns.values())
    known = {turn.speaker.name for turn in turns.values() if turn.speaker.positions}
    talks = roles["question"] and (roles["answer"] or roles["named"] or roles["host"])
    if talks:
        named = Counter(turn.speaker.name for turn in turns.values())
        known |= {name for name, times in named.items() if times > 1}
        turns = {i: sure for i, turn in turns.items() if (sure := _surely_named(turn, known, lines[i].text[0] in SIGNS)) is not None}
    elif not (roles["host"] and roles["named"]):
        # a bare name before a colon may be a thing (水泥：…): it counts where the name also stands with its post
        known |= _styled(turns, known)
        turns = {i: turn for i, turn in turns.items() if turn.role == "named" and turn.speaker.name in known}
        if sum(turn.length < len(lines[i].text) for i, turn in turns.items()) < 2:
            return []
    places = sorted(at for at in turns if not _is_within(lines, turns, at))
    plain = bool(places) and has_plain_banner(lines, places[0])
    cuts = []
    for n, at in enumerate(places):
        limit = places[n + 1] if n + 1 < len(places) else len(lines)
        cuts.append(Cut(at, speech_end(lines, at + 1, limit, plain), (), turns[at].speaker, turns[at]))
    return cuts


def told_cuts(lines: list[Line]) -> list[Cut]:
    """The speeches of a digest that tells them, each in a paragraph of its own (张小样代表说，…); empty for news, which quotes."""
    turns = {i: turn for i, line in enumerate(lines) if (turn := told_turn(line.text)) is not None}
    if len(turns) < FEWEST_TOLD:
        return []
    places = sorted(turns)
    head = "".join(line.text for line in lines[: places[0]])
    if not any(word in head for word in (*lexicons.group("genre", "digest"), *_EXCERPTS)):
        return []
    limits = [*places[1:], len(lines)]
    return [Cut(at, speech_end(lines, at + 1, limit), (), turns[at].speaker, turns[at]) for at, limit in zip(places, limits, strict=True)]


def _is_within(lines: list[Line], turns: dict[int, Turn], at: int) -> bool:
    """Whether a mark alone, 答：, opens the text of a turn whose speaker has the line above to himself, but for the time of day."""
    above = turns.get(at - 1)
    if above is None or above.role not in ("named", "host", "answer") or above.speaker.name is None:
        return False
    if turns[at].role != "answer" or turns[at].speaker.name is not None:
        return False
    return not lines[at - 1].text[above.length :].strip("0123456789:： ")


def _surely_named(turn: Turn, known: set[str | None], signed: bool) -> Turn | None:
    """The turn where its bare name is one's for sure; without the name behind a mark, （答）水泥：…, and None behind a sign, ●水泥：….

    A name is sure that stands elsewhere, or has more than two characters and no sign before it.
    """
    name = turn.speaker.name
    if name is None or name in known or turn.speaker.positions or turn.role not in ("answer", "named"):
        return turn
    if turn.role == "named":
        return None if signed else turn
    return turn._replace(speaker=SpeakerDraft(None, (), turn.speaker.text)) if len(name) <= SHORTEST_NAME else turn


def _styled(turns: dict[int, Turn], known: set[str | None]) -> set[str | None]:
    """The names that 代表 or 委员 follows (张小样委员：…), where others stand so or with their posts; not 党员代表：3人."""
    found = {turn.speaker.name for turn in turns.values() if turn.role == "named" and (turn.speaker.text or "").endswith(SITTING)}
    return {name for name in found if name and len(name) > SHORTEST_NAME} if len(found | known) > 1 else set()


def draft_speeches(lines: list[Line], cuts: list[Cut]) -> tuple[list[SpeechDraft], list[tuple[Cut, int | None]]]:
    """The speeches of the cuts, and for each cut the number of its speech, None where it is a question."""
    speeches: list[SpeechDraft] = []
    placed: list[tuple[Cut, int | None]] = []
    question: QuestionDraft | None = None
    answered = False
    hosts = _hosts(lines, cuts)
    alone = _only_answerer(cuts)
    titled = _have_titles(lines, cuts)
    met = False
    for cut in cuts:
        span = (lines[cut.first].start, lines[cut.last - 1].end)
        if cut.turn is not None and cut.turn.role == "question":
            question = QuestionDraft(cut.speaker.name, cut.turn.outlet, span)
            answered = False
            placed.append((cut, None))
            continue
        hosting = cut.turn is not None and (cut.turn.role == "host" or cut.speaker.name in hosts or (answered and _leads_on(lines, cut)))
        if hosting and answered:
            question = None  # a host who calls on somebody to answer leaves the question open
        answered = not hosting
        title = " ".join(lines[i].text.strip(BOX) for i in cut.heading) or (_beside_label(lines, cut) if titled else None)
        placed.append((cut, len(speeches)))
        met = met or (alone is not None and cut.speaker.name == alone)
        named = cut.speaker._replace(name=alone) if met and _is_plain_answer(cut) else cut.speaker
        speeches.append(SpeechDraft(title, named, span, None if hosting else question))
    return speeches, placed


def _have_titles(lines: list[Line], cuts: list[Cut]) -> bool:
    """Whether what stands beside the names is the title of each speech (张小样委员：办好学校), with the text below."""
    return len(cuts) > 1 and all(
        cut.turn is not None and cut.turn.role == "named" and _beside_label(lines, cut) is not None for cut in cuts
    )


def _beside_label(lines: list[Line], cut: Cut) -> str | None:
    """The rest of a turn's first line, where it has the form of a title and the text stands below; else None."""
    rest = lines[cut.first].text[cut.turn.length :].strip() if cut.turn is not None else ""
    return rest if rest and cut.last > cut.first + 1 and is_short(rest) and rest[-1] not in "！？!?" else None


def _only_answerer(cuts: list[Cut]) -> str | None:
    """The name of the one who gives all the answers that have a name; None where several do, or none has one."""
    names = {
        cut.speaker.name
        for before, cut in pairwise(cuts)
        if cut.turn is not None
        and cut.speaker.name is not None
        and (cut.turn.role == "answer" or (cut.turn.role == "named" and before.turn is not None and before.turn.role == "question"))
    }
    return names.pop() if len(names) == 1 else None


def _is_plain_answer(cut: Cut) -> bool:
    """Whether a turn is marked as an answer and no more, 答：."""
    return cut.turn is not None and cut.turn.role == "answer" and (cut.speaker.text or "").startswith(("答", "回答", "A"))


def _hosts(lines: list[Line], cuts: list[Cut]) -> set[str | None]:
    """The names of those who lead through a conversation without being called host.

    Such a one spoke before the first question, gives the word to others (请大家提问, 发布会到此结束), and is never the first to
    speak after a question, unless to pass it on: a speaker who takes questions and supplements an answer is none.
    """
    first = next((n for n, cut in enumerate(cuts) if cut.turn is not None and cut.turn.role == "question"), 0)
    hosts: set[str | None] = {cut.speaker.name for cut in cuts[:first] if cut.turn is not None and cut.turn.role == "named"}
    if not hosts:
        return hosts
    led: set[str | None] = set()
    for before, cut in zip((None, *cuts), cuts, strict=False):
        if cut.speaker.name not in hosts:
            continue
        said = "".join(line.text for line in lines[cut.first : cut.last])
        asked = before is not None and before.turn is not None and before.turn.role == "question"
        if asked and not (len(said) <= PASSED_ON and _PASSES_ON.search(said)):
            hosts.discard(cut.speaker.name)
        elif _LEADS.search(said[-LED:]):
            led.add(cut.speaker.name)
    return hosts & led


def _leads_on(lines: list[Line], cut: Cut) -> bool:
    """Whether a turn is short and gives the word to others, or closes: 下面请继续提问, 发布会到此结束."""
    said = lines[cut.last - 1].end - lines[cut.first].start
    return said <= PASSED_ON and any(_LEADS.search(line.text) for line in lines[cut.first : cut.last])
