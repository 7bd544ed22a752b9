"""Front matter: title, subtitle, dateline and editor's note, before the first speech or paragraph."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractor import lexicons
from extractor.models import Role
from extractor.structure.datelines import DATE, agency_end, is_dateline
from extractor.structure.lines import HAN, Line, is_banner, is_han, is_header_field, is_rule, is_section_banner, is_short, is_trailer
from extractor.structure.outline import SpeakerDraft
from extractor.structure.speakers import is_name, speaker_of
from extractor.text.patterns import lazy

_LABEL = lazy(r"[【\[（(〔]?([^ 】\]）)〕：:][^】\]）)〕：:]{1,8})[】\]）)〕：:]", cues="】]）)〕：:")
_NOTE_SIGNATURE = lazy(r"(?:[—－-]{1,2}|[（(])\s?(?:本报)?编 ?(?:者|辑部)[）)]?$")
_DASH = lazy(r"(?:[—－–-]{2}|—)")
_DOCUMENT_NUMBER = lazy(
    r"[〔\[（(](?:19|20)[0-9]{2}[〕\]）)] ?(?:第 ?)?[0-9]{1,4} ?[号期](?: ?(?:19|20)[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日)?$"
    r"|[（(]?(?:总 ?)?第 ?[0-9]{1,4} ?[号期][）)]?$"
)
_TIMED = lazy(rf"{DATE} ?(?:[上下]午|晚上?)? ?[0-9]{{1,2}}[:：时][0-9]{{2}}分?$")  # when a briefing began
_OVERLINE = lazy("(?:强调|指出|要求|表示|提出|介绍|透露)[：:]?$")
_CALL = lazy("[，,]|[^。]{0,40}?[：:！!]")
_LONGEST_ISSUER = 24
# A title goes on below what ends so, and with what begins so.
_OPEN_END = ("暨", "、", "的", "关于")
_GOES_ON = ("关于", "暨")
# What a headline of news reports; a title that has it is all there.
_REPORTS = lazy("召开|举行|举办|开幕|闭幕|出席|主持|听取|审议|通过|印发|发布|出台|部署|强调")
_FIELD = lazy(rf"{HAN}(?: ?{HAN}){{1,5}} ?[：:][^：:]{{1,60}}$")
# 制定工作方案 says what is done, 整改工作方案 is a paper's name
_MAKES = lazy("提出|明确|推出|讨论|研究|征求|制[定订]|修[订改]|形成|传达|学习|确定|健全|完善|建立|落实")
_NOUN_OF = ("工作", "情况", "专项", "行动")
_SIGNED = lazy(
    rf"((?:{HAN}| ){{2,40}}?) ?(?:19|20)[0-9]{{2}}(?:年[0-9]{{1,2}}月(?:[0-9]{{1,2}}日)?|(?P<sign>[-/.])[0-9]{{1,2}}(?P=sign)[0-9]{{1,2}})$"
)
_RED_HEAD = "文件"
_MEETING_PAPER = lazy("(?:文件|材料)(?:[（(]?之?[一二三四五六七八九十0-9]{1,3}[）)]?)$", cues=("文件", "材料"))
_OCCASION_ENDS = ("上", "讲话", "报告", "发言", "致辞")
SHORTEST_OCCASION = 4
REPEATED = 8  # so many characters of the headline said again are the headline


@dataclass(slots=True)
class Front:
    """What the front matter says: title and subtitle lines, and a role for each line."""

    title: list[Line] = field(default_factory=list)
    subtitle: list[Line] = field(default_factory=list)
    datelines: list[Line] = field(default_factory=list)
    note: list[Line] = field(default_factory=list)
    speaker: SpeakerDraft | None = None
    roles: list[Role] = field(default_factory=list)


def is_issuer(text: str) -> bool:
    """Whether a line is only the name of an office, or of several, as under a title or at the end of a letter.

    >>> is_issuer("乙市统计局 甲省统计局乙市调查队"), is_issuer("乙市 统计局长会议")
    (True, False)
    """
    offices = lexicons.look_up("organization.office")
    return all(
        is_han(piece) and 2 <= len(piece) <= _LONGEST_ISSUER and offices.start_before(piece, len(piece)) >= 0 for piece in text.split(" ")
    )


def opens_note(text: str) -> bool:
    """Whether a line is or begins with the label of an editor's note."""
    if lexicons.words("label").get(text.replace(" ", "")) == "note":
        return True
    match = _LABEL.match(text)
    return match is not None and lexicons.words("label").get(match[1].replace(" ", "")) == "note"


def is_note_signature(text: str) -> bool:
    """Whether a line signs an editor's note, ——编者."""
    return _NOTE_SIGNATURE.match(text) is not None


def is_subtitle(text: str) -> bool:
    """Whether a line begins with the dash of a subtitle."""
    return _DASH.match(text) is not None and "。" not in text and len(text) <= 90 and not is_rule(text)


