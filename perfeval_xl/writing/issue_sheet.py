"""The sheet 问题清单: every issue with a link to its cell, the heaviest first."""

from __future__ import annotations

from perfeval_xl.issues import Issue, Severity
from perfeval_xl.results import Evaluation
from perfeval_xl.workbook.address import quote_sheet
from perfeval_xl.workbook.model import Look, Merge, OwnCell, OwnSheet
from perfeval_xl.workbook.own.people import PEOPLE_WRITE

ISSUE_SHEET = "问题清单"

_HEADERS = ("序号", "级别", "代码", "位置", "问题", "处理建议", "依据")
_CODE_AND_PLACE = (2, 3)
_TOP = 3
"""Rows of title, counts and headers."""
_WIDTHS = (6.0, 8.0, 10.0, 22.0, 62.0, 46.0, 34.0)
_LOOKS = {Severity.ERROR: Look.ERROR, Severity.WARNING: Look.WARNING, Severity.HINT: Look.HINT}


def issue_sheet(evaluation: Evaluation) -> OwnSheet:
    """Lay out all issues of a workbook; says so where there are none."""
    counts = "、".join(f"{severity.label}{evaluation.count(severity)}个" for severity in Severity)
    rows: list[list[OwnCell | None]] = [
        [OwnCell("绩效自评问题清单", Look.TITLE)],
        [OwnCell(f"{counts}。点击“位置”可跳到所在单元格。{PEOPLE_WRITE}", Look.NOTE)],
        [OwnCell(header, Look.HEADER) for header in _HEADERS],
    ]
    rows += [_row(number, issue) for number, issue in enumerate(evaluation.issues, start=1)]
    if not evaluation.issues:
        rows.append([OwnCell("没有发现问题。", Look.GOOD), *(OwnCell(None, Look.GOOD) for _ in _HEADERS[1:])])
    last = len(_HEADERS) - 1
    merges = [Merge(0, 0, 0, last), Merge(1, 0, 1, last)]
    if not evaluation.issues:
        merges.append(Merge(3, 0, 3, last))
    return OwnSheet(
        name=ISSUE_SHEET,
        rows=rows,
        widths=_WIDTHS,
        merges=tuple(merges),
        freeze_rows=_TOP,
        repeat_rows=_TOP,
        fixed=_TOP,
        keys=_CODE_AND_PLACE,
        filter_row=2 if evaluation.issues else None,
    )


def _row(number: int, issue: Issue) -> list[OwnCell | None]:
    place = OwnCell(issue.place or "整个文件", Look.WRAP)
    if issue.sheet is not None:
        target = f"{quote_sheet(issue.sheet)}!{issue.cell or 'A1'}"
        place = OwnCell(issue.place, Look.LINK, link=target)
    return [
        OwnCell(number, Look.CENTER),
        OwnCell(issue.severity.label, _LOOKS[issue.severity]),
        OwnCell(issue.code, Look.CENTER),
        place,
        OwnCell(issue.message, Look.WRAP),
        OwnCell(issue.remedy, Look.WRAP),
        OwnCell(issue.clause, Look.WRAP),
    ]
