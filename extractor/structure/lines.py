"""The view's lines, and what their form alone says of them."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from extractor import lexicons
from extractor.text.furniture import is_page_mark
from extractor.text.patterns import compiled, lazy

# GB/T 9704 sets 22 characters a line; a heading of two lines stays below this.
HEADING_LIMIT = 45
_NO_HEADING_END = frozenset("。；，、：:;,…")
BANNER_LIMIT = 24
_SIGNS = frozenset("■●◆◇◎▲△▪▫★☆□▶►※")
ASIDE_LIMIT = 12
TRAILER_LIMIT = 90
FIELD_LENGTH = 60
FIELD_LABEL = 8
_NAMES_LIMIT = 600
_LONGEST_NAMED = 16  # characters of one who is named among those present, on average
_SPOKEN = lazy("[。！？]")
_SEPARATORS = lazy(r"[【】\[\]|｜〈〉<> ]+", cues="【】[]|｜〈〉<> ")
# A letter of any script but the Latin: in the middle of a pattern as good as the range of Chinese characters, which takes
# half a millisecond to compile each time that it stands in one.
HAN = r"[^\W0-9A-Za-z_]"
_DAY = r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日"
_CENTURIES = ("19", "20")
_BARE_DAY = lazy(_DAY)
_CLOCK = r"\d{1,2}[:：时]\d{2}(?:[:：分]\d{2})?秒?"
# 2024-05-06 10:20, and the same with 年月日; a day alone in 年月日 is a dateline
_STAMP = rf"(?:{_DAY}[,，]? ?{_CLOCK}|(?:19|20)\d\d[-/.]\d{{1,2}}[-/.]\d{{1,2}}(?:[日,，]? ?{_CLOCK})?)"
# what leads to the number of a page in a table of contents
_LEADERS = r"(?:…{4}|[.．·・]{6}|_{6}|-{6})[….．·・_\- ]*[0-9]{1,4}$"
# 2024年5月6日 星期一 第2版; 首页 > 新闻 > 正文
_PAGE = r"第?\d{1,2}版"
_SHEET = rf"{_PAGE}(?:[：:] ?{HAN}{{2,6}})?"
_MASTHEAD = rf"(?:{HAN}{{2,10}} ?)?{_DAY} ?(?:星期[一二三四五六日天] ?(?:{_SHEET})?|{_SHEET})$|{_PAGE}[：:]"
_CRUMBS = r"(?:(?:您的|当前|现在)?(?:的)?位置[：:]? ?)?[^。，]{2,12}(?: ?[>›»] ?[^。，>›»]{2,16}){1,6}$"
# 本作品属于公有领域, 版权所有 示例网, 凡本网注明…
_LICENCE = lazy(
    r"(?:[本此该](?:作品|文件|文档|页面|文)[^\n]{0,200}?(?:公有领域|著作权|许可协议|授权条款|版权|转载)|版权(?:声明|所有)|未经[^。]{0,12}(?:授权|许可)|凡本[网站]|©|Copyright)"
)
# how often a page was looked at
_VISITS = "(?:阅读|浏览|点击|访问)(?:量|次数|人次|数)?"
_PERSON = rf"(?:{HAN}|·){{1,8}}(?:[ 、，](?:{HAN}|·){{1,8}})*"
# GB/T 9704: what stands below the text of an official paper, 抄送：…, 示例市人民政府办公室 2024年5月6日印发, 共印60份
_SENT = ("抄送", "抄报", "分送", "发送", "报送", "主送", "呈送", "呈报", "送：", "报：", "发：", "送:", "报:", "发:")
# what other lines say of those who get a paper may be an order: 报送：材料三份，抓紧办理。
_COPIED = ("抄送", "抄报", "分送", "主送")
_ALL = ("各", "有关")
_RECEIVERS = ("部门", "单位", "领导", "同志", "成员", "委员", "代表")
_SENT_TO = lazy(r"[抄分发报主呈]?[送报发](?:机关|单位|范围)? ?[：:]")
_ISSUED = lazy(rf"[（(]?(?P<office>(?:{HAN}|[、 ]){{2,40}}?) ?(?:{_DAY} ?印发?|编印)[）)]?$")
_OFFICE_END = ("整理", "处", "科", "室", "组")
_EDITED = lazy(rf"{HAN}{{1,16}}[室处组部办会局科]整理$")
_NOTICE = lazy(r"[（(]此[件文][^。（）()]{2,20}[）)]$|公开(?:方式|属性|类别|形式)[：:]")
_COPIES = lazy(r"[（(]?(?:共印|印数|印发份数|印制份数|印)[：:]? ?[0-9]{1,6} ?份[）)]?$")
_SENT_LIMIT = 600
_FREQUENT = "料资社公华新关本理相"  # characters of cues that prose is full of, the worst last
_LABEL_LENGTH = 8
_RULES = frozenset("━─—―-_=*═~")
_SHORTEST_RULE = 4
_DEBRIS_STARTS = _RULES | frozenset("–第")
_IMPRINT_ENDS = frozenset("发印份开）)")
_HEADS = ((("版", "星期"), _MASTHEAD), ((">", "›", "»"), _CRUMBS))


class Line(NamedTuple):
    """One line of the view, which is one paragraph; ``text`` is view.text[start:end]."""

    start: int
    end: int
    text: str


def split_lines(text: str) -> list[Line]:
    """The lines that are not empty, in order.

    >>> [line.start for line in split_lines("标题\\n\\n正文。")]
    [0, 4]
    """
    lines: list[Line] = []
    position = 0
    for piece in text.split("\n"):
        end = position + len(piece)
        stripped = piece.strip()
        if stripped:
            start = position + piece.index(stripped[0])
            lines.append(Line(start, start + len(stripped), stripped))
        position = end + 1
    return lines


def line_end(text: str, position: int, limit: int) -> int:
    """Where the line that holds a position ends, at the latest ``limit``."""
    end = text.find("\n", position, limit)
    return limit if end < 0 else end


def is_short(text: str) -> bool:
    """Whether a line has the form of a heading: short, no sentence in it, no open end.

    >>> is_short("在抓落实上下功夫"), is_short("会议要求，抓好落实。")
    (True, False)
    """
    return len(text) <= HEADING_LIMIT and text[-1] not in _NO_HEADING_END and "。" not in text and has_words(text)


def is_banner(text: str) -> bool:
    """Whether a line is set off by signs at both ends, 【经济发展组】."""
    return len(text) <= BANNER_LIMIT and text[0] in "【◆■●▲★" and text[-1] in "】◆■●▲★"


def is_section_banner(text: str) -> bool:
    """Whether a line is a few words behind a sign, as stands over several speeches: ■民生保障; a sign may open a point as well.

    >>> is_section_banner("■民生保障"), is_section_banner("■新建学校3所"), is_section_banner("■抓好春耕。")
    (True, False, False)
    """
    if text[0] not in _SIGNS or len(text) > BANNER_LIMIT or text[-1] in "！？!?" or not is_short(text):
        return False
    return not any(character.isdigit() for character in text)


def is_aside(text: str) -> bool:
    """Whether a line heads a side-note by the paper, ■相关链接."""
    return len(text) <= ASIDE_LIMIT and lexicons.words("label").get(text.strip("■●◆▲【】[]：: ")) == "aside"


def has_words(text: str) -> bool:
    """Whether there is a letter, a digit or a Chinese character in the line."""
    return any("\u3400" <= character <= "\u9fff" or (character.isascii() and character.isalnum()) for character in text)


def is_han(text: str) -> bool:
    """Whether the text is made of Chinese characters and nothing else."""
    return bool(text) and min(text) >= "\u3400" and max(text) <= "\u9fff"


def is_trailer(text: str) -> bool:
    """Whether a line is a byline, a credit, a caption or what is left of a web page.

    >>> is_trailer("（本报记者 张小样 整理）"), is_trailer("【打印】 责任编辑：张小样"), is_trailer("整理思路再出发")
    (True, True, False)
    >>> is_trailer("抄送：市委办公室。"), is_trailer("示例市政府办公室 2024年5月6日印发"), is_trailer("防汛办法 2024年5月6日印发")
    (True, True, False)
    """
    if len(text) > TRAILER_LIMIT:
        return is_sent(text)
    return _is_trailer(text)


@lru_cache(maxsize=512)  # several stages ask the same lines
def _is_trailer(text: str) -> bool:
    if is_sent(text):
        return True
    if text[-1] in "，；":
        return False
    if (text[0] in _DEBRIS_STARTS and is_page_debris(text)) or (text[-1] in _IMPRINT_ENDS and _is_imprint(text)):
        return True
    if "实录" in text[:_LABEL_LENGTH] and lexicons.look_up("event_noun").start_before(text, len(text)) >= 0:
        return False  # 文字实录：示例省新闻发布会 is a title
    stamp = compiled(_STAMP).match(text) if text.startswith(_CENTURIES) else None
    if stamp and text[stamp.end() :].strip(" |｜"):
        return is_trailer(text[stamp.end() :].strip(" |｜"))
    if stamp or _has_form(text, _HEADS) or _is_contents(text):
        return True
    pieces = [piece for piece in _SEPARATORS.split(text) if piece]
    debris = [piece for piece in pieces if _is_debris(piece)]
    if debris and all(piece in debris or _BARE_DAY.fullmatch(piece) for piece in pieces):
        return True
    bare = text.strip("【】（）()[] ")
    if "整理" in bare and text[0] in "（(":
        if bare.endswith("日"):
            bare = compiled(rf"[ ，,]{{0,2}}{_DAY}$").sub("", bare)  # （会务组根据录音整理 2024年5月6日）
        if _EDITED.match(bare):
            return True
    return not _form_characters().isdisjoint(bare) and _has_form(bare, _forms())


def _is_contents(text: str) -> bool:
    """Whether a line stands in a table of contents, 抓好林业工作……3, or is its head, 目 录."""
    if text[-1].isdigit():
        return compiled(_LEADERS).search(text) is not None
    return text.replace(" ", "") == "目录"


def is_rule(text: str) -> bool:
    """Whether a line is drawn and not written, ━━━━.

    >>> is_rule("━━━━━━"), is_rule("—— ——"), is_rule("———")
    (True, True, False)
    """
    return text[0] in _RULES and len(text) >= _SHORTEST_RULE and not text.strip(f"{text[0]} ")


def is_page_debris(text: str) -> bool:
    """Whether a line is a rule or the number of a page.

    >>> is_page_debris("— 3 —"), is_page_debris("第3页 共8页"), is_page_debris("——3项任务")
    (True, True, False)
    """
    return is_rule(text) or is_page_mark(text)


def is_sent(text: str) -> bool:
    """Whether a line names those to whom a paper is sent, 抄送：市委办公室。

    >>> is_sent("分送：各县人民政府。"), is_sent("报送材料：三份。")
    (True, False)
    >>> is_sent("报送：市委、市政府。"), is_sent("报送：材料三份，抓紧办理。")
    (True, False)
    """
    if not text.startswith(_SENT) or len(text) > _SENT_LIMIT or _SENT_TO.match(text) is None:
        return False
    if text[-1] != "。" or text.startswith(_COPIED):
        return True
    last = max(map(text.rfind, "，、；：:")) + 1
    if text.startswith(_ALL, last) or text.endswith(_RECEIVERS, last, len(text) - 1):
        return True
    return lexicons.look_up("organization").start_before(text, len(text) - 1) > last


def _is_imprint(text: str) -> bool:
    """Whether a line says who issued a paper on what day, how many copies were printed, or who may see it."""
    if text.startswith(("（此", "(此", "公开")) and _NOTICE.match(text):
        return True
    end = text.rstrip("）)")[-1:]
    if end not in ("发", "印", "份"):
        return False
    if end == "份":
        return _COPIES.match(text) is not None
    issued = _ISSUED.match(text)
    if issued is None:
        return False
    office = issued["office"]
    return office.endswith(_OFFICE_END) or lexicons.look_up("organization").start_before(office, len(office)) >= 0


def is_licence(text: str) -> bool:
    """Whether a line says under what rights a page may be used, as some stand below the text.

    >>> is_licence("本作品在示例地区属于公有领域。"), is_licence("本作品获示例奖一等奖。")
    (True, False)
    """
    return _LICENCE.match(text) is not None


def is_header_field(text: str) -> bool:
    """Whether a line is a field at the head of minutes: 时间：…, 地点：…, 主持人：….

    >>> is_header_field("主持人：张小样"), is_header_field("主持人：下面请记者提问。"), is_header_field("主持人：")
    (True, False, False)
    """
    head = text[: FIELD_LENGTH + FIELD_LABEL]
    if "：" not in head and ":" not in head:
        return False
    label, colon, value = head.replace("：", ":").partition(":")
    if not colon or lexicons.words("label").get(label.replace(" ", "")) not in ("time", "place", "name", "field"):
        return False
    if not value and label.replace(" ", "") in lexicons.words("role_label"):
        return False  # who speaks below
    if len(value) >= FIELD_LENGTH and (len(text) > _NAMES_LIMIT or text.count("、") * _LONGEST_NAMED < len(text)):
        return False  # only those present make a long one
    return not _SPOKEN.search(text)


def _is_debris(piece: str) -> bool:
    words = lexicons.words("trailer")
    bare = piece.strip("（）()")
    if bare in words or bare.rstrip("：:") in words:
        return True
    if piece.startswith(_CENTURIES) and compiled(_STAMP).fullmatch(piece):
        return True
    return _has_form(bare, _forms()[:2])


def _has_form(text: str, forms: tuple[tuple[tuple[str, ...], str], ...]) -> bool:
    """Whether the text has one of some forms; a pattern is asked, and compiled, only for a text that holds one of its cues."""
    for cues, form in forms:
        for cue in cues:
            if cue in text:
                if compiled(form).match(text):
                    return True
                break
    return False


@cache
def _form_characters() -> frozenset[str]:
    """One character of each cue, of which a text without any has none of the forms: the rarest in prose."""
    return frozenset(min(cue, key=_FREQUENT.find) for cues, _ in _forms() for cue in cues)


@cache
def _forms() -> tuple[tuple[tuple[str, ...], str], ...]:
    """The forms of bylines, credits and captions, each with what a line must hold to be asked for it."""
    credit = lexicons.alternation("trailer", "credit", "editing")
    byline = lexicons.alternation("trailer", "byline")
    return (
        ((":", "："), rf"(?:本文|本报|本期|本版|今日)?{credit} ?[:：][^。；]{{0,40}}$"),
        # the view has no blank beside a number: 09:12阅读：1386字体：
        ((":", "："), rf"(?:{_CLOCK})?(?:{_VISITS}|{credit}) ?[:：] ?[0-9]{{1,9}}(?:人?次)?(?:{credit} ?[:：]?)?$"),
        (("记者", "通讯员", "本报", "资料", "新华社"), rf"[^。]{{0,40}}?(?:记者|通讯员|本报|资料|新华社)[^。，]{{0,40}}{byline}。?$"),
        (("记者",), rf"(?:[^。]{{0,60}}。 ?)?[^。，]{{0,20}}记者 ?{_PERSON} ?(?:文/)?{byline}。?$"),
        (("摄",), rf"[^。]{{0,60}}。 ?{_PERSON}(?: ?[/／] ?| )摄$"),
        (("图",), r"(?:[左右上下]|资料)?图(?:为|[①-⑳：:])[^。]{0,80}。?$"),
        (("摄", "绘", "供图", "整理"), rf"{_PERSON}(?: ?[/／] ?| )(?:摄|绘|供图|整理)$"),
        (
            ("整理",),
            r"[^。，]{0,12}根据[^。，]{0,8}(?:录音|录像|速记|直播|现场|发言|会议|记录)[^。，]{0,12}整理(?:[，,][^。]{0,20}审[阅核定])?。?$",
        ),
        (("图", "照片"), r"(?:本[版文]|文中|以上|部分)?(?:图片?|照片|摄影)(?:均|皆)?由[^。，]{2,24}(?:提供|拍摄)。?$"),
        (("相关", "延伸"), r"(?:相关(?:链接|阅读|新闻|文章|报道|附件|稿件|专题)|延伸阅读) ?[:：][^。]{0,80}$"),
        (("标识码", "ICP备", "公网安备"), r"[^。]{0,60}(?:网站标识码|ICP备|公网安备)[^。]{0,40}$"),
        (("（略", "(略"), r"(?:附[件表录：]|名词解释)[^。]{0,20}[（(]略$"),
        (("通讯员", "记者"), rf"(?:本报|新华社|本刊)?(?:通讯员|记者)[ ：:]?{_PERSON}$"),
        (("://", "www.", "@"), r"(?:https?://|www\.|[\w.]+@)\S+$"),
    )
