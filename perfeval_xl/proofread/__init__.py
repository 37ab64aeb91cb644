"""WHAT a report says with its figures: each statement recomputed, one fact held against the other. Pure: no files."""

from __future__ import annotations

from dataclasses import replace

from perfeval_xl.documents.model import Document
from perfeval_xl.proofread.against_form import against_form
from perfeval_xl.proofread.finding import Finding, Report
from perfeval_xl.proofread.placeholders import left_over, without_placeholders
from perfeval_xl.proofread.sentences import sentences_of
from perfeval_xl.proofread.statements import all_statements
from perfeval_xl.results import Evaluation

__all__ = ["Finding", "proofread"]


def proofread(document: Document, evaluation: Evaluation | None = None) -> tuple[Finding, ...]:
    """All findings of a report in reading order; with an evaluation, also where it differs from that workbook."""
    remarks = tuple(line for line in document.lines if line.story == "comment")
    written = replace(document, lines=tuple(line for line in document.lines if line.story != "comment"))
    draft, written = written, without_placeholders(written)
    report = Report(written, tuple(sentences_of(written)), remarks)
    of_sentences, of_report = all_statements()
    findings = [finding for sentence in report.sentences for check in of_sentences for finding in check(sentence)]
    findings += [finding for check in of_report for finding in check(report)]
    findings += left_over(draft)
    if evaluation is not None:
        findings += against_form(report, evaluation)
    kept: dict[tuple[int, str, int, str], Finding] = {}
    for finding in findings:
        kept.setdefault((finding.line.number, finding.line.place, finding.mark, _subject(finding)), finding)
    return tuple(sorted(kept.values(), key=_reading_order))


def _reading_order(finding: Finding) -> tuple[int, str, int, int]:
    return finding.line.number, finding.line.place, finding.start, finding.issue.severity.rank


_RATES = ("TXT-03", "TXT-08", "TXT-20", "TXT-21", "TXT-29")
"""Codes that doubt a printed rate: one of them is enough for one rate."""
_SUMS = ("TXT-22", "TXT-23", "TOT-33")
"""Codes that doubt a total of parts."""


def _subject(finding: Finding) -> str:
    code = finding.issue.code
    return "rate" if code in _RATES else "sum" if code in _SUMS else code
