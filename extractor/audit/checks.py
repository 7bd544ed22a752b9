"""The checks in order, and their findings as rows of the diagnostics table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from extractor.audit import conflicts, deltas, done, growth, order, shares, sums, typos, wholes
from extractor.audit.records import Finding, amounts_of
from extractor.models import Bulletin, Diagnostic
from extractor.text.spans import View


def audit(bulletin: Bulletin, view: View, text: str) -> list[Finding]:
    """What does not fit in a finished document, in order of place; ``text`` is its source, ``view`` the view of it."""
    amounts = amounts_of(bulletin.figures, text)
    found: Iterator[Finding] = chain(
        growth.check(amounts),
        growth.check_falls(amounts),
        deltas.check(amounts),
        conflicts.check(amounts),
        shares.check(amounts),
        shares.check_sectors(text),
        done.check(amounts),
        wholes.check(amounts),
        sums.check(amounts),
        order.check_text(text),
        order.check(amounts, bulletin.commitments, bulletin.event, text),
        typos.check(amounts),
        typos.check_text(view),
    )
    # what two checks say of one place is said once
    once: dict[tuple[str, int, int], Finding] = {}
    for finding in found:
        once.setdefault((finding.code, finding.start, finding.end), finding)
    return sorted(once.values(), key=lambda finding: (finding.start, finding.end))


def audited(bulletin: Bulletin, view: View, text: str) -> Bulletin:
    """The document with the audit's findings among its diagnostics, numbered again in order of place."""
    findings = audit(bulletin, view, text)
    return bulletin.model_copy(update={"diagnostics": _merged(bulletin.diagnostics, findings)}) if findings else bulletin


def _merged(diagnostics: Sequence[Diagnostic], findings: Sequence[Finding]) -> tuple[Diagnostic, ...]:
    rows = [*diagnostics, *(_row(finding) for finding in findings)]
    rows.sort(key=lambda row: (row.start, row.end))
    return tuple(row.model_copy(update={"id": f"d{number}"}) for number, row in enumerate(rows, 1))


def _row(finding: Finding) -> Diagnostic:
    return Diagnostic(
        id="",
        code=finding.code,
        severity=finding.severity,
        message=finding.message,
        start=finding.start,
        end=finding.end,
        related=finding.related,
    )
