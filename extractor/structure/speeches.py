"""Speeches: one person's, a digest of several, or turns of question and answer."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from extractor import lexicons
from extractor.structure.announcements import opens_closing
from extractor.structure.datelines import is_dateline
from extractor.structure.front import is_issuer, is_note_signature, is_subtitle, opens_address, opens_note
from extractor.structure.lines import Line, is_aside, is_banner, is_han, is_header_field, is_section_banner, is_short, is_trailer
from extractor.structure.markers import find_markers
from extractor.structure.outline import SpeakerDraft
from extractor.structure.speakers import is_name, parted_speaker, post_after, speaker_of
from extractor.structure.turns import Turn, turn_of
from extractor.text.spans import View

SPEAKER_LIMIT = 90
BANNER_LENGTH = 8
NAME_LIMIT = 7  # three characters with blanks between, or a name of four
HEADING_LINES = 3
BOX = "【】"
_TERRITORIES = ("街道", "镇", "乡", "村", "社区", "县", "市", "区")
GROUPS = ("组】", "团】", "界】", "专场】", "会场】")  # a banner names those who speak under it


class Cut(NamedTuple):
    """A speech by its lines: [first, last) of the document's lines, heading lines, and who speaks."""

    first: int
    last: int
    heading: tuple[int, ...]
    speaker: SpeakerDraft
    turn: Turn | None = None


def digest_cuts(lines: list[Line], view: View) -> list[Cut]:
    """The speeches that lines naming a speaker open; empty where there are none.

    The view is asked for the blanks between title and first heading.
    """
    speakers = _speaker_lines(lines)
    if not speakers:
        return []
    if (signed := _signed_cuts(lines, speakers)) is not None:
        return signed
    places = sorted(speakers)
    boxed = _stand_in_boxes(lines, places)
    above = boxed or _stands_above(lines, places)
    offices = _offices(lines, speakers) if above and not boxed else frozenset()
    for at in offices:
        speakers[at] = _of_office(speakers[at], lines[at - 1].text)
    headings: list[tuple[int, ...]]
    if boxed:
        headings = [(at - 1,) if at and _is_boxed(lines[at - 1].text) else () for at in places]
    else:
        headings = [_heading_above(lines, at - (at in offices), view) if above else _heading_below(lines, at) for at in places]
    if above and not boxed:
        headings[0] = _first_heading(lines, places[0] - (places[0] in offices), headings, view)
    starts = [min((at, *heading)) for at, heading in zip(places, headings, strict=True)]
    cuts = []
    for n, at in enumerate(places):
        limit = starts[n + 1] if n + 1 < len(places) else len(lines)
        if (
            above
            and not boxed
            and limit < len(lines)
            and _is_heading_line(lines[limit - 1])
            and _is_set_off(lines, limit - 1, places[n + 1], view)
        ):
            limit -= 1
        last = speech_end(lines, at + 1, limit)
        cuts.append(Cut(starts[n], last, headings[n], _with_post_after(lines, speakers[at], at, last)))
    return cuts


def _offices(lines: list[Line], speakers: dict[int, SpeakerDraft]) -> frozenset[int]:
    """The speaker lines that have the name of an office between them and the title of the speech, where most have one and it is some
    post's body that their lines do not name."""
    under = [at for at in speakers if at > 1 and _is_office(lines[at - 1].text) and _is_heading_line(lines[at - 2])]
    wanted = any(body is None for at in under for body, _ in speakers[at].positions)
    return frozenset(under) if wanted and len(under) * 2 > len(speakers) else frozenset()


def _is_office(text: str) -> bool:
    if not is_han(text) or lexicons.look_up("heading_verb.verb", "to_do").end_at(text, 0):
        return False  # 建设绿色乡村
    return lexicons.look_up("organization").start_before(text, len(text)) > 0 or text.endswith(_TERRITORIES)


def _of_office(speaker: SpeakerDraft, office: str) -> SpeakerDraft:
    """A speaker whose posts name no body, with the office above as theirs."""
    positions = tuple((office if body is None else body, title) for body, title in speaker.positions)
    return speaker._replace(positions=positions)


