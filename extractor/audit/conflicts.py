"""figure-conflict, and growth against last year's level where another sentence gives it.

Both need levels that are plainly of one thing: the same speech, unit, year and the same words before the number.
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor.audit import growth
from extractor.audit.records import Amount, Finding, queried
from extractor.text.patterns import lazy

CODE = "figure-conflict"
_KINDS = frozenset(("money", "percent", "measure", "count"))
_BORDER = lazy(r"[，。；：！？、\n（(”“]")
_LEVEL_WORDS = lazy(r"(?:已经?|共|总共|全年|将|约)*(?:达到了?|达|为|是|实现|完成|升至|增至|降至|增加到|提高到|降到)?(?:了)?$")
# Of these there is more than one in a year, or the words say that the number is a part, a rate or a plan.
_NOT_ONE = lazy(
    r"其中|分别|预算|计划|目标|力争|将|另|又|再|投资|安排|下达|拨付|发放|新增|增|减|建成|建设|开工|实施|完成|举办|召开|开展|签约|引进|捐|预计|初步|快报|核算|修订|调整|原|第|每|平均|高于|低于|比|较|占"
)
# Whose it is must be said: 一般公共预算收入 alone may be of another county in the next line.
_OWNER = lazy(r"全[国省市县区州盟旗镇乡校]|[\u4e00-\u9fff]{2,7}?[省市县区州旗盟镇乡校]")
Key = tuple[str | None, str, str, str]


def check(amounts: list[Amount]) -> Iterator[Finding]:
    """Two values of one thing in one year; growth that does not follow from last year's value."""
    levels: dict[tuple[Key, int], Amount] = {}
    for amount in amounts:
        year = amount.year
        key = _key(amount) if year is not None else None
        if key is None or year is None:
            continue
        first = levels.setdefault((key, year), amount)
        if first is not amount and first.figure.sentence != amount.figure.sentence and not first.interval.meets(amount.interval):
            message = f"{key[1]} of {year} is {first.figure.text} in one place and {amount.figure.text} here"
            yield queried(CODE, message, first, amount)
    for (key, year), level in levels.items():
        base = levels.get((key, year - 1))
        if base is not None and base.figure.sentence != level.figure.sentence and level.after is not None:
            yield from growth.claims_of(base, level)


def _key(amount: Amount) -> Key | None:
    """The speech, the words before the number, the unit and the kind of a level; None where they do not name one thing."""
    figure = amount.figure
    period = figure.period
    if period is None or not figure.metric or figure.kind not in _KINDS:
        return None
    if figure.change or figure.basis or figure.status != "actual" or not amount.exact:
        return None
    clause = _BORDER.split(amount.gap)[-1].replace(period.text, "")
    subject = clause[: _LEVEL_WORDS.search(clause).start()]  # type: ignore[union-attr]
    if not _OWNER.match(subject) or _NOT_ONE.search(subject) or figure.metric not in subject:
        return None
    return figure.speech_id, subject, figure.unit, figure.kind
