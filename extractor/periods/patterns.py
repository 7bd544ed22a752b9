"""The patterns of expressions that date: points in time, spans of years, plans, adverbs.

The text is a view's: digits folded, one line a paragraph. Every repetition is bounded or possessive.
"""

from __future__ import annotations

import re
from functools import cache

HAN_DIGIT = "〇○零一二三四五六七八九"
TO = r"(?:至|到|——?|--?|[–~～])"

# ---- years --------------------------------------------------------------------------------------------------------------
# 5000年 is a length, 21年 too; a year has four digits and a century that bulletins speak of
YEAR_NUMBER = rf"(?:(?<![0-9.,])(?:1[89]|2[01])[0-9]{{2}}|(?<![{HAN_DIGIT}十百千万])[一二][{HAN_DIGIT}]{{3}})"
# 2000年历史 measures; 2035年远景目标 and 2024年版 are names
_NO_YEAR = r"(?!代|的?历史|的?文明|远景目标|版|级|款|第?[0-9]+号|(?:不变|可比)?价)"
YEAR = rf"{YEAR_NUMBER}(?:年度?{_NO_YEAR}|财年|(?=(?:[、和与及]{YEAR_NUMBER}){{1,4}}年))"
# the word, and what would make it a part of another: 当今年轻, 过去年, 60岁以上年龄, 以前年度, 透明年, 战后年均
DEICTIC = (
    r"(?:今明两年|(?<!当)今年(?!轻)|(?<![过失])去年|(?<![以之晚世])上年(?![龄轻纪])|(?<!以)上一年度?|(?<!以)上年度|(?<![以目之当提生此])前年"
    r"|(?<![以地天之])下一?年度?(?![龄轻])|(?<![透文])明年|(?<![今此以战最前])后年(?!均)|(?<![基日资成版样根])本年度?(?![轻龄])"
    r"|(?<!相)当年度?(?!轻)|(?<![共不相])同年(?![级龄])|(?<![层批档人户架班])次年(?![轻均])|翌年|来年)"
)

# ---- parts of a year ----------------------------------------------------------------------------------------------------
_EDGE = r"(?:底(?![线气色蕴])|末(?![端位])|初(?![步级心次期中衷始创]))"
_MONTH = r"(?:(?<![0-9.])(?:1[0-2]|0?[1-9])|(?<![一二三四五六七八九十百])(?:十[一二]?|[一二三四五六七八九]))"
_MONTH_END = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
DAY = r"(?:(?:[12][0-9]|3[01]|0?[1-9])|(?:三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九]))(?:日|号(?![召楼线院文]))"
MONTHS = rf"{_MONTH}(?:(?:月份?)?{TO}|、){_MONTH_END}月份?"
DATE = rf"{_MONTH}月{DAY}"
MONTH = rf"{_MONTH}月(?!革命|[三龄薪租票嫂饼]|一次|{DAY})(?:份|[上中下]旬|底|末|初(?![步级心次期中衷始创]))?"
QUARTER = r"(?:第?[一二三四1-4]季度|前[一二三四1-4]个?季度|首季度?)(?:末(?![端位])|初)?"
HALF = r"[上下]半年"
FIRST_MONTHS = r"[前头](?:1[0-2]|[1-9]|十[一二]?|[一二两三四五六七八九])个月"
_PART = rf"(?:{DATE}|{MONTHS}|{MONTH}|{QUARTER}|{HALF}|{FIRST_MONTHS}|全年|年?{_EDGE})"
# 年末 alone, but not 青年初 or 三年底
_BARE_EDGE = (
    rf"(?:(?<![0-9{HAN_DIGIT}十百千万几多少青成童壮老中历常往整近])年{_EDGE}"
    rf"|(?<![0-9{HAN_DIGIT}十百千万几个数整每本上当])[月季]末(?![端位])|岁末)"
)
_ISO = r"(?<![0-9./-])(?:1[89]|2[01])[0-9]{2}[-./](?:1[0-2]|0?[1-9])[-./](?:[12][0-9]|3[01]|0?[1-9])(?![0-9./-])"
POINT = (
    rf"(?:{_ISO}|(?:{YEAR}|{DEICTIC})(?:的?{_PART})?|{DATE}|{MONTHS}|{MONTH}|{QUARTER}|{HALF}|{FIRST_MONTHS}"
    rf"|全年(?![龄])|{_BARE_EDGE}|(?<![以日资])[本上当]个?月(?![球亮])(?:[底末初])?|[本上]季度)"
)

