"""The patterns and words of expressions that date: points in time, spans of years, plans, adverbs.

The text is a view's: digits folded, one line a paragraph. Every repetition is bounded or possessive. A pattern is compiled
when the first text asks for it, and each part of the grammar is compiled once: a class of Chinese characters costs fifty
microseconds to compile, and one pattern with everything in it has some hundreds of them.
"""

from __future__ import annotations

import re
from collections.abc import Container
from functools import cache

from extractor.text.patterns import AllBut, lazy

HAN_DIGIT = "〇○零一二三四五六七八九"
NUMERAL = f"0-9{HAN_DIGIT}两十百"
TO = r"(?:至|到|——?|--?|–|~|～)"
# What stands before 前 or 头 in other words: 源头三年, 目前三年.
_NOT_TERM = "源木村街桥城带线龙牌码枕渡目当此提面空眼跟靠以之事日生超史午从先往不直向年天月周战饭课婚产后级届度期插榜名学"
# With this sign first a word counts only behind the characters that follow it: at the head of a clause.
_ONLY = "^"
_OPENING = f"{_ONLY}，。；：！？\n（(“ "
_COUNTED = f"0123456789{HAN_DIGIT}十百千万"
# 省内, 年内 of a year; 内蒙古, 内外, 内需 are words of their own
_NO_WITHIN = "蒙外需部涵容生控陆地在"
_NOT_WITHIN = f"(?![{_NO_WITHIN}])"

# ---- openers ------------------------------------------------------------------------------------------------------------


@cache
def openings() -> frozenset[str]:
    """The two characters that an expression begins with which no numeral or mark opens: 今年, 近三, 这几."""
    counted = "0123456789一二三四五六七八九十"
    pairs = {word[:2] for rows in _WORDS.values() for word, _, _ in rows} | {head[:2] for head in (*NEAR.values(), *AHEAD.values())}
    pairs |= {first + second for first in "近这过" for second in counted + "几些若两百半去"}
    pairs |= {first + second for first in "前头首" for second in counted + "两季"}
    pairs |= {"本世", "上世", "本届", "上届", "新一", "政府", "任期", "上半", "下半"}
    pairs |= {"近年", "多年", "若干", "数十", "数年", "几年", "几十", "几百", "半年"}
    return frozenset(pair for pair in pairs if len(pair) == 2 and pair[0] not in "年以")


@cache
def opening_heads() -> frozenset[str]:
    """The first characters of the openings."""
    return frozenset(pair[0] for pair in openings())


@cache
def openers() -> re.Pattern[str]:
    """Where an expression may begin, told by two characters or by what a run of numerals leads to: a quick no elsewhere."""
    heads, seconds = "".join(sorted(opening_heads())), "".join(sorted({pair[1] for pair in openings()}))
    iso = r"(?<=[12])[90][0-9]{2}[-./][01]?[0-9][-./]"
    return re.compile(
        rf"[{heads}{NUMERAL}年以《第“‘「\"](?:(?<=[{heads}])(?=[{seconds}])"
        rf"|(?<=[{NUMERAL}])(?={iso}|[{NUMERAL}.几多余年度财份学月至到—–~～、和与及-]{{0,12}}(?:[年月季世五]|个[月半世]))"
        r"|(?<=年)(?=[均底末初内])|(?<=以)(?=往)|(?<=《)|(?<=第)(?=.季|.{1,3}个五)|(?<=[“‘「\"])(?=.{1,2}五))"
    )


# The name of a document, inside which nothing dates.
TITLE = lazy(r"《[^《》\n]{1,80}》")

JOINTS = frozenset("至到—-–~～")

# What stands between the two ends of a range.
JOINED = lazy(TO)