def opens_address(text: str) -> bool:
    """Whether a line begins with an address to the hearers, 各位代表：."""
    end = lexicons.look_up("address").end_at(text, 0)
    return end > 0 and _CALL.match(text, end) is not None


def read_front(lines: list[Line], joined_title: bool) -> Front:
    """Title, subtitle, dateline and note in the lines before the content; ``joined_title``: short lines in a row are one title.

    Where they are not, the second is the subtitle, unless a line with a dash comes below or it completes the title.
    """
    front = Front()
    fields = False
    # what a dash sets off is the subtitle: the short lines in a row above it are the title
    dashed = max((at for at, line in enumerate(lines) if is_subtitle(line.text)), default=0)
    for at, line in enumerate(lines):
        role = _role(line.text, front.roles)
        below = front.roles[-1:] == ["title"]
        if role != "title":
            fields = role == "dateline" and (fields or _holds_field(line.text))
        elif fields and front.title and _FIELD.match(line.text):
            role = "dateline"  # below known fields any label is one: 应到：9人
        if below and role == "dateline" and _shares_title(front, lines, at):
            front.title.append(line)
            role = "title"
        elif role == "title" and not front.title and (_is_red_head(lines, at) or _is_masthead(lines, at) or _is_letterhead(lines, at)):
            role = "banner"
        elif role == "title" and _is_signed(line.text):
            role = "dateline"  # the day of issue is not the meeting's
        elif role == "title":
            joins = joined_title or at < dashed or (below and completes_title(_whole(front), line.text))
            role = _title_role(front, line, joins and below)
        elif role == "subtitle":
            front.subtitle.append(line)
            front.speaker = front.speaker or speaker_of(line.text)
            if is_dateline(line.text):
                front.datelines.append(line)
        elif role == "editor_note":
            front.note.append(line)
        elif role == "dateline" and agency_end(line.text) != len(line.text):
            front.datelines.append(line)
            if front.speaker is None:
                front.speaker = speaker_of(line.text) or _bare_name(line.text)
        front.roles.append(role)
    return front


def _holds_field(text: str) -> bool:
    """Whether a line is a field at the head of minutes, or ends in one: 示例市人民政府办公室 签发人：张小样."""
    if is_header_field(text):
        return True
    office, blank, rest = text.partition(" ")
    return bool(blank) and ("：" in rest or ":" in rest) and is_issuer(office) and is_header_field(rest)


def completes_title(title: str, line: str) -> bool:
    """Whether a line goes on with the title above it: of papers it may be set in two, the issuer's or the meeting's name over
    what kind of paper it is.

    >>> completes_title("示例市人民政府", "常务会议纪要"), completes_title("示例市林业工作会议", "交 流 发 言 材 料")
    (True, True)
    >>> completes_title("示例市林业工作会议", "提出三条意见"), completes_title("春和景明 政通人和", "示例市林业工作总结")
    (False, False)
    >>> completes_title("示例市林业局", "整改工作方案"), completes_title("示例市林业局", "严格执行采伐规定")
    (True, False)
    >>> completes_title("关于造林和护林", "专项督查情况的通报"), completes_title("关于造林的通知", "严格执行采伐规定")
    (True, False)
    >>> completes_title("示例市召开林业工作会议", "张小样讲话 李小样主持"), completes_title("绿水青山 点绿成金", "示例市林业工作总结")
    (False, False)
    """
    title, line = title.replace(" ", ""), unspaced(line)
    if title.endswith(_OPEN_END) or line.startswith("暨"):
        return True
    if " " in line:
        return False
    papers = lexicons.look_up("document_type")
    if title.startswith("关于") and papers.start_before(title, len(title)) < 0:
        return papers.start_before(line, len(line)) >= 0  # 关于项目建设和优化环境 / 专项督查情况的通报
    if _REPORTS.search(title):
        return False
    if line.startswith(_GOES_ON):
        return is_issuer(title)
    if not (is_issuer(title) or lexicons.look_up("event_noun").start_before(title, len(title)) >= 0) or _REPORTS.search(line):
        return False
    kinds = lexicons.look_up("document_type", "genre.digest")
    if kinds.start_before(line, len(line)) < 0:
        return line in lexicons.words("genre")
    # a verb over its object (健全预算管理制度) is a sentence of its own
    verb = line[: lexicons.look_up("np_verb", "to_do.to_do", "heading_verb.verb").end_at(line, 0)]
    named = line.startswith(_NOUN_OF, len(verb)) or line[len(verb) :] in lexicons.words("document_type")
    return not (_MAKES.match(line) or (len(verb) > 1 and not named))


def unspaced(text: str) -> str:
    """A line whose characters are set apart, 交 流 材 料, without the blanks; other lines as they are."""
    return text.replace(" ", "") if " " in text and max(map(len, text.split(" "))) == 1 else text


def _whole(front: Front) -> str:
    return "".join(line.text for line in front.title)