# ---- plans, centuries ---------------------------------------------------------------------------------------------------
PLAN_NAME = r"(?:十[一二三四五六]?五|[一二三四五六七八九]五)"
_PLAN_PART = r"(?:时期|期间|末期?|初期?|中期|收官之年|开局之年|[前后头][一二两三四1-4]年)"
PLAN = (
    rf"(?:[“‘「\"]{PLAN_NAME}[”’」\"](?!普法|(?:规划|计划)(?!时期|期间|以来|实施以来))(?:(?:规划|计划)?(?:的?{_PLAN_PART})?)"
    rf"|(?<![{HAN_DIGIT}])十[一二三四五六]五(?:(?:规划|计划)?(?:的?{_PLAN_PART})|(?=以来|以前|之前))"
    rf"|(?<![{HAN_DIGIT}十百千万])[一二三四五六七八九]五(?:计划)?(?:时期|期间)"
    rf"|第[一二三四五六七八九十]{{1,3}}个五年(?:规划|计划)(?:{_PLAN_PART}|(?=以来|以后|之前|以前)))"
)
# 第一个五年计划 without more is as often the document as its years
PLAN_TITLE = r"第[一二三四五六七八九十]{1,3}个五年(?:规划|计划)"
CENTURY = (
    r"(?:(?:本|上|二十一|二十|21|20|十九|19)个?世纪(?:[1-9]0年代|[二三四五六七八九]十年代|中叶|末叶?|初叶?)"
    rf"|(?<![0-9.])(?:1[89]|2[01])[0-9]0年代|(?<![0-9{HAN_DIGIT}十])(?:[2-9]0|[二三四五六七八九]十)年代)(?:初期?|中期|末期?|后期)?"
)

# ---- spans of years -----------------------------------------------------------------------------------------------------
_NUMBER = r"(?:[0-9]{1,3}(?:\.[0-9])?|[一二两三四五六七八九十百]{1,4})"
COUNT = rf"{_NUMBER}(?:{TO}{_NUMBER})?[多余]?"
_NEAR = r"(?:最近|新近|近|过去|以往|(?<!年)这)"
_AHEAD = r"(?:未来|今后|接下来|往后)"
_LENGTH = rf"(?:{COUNT}(?:年半?|个半?月)|半年)"
_NOT_WITHIN = r"(?!蒙|外|需|部|涵|容|生|控|陆|地|在)"
PAST = (
    rf"(?:{_NEAR}(?:的)?{_LENGTH}(?:多)?(?:以来|来|间|时间里?|里|内{_NOT_WITHIN})?(?![级轻龄])"
    r"|(?:最近|近)(?:几|些|若干)?年(?:以来|来|间)|(?<![最新邻临接附])近年(?![轻龄份])|(?:最近|过去|这)几年(?:以来|来|间)?|近(?:几|些)年"
    rf"|(?<![0-9{HAN_DIGIT}十百千万第]){_LENGTH}(?:多|余)?(?:来(?![自源到访看说])|以来)|(?:多|十?几|几十|数十|数)年(?:以)?来(?![自源到访看说])"
    rf"|(?<![0-9{HAN_DIGIT}十百千万第]){COUNT}年(?:间|(?=年均|累计|共计|合计)))"
)
FUTURE = (
    rf"(?:{_AHEAD}的?{_LENGTH}(?:内{_NOT_WITHIN}|里|间|时间(?:内|里)?)?(?![级轻龄])|{_AHEAD}(?:几|若干)年(?:内{_NOT_WITHIN})?"
    rf"|{_AHEAD}(?:的?(?:一个|一段|较长))(?:时期|时间)(?:内{_NOT_WITHIN})?)"
)
WITHIN = (
    rf"(?:(?:几|若干)年(?:之|以)?内{_NOT_WITHIN}"
    rf"|(?<![0-9{HAN_DIGIT}十百千万第]){_LENGTH}(?:左右)?(?:之内|以内|时间(?:内|里)|的?时间内|内{_NOT_WITHIN}))"
)
ELAPSED = rf"(?<![0-9{HAN_DIGIT}十百千万第提]){_LENGTH}(?:以前|之前|前(?![后三列往沿])|以后|之后|后(?![续期勤备]))"

# ---- words --------------------------------------------------------------------------------------------------------------
NOW = r"(?:目前|现在|(?<![相充适])当前|如今|眼下|当下|现阶段|迄今(?:为止)?|至今|今天|今日)"
FORMERLY = r"(?:原来(?!是如)|原先)"
THEN = r"届时"
EACH = r"(?<![人户名家件亩])每年"
TERM = r"(?:本届|上届|新一届)?(?:本届|上届)?(?:政府|人大|委员会)?任期(?:之)?内"
THIS_YEAR_WITHIN = rf"(?<![0-9{HAN_DIGIT}十百千万几多今去明本当前后来干])年内{_NOT_WITHIN}"
MEASURED = (
    r"(?:(?<![不相])同比(?![例重])|环比(?!例)|定基比"
    rf"|(?<![0-9{HAN_DIGIT}十百千万几青少成童老壮中近历往学常])年均)"
)

