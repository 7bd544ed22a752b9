"""The rows of the figures table: periods as days, status by what is over, the factor of a multiple."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import lru_cache

from extractor import events, lexicons, periods
from extractor.figures.drafts import FigureDraft
from extractor.figures.numbers import Quantity
from extractor.join.places import Places, Row
from extractor.structure.outline import Span
from extractor.text.spans import View, spelling

_EARLY = 3
_WHOLE_YEAR = ("全年", "年末", "年底", "下半年", "第四季度", "四季度")


def rows_of_figures(
    figures: Sequence[FigureDraft], view: View, event: events.DatedEvent, owners: Callable[[int], tuple[str | None, str | None]]
) -> list[Row]:
    """The figures table's rows; ``owners`` gives the ids of the speech and the item that a view index stands in."""
    periods_of = _Periods(view, event)
    sentence: _Sentence | None = None
    rows = []
    for number, draft in enumerate(figures, 1):
        if sentence is None or sentence.span != draft.sentence:
            sentence = _Sentence(view, draft.sentence)
        rows.append(_figure_row(f"f{number}", draft, view, sentence, periods_of, owners(draft.quantity.start)))
    return rows


class _Sentence:
    """What the figures of one sentence share: its own characters, and whether the view has folded any of them."""

    def __init__(self, view: View, span: Span) -> None:
        self.span = span
        self.view = view
        written = view.raw[span[0] : span[1]]
        self.text = written.strip()
        self._spelling: dict[int, str] | None = None
        self._written = written
        self.folded = view.text[span[0] : span[1]] != written

    def as_written(self, phrase: str | None) -> str | None:
        """A phrase of the sentence in the source's own characters (１９５４年)."""
        if phrase is None:
            return None
        found = self.view.written(phrase, *self.span)
        if found is not None:
            return found
        if self._spelling is None:
            self._spelling = spelling(self.view.text[slice(*self.span)], self._written)
        return phrase.translate(self._spelling)


class _Periods:
    """The rows of the periods; one that several figures take is worked out once."""

    def __init__(self, view: View, event: events.DatedEvent) -> None:
        self._places = Places(view)
        self._years = _Years(view.text, event)
        self._event = event
        self._today = event.day.isoformat() if event.day else None
        self._last: tuple[periods.Mention, int | None, Row] | None = None

    def read(self, draft: FigureDraft, mention: periods.Mention) -> tuple[Row, bool]:
        """The row of a figure's period, and whether the figure is a target by it."""
        year = self._years.year_for(draft, mention)
        row = self._row(mention, year)
        first_day, last_day, today = row["first_day"], row["last_day"], self._today
        target = draft.target
        if today is not None:
            ahead = first_day is not None and first_day > today and not target
            if ahead and year is not None and periods.year_of(mention, None) is None:
                # reported in January of 12月份: the month of the year before
                row = self._row(mention, year - 1)
                first_day, last_day = row["first_day"], row["last_day"]
            target = not draft.origin and _by_days(target, first_day, last_day, today, mention.rule)
        elif target and mention.rule == "point" and (named := periods.year_of(mention, None)) is not None:
            target = named >= (self._event.spoken or named)
        return {**row, "inherited": draft.inherited}, target

    def _row(self, mention: periods.Mention, year: int | None) -> Row:
        if self._last is None or self._last[0] is not mention or self._last[1] != year:
            row = self._places.row((mention.start, mention.end))
            row["first_day"], row["last_day"] = periods.days_of(mention, self._event.day, year)
            self._last = (mention, year, row)
        return self._last[2]


class _Years:
    """The year of a date that names none: the one named before in its paragraph, else the event's; in the first months of a
    year what is reported of 全年 is the year before."""

    def __init__(self, text: str, event: events.DatedEvent) -> None:
        self.text = text
        self.event = event
        self.named: tuple[int, int] | None = None  # year, and where it was named

    def year_for(self, draft: FigureDraft, mention: periods.Mention) -> int | None:
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
    row_id: str, draft: FigureDraft, view: View, sentence: _Sentence, periods_of: _Periods, owners: tuple[str | None, str | None]
) -> Row:
    quantity, folded = draft.quantity, sentence.folded
    period = None
    target = draft.target
    if draft.period is not None:
        period, target = periods_of.read(draft, draft.period)
    # no figure begins or ends with a blank
    start, end = view.source_span(quantity.start, quantity.end)
    return {
        "id": row_id,
        "speech_id": owners[0],
        "commitment_id": owners[1],
        "text": view.raw[quantity.start : quantity.end],
        "start": start,
        "end": end,
        "sentence": sentence.text,
        "kind": quantity.kind,
        "value": quantity.value,
        "value_max": quantity.value_max,
        "fraction": quantity.fraction,
        "factor": None if quantity.factor is None else _factor(draft),
        "unit": _unit_as_written(quantity, view) if folded else quantity.unit,
        "unit_code": _code_of(quantity.unit),
        "comparator": draft.comparator,
        "metric": sentence.as_written(draft.metric) if folded else draft.metric,
        "period": period,
        "change": draft.change,
        "basis": sentence.as_written(draft.basis) if folded else draft.basis,
        "status": "target" if target else "actual",
        "label": draft.label,
    }


def _unit_as_written(quantity: Quantity, view: View) -> str:
    """The unit in the source's own characters (個); signs in their ASCII form (%)."""
    unit, end = quantity.unit, quantity.end
    written = view.raw[end - len(unit) : end]
    if written == unit or unit.isascii():
        return unit
    return written if view.text[end - len(unit) : end] == unit else unit


@lru_cache(maxsize=1024)
def _code_of(unit: str) -> str | None:
    """The ISO 4217 or UCUM code of a unit, where the standard has one; 每 in it is a slash."""
    codes = lexicons.attributes("unit", "code")
    return codes.get(unit) or codes.get(unit.replace("每", "/"))


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
