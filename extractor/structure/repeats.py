"""Sentences that are said twice, in different items: often a mistake of the page."""

from __future__ import annotations

from extractor.structure.outline import DiagnosticDraft, ItemDraft
from extractor.text.patterns import lazy

LENGTH = 20
_SENTENCE = lazy(r"[^。！？；\n]+")


def find_repeats(text: str, items: list[ItemDraft]) -> list[DiagnosticDraft]:
    """A diagnostic for each sentence of 20 characters or more that stands in two items, neither inside the other."""
    seen: dict[str, int] = {}
    notes: list[DiagnosticDraft] = []
    for n, item in enumerate(items):
        inner = items[n + 1].span[0] if n + 1 < len(items) and items[n + 1].span[0] < item.span[1] else item.span[1]
        for match in _SENTENCE.finditer(text, item.marker[1], inner):
            if match.end() - match.start() < LENGTH:
                continue
            first = seen.setdefault(match[0].strip(), n)
            if first != n:
                message = "This sentence also stands in another item; both were kept."
                notes.append(
                    DiagnosticDraft("repeated-passage", "warning", message, match.span(), (("commitments", first), ("commitments", n)))
                )
    return notes