def _shares_title(front: Front, lines: list[Line], at: int) -> bool:
    """Whether a line is a further issuer in the title: 中共示例市委办公室 / 示例市人民政府办公室 / 关于…的通知."""
    if at + 1 >= len(lines) or not is_issuer(lines[at].text) or not all(is_issuer(line.text) for line in front.title):
        return False
    return completes_title(lines[at].text, lines[at + 1].text)


def _is_red_head(lines: list[Line], at: int) -> bool:
    """Whether a line is the head of official papers, 示例市人民政府文件 or 示例市林业会议文件（四）, with a title below."""
    text = unspaced(lines[at].text)
    paper = _MEETING_PAPER.search(text)
    meeting = paper is not None and lexicons.look_up("event_noun").start_before(text, paper.start()) >= 0
    if not meeting and (not text.endswith(_RED_HEAD) or not is_issuer(text.removesuffix(_RED_HEAD))):
        return False
    titles = (line.text for line in lines[at + 1 :] if is_short(line.text) and not is_trailer(line.text))
    if meeting:
        return any(not (is_issuer(text) or is_dateline(text) or is_subtitle(text)) for text in titles)
    return any(not _DOCUMENT_NUMBER.search(text) for text in titles)


def _is_letterhead(lines: list[Line], at: int) -> bool:
    """Whether a line is the name of an office alone, over the number of its paper and a title set off below."""
    if not is_issuer(unspaced(lines[at].text)):
        return False
    numbers = [line for line in lines[at + 1 : at + 3] if _DOCUMENT_NUMBER.search(line.text)]
    return bool(numbers) and any(_role(line.text, []) == "title" for line in lines[at + 2 :])


def _is_masthead(lines: list[Line], at: int) -> bool:
    """Whether a line is the head of minutes or a bulletin, 会 议 纪 要, with the title set off below."""
    papers = lexicons.words("document_type")
    if unspaced(lines[at].text) not in papers:
        return False
    found = lexicons.look_up("document_type")
    return any(is_short(line.text) and found.start_before(line.text, len(line.text)) > 0 for line in lines[at + 2 :])


def _is_signed(text: str) -> bool:
    """Whether a line is an issuer and a day, 示例县人民政府办公室 2024年5月10日, 示例县水利局 2024年5月."""
    if text[-1] not in "月日" and not text[-1].isdigit():
        return False
    match = _SIGNED.match(text)
    return match is not None and is_issuer(match[1])


def _role(text: str, before: list[Role]) -> Role:
    """The role of a front line by its form; title stands for any heading."""
    if opens_note(text) or is_note_signature(text):
        return "editor_note"
    if "title" in before and _TIMED.match(text):
        return "dateline"
    if is_trailer(text):
        return "trailer"
    if is_dateline(text) or _DOCUMENT_NUMBER.search(text) or agency_end(text) == len(text) or _holds_field(text):
        return "subtitle" if "subtitle" not in before and _tells_occasion(text) else "dateline"
    if is_subtitle(text):
        return "subtitle"
    if speaker_of(text) is not None:
        return "dateline"
    if is_banner(text) or ("title" in before and is_section_banner(text)):
        return "banner"
    if is_short(text):
        return "dateline" if "title" in before and (is_issuer(text) or _bare_name(text)) else "title"
    return "editor_note"


def _tells_occasion(text: str) -> bool:
    """Whether a line gives day and occasion behind a dash, as a subtitle does: ——2024年1月20日在甲省第一届人民代表大会第二次会议上."""
    return text[0] in "—－–-" and is_subtitle(text) and text.rstrip("—－–-").endswith(_OCCASION_ENDS)


def _names_digest(front: Front, line: str) -> bool:
    """Whether a line under a headline says on what occasion the speeches were made (示例县工作会议发言摘登), and the headline does not."""
    if lexicons.look_up("genre.digest").start_before(line, len(line)) < SHORTEST_OCCASION:
        return False
    above = _whole(front).replace(" ", "")
    if above.endswith(("年", "年度", *_OPEN_END)):
        return False
    return not is_issuer(above) and lexicons.look_up("event_noun").start_before(above, len(above)) < 0


def _bare_name(text: str) -> SpeakerDraft | None:
    """The speaker of a line that is a person's name and no more."""
    bare = text.replace(" ", "")
    return SpeakerDraft(bare, (), text) if len(bare) <= 4 and is_name(bare, by_surname=True) else None


def _title_role(front: Front, line: Line, joins: bool) -> Role:
    bare = line.text.replace(" ", "")
    if not front.title:
        front.title.append(line)
        return "title"
    whole = "".join(one.text for one in front.title).replace(" ", "")
    if bare == whole or (len(bare) > REPEATED and bare in whole):
        return "title"
    if _OVERLINE.search(whole) and len(front.title) == 1 and not front.subtitle:
        # 某某在会议上强调 over the headline
        front.subtitle, front.title = front.title, [line]
        front.roles[front.roles.index("title")] = "subtitle"
        return "title"
    if joins and len(front.title) < 3 and not _names_digest(front, bare):
        front.title.append(line)
        return "title"
    if not front.subtitle:
        front.subtitle.append(line)
        return "subtitle"
    return "banner"