_SUFFIX = (
    r"(?:以来|来(?=[，、。；])|至今|(?:年底|年末|底|末)?(?:之前|以前|前(?![后三列往景沿瞻0-9一二三四]))"
    r"|起(?![草步点来到飞重诉码伏])|之后|以后|后(?![续期来勤备])|期间|间(?![接隔谍])|内(?![蒙外需部涵容生控陆地在]))"
)

# Where an expression may begin, told by two characters or by what a run of numerals leads to: a quick no for all other places.
_NUMERAL = f"0-9{HAN_DIGIT}两十百"
_BEGINS = (
    rf"(?=[今去上前明后本当全同次翌来下首头岁月季年目现如眼迄至原届每任政新最近过以这未接往几数多环定半若]"
    rf"[年后天日半个一二三四五六七八九十两0-9季月届世前比末底均内明财干百初在阶今下来先时期近去往几多些若基的头府旬计]"
    rf"|(?:19|20)[0-9]{{2}}[-./][01]?[0-9][-./]|[{_NUMERAL}][{_NUMERAL}.几多余年度财份月至到—–~～、和与及-]{{0,12}}[年月季个世五]|[《“‘「\"第])"
)


@cache
def mention() -> re.Pattern[str]:
    """The one pattern of the scan; the name of the group that matches is the rule."""
    return re.compile(
        rf"{_BEGINS}(?:(?P<title>《[^《》\n]{{1,80}}》)|(?P<measured>{MEASURED})"
        rf"|(?P<short_range>{YEAR_NUMBER}{TO}{YEAR_NUMBER}年度?)"
        rf"|(?P<first>{POINT}|{PLAN}|{CENTURY})(?:{TO}(?P<second>{POINT}|{PLAN}|{CENTURY}|{DAY}))?(?P<suffix>{_SUFFIX})?"
        rf"|(?P<future>{FUTURE})|(?P<past>{PAST})|(?P<within>{WITHIN})|(?P<elapsed>{ELAPSED})"
        rf"|(?P<now>{NOW})|(?P<formerly>{FORMERLY})|(?P<then>{THEN})|(?P<each>{EACH})|(?P<plan>{PLAN_TITLE})|(?P<term>{TERM})|(?P<this_year>{THIS_YEAR_WITHIN}))"
    )


# What stands before a point and turns it: an end (到2026年), a state (截至6月底), a base (较2021年). Matched beside a point.
UP_TO = re.compile(r"(?:截至|截止到?|直到|直至|到|至)$")
# 提高到2026年的 reaches a level; 自治区到2026年 is a goal
LEVEL_VERB = frozenset("加高升降少长低大达缩展增压感得看受找想做谈回减延推迟期涉从由转系化")
VERSUS = re.compile(r"(?:较|(?<![占之百正反可])比|相较于?|相比于?|(?:高|低|多|少|好|优|快|慢)于|超过|不及)$")
BESIDE = re.compile(r"[与同和跟以]$")
SAME_TERM = re.compile(r"同期(?:水平)?")
COMPARED = re.compile(r"(?:同期)?(?:水平)?(?:相比|相较|比较|(?:基本|大体|大致)?持平|为基[期数年])")
# 为“十二五”时期的3倍, 达到上年同期的98%: the base of a share or a multiple
BASE_OF = re.compile(r"(?:是|为|相当于|等于|达到|达)$")
# 去年同期 alone dates; behind these it is what is compared with
OVER = re.compile(r"(?:是|为|相当于|等于|达到|达)$")
SHARE = re.compile(r"(?:同期)?(?:水平)?的(?:近|约|超)?(?:[0-9.]{1,8}|[一二两三四五六七八九十百点]{1,6})(?:多)?(?:倍|%|成|折)")
SHARE_HALF = re.compile(r"的一半")

# ---- clauses ------------------------------------------------------------------------------------------------------------
CLAUSE_END = re.compile(
    r"以来(?![的最首未]|第一)|期间|之际(?!的)|(?<![此随])之后|(?<![从此])以后|之前|以前|伊始|任期内|(?:后|前)(?=，)|年来(?=[，、。；]|\Z)"
)
CLAUSE_BORDERS = "，。；：！？!?;,\n（）()"