def _signed_cuts(lines: list[Line], speakers: dict[int, SpeakerDraft]) -> list[Cut] | None:
    """The speeches that are signed below, （甲市市长 张小样）, each from its heading to its signature; None where they are not.

    Then each name in brackets stands right below a text, and the last one ends the last speech.
    """
    last = max((i for i, line in enumerate(lines) if not is_trailer(line.text)), default=0)
    signer = speaker_of(lines[last].text) if last not in speakers else None
    signatures = speakers | ({last: signer} if signer is not None else {})
    places = sorted(signatures)
    signed = len(places) > 1 and places[-1] == last and all(lines[at].text[0] in "（(" for at in places)
    if not signed or any(at == 0 or _is_heading_line(lines[at - 1]) for at in places):
        return None
    cuts = []
    first = 1  # the title's line is no heading of a speech
    for at in places:
        headings = [i for i in range(first, at - 1) if _is_heading_line(lines[i]) and not _is_heading_line(lines[i + 1])]
        if not headings:
            return None
        cuts.append(Cut(headings[0], at + 1, (headings[0],), signatures[at]))
        first = at + 1
    return cuts


def _speaker_lines(lines: list[Line]) -> dict[int, SpeakerDraft]:
    """The lines that name a speaker and have a text below; of names in a row, a list of those present, none."""
    found: dict[int, SpeakerDraft] = {}
    bare: dict[int, SpeakerDraft] = {}
    for i, line in enumerate(lines[:-1]):
        text = line.text
        if len(text) > SPEAKER_LIMIT or "。" in text:
            continue
        speaker = speaker_of(text) or _label_alone(text)
        named = speaker is None and len(text) <= NAME_LIMIT and _is_bare_name(lines, i)
        if not (speaker or named) or is_trailer(text) or _is_field(lines, i):
            continue
        if speaker is not None:
            found[i] = speaker
        else:
            bare[i] = SpeakerDraft(text.replace(" ", ""), (), text)
    if found and any(parted_speaker(speaker.text or "") for speaker in found.values()):
        # where names are set off by a sign, one of an unknown surname is a name too
        found |= {
            i: speaker
            for i, line in enumerate(lines[:-1])
            if i not in found and len(line.text) <= SPEAKER_LIMIT and "。" not in line.text and (speaker := parted_speaker(line.text))
        }
    if bare and (found or len(bare) > 1 or any(post_after(line.text) for line in lines)):
        found |= bare
    return {i: speaker for i, speaker in sorted(found.items()) if i + 1 not in found and i - 1 not in found}


def _is_field(lines: list[Line], at: int) -> bool:
    """Whether a line is a field at the head of minutes; one that names the host may open a speech where no other stands by."""
    if not is_header_field(lines[at].text):
        return False
    label = lines[at].text.replace("：", ":").partition(":")[0].replace(" ", "")
    beside = [*lines[max(at - 1, 0) : at], *lines[at + 1 : at + 2]]
    return label not in lexicons.words("role_label") or any(is_header_field(line.text) for line in beside)


def _is_bare_name(lines: list[Line], at: int) -> bool:
    """Whether a line is a name and no more, between a heading and a text; 金融, 文化 and other fields are none."""
    name = lines[at].text.replace(" ", "")
    if at == 0 or is_short(lines[at + 1].text) or name in lexicons.words("subject_heading"):
        return False
    return _is_heading_line(lines[at - 1]) and is_name(name, by_surname=True)


def _label_alone(text: str) -> SpeakerDraft | None:
    """The speaker of a line that is only a label, 甲市财政局局长张小样：."""
    turn = turn_of(text) if text[-1] in "：:" else None
    return turn.speaker if turn is not None and turn.role == "named" and turn.length == len(text) else None


def _with_post_after(lines: list[Line], speaker: SpeakerDraft, at: int, last: int) -> SpeakerDraft:
    if speaker.positions:
        return speaker
    for line in reversed(lines[at + 1 : last]):
        held = post_after(line.text)
        if held:
            return speaker._replace(positions=held)
    return speaker


def _is_heading_line(line: Line) -> bool:
    text = line.text
    if not is_short(text) or is_trailer(text) or is_banner(text) or is_subtitle(text) or is_dateline(text) or opens_note(text):
        return False
    if is_header_field(text):
        return False
    return not (opens_address(text) or is_note_signature(text) or post_after(text) or any(m.leads for m in find_markers(text)))


def _is_boxed(text: str) -> bool:
    """Whether a line is a few words in 【】, a banner or the heading of a speech; 【编者按】 is neither."""
    return is_banner(text) and text[0] == "【" and not opens_note(text) and not text.endswith(GROUPS)


def _stand_in_boxes(lines: list[Line], places: list[int]) -> bool:
    """Whether each speech has its own heading in 【】 over its speaker line; a banner stands over several speeches."""
    return all(at > 0 and _is_boxed(lines[at - 1].text) for at in places)


def _stands_above(lines: list[Line], places: list[int]) -> bool:
    """Whether headings stand above the speaker lines, by majority; the first speaker, under the title, does not vote."""
    voters = places[1:] or places
    above = sum(at > 0 and _is_heading_line(lines[at - 1]) and at - 1 not in places for at in voters)
    below = sum(at + 1 < len(lines) and _is_heading_line(lines[at + 1]) for at in voters)
    return above * 2 >= len(voters) or above >= below


