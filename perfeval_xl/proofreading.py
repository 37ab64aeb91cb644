"""The order in which a report is proofread: read it, read the workbook that it goes with, find, and write comments.

What is a word processor's document but no .docx is copied into one by LibreOffice first; the report is only read.
What a stranger's report holds is read in a child process (:mod:`perfeval_xl.capped`): one that never comes to an end,
or eats the memory, costs only itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from perfeval_xl.capped import Child, Loss, LostError
from perfeval_xl.conversion.libreoffice import DOCUMENT, converted, find_libreoffice
from perfeval_xl.documents.document_issues import (
    CRASHED,
    NO_COMMENTS,
    NO_PROGRAM,
    NOT_CONVERTED,
    TOO_LARGE,
    TOO_SLOW,
    UNFORESEEN,
)
from perfeval_xl.documents.docx_comments import Comment, with_comments
from perfeval_xl.documents.reading import Foreign, foreign_kind, is_pdf, is_word, parse_document
from perfeval_xl.issues import Issue, WorkbookError, detail_of
from perfeval_xl.proofread import Finding, proofread
from perfeval_xl.results import Evaluation
from perfeval_xl.workbook.atomic import write_atomic
from perfeval_xl.workbook.read_issues import file_name
from perfeval_xl.workbook.readers.file import read_content

_PDF_SECONDS = 150
"""More than its reader gives itself between pages, so that a long one is told how far it got."""
_SECONDS = 60
"""Of the longest honest reports none takes a tenth of it."""


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


@dataclass(frozen=True, slots=True)
class _Done:
    """What a child gives back of a report."""

    findings: tuple[Finding, ...] = ()
    commented: bytes | None = None
    failure: Issue | None = None
    """Why it could not be read, or commented."""
    is_read: bool = True


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
    evaluation = _evaluated(form, rules)
    with Child() as child:
        return _proofread(child, Path(source), evaluation, None if output is None else Path(output))


def proofread_files(
    sources: Iterable[Path | str], *, form: Path | str | None = None, rules: str | Path | None = None
) -> Iterator[Proofreading]:
    """Proofread one report after the other, all against the same ``form``; whatever one holds, the others are done."""
    evaluation = _evaluated(form, rules)
    with Child() as child:
        for source in map(Path, sources):
            try:
                done = _proofread(child, source, evaluation, None)
            except Exception as error:
                done = _failed(source, UNFORESEEN.at(file=file_name(str(source)), detail=detail_of(error)))
            yield done


def _evaluated(form: Path | str | None, rules: str | Path | None) -> Evaluation | None:
    if form is None:
        return None
    from perfeval_xl.evaluation import evaluate

    return evaluate(form, rules=rules)


def _proofread(child: Child, source: Path, evaluation: Evaluation | None, copy: Path | None) -> Proofreading:
    try:
        content = read_content(source)
        foreign = foreign_kind(content)
        if foreign is not None:
            content = _word_copy(content, foreign, source)
    except WorkbookError as error:
        return _failed(source, error.issue)
    is_commented = copy is not None and is_word(content)
    done = _in_child(child, content, str(source), evaluation, commented=is_commented)
    if not done.is_read and done.failure is not None:
        return _failed(source, done.failure)
    if copy is not None and not is_commented:
        return _failed(source, NO_COMMENTS.at(file=file_name(str(source))))
    unread = evaluation.issues[0] if evaluation is not None and evaluation.status == "unreadable" else None
    unwritten = done.failure or _written(copy, done.commented)
    failure, undone = unread, "没有与自评表核对" if unread else ""
    if unwritten is not None:
        failure, undone, copy = unwritten, "没有写出批注", None
    return Proofreading(
        document=str(source),
        status="unreadable" if failure else "issues" if done.findings else "ok",
        error=failure.message if failure else None,
        findings=done.findings,
        failure=failure,
        undone=undone,
        evaluation=evaluation,
        output=copy,
        notes=tuple(_notes(foreign, done.findings, paged=is_pdf(content), commented=copy is not None)),
    )


def _in_child(child: Child, content: bytes, name: str, evaluation: Evaluation | None, *, commented: bool) -> _Done:
    seconds = _PDF_SECONDS if is_pdf(content) else _SECONDS
    try:
        return child.call(seconds, _found, content, name, evaluation, commented=commented)
    except LostError as error:
        kind = {Loss.TIME: TOO_SLOW, Loss.MEMORY: TOO_LARGE, Loss.CRASH: CRASHED}[error.loss]
        return _Done(failure=kind.at(file=file_name(name), seconds=seconds), is_read=False)


def _found(content: bytes, name: str, evaluation: Evaluation | None, *, commented: bool) -> _Done:
    """Read and proofread a report, and put the findings into its copy; errors are values, to go between processes."""
    try:
        document = parse_document(content, name)
    except WorkbookError as error:
        return _Done(failure=error.issue, is_read=False)
    findings = tuple(proofread(document, evaluation))
    try:
        return _Done(findings, with_comments(content, comments_of(findings), name) if commented else None)
    except WorkbookError as error:
        return _Done(findings, failure=error.issue)


def _written(copy: Path | None, content: bytes | None) -> Issue | None:
    """Write the commented copy; why it could not be."""
    if copy is None or content is None:
        return None
    try:
        write_atomic(copy, content)
    except WorkbookError as error:
        return error.issue
    return None


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
    return head, issue.advice


def _failed(source: Path, issue: Issue) -> Proofreading:
    return Proofreading(str(source), "unreadable", issue.message, failure=issue)
