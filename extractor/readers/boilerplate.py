"""What stands around the text of a web page: navigation, font-size and share buttons, editors' credits, the page's foot."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from extractor.lexicons import alternation
from extractor.text.layout import FOLD
from extractor.text.patterns import lazy

Kind = Literal["navigation", "buttons", "credits", "footer", "surroundings"]

NAMES: dict[Kind, str] = {
    "navigation": "navigation and lists of links",
    "buttons": "font-size, print and share buttons",
    "credits": "editors' credits",
    "footer": "the foot of the page",
    "surroundings": "what stands before the title and after the text",
}
_LONGEST = 120  # characters of a line that can be boilerplate
_LINKED = 0.6  # share of a line's characters that are links

# Words in the class or id of an element that say what it is; whole words, since "content-nav-wrapper" may hold anything.
_HINTS: dict[str, Kind] = {
    **dict.fromkeys(("nav", "navbar", "navigation", "menu", "sidebar", "breadcrumb", "breadcrumbs", "crumb", "crumbs"), "navigation"),
    **dict.fromkeys(("related", "recommend", "pagination", "pager", "dqwz", "xgyd", "xglj", "xgwz"), "navigation"),
    **dict.fromkeys(("share", "sharebox", "bdsharebuttonbox", "fenxiang", "social", "print"), "buttons"),
    **dict.fromkeys(("toolbar", "zihao", "fontsize", "ewm", "qrcode"), "buttons"),
    **dict.fromkeys(("footer", "foot", "copyright", "bottom"), "footer"),
}
_SIZES = r"(?:超大|特大|较大|默认|标准|正常|[大中小＋+－-]|A[+-]?)"
_MARKS = r"[\s\u3000\xa0|｜/、·【】\[\]［］()（）]"
_SIZE = rf"{_MARKS}{{0,3}}(?:字体大小|字号大小|字体|字号|文字大小)[：:]?(?:{_MARKS}{{0,4}}{_SIZES}){{2,6}}{_MARKS}{{0,3}}"
_BUTTON = (
    r"(?:打印本页|打印文章|打印本文|打印|列印|关闭窗口|关闭视窗|关闭本页|关闭页面|关闭|收藏本页|收藏|我要纠错|纠错|返回顶部|返回首页|返回"
    r"|分享到|分享至|分享|转发|微信朋友圈|微信|新浪微博|微博|QQ空间|QQ好友|QQ|扫一扫[^，。]{0,20}|听全文|语音播报|无障碍阅读|适老版|长者模式)"
)
_COUNTER = r"(?:浏览次数|浏览量|点击次数|点击数|点击量|阅读次数|阅读量|访问量|访问次数|阅读|浏览|点击)[：:]\s?[0-9,]{0,9}\s?次?"


def boilerplate(line: str, linked: int) -> Kind | None:
    """What a line of a page is besides text, ``linked`` being how many of its characters are links; None for text.

    >>> boilerplate("【打印】【关闭】", 0), boilerplate("责任编辑：张某某", 0), boilerplate("会议要求关闭落后产能。", 0)
    ('buttons', 'credits', None)
    """
    text = line.strip()
    if len(text) > _LONGEST:
        return None
    text = text.translate(FOLD)
    for kind, pattern in _lines():
        if pattern.fullmatch(text):
            return kind
    return "navigation" if linked >= _LINKED * len(text) and "。" not in text and linked > 0 else None


def without_buttons(line: str) -> str:
    """A line of source and date without the buttons that share it; other lines come back as they are.

    >>> without_buttons("时间：2024-03-05　来源：示例日报　字号：【大 中 小】 打印")
    '时间：2024-03-05　来源：示例日报'
    >>> without_buttons("扶持大中小企业")
    '扶持大中小企业'
    """
    if len(line) > _LONGEST or "。" in line:
        return line
    cut = _size().sub("\u3000", line)
    if cut != line or _DATE.search(line):
        cut = _buttons().sub("\u3000", cut)
    return cut.strip("\u3000 \xa0") if cut != line else line


def hinted(words: str) -> Kind | None:
    """What the class and id of an element say it is.

    >>> hinted("TRS_Editor content"), hinted("bread-crumbs nav")
    (None, 'navigation')
    """
    return next((_HINTS[word] for word in words.lower().split() if word in _HINTS), None)


@cache
def _lines() -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    many = rf"{_MARKS}*(?:(?:{_BUTTON}|{_COUNTER})[：:]?{_MARKS}*)+"
    sizes = rf"{_MARKS}*(?:大{_MARKS}*中{_MARKS}*小|小{_MARKS}*中{_MARKS}*大|A-{_MARKS}*A{_MARKS}*A\+){_MARKS}*"
    return (
        ("buttons", re.compile(rf"{many}|{sizes}|{_SIZE}")),
        ("credits", re.compile(rf"[（(【\[]?{alternation('trailer', 'editing')}[：:][^，。；]*")),
        ("navigation", re.compile(r"(?:您?的?当前的?位置|您?现?在?的?位置|您现在的位置|所在位置)(?:是)?[：:].*|首页\s?[>＞»›].*")),
        ("navigation", re.compile(r"[【\[]?(?:上一[篇条页]|下一[篇条页])[】\]]?[：:].*|上一[篇条页]|下一[篇条页]")),
        (
            "navigation",
            re.compile(r"(?:相关(?:阅读|链接|新闻|文章|报道|解读|稿件|信息|推荐)|延伸阅读|推荐阅读|热点推荐|更多)[：:>＞»]{0,2}"),
        ),
        ("footer", re.compile(r".*(?:版权所有|ICP备|公网安备|网站标识码|Copyright|©).*", re.IGNORECASE)),
        ("footer", re.compile(r"(?:网站地图|联系我们|关于我们|法律声明|网站声明|技术支持|网站支持)(?:[：:].*)?")),
    )


@cache
def _size() -> re.Pattern[str]:
    return re.compile(_SIZE)


@cache
def _buttons() -> re.Pattern[str]:
    """Buttons that stand alone between blanks or brackets."""
    edge = r"[\s\u3000\xa0【】\[\]|｜]"
    return re.compile(rf"(?:(?<={edge})|^)(?:{_BUTTON}|{_COUNTER})[：:]?(?={edge}|$)|[【\[]\s?[】\]]")


_DATE = lazy(r"(?:19|20)[0-9]{2}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}")
