"""Until when: the deadline of each item."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from extractor import events, lexicons, periods
from extractor.figures.drafts import FigureDraft
from extractor.join.places import Row
from extractor.sentences import split_sentences
from extractor.structure.outline import ItemDraft, own_stretches
from extractor.text.patterns import lazy

# 完成时限：2026年9月底
_LABELLED = lazy(r"(?:(?:完成|办结|整改|报送)(?:时限|时间|期限)|(?:时限|时间)要求)[:：]\s*([^；;。）)\n]+)", cues=("时限", "时间", "期限"))

# A day by which something is done, or up to which a list has it: 6月底前, 2026年之前, 截至9月底.
_BY = lazy(r"[年月日号底末旬度][之以]?前|截[至止]", cues="前截")
# 对2026年底前到期的贷款: which things are meant; 每年6月底前: time and again
_GOVERNING = lazy(r"(?:[对将把为给凡按较比除]|按照|符合|属于|做好|抓好|加强|每[年月周]|每个?季度|逐年)[在于]?$")
_REST = lazy(r"，?([^，。；：！？!?;\n]{0,200})")
_OVER = lazy(r"已|累计|[未没]")
# 6月底前完成改造的，给予奖励; 6月底前完成改造的企业，…
_ATTRIBUTE = lazy(r"的(?:企业|单位|个人|地区|部门|乡镇|县区?)?[)）]*$")
_LONGEST_WAY = 40  # from a day to its verb
_LONGEST_LEAD = 120  # before a day, as far as it is looked at

# What becomes of those who are late, or early, is none of what is to be done: 逾期未落实的扣减下年度补助10%.
_CONSEQUENCE = lazy(
    r"[逾超]期(?=[未不仍没])"
    r"|(?:未|没有|不能)[^，。；\n]{1,16}的[^。；\n]{0,16}?(?:扣|核减|收回|取消|追[回缴]|罚|减少|暂停|停发|约谈|通报|问责)"
    r"|(?:提前|按[期时]|如期|超额)[^，。；\n]{0,12}的[^。；\n]{0,16}?(?:奖|给予|安排|提高|倾斜)",
    cues=("期", "未", "没有", "不能", "提前", "按时", "超额"),
)


def deadlines_of(
    items: Sequence[ItemDraft],
    item_ids: Sequence[str],
    text: str,
    figures: Sequence[FigureDraft],
    figure_rows: Sequence[Row],
    event: events.DatedEvent,
) -> list[str | None]:
    """Each item's deadline as an ISO date, or None.

    It is what the item gives as 完成时限, else the latest day of its targets and of what it wants done by a day, else the
    latest deadline of its inner items.
    """
    targets = _target_days(text, figures, figure_rows)
    labelled, told = _LABELLED.search(text) is not None, "前" in text or "截" in text
    found: list[str | None] = [None] * len(items)
    inner: dict[int | None, str] = {}
    for index in reversed(range(len(items))):
        item = items[index]
        wanted = labelled or (item.kind == "plan" and told)
        own = [text[start:end] for start, end in own_stretches(items, index, item.headline[0])] if wanted else []
        days = [day for stretch in own for day in _labelled_days(stretch, event)] if labelled else []
        if not days:
            due = [day for stretch in own for day in _due_days(stretch, event)] if item.kind == "plan" else []
            days = [*targets[item_ids[index]], *due]
        found[index] = day = max(days, default=inner.get(index))
        if day is not None:
            inner[item.parent] = max(day, inner.get(item.parent, day))
    return found


def _target_days(text: str, figures: Sequence[FigureDraft], figure_rows: Sequence[Row]) -> dict[str | None, list[str]]:
    """The last days of the targets of each item, by its id."""
    days: dict[str | None, list[str]] = defaultdict(list)
    for draft, row in zip(figures, figure_rows, strict=True):
        period = row["period"]
        if row["status"] != "target" or period is None or period["last_day"] is None:
            continue
        if not _CONSEQUENCE.search(text, draft.sentence[0], draft.quantity.start):
            days[row["commitment_id"]].append(period["last_day"])
    return days


def _labelled_days(text: str, event: events.DatedEvent) -> Iterator[str]:
    """The last days of what is given as 完成时限."""
    for label in _LABELLED.finditer(text):
        for mention in periods.scan(label[1]):
            last = periods.days_of(mention, event.day, event.year)[1]
            if last is not None:
                yield last


def _due_days(text: str, event: events.DatedEvent) -> Iterator[str]:
    """The days by which something is to be done (6月底前完成), those left out that were over when it was said."""
    if "前" not in text and "截" not in text:
        return
    today = event.day.isoformat() if event.day else str(event.year or event.spoken or "")
    for start, end in split_sentences(text, 0, len(text)):
        if not _BY.search(text, start, end):
            continue
        sentence = text[start:end]
        year = event.year
        for mention in periods.scan(sentence):
            if mention.basis:
                continue
            last = periods.days_of(mention, event.day, year)[1]
            year = periods.year_of(mention, event.day, year) or year
            if last is not None and last >= today and is_due(sentence, mention):
                yield last


def is_due(sentence: str, mention: periods.Mention) -> bool:
    """Whether something is to be done by the day that a mention in a sentence names.

    >>> texts = ("各县要在2026年5月底前完成排查。", "修订办法（2026年5月底前）。", "对2026年5月底前到期的贷款要妥善化解。")
    >>> [is_due(text, periods.scan(text)[0]) for text in texts]
    [True, True, False]
    """
    start, end = mention.start, mention.end
    floor = max(0, start - _LONGEST_LEAD)
    if mention.rule not in ("before", "as_of") or any(said.search(sentence, floor, start) for said in (_GOVERNING, _CONSEQUENCE)):
        return False
    if sentence[end : end + 1] in ("）", ")"):  # alone in its brackets, or last in them: （市水利局牵头，6月底前）
        return sentence[start - 1 : start] in ("（", "(", "，", ",", "；", "、")
    if lexicons.look_up("to_do", "due_verb").start_before(sentence, start) >= 0:  # 化解2026年底前到期的贷款
        return False
    rest = _REST.match(sentence, end)
    return rest is not None and _is_done(rest[1])


def _is_done(rest: str) -> bool:
    """Whether what stands behind a day says what is done by then: 各县要完成排查, not 登记的企业, 已完成排查."""
    verbs = lexicons.look_up("to_do", "due_verb")
    for at, character in enumerate(rest[:_LONGEST_WAY]):
        if character == "的":
            return False
        if verb_end := verbs.end_at(rest, at):
            return not (_OVER.search(rest, 0, at) or rest[verb_end : verb_end + 1] in ("了", "的") or _ATTRIBUTE.search(rest))
    return False
