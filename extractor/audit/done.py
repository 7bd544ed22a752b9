"""figure-arithmetic: how much of a whole was done: 排查隐患1820处，已整改1621处，整改率89.1%."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.audit.levels import NOUN
from extractor.audit.records import Amount, Finding
from extractor.audit.shares import judge
from extractor.text.patterns import compiled, lazy

# The rate is named after the verb of the part, and stands directly behind it. 参保率, 就业率 are not among them: they are
# reckoned against those who should, not against all.
_VERBS = "整改|办结|办复|答复|回复|化解|销号|结案|合格|达标|开工|竣工|完工|投产|交付|修复|处置|完成|支出|拨付|支付"
_RATE = lazy(NOUN + rf"[，、（](?P<verb>{_VERBS})(?:率|进度)(?:达到|达|为|是)?$")
_PART = r"[，；、](?:其中|已经?|目前|现已|实际|共)*{verb}(?:了|完成|完毕)?[^，。；：、（\n\d]{{0,4}}$"
_KINDS = frozenset(("count", "money", "measure"))


def check(amounts: list[Amount]) -> Iterator[Finding]:
    """Rates of what was done that do not follow from what there was to do."""
    for rate in amounts:
        part = rate.before
        whole = part.before if part is not None else None
        if part is None or whole is None or rate.figure.kind != "percent" or part.figure.kind not in _KINDS or not part.same_unit(whole):
            continue
        named = _RATE.match(rate.gap)
        if named is None or whole.figure.change or part.figure.change or not part.exact or not whole.exact:
            continue
        if compiled(NOUN + _PART.format(verb=named["verb"])).match(part.gap):
            yield from judge(part, whole, rate)
