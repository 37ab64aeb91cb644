"""The order in which a report is proofread: read it, read the workbook that it goes with, find, and write comments.

What is a word processor's document but no .docx is copied into one by LibreOffice first; the report is only read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from perfeval_xl.conversion.libreoffice import DOCUMENT, converted, find_libreoffice
from perfeval_xl.documents.document_issues import NO_COMMENTS, NO_PROGRAM, NOT_CONVERTED
from perfeval_xl.documents.docx_comments import Comment, with_comments
from perfeval_xl.documents.reading import Foreign, foreign_kind, is_pdf, is_word, parse_document
from perfeval_xl.evaluation import evaluate
from perfeval_xl.issues import Issue, WorkbookError
from perfeval_xl.proofread import Finding, proofread
from perfeval_xl.results import Evaluation
from perfeval_xl.workbook.atomic import write_atomic
from perfeval_xl.workbook.read_issues import file_name
from perfeval_xl.workbook.readers.file import read_content


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
    undone: str = ""
    """What could not be done for the failure, where the report was read all the same."""
    evaluation: Evaluation | None = None
    output: Path | None = None
    """The commented copy, where one was written."""
    notes: tuple[str, ...] = ()
    """What a reader of the findings has to know: by whom the report was converted, what got no comment."""


def proofread_file(
    source: Path | str,
    *,
    form: Path | str | None = None,
    output: Path | str | None = None,
    rules: str | Path | None = None,
) -> Proofreading:
    """Proofread one report (.docx, .pdf, .txt, .md; by LibreOffice .doc, .wps, .rtf, .odt), also against ``form``.

    Args:
        source: the report; it is never changed.
        form: the filled workbook that the report is about.
        output: where a .docx copy with the findings as comments goes.
        rules: rule pack for the workbook, as in :func:`perfeval_xl.evaluate`.
    """
    source, copy = Path(source), None if output is None else Path(output)
    try:
        content = read_content(source)
        foreign = foreign_kind(content)
        if foreign is not None:
            content = _word_copy(content, foreign, source)
        document = parse_document(content, str(source))
    except WorkbookError as error:
        return _failed(source, error.issue)
    if copy is not None and not is_word(content):
        return _failed(source, NO_COMMENTS.at(file=file_name(str(source))))
    evaluation = None if form is None else evaluate(form, rules=rules)
    findings = proofread(document, evaluation)
    failure = evaluation.issues[0] if evaluation is not None and evaluation.status == "unreadable" else None
    undone = "没有与自评表核对" if failure else ""
    try:
        if copy is not None:
            write_atomic(copy, with_comments(content, comments_of(findings), str(source)))
    except WorkbookError as error:
        failure, undone, copy = error.issue, "没有写出批注", None
    return Proofreading(
        document=str(source),
        status="unreadable" if failure else "issues" if findings else "ok",
        error=failure.message if failure else None,
        findings=findings,
        failure=failure,
        undone=undone,
        evaluation=evaluation,
        output=copy,
        notes=tuple(_notes(foreign, findings, paged=is_pdf(content), commented=copy is not None)),
    )


def _word_copy(content: bytes, foreign: Foreign, source: Path) -> bytes:
    """The report as .docx.

    Raises:
        WorkbookError: there is no LibreOffice (IO-75), or it cannot read the report (IO-76).
    """
    program = find_libreoffice()
    if program is None:
        raise WorkbookError(NO_PROGRAM.at(file=file_name(str(source)), what=foreign.what))
    (copy,) = converted(program, [(foreign.suffix, content)], DOCUMENT)
    if copy is None or not is_word(copy):
        raise WorkbookError(NOT_CONVERTED.at(file=file_name(str(source)), what=foreign.what))
    return copy


def _notes(foreign: Foreign | None, findings: Sequence[Finding], *, paged: bool, commented: bool) -> Iterator[str]:
    if foreign is not None:
        copy = "，批注写在转换后的 .docx 里" if commented else ""
        made = f"原文件是{foreign.what}，由 LibreOffice 转换成 .docx 后校对"
        yield f"{made}，问题的位置按转换后的文档算{copy}；原文件没有改动"
    if paged:
        yield "PDF 的段落和表格按版面推定；有 .docx 的最好校对 .docx"
    bare = sum(finding.line.anchor < 0 for finding in findings)
    if commented and bare:
        yield f"页眉、页脚和批注里的 {bare} 处问题不能加批注，请看清单"


def comments_of(findings: Sequence[Finding]) -> list[Comment]:
    """One comment a finding, on its words."""
    return [
        Comment(finding.line.anchor, finding.start, finding.end, _words(finding))
        for finding in findings
        if finding.line.anchor >= 0
    ]


def _words(finding: Finding) -> tuple[str, ...]:
    issue = finding.issue
    place = "" if finding.line.story == "body" else f"{finding.line.place}："
    head = f"{place}{issue.severity.label}（{issue.code}）：{issue.message}"
    return (head, f"→ {issue.remedy}" + (f"。依据：{issue.clause}" if issue.clause else ""))


def _failed(source: Path, issue: Issue) -> Proofreading:
    return Proofreading(str(source), "unreadable", issue.message, failure=issue)
