"""The summary workbook of a batch (汇总): one row a form, all problems, counts by grade.

Problems go to the file as they come; of the forms only short lines are kept until the ranks are known.
"""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

import xlsxwriter

from perfeval_xl.report.summary_grades import write_grades
from perfeval_xl.report.summary_lines import FormLine, IssueLine, Record, form_lines, issue_lines
from perfeval_xl.report.summary_look import Column, ListSheet, Styles, file_link

FORM_COLUMNS = (
    Column("序号", 6, "count"),
    Column("文件", 32, "text"),
    Column("工作表", 14, "text"),
    Column("类型", 10, "center"),
    Column("单位", 20, "text"),
    Column("项目", 24, "text"),
    Column("年度", 7, "year"),
    Column("预算数（万元）", 13, "amount"),
    Column("执行数（万元）", 13, "amount"),
    Column("执行率", 10, "percent"),
    Column("分值合计", 9, "number"),
    Column("得分", 9, "number"),
    Column("等级", 8, "center"),
    Column("同类名次", 9, "count"),
    Column("错误", 6, "count"),
    Column("警告", 6, "count"),
    Column("提示", 6, "count"),
    Column("规则", 10, "center"),
    Column("状态/原因", 38, "text"),
)
ISSUE_COLUMNS = (
    Column("序号", 7, "count"),
    Column("文件", 32, "text"),
    Column("级别", 7, "center"),
    Column("代码", 9, "center"),
    Column("工作表", 14, "text"),
    Column("单元格", 9, "center"),
    Column("问题", 60, "text"),
    Column("处理办法", 44, "text"),
    Column("依据", 36, "text"),
)
SKIPPED_COLUMNS = (Column("序号", 7, "count"), Column("文件", 50, "text"), Column("未处理原因", 60, "text"))

_LAST_ROW = 1_048_000
_CREATED = datetime(2020, 1, 1)
"""Fixed, so that equal results give equal bytes."""
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


class SummaryWriter:
    """Takes the batch's results one by one; :meth:`content` gives the finished workbook."""

    def __init__(self) -> None:
        self._buffer = io.BytesIO()
        self._workbook: Any = xlsxwriter.Workbook(self._buffer, _OPTIONS)
        self._workbook.set_properties({"title": "绩效自评汇总", "created": _CREATED})
        self._styles = Styles(self._workbook)
        self._forms = ListSheet(self._workbook, self._styles, "汇总", FORM_COLUMNS)
        self._issues = [ListSheet(self._workbook, self._styles, "问题", ISSUE_COLUMNS)]
        self._lines: list[FormLine] = []
        self._issue_number = 0

    def add(self, record: Record) -> None:
        """Take one object of ``results.jsonl``."""
        self._lines += form_lines(record)
        for line in issue_lines(record):
            self._add_issue(line)

    def content(self, skipped: Iterable[tuple[str, str]] = ()) -> bytes:
        """Finish the workbook; ``skipped`` are (file, why it was not handled).

        Returns:
            The package; nothing can be added afterwards.
        """
        ranks = ranks_of(self._lines)
        for number, (line, rank) in enumerate(zip(self._lines, ranks, strict=True), 1):
            self._add_form(number, line, rank)
        for sheet in (self._forms, *self._issues):
            sheet.close()
        write_grades(self._workbook, self._styles, self._lines)
        self._add_skipped(list(skipped))
        self._workbook.close()
        return self._buffer.getvalue()

    def _add_form(self, number: int, line: FormLine, rank: int | None) -> None:
        cells = (
            number,
            line.file,
            line.sheet,
            line.kind,
            line.unit,
            line.project,
            line.year,
            line.budget,
            line.executed,
            line.rate,
            line.points,
            line.score,
            line.grade,
            rank,
            line.errors,
            line.warnings,
            line.hints,
            line.rules,
            line.status,
        )
        looks = {18: "error"} if not line.readable else {18: "warning"} if not line.grade else {}
        if line.errors:
            looks[14] = "error_count"
        if line.warnings:
            looks[15] = "warning_count"
        self._forms.add(cells, looks, {} if line.output is None else {1: file_link(line.output, line.sheet)})

    def _add_issue(self, line: IssueLine) -> None:
        sheet = self._issues[-1]
        if sheet.row >= _LAST_ROW:
            name = f"问题（{len(self._issues) + 1}）"
            sheet = ListSheet(self._workbook, self._styles, name, ISSUE_COLUMNS)
            self._issues.append(sheet)
        self._issue_number += 1
        cells = (
            self._issue_number,
            line.file,
            line.label,
            line.code,
            line.sheet,
            line.cell,
            line.message,
            line.remedy,
            line.clause,
        )
        links = {} if line.output is None else {1: file_link(line.output, line.sheet, line.cell)}
        sheet.add(cells, {2: line.severity}, links)

    def _add_skipped(self, skipped: list[tuple[str, str]]) -> None:
        if not skipped:
            return
        sheet = ListSheet(self._workbook, self._styles, "未处理", SKIPPED_COLUMNS)
        for number, (file, reason) in enumerate(skipped, 1):
            sheet.add((number, file, reason), {}, {})
        sheet.close()


def summary_content(records: Iterable[Record], skipped: Iterable[tuple[str, str]] = ()) -> bytes:
    """The summary workbook of these objects of ``results.jsonl``, as the bytes of an ``.xlsx`` file."""
    writer = SummaryWriter()
    for record in records:
        writer.add(record)
    return writer.content(skipped)


def ranks_of(lines: Iterable[FormLine]) -> list[int | None]:
    """Rank of each line's score among forms of its kind that have 100 points; equal scores share a rank."""
    lines = list(lines)
    scores: dict[str, list[Decimal]] = defaultdict(list)
    for line in lines:
        if _ranked(line) and line.score is not None:
            scores[line.kind].append(line.score)
    places = {kind: _places(found) for kind, found in scores.items()}
    return [places[line.kind][line.score] if _ranked(line) and line.score is not None else None for line in lines]


def _ranked(line: FormLine) -> bool:
    return line.score is not None and line.points == 100


def _places(scores: list[Decimal]) -> dict[Decimal, int]:
    places: dict[Decimal, int] = {}
    for place, score in enumerate(sorted(scores, reverse=True), 1):
        places.setdefault(score, place)
    return places
