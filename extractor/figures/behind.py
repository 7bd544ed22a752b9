"""The noun phrase behind a number: what is counted, where it stands there (新建学校3所 has it before, 3所学校 behind)."""

from __future__ import annotations

from extractor import lexicons
from extractor.figures.extents import LONGEST, NUMERIC, ONE_PLACE, SHORTEST_NOUN, STOP, nouns, phrase_end, verbs_right
from extractor.text.patterns import lazy

ACTS = frozenset(("次", "轮", "回", "趟", "遍", "场次", "场"))
_LONGEST_DOING = 10
_NO_OPENING = ("投向", "投入", "流向", "到", "在", "已", "来自", "达到", "将", "用于", "是")
_TAIL_ENDS = frozenset("于]过足到币未不的为由从等在有共“《（，、和及与已也又还再中内只仅")
_TAIL = lazy(
    r"(?:\[\d+\]|[快慢高低优好多少强弱]于|由[升降正负增减盈亏]转[升降正负增减盈亏]|人民币|尚未|未|(?<!由)不|超过|不[足到]|的|为|由|从|等|在|有|共|“|《|（|，|、|和|(?<![惠普波涉危触])及|与|已|也|又|还|再|(?<![高初职完])中|内|只|仅)+$"
)
_AMOUNT = lazy(r"[百千万亿]+[元吨人](?!以上|以下|级|企业|项目|产业|村|镇|县)")
# 在 is no preposition before these: 在校生, 在建项目.
IN_WORDS = "孵训校岗建职编册读线研园营网途库售地产押逃籍"
_PLACE = lazy(
    rf"在(?![{IN_WORDS}])|[都均也皆就才已][能可是有被已在要会得]|并(?![网购联行轨发])|而且|而(?!立)|且|但|后(?=原|逐|再|即|立即|统一|及时|反馈|报送|移交)|向(?!日)"
)
# What a percentage is of in name only: 按20%的比例.
_NO_METRIC = frozenset(("比例", "幅度", "速度", "增速", "目标", "标准", "增长", "价格", "要求", "大关", "台阶", "关口", "基础上"))
_LEVELS = frozenset(("指标", "水平", "时间"))  # 达到800斤的指标, but 29项指标
# 3亿元资金支持企业: the money, not what it is for.
_MEANS_ENDS = frozenset("金券债款费助")
_MEANS = lazy(
    r"(.{0,10}?(?:资金|债券|国债|专项债|贷款|经费|基金|专款|补助))(?:支持|加强|加快|用于|帮助|推动|助力|保障|解决|投向|投入|改善|完善|促进)"
)
_OF = lazy(r"([^，。；：、]{2,}?)的(?=[^，。；：、的]{2,})")
# What shows that the words behind a noun go on to say something of it.
_SAYS = frozenset("没不的过了着有为得可能须仅只共各由被还才再也尚于以")
# 5A级景区, 5G基站
_COINED = lazy(r"\d+[A-Za-z]")
# A clause before 的 that begins so is no owner: 面向企业的平台.
_PREPOSITIONS = frozenset("对为给在从由以与向按含带")
_TOWARDS = ("面向", "针对", "位于", "涉及", "服务", "来自", "关于", "惠及", "覆盖")
_SHORTEST_SAID = 3
_OUTPUTS = ("产量", "产值", "数量", "总量", "销量", "总额", "份额", "增幅", "增速")
# What is said of those that are counted, where they are a subject: 8个项目逾期时间, 2个分局执法质量考评.
WORKS = ("治理", "改造", "整治", "修复")  # 36个行政村生活污水治理
_SAID_OF = ("时间", "进度", "考评", "成本", "利润", "排名", "得分")
_PLACES = lazy("(?:县（[市区]{1,2}）|县市区|省区市|县区|区县|市县|市州|省份)(?=[^级的]{3,})")
_BOUNDED = ("级以上", "级及以")  # 42处县级以上城市水源地
# A statistic of what is counted ends so; 带量 says how things are bought.
_STATISTIC = frozenset("率费量额值")
_NO_STATISTIC = "带量"
# What begins like a noun of one character and is none.
_PLACE_WORD = lazy(
    "县[域级直区乡中委长]|市[场民直级容区委长]|村[庄民级集镇支医干]|区[域块间位县委长]|人[才员口民力工]|户[籍均主外型]|镇[域区村长]|乡[村镇土情长]"
)