# ---- words --------------------------------------------------------------------------------------------------------------
# 春节前, 国庆假期; of a year 今年清明假期, and only so 2024年五一假期, for 五 begins numerals too.
FESTIVALS = tuple(
    day + part
    for day in (
        "元旦",
        "春节",
        "清明",
        "五一",
        "端午",
        "中秋",
        "国庆",
        "元旦、春节",
        "清明、五一",
        "端午、五一",
        "中秋、国庆",
        "国庆、中秋",
        "中秋国庆",
        "国庆中秋",
    )
    for part in ("小长假", "黄金周", "假期", "假日", "期间", "前", "后")
)
# What a word is, and for each word the characters before it and behind it that would make it a part of another: 当今年轻,
# 过去年, 60岁以上年龄, 以前年度, 透明年, 战后年均. Of two words of one place the first in the order of the table is taken.
_NO_AGE = "龄轻"
# 本周三 is a day where the sentence goes on with a mark, a part of the day or what is done on it: not 本周一共, 本周三场,
# 本周日均客流, 本周四川客商
WEEKDAYS = frozenset(week + day for week in ("上周", "本周", "下周") for day in "一二三四五六日")
WEEKDAY_ENDS = lazy(
    r"[^\u4e00-\u9fff]|[的下晚早前后至到在于从由向对将把被再已还又也就要会可能全各我他该本因截夜凌傍清赴去来有拟]|(?<!一)共|[省市县区]委|[省市县]政府|上(?!海)|中(?![心学小央国医东西部型华共])"
    r"|起(?![步点伏重诉])|(?:[召开]开|举[行办]|[开闭]幕|启[动用]|开[工业通放始展庭学盘赛班]|竣工|投[产用入]|通车|发[布生现放出]|公[布示开]|印发|审[议定查]"
    r"|通[过报知]|检查|抽查|调研|督[查导]|巡[查视]|考察|走访|慰问|会[见谈]|签[约署订]|集中|完[成工]|办[结理]|受理|新增|报[告道送]|收[到盘]|成交|出[台席发]"
    r"|参[加观]|抵达|前往|离开|组织|安排|宣布|正式|首[次批]|落[地户]|交付|接[待到]|培训|举报|演练|揭牌|挂牌|上线|约谈|座谈|听取|研究|部署|推[出进]|迎来|接诊|查[处获]|[抓破]获|处[置理]|抢[修险]|复[工产]|出动|救[助援]|闭馆|放[假映]|售出|销售)|$"
)
_WORDS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "measured": (
        ("同比", "不相", "例重"), ("环比", "", "例"), ("定基比", "", ""),
        ("年均", _COUNTED + "几青少成童老壮中近历往学常", ""),
    ),
    "year": (
        ("今明两年", "", ""), ("今年", "当", "轻"), ("去年", "过失", ""), ("上年度", "以", ""), ("上年", "以之晚世", "龄轻纪"),
        ("上一年度", "以", ""), ("上一年", "以", ""), ("前年", "以目之当提生此", ""),
        ("下一年度", "以地天之", _NO_AGE), ("下一年", "以地天之", _NO_AGE),
        ("下年度", "以地天之", _NO_AGE), ("下年", "以地天之", _NO_AGE),
        ("明年", "透文", ""), ("后年", "今此以战最前成产用工营运车通建竣放立", "均"),
        ("本年度", "基日资成版样根", "轻龄"), ("本年", "基日资成版样根", "轻龄"), ("当年度", "相", "轻"), ("当年", "相", "轻"),
        ("同年", "共不相", "级龄"), ("次年", "层批档人户架班", "轻均"), ("翌年", "", ""), ("来年", "", ""),
    ),
    "point": (
        ("大前天", "", ""), ("大后天", "", ""), ("上上周", "", "边围转"), ("下下周", "", "边围转"),
        *((day, "以基成", "") for day in sorted(WEEKDAYS)),
        ("前天", "以目提", "津文"), ("昨天", "", ""), ("昨日", "", ""), ("明天", "好的丽", ""), ("明日", "好的丽", ""),
        ("后天", "先", "努培形环的性"),
        ("上周", "以", "边围转"), ("本周", "基成日", "边围转"), ("下周", "以", "边围转"),
        ("去冬今春", "", ""), ("今冬明春", "", ""), ("主汛期", "", ""),
        *((day, "", "") for day in FESTIVALS if day[0] != "五"), ("汛期前", "", ""), ("入汛前", "", ""), ("汛前", "", ""),
        ("会前", _OPENING, "往年月三五后期排来半几0123456789"), ("会后", _OPENING, "备续来期"),
        ("全年", "占", "龄"), ("岁末", "", ""), ("本季度", "", ""), ("上季度", "", ""), ("下季度", "", ""),
        ("月末", _COUNTED + "几个数整每本上当", "端位"), ("季末", _COUNTED + "几个数整每本上当", "端位"),
    ),
    "month": tuple((head + "月", "以日资", "球亮") for head in ("本", "上", "下", "当", "本个", "上个", "下个", "当个")),
    "edge": (("年", _COUNTED + "几多少青成童壮老中历常往整近", ""),),
    "now": (
        ("目前", "项栏科题名细条", "期"), ("现在", "表实体呈", ""), ("当前", "相充适", ""), ("如今", "", ""),
        ("眼下", "", ""), ("当下", "", ""),
        ("现阶段", "", ""), ("迄今为止", "", ""), ("迄今", "", ""), ("至今", "截", "年天日晚"), ("今天", "", ""), ("今日", "", ""),
    ),
    "formerly": (("原来", "", "如"), ("原先", "", ""), ("最初", "", "级始"), ("往年", "已", "")),
    "then": (("届时", "", ""),),
    "each": (("每年", "人户名家件亩", ""),),
    "term": (
        *((f"{head}{years}年{within}", _NOT_TERM, "级龄轻制期度")
          for head in "前头" for years in ("两", "三", "四", "五", "六", "十", "2", "3", "4", "5", "6", "10") for within in ("内", "")),
        *((term, "", "几") for term in ("这些年", "近些年", "前些年")),
        *((term, "", "") for term in ("本学年", "上学年", "新学年", "本学期", "上学期", "新学期", "秋季学期", "春季学期")),
    ),
    "this_year": (("年内", _COUNTED + "几多今去明本当前后来干", _NO_WITHIN.replace("在", "")),),
}  # fmt: skip


