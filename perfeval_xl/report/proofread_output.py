"""What proofreading found, as text for a terminal and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from perfeval_xl.issues import Issue, Severity
from perfeval_xl.proofread.finding import Finding
from perfeval_xl.report.text_output import Pen, issue_lines
from perfeval_xl.report.width import width

SCHEMA_VERSION = 1


def findings_text(
    document: str, findings: Sequence[Finding], failure: Issue | None, *, undone: str = "", colour: bool = False
) -> str:
    """Every finding with its line, what to do, and the clause behind it; a failure
    that left only something ``undone`` hides none."""
    pen = Pen(colour)
    issues = [*([failure] if failure else []), *(finding.issue for finding in findings)]
    counts = [
        pen(f"{severity.label} {count}", severity.value)
        for severity in Severity
        if (count := sum(finding.issue.severity is severity for finding in findings))
    ]
    told = f"问题：{'，'.join(counts) or pen('没有', 'good')}"
    if failure:
        told = f"{told}；{pen(undone, 'error')}" if undone else pen("无法处理", "error")
    lines = [f"{pen(document, 'strong')}  {told}"]
    places = max((width(issue.place) for issue in issues), default=0)
    for issue in issues:
        lines += issue_lines(issue, min(places, 28), pen)
    return "\n".join(lines)


def findings_json(
    document: str, status: str, error: str | None, findings: Sequence[Finding], notes: Sequence[str] = ()
) -> dict[str, Any]:
    """The findings as JSON values: one object a report; ``notes`` tells by whom it was converted."""
    return {
        "schema_version": SCHEMA_VERSION,
        "document": document,
        "status": status,
        "error": error,
        "notes": list(notes),
        "issues": [_finding_json(finding) for finding in findings],
    }


def _finding_json(finding: Finding) -> dict[str, Any]:
    issue = finding.issue
    return {
        "code": issue.code,
        "severity": issue.severity.value,
        "place": issue.place,
        "line": finding.line.number,
        "start": finding.start,
        "end": finding.end,
        "quote": finding.quote,
        "message": issue.message,
        "remedy": issue.remedy,
        "clause": issue.clause,
    }