def noun_after(text: str, start: int, limit: int, people: bool = False) -> str | None:
    """The noun phrase that begins at ``start``: to the next mark, verb or preposition; None where there is none.

    Of 企业的代表 the first is counted, unless the number is one of ``people``.
    """
    of = text.startswith("的", start)
    start += of
    if text.startswith("为", start) and start and text[start - 1] not in ONE_PLACE:
        return None  # 递补委员2名为省委委员: what they become
    if _PLACE.match(text, start) or ((told := lexicons.look_up("predicate").end_at(text, start)) and text.startswith("了", told)):
        return None  # 90%在山区: where it is; 200公里以内都能配齐; 197个通上了公交
    end = phrase_end(text, start, min(limit, start + LONGEST))
    phrase = untailed(_headed(text[start:end], people))
    saying = phrase.find("而", SHORTEST_NOUN + 2)
    if 0 < saying == len(phrase) - 2:
        phrase = phrase[: saying - 2]  # 嘉宾远道而来, 农户枕河而居
    if phrase[:1] in ONE_PLACE and phrase.startswith("的", 1):
        return phrase[0]  # 五个县的书记
    if not _MEANS_ENDS.isdisjoint(phrase) and (means := _MEANS.match(phrase)) is not None:
        phrase = means.group(1)  # 3亿元资金支持企业
    if (
        phrase in _NO_METRIC
        or (of and phrase in _LEVELS)
        or phrase.startswith("比例")
        or _AMOUNT.match(phrase)
        or (phrase[:1].isdigit() and not _COINED.match(phrase))
    ):
        return None
    return phrase if len(phrase) >= 2 or phrase in ONE_PLACE else None


def _is_counted(owner: str, people: bool) -> bool:
    """Whether what stands before a 的 is a noun that is counted, and no clause that ends in one (覆盖12个乡镇的)."""
    known = lexicons.look_up("counted_noun.person") if people else nouns()
    if (
        known.start_before(owner, len(owner)) < 0
        or not NUMERIC.isdisjoint(owner)
        or owner[0] in _PREPOSITIONS
        or owner.startswith(_TOWARDS)
    ):
        return False
    return not lexicons.look_up("np_verb", "to_do.to_do", "change").spans(owner, 0, len(owner))


def subject_of(found: str, counts: bool = False) -> str:
    """The noun phrase ``found`` without the statistic of it, where it is the subject of a clause; ``counts`` where a number
    follows it at once.

    >>> subject_of("项目预算执行率"), subject_of("企业研发机构"), subject_of("国家重点项目"), subject_of("工业产品产量")
    ('项目', '企业研发机构', '国家重点项目', '工业产品')
    >>> subject_of("县区工作经费"), subject_of("水库联合供水", counts=True)
    ('县区', '水库')
    """
    quote = found.find("“", 1)
    if quote > 0 and nouns().start_before(found, quote) >= 0:
        return found[:quote]  # 干部“一对一”联系企业
    if (places := _PLACES.match(found)) is not None:
        return places.group()
    statistic = found[-1] in _STATISTIC and not found.endswith(_NO_STATISTIC)
    if not (counts or statistic or found.endswith(_SAID_OF)):
        return found
    shortest = SHORTEST_NOUN if counts or found.endswith(_OUTPUTS) else _SHORTEST_SAID
    ends = [end for start, end in nouns().spans(found, 0, len(found)) if not _PLACE_WORD.match(found, start)]
    known = [end for end in ends if len(found) - end >= shortest and found[end] != "均"]
    return found[: known[-1]] if known else found