# 年均气温15℃, 年均浓度为22微克: a mean that is measured; not 年均增加产值2亿元, where it says how a change is reckoned.
MEAN = lazy(
    r"(?![增减下上提扩缩递净实新引投培建完]|降(?![水雨]))[^，。；：、0-9]{0,6}?(?:气温|温度|湿度|浓度|日照|降[水雨]|产量|单产|产值|收入|工资|费用|里程|[^增降减升]率|[^增降减]量)"
    r"(?:分别|为|达|是|约|在|控制|稳定|保持|不[高低]于|由|从|[0-9一二三四五六七八九])"
)


def _characters(listed: str) -> Container[str]:
    """The characters that may not stand before a word, of those listed in the table."""
    return AllBut(listed[1:]) if listed.startswith(_ONLY) else frozenset(listed)


@cache
def words() -> dict[str, tuple[tuple[str, str, Container[str], frozenset[str]], ...]]:
    """The words that begin with a character: each with what it is and what may not stand before and behind it."""
    table: dict[str, tuple[tuple[str, str, Container[str], frozenset[str]], ...]] = {}
    for kind, rows in _WORDS.items():
        for word, before, behind in rows:
            table[word[0]] = (*table.get(word[0], ()), (kind, word, _characters(before), frozenset(behind)))
    return table


# ---- years --------------------------------------------------------------------------------------------------------------
# 5000年 is a length, 21年 too; a year has four digits and a century that bulletins speak of
_YEAR_NUMBER = rf"(?:(?<![0-9.,])(?:1[89]|2[01])[0-9]{{2}}|(?<![{HAN_DIGIT}十百千万])[一二][{HAN_DIGIT}]{{3}})"

# The four digits of a year.
YEAR_NUMBER = lazy(_YEAR_NUMBER)

# 年 behind the digits of a year: 2000年历史 measures; 2035年远景目标 and 2024年版 are names.
YEAR_SIGN = lazy(r"年度?(?!代|的?历史|的?文明|远景目标|[版级款]|第?[0-9]+号|(?:不变|可比)?价)|[财学]年(?!制)")

# The years that a year shares its 年 with: 2021、2022和2023年.
MORE_YEARS = lazy(rf"(?:[、和与及]{_YEAR_NUMBER}){{1,4}}年")


