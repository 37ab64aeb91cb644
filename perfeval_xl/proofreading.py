"""The order in which a report is proofread: read it, read the workbook that it goes with, find, and write comments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from perfeval_xl.documents.document_issues import NO_COMMENTS
from perfeval_xl.documents.docx_comments import Comment, with_comments
from perfeval_xl.documents.reading import is_word, parse_document
from perfeval_xl.evaluation import evaluate
from perfeval_xl.issues import Issue, WorkbookError
from perfeval_xl.proofread import Finding, proofread
from perfeval_xl.results import Evaluation
from perfeval_xl.workbook.atomic import write_atomic
from perfeval_xl.workbook.read_file import read_content
from perfeval_xl.workbook.read_issues import file_name


@dataclass(frozen=True)
class Proofreading:
    """What became of one report."""

    document: str
    status: str
    """``ok`` (nothing found), ``issues`` or ``unreadable``."""
    error: str | None
    findings: tuple[Finding, ...] = ()
    failure: Issue | None = None
    """Why the report, or the workbook beside it, could not be read."""
    evaluation: Evaluation | None = None
    output: Path | None = None
    """The commented copy, where one was written."""


def proofread_file(
    source: Path | str, *, form: Path | str | None = None, output: Path | None = None, rules: str | Path | None = None
) -> Proofreading:
    """Proofread one report (.docx, .txt, .md), with ``form`` also against that workbook.

    Args:
        source: the report; it is never changed.
        form: the filled workbook that the report is about.
        output: where a .docx copy with the findings as comments goes.
        rules: rule pack for the workbook, as in :func:`perfeval_xl.evaluate`.
    """
    source = Path(source)
    try:
        content = read_content(source)
        document = parse_document(content, str(source))
    except WorkbookError as error:
        return _failed(source, error.issue)
    if output is not None and not is_word(content):
        return _failed(source, NO_COMMENTS.at(file=file_name(str(source))))
    evaluation = None if form is None else evaluate(form, rules=rules)
    findings = proofread(document, evaluation)
    failure = evaluation.issues[0] if evaluation is not None and evaluation.status == "unreadable" else None
    try:
        if output is not None:
            write_atomic(output, with_comments(content, comments_of(findings), str(source)))
    except WorkbookError as error:
        failure, output = error.issue, None
    return Proofreading(
        document=str(source),
        status="unreadable" if failure else "issues" if findings else "ok",
        error=failure.message if failure else None,
        findings=findings,
        failure=failure,
        evaluation=evaluation,
        output=output,
    )


def comments_of(findings: Sequence[Finding]) -> list[Comment]:
    """One comment a finding, on its words."""
    return [
        Comment(finding.line.anchor, finding.start, finding.end, _words(finding.issue))
        for finding in findings
        if finding.line.anchor >= 0
    ]


def _words(issue: Issue) -> tuple[str, ...]:
    head = f"{issue.severity.label}（{issue.code}）：{issue.message}"
    return (head, f"→ {issue.remedy}" + (f"。依据：{issue.clause}" if issue.clause else ""))


def _failed(source: Path, issue: Issue) -> Proofreading:
    return Proofreading(str(source), "unreadable", issue.message, failure=issue)
