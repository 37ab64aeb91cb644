"""Issues at their cells: a light fill by weight, and a comment with all that is wrong there and what to do.

A hint gets a comment only: a fill on a printed form means that something has to be looked at. The colours are those
of the list 问题清单.
"""

from __future__ import annotations

from collections.abc import Sequence

from perfeval_xl.issues import Issue, Severity
from perfeval_xl.results import Evaluation
from perfeval_xl.workbook.address import split_cell
from perfeval_xl.workbook.marks.notes import AUTHOR
from perfeval_xl.workbook.model import Mark, Sheets
from perfeval_xl.writing.issue_sheet import ISSUE_SHEET

FILLS = {Severity.ERROR: "FFC7CE", Severity.WARNING: "FFEB9C", Severity.HINT: ""}
_MOST = 1000
"""Characters of one comment; a box that shows more covers the form."""
_MOST_OF_ONE = 400


def issue_marks(evaluation: Evaluation, sheets: Sheets) -> list[Mark]:
    """One mark for each cell with issues, the heaviest issue first; issues without a cell stand on the list only."""
    by_cell: dict[tuple[str, str], list[Issue]] = {}
    for issue in evaluation.issues:
        anchor = _anchor(issue, sheets)
        if anchor is not None:
            by_cell.setdefault(anchor, []).append(issue)
    return [
        Mark(sheet, cell, _text(issues), FILLS[min((i.severity for i in issues), key=lambda one: one.rank)])
        for (sheet, cell), issues in by_cell.items()
    ]


def _anchor(issue: Issue, sheets: Sheets) -> tuple[str, str] | None:
    """Sheet and cell to mark, a merge's anchor where the cell lies in one."""
    if issue.sheet is None or issue.cell is None or issue.sheet not in sheets:
        return None
    try:
        return issue.sheet, sheets[issue.sheet].address(*split_cell(issue.cell))
    except ValueError:
        return None


def _text(issues: Sequence[Issue]) -> str:
    """The comment: whose it is, then a paragraph for each issue, as many as there is room for."""
    text = f"{AUTHOR}："
    for number, issue in enumerate(issues):
        paragraph = _paragraph(issue)
        if number and len(text) + len(paragraph) > _MOST:
            return f"{text}\n另有{len(issues) - number}个问题，见“{ISSUE_SHEET}”。"
        text += f"\n{paragraph}"
    return text


def _paragraph(issue: Issue) -> str:
    message, remedy = (_cut(part.strip().rstrip("。")) for part in (issue.message, issue.remedy))
    return f"【{issue.severity.label} {issue.code}】{message}。" + (f"\n处理：{remedy}。" if remedy else "")


def _cut(text: str) -> str:
    return text if len(text) <= _MOST_OF_ONE else f"{text[:_MOST_OF_ONE]}……（全文见“{ISSUE_SHEET}”）"