# ---- parts of a year ----------------------------------------------------------------------------------------------------
# 底, 末, 初, and what follows where they begin another word: 底线, 末端, 初步
_NO_EARLY = "步级心次期中衷始创"
EDGES = {"底": frozenset("线气色蕴"), "末": frozenset("端位"), "初": frozenset(_NO_EARLY)}
_EARLY = f"初(?![{_NO_EARLY}])"
_DAY = r"(?:(?:[12][0-9]|3[01]|0?[1-9])|(?:三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九]))(?:日|号(?![召楼线院文]))"

# A day of a month: 8日.
DAY = lazy(_DAY)

# A day, some months or a month, or a quarter without 第: 7月8日, 1—5月, 6月底, 三季度.
MONTH = lazy(
    r"(?:(?<![0-9.])(?:1[0-2]|0?[1-9])|(?<![一二三四五六七八九十百])(?:十[一二]?|[一二三四五六七八九]))"
    rf"(?:月{_DAY}|(?:(?:月份?)?{TO}|、)(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月份?"
    rf"|月(?!革命|[三龄薪租票嫂饼]|一次)(?:份|[上中下]旬|底|末|{_EARLY})?)"
    r"|[一二三四1-4]季度(?:末(?![端位])|初)?"
)

# A quarter, or the first months or quarters of a year: 第一季度, 前三季度, 首季, 头两个月.
QUARTER = lazy(
    r"(?:第[一二三四1-4]季度|前[一二三四1-4]个?季度|首季度?)(?:末(?![端位])|初)?"
    r"|[前头](?:1[0-2]|[1-9]|十[一二]?|[一二两三四五六七八九])个月"
)

# A season of a year: 今年春季, 去年入夏后, 2024年暑期.
SEASON_HEADS = frozenset("春夏秋冬暑寒入开汛")
SEASON = lazy(
    "[春夏秋冬](?:季(?![节度])|天(?![然津]))|暑[期假](?![班工托])|寒假(?!班)|春运(?![输动行营])|入[春夏秋冬汛](?!粮)|汛期(?![前间后水降安防])|开春"
)

# A day in figures only: 2024-07-08.
ISO_DAY = lazy(r"(?<![0-9./-])(?:1[89]|2[01])[0-9]{2}[-./](?:1[0-2]|0?[1-9])[-./](?:[12][0-9]|3[01]|0?[1-9])(?![0-9./-])")


# ---- plans, centuries ---------------------------------------------------------------------------------------------------
_PLAN_PART = r"(?:时期|期间|末期|期?末|初期|期?初|中期|收官之年|开局之年|[前后头][一二两三四1-4]年)"

# A five-year plan by its name in quotation marks: “十四五”时期.
QUOTED_PLAN = lazy(
    r"[“‘「\"](?:十[一二三四五六]?五|[一二三四五六七八九]五)[”’」\"](?!普法|(?:规划|计划)(?!时期|期间|以来|实施以来))"
    rf"(?:规划|计划)?(?:的?{_PLAN_PART})?"
)

# A five-year plan by its name without quotation marks: 十四五期间, 一五时期.
BARE_PLAN = lazy(
    rf"(?<![{HAN_DIGIT}])十[一二三四五六]五(?:(?:规划|计划)?(?:的?{_PLAN_PART})|(?=以来|以前|之前))"
    rf"|(?<![{HAN_DIGIT}十百千万])[一二三四五六七八九]五(?:计划)?(?:时期|期间)"
)

# A five-year plan by its number; without the group it is as often the document as its years: 第一个五年计划.
NUMBERED_PLAN = lazy(rf"第[一二三四五六七八九十]{{1,3}}个五年(?:规划|计划)(?P<years>{_PLAN_PART}|(?=以来|以后|之前|以前))?")

# A part of a century, or a decade: 本世纪中叶, 上世纪80年代, 1990年代.
CENTURY = lazy(
    r"(?:(?:本|上|二十一|二十|21|20|十九|19)个?世纪(?:[1-9]0年代|[二三四五六七八九]十年代|中叶|末叶?|初叶?)"
    r"|(?:本|二十一|21)世纪(?=以来)"
    rf"|(?<![0-9.])(?:1[89]|2[01])[0-9]0年代|(?<![0-9{HAN_DIGIT}十])(?:[2-9]0|[二三四五六七八九]十)年代)(?:初期?|中期|末期?|后期)?"
)


