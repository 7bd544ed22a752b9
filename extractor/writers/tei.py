"""TEI P5, in the manner of ParlaMint: turns are ``u``, their paragraphs ``seg``, what is no speech ``note``, ``head`` or ``p``.

Standard: https://tei-c.org/guidelines/p5/, https://clarin-eric.github.io/ParlaMint/. Figures are ``measure``, their periods ``date``,
where they stand; items, which run over paragraphs, have anchors at either end and are spans of the ``standOff``, as are metric, basis,
deadline and responsible bodies. A line end inside a paragraph is ``lb``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractor.models import Commitment, Figure, Period, Record, Speech
from extractor.version import __version__
from extractor.writers.debate import Debate, Person, Piece, Turn, rendered
from extractor.writers.marks import LABELS, Mark
from extractor.writers.tables import JOINER, cell_text
from extractor.writers.xml import DECLARATION, broken_lines, element, escaped, is_word, opening

NAMESPACE = "http://www.tei-c.org/ns/1.0"

_HEADS = {"title": "main", "subtitle": "sub", "banner": "banner", "heading": "speech"}
_PROSE = ("body", "unread", "speech", "question")
# The values of a figure's fields as categories that ana points to, besides its kind.
_CATEGORIES = {
    "actual": "实际",
    "target": "目标",
    "ge": "不低于",
    "gt": "超过",
    "le": "不超过",
    "lt": "低于",
    "approx": "约",
    "increase": "增加",
    "decrease": "减少",
    "label": "概称",
}


def tei(seen: Debate) -> str:
    """The document as a TEI document, the line end included."""
    body = "\n".join(_divisions(seen))
    apart = "\n".join(_stand_off(seen))
    parts = [_header(seen), "<text>", "<body>", body, "</body>", "</text>"]
    parts += ["<standOff>", apart, "</standOff>"] if apart else []
    return "\n".join([DECLARATION + opening("TEI", xmlns=NAMESPACE, xml_lang="zh"), *parts, "</TEI>\n"])


def _header(seen: Debate) -> str:
    bulletin = seen.bulletin
    event = bulletin.event
    titles = element("title", escaped(bulletin.title or bulletin.source.name), type="main")
    titles += element("title", escaped(bulletin.subtitle), type="sub") if bulletin.subtitle else ""
    titles += element("meeting", escaped(event.name)) if event and event.name else ""
    source = element("title", escaped(bulletin.title or bulletin.source.name))
    source += element("idno", escaped(bulletin.source.name), type="file") + element("idno", bulletin.source.sha256, type="SHA-256")
    made = f"Made from the source by bulletin-extractor {__version__}; its words are the source's."
    lines = ["<teiHeader>", "<fileDesc>", element("titleStmt", titles), element("publicationStmt", element("p", made))]
    lines += [element("sourceDesc", element("bibl", source)), "</fileDesc>", "<encodingDesc>"]
    program = element("application", element("label", "bulletin-extractor"), ident="bulletin-extractor", version=__version__)
    lines.append(element("appInfo", program))
    named = {name: chinese for name, chinese in LABELS.items() if name != "period"} | _CATEGORIES
    categories = "".join(element("category", element("catDesc", chinese), xml_id=name) for name, chinese in named.items())
    lines += [element("classDecl", element("taxonomy", categories, xml_id="taxonomy")), "</encodingDesc>", "<profileDesc>"]
    lines.append(element("langUsage", element("language", "中文", ident="zh")))
    if event and (event.place or event.date):
        setting = element("name", escaped(event.place), type="place") if event.place else ""
        if event.date:
            first = {"when": event.date} if event.date_end is None else {"from": event.date, "to": event.date_end}
            setting += element("date", escaped(event.date_text or event.date), **first)
        lines.append(element("settingDesc", element("setting", setting)))
    if seen.persons:
        lines += ["<particDesc>", "<listPerson>", *map(_person, seen.persons), "</listPerson>", "</particDesc>"]
    return "\n".join([*lines, "</profileDesc>", "</teiHeader>"])


def _person(person: Person) -> str:
    known = element("persName", escaped(person.name)) if person.name else ""
    for position in person.positions:
        body = element("orgName", escaped(position.organization)) if position.organization else ""
        known += element("affiliation", body + element("roleName", escaped(position.title)))
    if person.outlet:
        known += element("affiliation", element("orgName", escaped(person.outlet)))
    if not person.name and person.text:
        known += element("note", escaped(person.text))
    return element("person", known, xml_id=person.id)


def _divisions(seen: Debate) -> Iterator[str]:
    """The divisions of the body: a heading opens one where prose stands before it."""
    made: list[str] = []
    prose = spoken = False
    for number, turn in enumerate(seen.turns, 1):
        for heads, lines in _runs(turn):
            if prose and any(piece.role in _HEADS for piece in heads):
                yield _division(made, spoken)
                made, prose, spoken = [], False, False
            made += [_line(seen, piece) for piece in heads]
            if lines and turn.speech is not None:
                made.append(_utterance(seen, turn.speech, turn.asked, lines, number))
                prose = spoken = True
            else:
                made += [_line(seen, piece) for piece in lines]
                prose |= any(piece.role in _PROSE for piece in lines)
    yield _division(made, spoken)


def _runs(turn: Turn) -> Iterator[tuple[list[Piece], list[Piece]]]:
    """The pieces of a turn as runs: headings with the lines among them, then the rest up to the next heading."""
    heads: list[Piece] = []
    lines: list[Piece] = []
    for piece in turn.pieces:
        if piece.role in _HEADS or piece.role == "speaker":
            if lines:
                yield heads, lines
                heads, lines = [], []
            heads.append(piece)
        else:
            lines.append(piece)
    yield heads, lines


def _division(lines: list[str], spoken: bool) -> str:
    return "\n".join([opening("div", type="debateSection" if spoken else "commentSection"), *lines, "</div>"])


def _utterance(seen: Debate, speech: Speech, asked: bool, pieces: Iterable[Piece], number: int) -> str:
    person = (seen.questioners if asked else seen.speakers).get(speech.id)
    kind = "#question" if asked else "#speech"
    start = opening("u", xml_id=f"u{number}", n=speech.id, who=person and f"#{person}", ana=kind)
    return "\n".join([start, *(_line(seen, piece) for piece in pieces), "</u>"])


def _line(seen: Debate, piece: Piece) -> str:
    content = rendered(seen, piece, _Tags())
    if piece.role in _HEADS:
        return element("head", content, type=_HEADS[piece.role])
    if piece.role in ("speech", "question"):
        return element("seg", content, xml_id=f"seg{piece.start}")
    return element("p", content) if piece.role in _PROSE else element("note", content, type=piece.role)


class _Tags:
    """How TEI marks what stands in a paragraph."""

    def text(self, text: str) -> str:
        return broken_lines(text, '<lb break="no"/>', "<lb/>")

    def around(self, mark: Mark) -> tuple[str, str]:
        if isinstance(mark.record, Figure):
            return _measure(mark.record, mark.id)
        if mark.label == "speaker":
            return opening("note", type="speaker"), "</note>"
        return opening("date", xml_id=mark.id, **_days(mark.record)), "</date>"

    def begin(self, mark: Mark) -> str:
        return element("anchor", xml_id=f"{mark.id}.begin")

    def end(self, mark: Mark) -> str:
        return element("anchor", xml_id=f"{mark.id}.end")


def _days(period: Record) -> dict[str, str | None]:
    if not isinstance(period, Period):
        return {}
    if period.first_day is not None and period.first_day == period.last_day:
        return {"when": period.first_day}
    return {"from": period.first_day, "to": period.last_day}


def _measure(figure: Figure, name: str | None) -> tuple[str, str]:
    """The tags around a figure; of a range the ends are on a number inside."""
    value = cell_text(figure.value)
    said: list[str] = [figure.kind, figure.status]
    said += [figure.comparator] if figure.comparator != "eq" else []
    said += [figure.change] if figure.change else []
    said += ["label"] if figure.label else []
    unit = figure.unit if is_word(figure.unit) else None
    start = opening("measure", xml_id=name, type=figure.kind, quantity=value, unit=unit, ana=" ".join(f"#{one}" for one in said))
    if figure.value_max is None:
        return start, "</measure>"
    return start + opening("num", min=value, max=cell_text(figure.value_max)), "</num></measure>"


def _stand_off(seen: Debate) -> Iterator[str]:
    """Items and what else is apart from the text, then what is said of items and figures, then the links."""
    apart = [_apart(mark) for mark in seen.loose]
    yield from _group("spanGrp", "marks", apart)
    items = [(mark.id, mark.record) for mark in seen.loose if isinstance(mark.record, Commitment)]
    said: dict[str, list[str]] = {"responsible": [], "deadline": [], "metric": [], "basis": []}
    for name, item in items:
        if item.responsible:
            said["responsible"].append(element("span", escaped(JOINER.join(item.responsible)), target=f"#{name}"))
        if item.deadline:
            said["deadline"].append(element("span", element("date", when=item.deadline), target=f"#{name}"))
    known = _held(seen)
    for figure in seen.bulletin.figures:
        if figure.id in known:
            for name, value in (("metric", figure.metric), ("basis", figure.basis)):
                if value:
                    said[name].append(element("span", escaped(value), target=f"#{figure.id}"))
    for name, spans in said.items():
        yield from _group("spanGrp", name, spans)
    for name in ("part_of", "dated"):
        links = [link for link in seen.layer.links if link.label == name and {link.source, link.target} <= known]
        yield from _group("linkGrp", name, [element("link", target=f"#{link.source} #{link.target}") for link in links])


def _held(seen: Debate) -> set[str]:
    """The ids of all marks that the text or the stand-off part has."""
    return {mark.id for content in seen.contents.values() for mark in content.inside} | {mark.id for mark in seen.loose}


def _apart(mark: Mark) -> str:
    record = mark.record
    content = ""
    if isinstance(record, Commitment):
        content = escaped(record.headline)
    elif isinstance(record, Figure):
        start, end = _measure(record, None)
        content = start + escaped(record.text) + end
    elif isinstance(record, Period):
        content = element("date", escaped(record.text), **_days(record))
    number = str(record.ordinal) if isinstance(record, Commitment) else None
    kind = f"#{mark.label}" if mark.label != "period" else None
    ends = {"from": f"#{mark.id}.begin", "to": f"#{mark.id}.end"}
    return element("span", content, xml_id=mark.id, type=mark.label, n=number, ana=kind, **ends)


def _group(name: str, kind: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield "\n".join([opening(name, type=kind), *lines, f"</{name}>"])
