"""period-order: ranges that end before they begin, and goals that were over before the meeting."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.audit.records import Amount, Finding, flat
from extractor.models import Commitment, Event
from extractor.text.patterns import lazy

CODE = "period-order"
_YEAR = r"(?:19|20|１９|２０)[0-9０-９]{2}"
# 2023年至2021年, 2023—2021年. What stands before is looked at afterwards: a pattern that begins with a look behind is slow.
_YEARS = lazy(
    rf"({_YEAR})\s?(?:年\s?)?(?:[—–～~至到-]{{1,2}})\s?({_YEAR})\s?年(?!的?[0-9０-９一二三四五六七八九十]|代|级|版)", cues="—–～~至到-"
)
_NUMBER_BEFORE = lazy(r"[0-9０-９.．〔\[A-Za-z-]$")
_DAYS = lazy(r"月([0-9０-９]{1,2})日?(?:[—–～~至到-]{1,2})([0-9０-９]{1,2})日", cues="月")
_MONTH = lazy(r"(?<![0-9０-９])[0-9０-９]{1,2}$")
_COMPARED = lazy(r"(?:比|较|与|同|和|从|由|将|自)$")
# Words of a promise directly beside the date: told of the past, a plan says 要求, 提出 or 目标 before it.
_PROMISE = lazy(r"(?:力争|确保|争取)(?:在|于)?$")
_PROMISE_AFTER = lazy(r"[，]?(?:力争|确保|争取)")
_TOLD = lazy(r"提出|要求|规划|曾|当时|原定|部署|指出|明确|目标|当年|决定|纲要|计划|方案")


def check_text(source: str) -> Iterator[Finding]:
    """Ranges of years, or of days in one month, that run backwards."""
    for match in _YEARS.finditer(source):
        first, second = (int(year) for year in match.groups())
        before = source[max(0, match.start() - 1) : match.start()]
        if second < first and not _COMPARED.match(before) and not _NUMBER_BEFORE.match(before):
            yield Finding(CODE, "warning", f"The period ends in {second}, before it begins in {first}.", match.start(), match.end())
    for match in _DAYS.finditer(source):
        first, second = (int(day) for day in match.groups())
        month = _MONTH.search(source, max(0, match.start() - 3), match.start())
        if month is not None and second < first <= 31:
            message = f"The period ends on day {second} of month {int(month.group())}, before it begins on day {first}."
            yield Finding(CODE, "warning", message, month.start(), match.end())


def check(amounts: list[Amount], items: tuple[Commitment, ...], event: Event | None, source: str) -> Iterator[Finding]:
    """Promises of a plan whose day was over when the meeting was held."""
    if event is None or event.date is None or event.date_inferred:
        return
    plans = {item.id for item in items if item.kind == "plan"}
    told: set[int] = set()
    for amount in amounts:
        figure = amount.figure
        period = figure.period
        if period is None or period.inherited or period.last_day is None or period.last_day >= event.date:
            continue
        if figure.commitment_id not in plans:
            continue
        if period.start in told or not period.text.startswith(("到", "至", "20")):
            continue
        before = flat(source[max(0, period.start - 24) : period.start])
        behind = flat(source[period.end : period.end + 4])
        promised = _PROMISE.search(before) or (period.text[0] in "到至" and _PROMISE_AFTER.match(behind))
        if promised and not _TOLD.search(figure.sentence):
            told.add(period.start)
            message = f"The promise is due on {period.last_day}, before the meeting of {event.date}."
            yield Finding(CODE, "warning", message, period.start, period.end, (figure.id, str(figure.commitment_id)))
