"""Slips of the keyboard (标点重复): ``分值,,根据``, ``。。``; …… and —— are proper marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfeval_xl.issues import IssueKind, Severity
from perfeval_xl.proofread.finding import Finding, Report, in_line, report_check

KIND = IssueKind(
    code="TXT-25",
    severity=Severity.HINT,
    title="标点重复",
    message="“{quote}”：标点重复",
    remedy="请删去多余的标点",
)
_TWICE = re.compile(r"([,，、;；:：。])\s?\1+|[,，、;；][。；;，,、]|。[,，、;；]")
_AROUND = 8


@report_check
def doubled_marks(report: Report) -> Iterator[Finding]:
    for line in report.document.lines:
        for match in _TWICE.finditer(line.text):
            start, end = max(0, match.start() - _AROUND), min(len(line.text), match.end() + _AROUND)
            yield in_line(KIND, line, start, end, mark=match.start())