# ---- spans of years -----------------------------------------------------------------------------------------------------
NOT_IN_NUMBER = frozenset(_COUNTED + "第")
# what begins a length that runs till now, or one to come, by its first character
NEAR = {"最": "最近", "新": "新近", "近": "近", "过": "过去", "以": "以往", "这": "这"}
AHEAD = {"未": "未来", "今": "今后", "接": "接下来", "往": "往后"}
_COME = "来(?![自源到访看说])"
_HALF = "(?:(?<!半年)(?<=年)半)?"

_LENGTH_NUMBER = r"(?:[0-9]{1,3}(?:\.[0-9])?|[一二两三四五六七八九十百]{1,4})"
# A length of time, without the half behind 年: 3年, 一到两年, 十多年, 6个月, 半年.
LENGTH = lazy(rf"{_LENGTH_NUMBER}(?:{TO}{_LENGTH_NUMBER})?[多余]?(?:年|个半?月|天|周(?![年岁边围期])|个?星期)|半年")

# What follows a length that is over, still runs, or is the time until or since: 来, 间, 内, 前, 后.
PASSED = lazy(
    rf"{_HALF}(?:(?P<past>[多余]?(?:{_COME}|以来)|(?<!半年)(?<=年)(?:间|(?=年均|累计|共计|合计)))"
    rf"|(?P<within>(?:左右)?(?:之内|以内|时间(?:内|里)|的?时间内|内{_NOT_WITHIN}))"
    r"|(?P<elapsed>以前|之前|前(?![后三列往沿])|以后|之后|后(?![续期勤备])))"
)

# What may follow the length in 近3年来.
BEHIND_NEAR = lazy(rf"{_HALF}多?(?:以来|来|间|时间里?|里|内{_NOT_WITHIN})?(?![级轻龄])")

# What a length is measured by behind 近, so that it dates nothing: 时限压缩近10天, 停留近2天, 工作了近30年.
MEASURED = (
    "压缩", "压减", "缩短", "延长", "提前", "推迟", "延迟", "减少", "增加", "节省", "节约", "停留", "用时", "历时", "耗时", "费时", "长达",
    "时间", "时限", "周期", "工期", "时长", "期限", "天数", "日数", "持续", "等待", "寿命", "工龄", "相差", "多出", "为期",
    "了", "达", "仅", "需", "共",
)  # fmt: skip
# Of these a length of years is one only at the end of its clause: 减少近5年, not 减少近5年的积案.
MAY_DATE = ("减少", "增加", "节约", "节省", "了", "达", "仅", "需", "共")
MEASURED_ENDS = frozenset(word[-1] for word in MEASURED)

# Years of late that are not counted: 近年来, 最近几年.
NEAR_YEARS = lazy(
    r"(?:最近|近)(?:几|些|若干)?年(?:以来|来|间)|(?<![最新邻临接附])近年(?![轻龄份])|(?:最近|过去|这)几年(?:以来|来|间)?|近(?:几|些)年"
)

# What may follow the length in 未来五年内.
BEHIND_AHEAD = lazy(rf"{_HALF}(?:内{_NOT_WITHIN}|里|间|时间(?:内|里)?)?(?![级轻龄])")

# A time to come that is not counted, behind 未来 or 今后: 几年, 一段时间.
AHEAD_YEARS = lazy(rf"(?:(?:几|若干)年|的?(?:一个|一段|较长)(?:时期|时间))(?:内{_NOT_WITHIN})?")

# Some years that are over, or within which something happens: 几十年来, 几年之内.
SOME_YEARS = lazy(rf"(?P<past>(?:多|十?几|几十|数十|数)年以?{_COME})|(?P<within>(?:几|若干)年[之以]?内{_NOT_WITHIN})")

# The term of office of a government: 本届政府任期内.
TERM = lazy(r"(?:本届|上届|新一届)?(?:本届|上届)?(?:政府|人大|委员会)?任期之?内")


