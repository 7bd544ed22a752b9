"""Numbered items: where each ends, which stands in which, and what its list announces.

An item runs to the next of its list. The last one runs, where the items are headings on lines of their own, to the end of
the item further out or of the speech, but not over what closes that (module endings); where the items are parted by ； or ，,
to its 。; else to the end of its paragraph. A list that opens on the very next line, one step further in, still belongs to it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from extractor.models import ItemKind
from extractor.sentences import CLAUSE_STOP, FULL_STOP, trimmed_end
from extractor.structure import kinds
from extractor.structure.announcements import announced_count, announces_points, closing_start, lead_in
from extractor.structure.chains import Chain, chain_markers, list_notes
from extractor.structure.endings import are_headings, before_closing, before_epilogue
from extractor.structure.headings import agenda_kinds, names_subjects, section_kind
from extractor.structure.lines import is_page_debris, line_end
from extractor.structure.markers import DEPTH, Marker
from extractor.structure.outline import DiagnosticDraft, ItemDraft, Span

_PARTING = frozenset("；;，,、")
_DEBRIS_ENDS = frozenset("—–―─━-_=*═~页")
_CLOSERS = frozenset("”’）)」』】")
Facts = tuple[tuple[ItemKind, ...], int | None]  # the kinds of a list's items, and the count that is announced
# Items of these may go over several paragraphs; 一是 and its like stay in one.
_PARAGRAPHS = frozenset({"section", "bracket", "number", "ordinal"})
# A speech whose longest line holds this much of it has lost its paragraph breaks.
LOST_SHARE = 0.6
LOST_LENGTH = 250


class Region(NamedTuple):
    """A stretch in which items are looked for: one speech, or the body of a document without a speaker."""

    start: int
    end: int
    speech: int | None
    sections: Sequence[tuple[int, ItemKind | None]] = ()  # headings that say what follows, by place


class Page(NamedTuple):
    """What the end of a list's last item hangs on besides the list: the lists behind it, leading markers, lost breaks."""

    ends: dict[int, tuple[Chain, int]]  # where a list opens: the list, and the end of its last item
    leading: list[int]  # the places of the markers that open a line
    lost: bool


class Listed(NamedTuple):
    """A list with its items' spans and headlines."""

    chain: Chain
    spans: tuple[Span, ...]
    headlines: tuple[Span, ...]
    headings: bool  # its items are headings on lines of their own


def find_items(text: str, region: Region, markers: list[Marker]) -> tuple[list[ItemDraft], list[DiagnosticDraft]]:
    """The items of a region in order of start (parents and diagnostics name them by their index), and what is odd in them."""
    chains = _in_sections(chain_markers(text, markers, region.end), region, {marker.start for marker in markers})
    lost = _lost_breaks(text, region) if chains else False
    ends: dict[int, tuple[Chain, int]] = {}  # where a list opens: the list, and the end of its last item
    leading = [marker.start for marker in markers if marker.leads]
    reached = []
    for chain in reversed(chains):
        spans = _spans(text, chain, Page(ends, leading, lost))
        ends[chain.markers[0].start] = (chain, spans[-1][1])
        reached.append(spans)
    reached.reverse()
    listed: list[Listed] = []
    for chain, spans in zip(chains, _inside(reached), strict=True):
        if not names_subjects(text, chain) or announces_points(text, lead_in(text, chain.markers[0], region.start)):
            headlines = tuple(_headline(text, marker, span) for marker, span in zip(chain.markers, spans, strict=True))
            listed.append(Listed(chain, spans, headlines, are_headings(text, chain)))
    items, rows = _nest(text, region, listed)
    notes = [note for one, found in zip(listed, rows, strict=True) for note in list_notes(one.chain, found, items[found[0]].announced)]
    return items, notes


def _in_sections(chains: list[Chain], region: Region, numbered: set[int]) -> list[Chain]:
    """The lists, those of 一、 under a heading of a section without a number ended by the next such heading.

    过去一年工作回顾 一、… 二、… 2025年主要任务: where the first has none above it, the second may be a part of 二.
    """
    bare = [place for place, _ in region.sections if place not in numbered]
    kept: list[Chain] = []
    for chain in chains:
        first = chain.markers[0]
        following = bisect_left(bare, chain.markers[-1].start)
        ended = following < len(bare) and bare[following] < chain.limit
        ended = ended and bare[0] < first.start and first.family == "section" and first.leads
        kept.append(replace(chain, limit=bare[following]) if ended else chain)
    return kept


