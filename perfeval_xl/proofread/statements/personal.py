"""TXT-07: phone and ID numbers have no place in a text to be published; findings show them masked (138****5678)."""

from __future__ import annotations

from collections.abc import Iterator

from perfeval_xl.checks.txt_07_personal_data import KIND
from perfeval_xl.proofread.finding import Finding, Report, in_line, report_check
from perfeval_xl.values.privacy import find_personal


@report_check
def personal_data(report: Report) -> Iterator[Finding]:
    for line in (*report.document.lines, *report.remarks):
        for personal in find_personal(line.text):
            yield in_line(KIND, line, personal.start, personal.end, what=personal.kind, masked=personal.masked)
