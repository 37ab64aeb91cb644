"""A workbook before it is scored: read, its forms located and parsed, its rules chosen; or why not."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from perfeval_xl.forms.finding import find_forms
from perfeval_xl.forms.parsed import ParsedWorkbook
from perfeval_xl.forms.structure_issues import of_a_scan
from perfeval_xl.issues import Issue, IssueKind, Severity, WorkbookError
from perfeval_xl.results import Evaluation
from perfeval_xl.rules import RulesError
from perfeval_xl.rules.settings import Bounds
from perfeval_xl.ruling import RULES_UNUSABLE, Ruling, rule_forms
from perfeval_xl.workbook.model import Sheets
from perfeval_xl.workbook.naming import KINDS
from perfeval_xl.workbook.read_issues import OPEN_ELSEWHERE, file_name
from perfeval_xl.workbook.reading import open_elsewhere, read_content, read_workbook
from perfeval_xl.workbook.record.lines import RECORD_SHEET, human_view

WRONG_NAME = IssueKind(
    code="IO-33",
    severity=Severity.WARNING,
    title="扩展名与内容不符",
    message="“{file}”的扩展名与内容不符，内容其实是{what}，已按内容读取",
    remedy="请把文件改名为 {suffix}，或用 Excel、WPS 打开后另存为 .xlsx，以免其他软件打不开",
)

_FEW_CELLS = 10
"""A title, a name, a date beside the picture."""
_PICTURES = (b"xl/media/", b"Pictures/")
"""Folders of pictures in .xlsx and .ods."""


@dataclass(frozen=True)
class Opened:
    """A workbook that could be read."""

    title: str
    content: bytes | None
    sheets: Sheets
    """As people filled it: without our sheets."""
    parsed: ParsedWorkbook
    issues: list[Issue]
    ruling: Ruling = field(default_factory=Ruling)
    scored: Sheets | None = None
    """With our sheets, where it has been scored before."""


def open_source(source: Path | Sheets, first: int) -> Opened | Evaluation:
    """A file or an open workbook's sheets, its forms numbered from ``first`` on; an evaluation where unreadable."""
    if isinstance(source, Sheets):
        return _locate(source.workbook, None, source, first)
    try:
        content = read_content(source)
    except WorkbookError as error:
        return _unreadable(str(source), error.issue)
    opened = open_content(str(source), content, first)
    if isinstance(opened, Opened) and open_elsewhere(source):
        opened.issues.append(OPEN_ELSEWHERE.at(file=source.name))
    return opened


def open_content(title: str, content: bytes, first: int) -> Opened | Evaluation:
    """As :func:`open_source`, of a workbook held in memory; ``title`` is what messages call it."""
    try:
        sheets = read_workbook(content, title=title)
    except WorkbookError as error:
        return _unreadable(title, error.issue)
    if any(sheet.name.startswith(RECORD_SHEET) for sheet in sheets) and sheets.kind == "xlsx":
        from perfeval_xl.workbook.record.stored import damage  # only scored workbooks have a record

        damaged = damage(content, title)
        if damaged is not None:
            return _unreadable(title, damaged)
    return _locate(title, content, sheets, first)


def _locate(title: str, content: bytes | None, sheets: Sheets, first: int) -> Opened:
    view = human_view(sheets)
    parsed, issues = find_forms(view, first)
    if "wrong_extension" in sheets.notes:
        issues.append(WRONG_NAME.at(file=file_name(title), what=KINDS[sheets.kind], suffix=f".{sheets.kind}"))
    if content is not None and not parsed.forms and _is_scan(content, view):
        issues = [of_a_scan(issue) for issue in issues]
    return Opened(title, content, view, parsed, issues, scored=None if view is sheets else sheets)


def _is_scan(content: bytes, sheets: Sheets) -> bool:
    """Whether there are pictures and next to no cells; the names of a package's parts stand in it as they are."""
    cells = sum(cell is not None for sheet in sheets for row in sheet.rows for cell in row)
    return cells < _FEW_CELLS and any(folder in content for folder in _PICTURES)


def ruled(
    opened: Opened | Evaluation, rules: str | Path | None, place: Path | None, bounds: Bounds | None = None
) -> Opened | Evaluation:
    """The opened workbook with the rules of its forms."""
    if isinstance(opened, Evaluation):
        return opened
    try:
        return replace(opened, ruling=rule_forms(opened.sheets, opened.parsed.forms, rules, place, bounds))
    except RulesError as error:
        if rules is not None:
            raise
        return _unreadable(opened.title, RULES_UNUSABLE.at(problem=str(error)))


def _unreadable(title: str, issue: Issue) -> Evaluation:
    return Evaluation(workbook=title, status="unreadable", error=issue.message, forms=(), issues=(issue,))