def _inside(reached: list[tuple[Span, ...]]) -> list[tuple[Span, ...]]:
    """The lists' spans with the end of each held inside the span that holds its beginning, a subject's heading or an item."""
    order = sorted((span[0], -span[1], number, at) for number, spans in enumerate(reached) for at, span in enumerate(spans))
    held = [list(spans) for spans in reached]
    opened: list[int] = []  # the ends of the spans that are open
    for start, negative_end, number, at in order:
        while opened and opened[-1] <= start:
            opened.pop()
        end = min(-negative_end, opened[-1]) if opened else -negative_end
        held[number][at] = (start, end)
        opened.append(end)
    return [tuple(spans) for spans in held]


def _spans(text: str, chain: Chain, page: Page) -> tuple[Span, ...]:
    starts = [marker.start for marker in chain.markers]
    spans = [(start, _before_debris(text, start, following)) for start, following in pairwise(starts)]
    last = chain.markers[-1]
    end = _last_end(text, chain, spans, page)
    return (*spans, (last.start, max(last.end, _before_debris(text, last.start, end))))


def _before_debris(text: str, start: int, end: int) -> int:
    """The end of an item, blanks and what a page left at its foot (— 3 —) not counted."""
    end = trimmed_end(text, start, end)
    while text[end - 1] in _DEBRIS_ENDS:
        line = text.rfind("\n", start, end) + 1
        if not line or not is_page_debris(text[line:end].strip()):
            break
        end = trimmed_end(text, start, line)
    return end


def _last_end(text: str, chain: Chain, before: list[Span], page: Page) -> int:
    last = chain.markers[-1]
    end = line_end(text, last.start, chain.limit)
    if are_headings(text, chain):
        return trimmed_end(text, last.start, before_epilogue(text, chain, before, page.leading))
    several = last.family in _PARAGRAPHS and last.leads and _several_lines(text, before)
    # a last item that is a paragraph of its own, as those before it are, goes to the paragraph's end
    own = last.leads and all(marker.leads for marker in chain.markers[1:])
    if before and all(text[stop - 1] in _PARTING for _, stop in before) and not several and not own and not _hold_stops(text, before):
        match = FULL_STOP.search(text, last.body, end)
        if match is None:
            return trimmed_end(text, last.start, end)
        return _with_closers(text, match.end(), end)
    if several:
        end = before_closing(text, chain, before)
    elif page.lost and not last.leads:
        end = closing_start(text, last.body, end)
    elif last.leads and _is_bare(text, last.body, end) and not any(_is_bare(text, a, b) for a, b in before):
        # 七是抓好民生。 with its text in the next paragraph
        end = before_closing(text, chain, before, min(chain.limit, line_end(text, end + 1, chain.limit)))
    return trimmed_end(text, last.start, _extended(text, chain, end, page.ends))


def _extended(text: str, chain: Chain, end: int, ends: dict[int, tuple[Chain, int]]) -> int:
    """The end moved over lists that open on the next line, one step further in."""
    depth = DEPTH[chain.markers[-1].family]
    while end < chain.limit and text[end : end + 1] == "\n" and end + 1 in ends:
        inner, inner_end = ends[end + 1]
        deeper = DEPTH[inner.markers[0].family]
        if inner_end > chain.limit or deeper < depth or inner.markers[0].family == chain.markers[-1].family:
            break
        if deeper == depth and text[end - 1] not in "：:":
            break
        end = inner_end
    return end


def _is_bare(text: str, start: int, end: int) -> bool:
    """Whether there is one sentence and no more."""
    stop = FULL_STOP.search(text, start, end)
    return stop is None or stop.end() >= end


def _several_lines(text: str, spans: list[Span]) -> bool:
    """Whether most of the items before go over more than one paragraph."""
    return sum(text.find("\n", start, end) >= 0 for start, end in spans) * 2 > len(spans)


def _hold_stops(text: str, spans: list[Span]) -> bool:
    """Whether most of the items before hold full stops of their own, so that none of them ends the last: 一是抓早。排查20处；二是…."""
    return sum(FULL_STOP.search(text, start, end) is not None for start, end in spans) * 2 > len(spans)


def _lost_breaks(text: str, region: Region) -> bool:
    length = region.end - region.start
    if length < LOST_LENGTH:
        return False
    longest = max(map(len, text[region.start : region.end].split("\n")))
    return longest > LOST_LENGTH and longest > LOST_SHARE * length


def _headline(text: str, marker: Marker, span: Span) -> Span:
    """After the marker to the first 。！？； or the line's end; where the item ends in ， to there."""
    match = CLAUSE_STOP.search(text, marker.body, span[1])
    end = match.start() if match else span[1]
    while end > marker.body and text[end - 1] in "，,、；; ":
        end -= 1
    return min(marker.body, end), end