# ---- beside a point -----------------------------------------------------------------------------------------------------
SUFFIX_HEADS = frozenset("以来至年底末之前起后期间内")

# What turns the point before it into a beginning, an end or the whole of a time: 以来, 起, 之前, 期间.
SUFFIX = lazy(
    r"以来|来(?=[，、。；])|至今|前后(?![0-9一二三四五六七八九十两几相矛呼])|(?:年底|年末|底|末)?(?:之前|以前|前(?![后三列往景沿瞻0-9一二三四]|[进移][0-9一二三四五六七八九十到至]))"
    rf"|起(?![草步点来到飞重诉码伏])|之后|以后|后(?![续期来勤备])|期间|间(?![接隔谍])|内{_NOT_WITHIN}"
)

# What stands before a point and turns it: an end (到2026年), a state (截至6月底), a base (较2021年). Matched beside a point.
UP_TO = ("截止到", "截至", "截止", "直到", "直至", "到", "至")
# 提高到2026年的 reaches a level; 自治区到2026年 is a goal
LEVEL_VERB = frozenset("复加高升降少长低大达缩展增压感得看受找想做谈回减延推迟期涉从由转系化")
UP_TO_ENDS = frozenset("到至止")
VERSUS_ENDS = frozenset("较比于过及")
BESIDE = frozenset("与同和跟以")
# 为“十二五”时期的3倍, 达到上年同期的98%: the base of a share or a multiple; 去年同期 alone dates, behind these it is compared with
BASE_ENDS = frozenset("是为于到达至")
BASE_OF = ("是", "为", "相当于", "等于", "达到", "达", "恢复到", "恢复至", "回升到", "回升至")
SHARE_HALF = "的一半"

# What a change is against, before the point: 较, 比, 高于.
VERSUS = lazy(r"(?:较|(?<![占之百正反可])比|相较于?|相比于?|(?:高|低|多|少|好|优|快|慢)于|超过|不及)$")

# What says behind a point that something is compared with it: 相比, 持平, 为基期.
COMPARED = lazy(r"(?:同期)?(?:水平)?(?:相比|相较|比较|(?:基本|大体|大致)?持平|为基[期数年])")

# A plan for a point that a change is against: 比上年预算减少.
PLANNED = lazy(r"(?:(?:调整)?预算|计划|决算|预计)数?(?=[增减少多下降提高上超低压，。])")
# What stands between a date and the 基础上 whose base it is: 在上年大幅度增长的基础上.
GROUND = lazy(r"[^，。；：、0-9一二三四五六七八九十]{0,10}基础上")

# A share or a multiple of what was at a point: 的3倍, 同期水平的九成.
SHARE = lazy(r"(?:同期)?(?:水平)?的(?:近|约|超)?(?:[0-9.]{1,8}|[一二两三四五六七八九十百点]{1,6})多?(?:倍|%|成|折)")


# ---- clauses ------------------------------------------------------------------------------------------------------------
# The marks that a clause neither holds nor reaches over.
CLAUSE_BORDERS = frozenset("，。；：！？!?;,\n（）()")

# What is done when a work begins to serve, behind which a 后 dates: 建成后双方将.
FINISHED = ("建成", "投产", "达产", "投用", "竣工", "完工", "通车", "投运", "启用")
# The word that a clause which dates ends in: 以来, 期间, 之后; its first character comes first, to be found quickly.
CLAUSE_END = lazy(
    r"[以期之伊任后前年](?:(?<=以)(?:来(?![的最首未]|第一)|(?<![从此]以)后|前)|(?<=期)间|(?<=之)(?:际(?!的)|初(?=的)|(?<![此随]之)后|前)"
    rf"|(?<=伊)始|(?<=任)期内|(?<=[后前])(?=，)|(?<=后)(?=预计)|(?<=(?:{'|'.join(FINISHED)})后)(?![续勤备面劲坝山盾台院])|(?<=年)来(?=[，、。；]|\Z))",
    cues=(
        *("以来", "以后", "以前", "期间", "之际", "之初的", "之后", "之前", "伊始", "任期内", "后，", "后预计", "前，", "年来"),
        *(f"{done}后" for done in FINISHED),
    ),
)