def _heading_above(lines: list[Line], at: int, view: View) -> tuple[int, ...]:
    """The heading's lines; a few characters set off above them are a banner over several speeches."""
    first = at
    while first > 0 and at - first < HEADING_LINES and _is_heading_line(lines[first - 1]) and speaker_of(lines[first - 1].text) is None:
        first -= 1
    return tuple(range(first + (_is_set_off(lines, first, at, view) or _is_signed_over(lines, first, at)), at))


def _is_signed_over(lines: list[Line], first: int, at: int) -> bool:
    """Whether the first of some heading lines is a banner by its sign, which the line below has not."""
    return at - first > 1 and is_section_banner(lines[first].text) and lines[first + 1].text[0] != lines[first].text[0]


def _is_set_off(lines: list[Line], first: int, at: int, view: View) -> bool:
    """Whether the first of some heading lines is a banner: a few characters, with a wider blank below than the heading has."""
    return at - first > 1 and len(lines[first].text) <= BANNER_LENGTH and _blank(lines, first + 1, view) > _blank(lines, at, view)


def _blank(lines: list[Line], at: int, view: View) -> int:
    """How far a line stands from the line above, in characters of the source."""
    return view.origin(lines[at].start) - view.origin(lines[at - 1].end - 1)


def _heading_below(lines: list[Line], at: int) -> tuple[int, ...]:
    end = at + 1
    while end < len(lines) and end - at <= 2 and _is_heading_line(lines[end]):
        end += 1
    return tuple(range(at + 1, end))


def _first_heading(lines: list[Line], at: int, headings: list[tuple[int, ...]], view: View) -> tuple[int, ...]:
    """The first speech's heading, apart from the document's title that may stand right above it.

    A line between them parts them, else the widest blank, else the number of lines that the other headings have.
    """
    first = at
    while first > 0 and _is_heading_line(lines[first - 1]) and not (first < at and _is_signed_over(lines, first - 1, at)):
        first -= 1
    run = at - first
    if any(_parts_title(line) for line in lines[:first]):
        return tuple(range(max(first, at - HEADING_LINES), at))
    others = [len(heading) for heading in headings[1:]]
    usual = Counter(others).most_common(1)[0][0] if others else 0
    if not usual or not run:
        return ()
    blanks = [_blank(lines, i, view) for i in range(first + 1, at)]
    if len(blanks) > 1 and blanks.count(max(blanks)) == 1:
        return tuple(range(first + 1 + blanks.index(max(blanks)), at))
    return tuple(range(at - max(1, min(usual, run - 1)), at))


def _parts_title(line: Line) -> bool:
    """Whether a line stands between the title and the first heading: a subtitle, a dateline, a banner, the end of a note."""
    return (
        is_subtitle(line.text)
        or is_note_signature(line.text)
        or is_dateline(line.text)
        or is_banner(line.text)
        or is_section_banner(line.text)
        or is_header_field(line.text)
    )


def speech_end(lines: list[Line], first: int, limit: int, plain: bool = False) -> int:
    """The end of a speech's lines: before a side-note by the paper, a banner over the next, and the trailer lines at the end.

    A banner may be ``plain``, without a sign.
    """
    aside = next((i for i in range(first, limit) if is_aside(lines[i].text)), limit)
    last = aside
    while last > first and (is_trailer(lines[last - 1].text) or is_banner(lines[last - 1].text)):
        last -= 1
    followed = first < last and aside < len(lines)
    if followed and (_is_banner_over(lines, first, last - 1) or (plain and _is_plain_banner(lines[last - 1].text))):
        last -= 1
    return last


def _is_banner_over(lines: list[Line], first: int, at: int) -> bool:
    """Whether the last line of a speech that others follow is their banner; where it is one of several points, it is none."""
    text = lines[at].text
    if not is_section_banner(text) or speaker_of(text) is not None:
        return False
    return not any(line.text[0] == text[0] for line in lines[first:at])


def _is_plain_banner(text: str) -> bool:
    return len(text) <= BANNER_LENGTH and is_han(text) and not opens_closing(text, 0)


def has_plain_banner(lines: list[Line], at: int) -> bool:
    """Whether a banner without a sign stands over the first speech, set off by a note or a subtitle from the title."""
    if at < 2 or not _is_plain_banner(lines[at - 1].text) or is_issuer(lines[at - 1].text):
        return False
    above = lines[at - 2].text
    return is_subtitle(above) or not is_short(above)