def _nest(text: str, region: Region, listed: list[Listed]) -> tuple[list[ItemDraft], list[list[int]]]:
    """The items in order of start, each under the innermost that holds its beginning; and for each list its items' indices."""
    order = sorted(
        ((span[0], -span[1], number, at) for number, one in enumerate(listed) for at, span in enumerate(one.spans)),
    )
    items: list[ItemDraft] = []
    rows: list[list[int]] = [[] for _ in listed]
    open_items: list[int] = []
    facts: dict[int, Facts] = {}
    for start, negative_end, number, at in order:
        one = listed[number]
        while open_items and items[open_items[-1]].span[1] <= start:
            open_items.pop()
        parent = open_items[-1] if open_items else None
        outer = items[parent] if parent is not None else None
        if number not in facts:
            facts[number] = _facts(text, region, one, outer)
            if one.chain.runs_on and outer is None and _section(region, start) is None:
                facts[number] = _carried(listed[:number], one, facts[number], facts)
        listed_kinds, announced = facts[number]
        end = min(-negative_end, outer.span[1]) if outer else -negative_end
        headline = one.headlines[at]
        marker = one.chain.markers[at]
        rows[number].append(len(items))
        open_items.append(len(items))
        items.append(
            ItemDraft(
                span=(start, end),
                marker=(marker.start, min(marker.end, end)),
                headline=(min(headline[0], end), min(headline[1], end)),
                ordinal=one.chain.ordinals[at],
                level=outer.level + 1 if outer else 1,
                kind=listed_kinds[at],
                parent=parent,
                speech=region.speech,
                announced=announced,
            )
        )
    return items, rows


def _own_kind(heading: str) -> ItemKind | None:
    return kinds.own_kind(heading) or section_kind(heading)


def _facts(text: str, region: Region, one: Listed, outer: ItemDraft | None) -> Facts:
    """The kinds of a list's items and the count that its lead-in announces."""
    floor = outer.marker[1] if outer else region.start
    lead = lead_in(text, one.chain.markers[0], floor)
    announced = announced_count(text[lead[0] : lead[1]], len(one.spans))
    section, heading = _section(region, lead[0]), _heading_kind(text, region, lead)
    if outer and lead[0] <= outer.headline[0] and text[lead[1] - 1] not in "：:":
        lead, heading = (lead[1], lead[1]), None  # the heading of the item that holds the list announces nothing
    setting = kinds.Setting(lead, floor, outer.kind if outer else None, section, heading)
    own = [_own_kind(text[slice(*headline)]) if one.headings else kinds.label_kind(text[slice(*headline)]) for headline in one.headlines]
    if one.headings:
        agenda = agenda_kinds([text[slice(*headline)] for headline in one.headlines])
        own = [kind or told for kind, told in zip(own, agenda, strict=True)]
    if not any(own):
        return (kinds.kind_of(text, one.spans, one.headlines, setting),) * len(one.spans), announced
    # where some headings say what they hold (上年工作回顾), the others are asked without them; of such a list one that says
    # what has come of it (能力稳步提升) tells results
    if one.headings and section != "plan":
        own = [
            kind or ("achievement" if kinds.tells_rise(text[slice(*headline)]) else None)
            for kind, headline in zip(own, one.headlines, strict=True)
        ]
    others = [at for at, kind in enumerate(own) if kind is None]
    spans, headlines = (tuple(places[at] for at in others) for places in (one.spans, one.headlines))
    rest = kinds.kind_of(text, spans, headlines, setting)
    return tuple(kind or rest for kind in own), announced


def _section(region: Region, position: int) -> ItemKind | None:
    """What the heading of the section says that holds a place."""
    before = bisect_left(region.sections, (position + 1,))
    return region.sections[before - 1][1] if before else None


def _heading_kind(text: str, region: Region, lead: Span) -> ItemKind | None:
    """What a lead-in says that is itself the heading of a section, a line of its own: 2031年工作安排."""
    before = bisect_left(region.sections, (lead[0] + 1,))
    if not before or region.sections[before - 1][0] != lead[0] or text[lead[1] : lead[1] + 1] != "\n":
        return None
    return region.sections[before - 1][1]


def _carried(listed: list[Listed], one: Listed, own: Facts, facts: dict[int, Facts]) -> Facts:
    """The facts of a list whose numbers go on from another section are that list's; its own where there is none."""
    for number in range(len(listed) - 1, -1, -1):
        chain = listed[number].chain
        if chain.markers[0].family == one.chain.markers[0].family:
            follows = chain.runs_on and chain.last + 1 == one.chain.ordinals[0] and number in facts
            return ((facts[number][0][-1],) * len(one.spans), facts[number][1]) if follows else own
    return own


def _with_closers(text: str, end: int, limit: int) -> int:
    while end < limit and text[end] in _CLOSERS:
        end += 1
    return end