def clause_after(text: str, start: int, limit: int) -> str | None:
    """All that stands from ``start`` to the next mark, where it is short and holds no number (排查整治); else the noun there."""
    end = next((at for at in range(start, min(limit, start + _LONGEST_DOING + 1)) if text[at] in STOP), limit)
    phrase = text[start:end]
    short = 2 <= len(phrase) <= _LONGEST_DOING and NUMERIC.isdisjoint(phrase)
    return phrase if short else noun_after(text, start, limit)


def untailed(phrase: str) -> str:
    """A phrase without the words at its end that belong to the sentence, not to the noun."""
    return _TAIL.sub("", phrase) if phrase[-1:] in _TAIL_ENDS else phrase


def is_countable(phrase: str) -> bool:
    """Whether a phrase holds a noun that is known as countable (独居老人家庭)."""
    return bool(nouns().spans(phrase, 0, len(phrase)))


def counted_to(phrase: str, start: int) -> bool:
    """Whether all of a phrase from ``start`` on is one noun that is known as countable (每个大队)."""
    return start < len(phrase) and nouns().end_at(phrase, start) == len(phrase)


def names_things(phrase: str) -> bool:
    """Whether a phrase is of things that are counted (受访企业), not of what is done with them (到社区服务)."""
    return is_countable(phrase) and not phrase.startswith(_NO_OPENING)


def things_after(text: str, start: int, limit: int) -> str | None:
    """The things that begin at ``start``, to the last noun that is known as countable; None where a verb opens or none is known."""
    phrase = noun_after(text, start, limit)
    if phrase is None or lexicons.look_up("to_do.to_do", "np_verb").end_at(phrase, 0):
        return None
    known = nouns().spans(phrase, 0, len(phrase))
    return phrase[: known[-1][1]] if known else None


def group_of(text: str, start: int, limit: int) -> str | None:
    """The people behind an age that bounds them: to the first noun for persons (65岁以上老年人)."""
    persons = lexicons.look_up("counted_noun.person")
    for at in range(start, min(start + LONGEST, limit)):
        if text[at] in STOP:
            return None
        if end := persons.end_at(text, at):
            while further := persons.end_at(text, end):
                end = further  # 青年教师职工
            return text[start:end].removeprefix("的")
    return None


def verb_before_joint(phrase: str) -> int:
    """Where the last part of a phrase begins, behind a part that is a clause of its own: 债务全部清零、平台; 0 where none is."""
    joint = phrase.rindex("、")
    clause = verbs_right().start_before(phrase, joint) > 0 and len(phrase) - joint > SHORTEST_NOUN
    return joint + 1 if clause else 0


def _headed(phrase: str, people: bool) -> str:
    """The phrase cut behind its last noun that is known as countable, and its long 的-clause dropped."""
    clause = _OF.match(phrase) if "的" in phrase else None
    if clause is not None:
        if _is_counted(clause.group(1), people):
            return clause.group(1)  # 130多个国家的客商代表, 28个老旧小区的雨污分流改造
        if len(clause.group(1)) >= 4:
            phrase = phrase[clause.end() :]
    being = phrase.find("为", SHORTEST_NOUN)
    if being > 0 and nouns().start_before(phrase, being) >= 0:
        return phrase[:being]  # 4项指标为约束性指标
    if _SAYS.isdisjoint(phrase) or (phrase.startswith(_BOUNDED, 1) and _SAYS.isdisjoint(phrase[3:])):
        return phrase
    known = nouns().spans(phrase, 0, len(phrase))
    last = known[-1][1] if known else 0
    if known and _PLACE_WORD.match(phrase, known[-1][0]):
        return phrase  # 县域医共体
    if last and len(phrase) - last >= 2 and not _SAYS.isdisjoint(phrase[last:]):
        phrase = phrase[:last]
    return phrase
