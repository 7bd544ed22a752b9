"""The rows of the figures table: periods as days, status by what is over, the factor of a multiple."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from extractor import events, lexicons, periods
from extractor.figures.drafts import FigureDraft
from extractor.figures.numbers import Quantity
from extractor.join.places import Places, Row
from extractor.text.spans import View

_EARLY = 3
_WHOLE_YEAR = ("全年", "年末", "年底", "下半年", "第四季度", "四季度")


def rows_of_figures(
    figures: Sequence[FigureDraft], view: View, event: events.DatedEvent, owners: Callable[[int], tuple[str | None, str | None]]
) -> list[Row]:
    """The figures table's rows; ``owners`` gives the ids of the speech and the item that a view index stands in."""
    places = Places(view)
    rows = []
    years = _Years(view.text, event)
    for number, draft in enumerate(figures, 1):
        year = years.year_for(draft) if draft.period is not None else None
        rows.append(_figure_row(f"f{number}", draft, places, event, owners(draft.quantity.start), year))
    return rows


class _Years:
    """The year of a date that names none: the one named before in its paragraph, else the event's; in the first months of a
    year what is reported of 全年 is the year before."""

    def __init__(self, text: str, event: events.DatedEvent) -> None:
        self.text = text
        self.event = event
        self.named: tuple[int, int] | None = None  # year, and where it was named

    def year_for(self, draft: FigureDraft) -> int | None:
        mention = draft.period
        assert mention is not None
        own = periods.year_of(mention, None)
        if own is not None:
            self.named = (own, mention.start)
            return own
        if self.named is not None and "\n" not in self.text[self.named[1] : mention.start]:
            return self.named[0]
        year, day = self.event.year, self.event.day
        early = day is not None and day.month <= _EARLY and not draft.target and mention.first.startswith(_WHOLE_YEAR)
        return year - 1 if early and year is not None else year


def _figure_row(
    row_id: str, draft: FigureDraft, places: Places, event: events.DatedEvent, owners: tuple[str | None, str | None], year: int | None
) -> Row:
    quantity = draft.quantity
    period = None
    target = draft.target
    if draft.period is not None:
        mention = draft.period
        first_day, last_day = periods.days_of(mention, event.day, year)
        period = {**places.row((mention.start, mention.end)), "first_day": first_day, "last_day": last_day, "inherited": draft.inherited}
        if event.day is not None:
            today = event.day.isoformat()
            if first_day is not None and first_day > today and not target and year is not None and periods.year_of(mention, None) is None:
                # reported in January of 12月份: the month of the year before
                first_day, last_day = periods.days_of(mention, event.day, year - 1)
            target = _by_days(target, first_day, last_day, today, mention.rule)
        elif target and mention.rule == "point" and (named := periods.year_of(mention, None)) is not None:
            target = named >= (event.spoken or named)
    return {
        "id": row_id,
        "speech_id": owners[0],
        "commitment_id": owners[1],
        **places.row((quantity.start, quantity.end)),
        "sentence": places.view.raw[slice(*draft.sentence)].strip(),
        "kind": quantity.kind,
        "value": quantity.value,
        "value_max": quantity.value_max,
        "fraction": quantity.fraction,
        "factor": _factor(draft),
        "unit": _unit_as_written(quantity, places.view),
        "unit_code": _code_of(quantity.unit),
        "comparator": draft.comparator,
        "metric": _as_written(draft.metric, draft, places.view),
        "period": period,
        "change": draft.change,
        "basis": _as_written(draft.basis, draft, places.view),
        "status": "target" if target else "actual",
        "label": draft.label,
    }


def _unit_as_written(quantity: Quantity, view: View) -> str:
    """The unit in the source's own characters (個); signs in their ASCII form (%)."""
    unit, end = quantity.unit, quantity.end
    written = view.raw[end - len(unit) : end]
    return written if unit and not unit.isascii() and view.text[end - len(unit) : end] == unit else unit


def _code_of(unit: str) -> str | None:
    """The ISO 4217 or UCUM code of a unit, where the standard has one; 每 in it is a slash."""
    codes = lexicons.attributes("unit", "code")
    return codes.get(unit) or codes.get(unit.replace("每", "/"))


def _as_written(phrase: str | None, draft: FigureDraft, view: View) -> str | None:
    """A phrase of a figure's sentence in the source's own characters (１９５４年), where it was not put together."""
    start, end = draft.sentence
    if phrase is None or view.text[start:end] == view.raw[start:end]:
        return phrase
    at = view.text.find(phrase, start, end)
    return view.raw[at : at + len(phrase)] if at >= 0 else phrase


def _factor(draft: FigureDraft) -> Decimal | None:
    """New over old: 3 for 增长两倍, 2 for 翻一番, 3 for 是…的三倍."""
    factor = draft.quantity.factor
    if factor is None or draft.change is None or draft.quantity.unit != "倍" or draft.doubling:
        return factor
    return factor + 1 if draft.change == "increase" else factor


def _by_days(target: bool, first_day: str | None, last_day: str | None, event_day: str, rule: str) -> bool:
    """Whether a figure is a target, by its period: what is over is reached, what is to come is promised."""
    if last_day is not None and last_day < event_day:
        return False
    if first_day is not None and first_day > event_day:
        return True
    return target or (rule == "up_to" and last_day is not None and last_day > event_day)
