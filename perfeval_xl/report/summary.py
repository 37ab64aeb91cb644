"""The summary workbook of a batch (汇总): one row a form, all problems, counts by grade.

Rows go to temporary files as they come, so memory hardly grows with their number: problems straight to their sheet,
forms to a spool until the ranks are known. Only what tells copies apart is kept, some bytes a form.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import chain, groupby
from typing import IO, Any

import xlsxwriter

from perfeval_xl.report.summary_grades import write_codes, write_grades, write_units
from perfeval_xl.report.summary_kept import Kept, write_kept
from perfeval_xl.report.summary_lines import FormLine, IssueLine
from perfeval_xl.report.summary_look import Column, ListSheet, Styles, file_link
from perfeval_xl.report.summary_overview import Overview
from perfeval_xl.report.summary_places import About
from perfeval_xl.report.summary_remarks import LEFT, Beside, Remarks, Words
from perfeval_xl.report.summary_repeats import Repeats
from perfeval_xl.report.summary_spool import Spool
from perfeval_xl.report.summary_tables import Table
from perfeval_xl.report.summary_totals import Totals, rank_in
from perfeval_xl.report.summary_worst import Worst

FORM_COLUMNS = (
    Column("序号", 6, "count"),
    Column("文件", 32, "text", 64),
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
    Column("同类名次", 12, "count"),
    Column("错误", 6, "count"),
    Column("警告", 6, "count"),
    Column("提示", 6, "count"),
    Column("规则", 13, "center"),
    Column("附带内容", 14, "text"),
    Column("格式转换", 16, "text"),
    Column("状态/原因", 38, "text"),
)
_RATE, _RANK, _ERRORS, _STATUS = 9, 13, 14, len(FORM_COLUMNS) - 1
ISSUE_COLUMNS = (
    Column("序号", 7, "count"),
    Column("文件", 32, "text", 64),
    Column("级别", 7, "center"),
    Column("代码", 9, "center"),
    Column("工作表", 14, "text"),
    Column("单元格", 9, "center"),
    Column("问题", 60, "text"),
    Column("处理办法", 44, "text"),
    Column("依据", 36, "text"),
)
SKIPPED_COLUMNS = (Column("序号", 7, "count"), Column("文件", 50, "text", 64), Column("未处理原因", 60, "text"))

LEFT_COLUMNS = (
    Column("序号", 7, "count"),
    Column("来自", 9, "center"),
    Column("文件", 32, "text", 64),
    Column("工作表", 14, "text"),
    Column("年度", 7, "center"),
    Column("代码", 9, "center"),
    Column("单元格", 9, "center"),
    Column("项目/问题", 50, "text"),
)

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
    """Takes the batch's results one by one; :meth:`finish` completes the workbook and the tables beside it.

    Args:
        stream: gets the workbook.
        forms: tables that get the rows of 汇总 too.
        issues: tables that get the rows of 问题 too.
        remarks: what people wrote in an earlier summary; it goes on in this one.
    """

    def __init__(
        self,
        stream: IO[bytes],
        forms: Sequence[Table] = (),
        issues: Sequence[Table] = (),
        remarks: Remarks | None = None,
    ) -> None:
        self._workbook: Any = xlsxwriter.Workbook(stream, _OPTIONS)
        self._workbook.set_properties({"title": "绩效自评汇总", "created": _CREATED})
        self._styles = Styles(self._workbook)
        self.remarks = remarks or Remarks()
        self._overview = Overview(self._workbook, self._styles)
        self._forms = self._list("汇总", FORM_COLUMNS, self.remarks.forms)
        self._issues = [self._list("问题", ISSUE_COLUMNS, self.remarks.issues)]
        self._form_tables = forms
        self._issue_tables = issues
        self._totals = Totals()
        self._worst = Worst()
        self._spool = Spool()
        self.repeats = Repeats()
        self._issue_number = 0

    def add(
        self, forms: Iterable[FormLine], issues: Iterable[IssueLine], titles: Mapping[str, str] | None = None
    ) -> None:
        """Take the lines of one workbook, and the titles of its issues' codes where they are known."""
        self._totals.titles.update(titles or {})
        for form in self.repeats.marked(forms):
            self._totals.add_form(form)
            self._worst.add(form)
            self._spool.add(form)
        for _file, lines in groupby(issues, lambda line: line.file):
            for line, words in self.remarks.issues.beside(list(lines), _about_issue):
                self._totals.add_issue(line)
                self._add_issue(line, words)

    @property
    def doubtful(self) -> int:
        """Forms whose money cannot be right, copies of a file left out."""
        return self._totals.all.doubtful

    def finish(
        self,
        skipped: Iterable[tuple[str, str]] = (),
        titles: Mapping[str, str] | None = None,
        kept: Sequence[Kept] = (),
    ) -> None:
        """Write the rest; nothing can be added afterwards.

        Args:
            skipped: (file, why it was not handled).
            titles: those that no workbook's lines came with.
            kept: what a person did in an earlier summary that only a backup of it has.
        """
        self._totals.titles.update(titles or {})
        ranks = self._totals.ranks()
        with self._spool:
            files = groupby(self._spool, lambda line: line.file)
            rows = chain.from_iterable(self.remarks.forms.beside(list(lines), _about_form) for _file, lines in files)
            for number, (line, words) in enumerate(rows, 1):
                self._add_form(number, line, rank_in(ranks, line), words)
        for sheet in (self._forms, *self._issues):
            sheet.close()
        for table in (*self._form_tables, *self._issue_tables):
            table.close()
        skipped = list(skipped)
        self._overview.write(self._totals, self._worst, len(skipped))
        write_grades(self._workbook, self._styles, self._totals)
        write_units(self._workbook, self._styles, self._totals)
        write_codes(self._workbook, self._styles, self._totals)
        self._add_skipped(skipped)
        self._add_left()
        write_kept(self._workbook, self._styles, kept)
        if self.remarks.left or self.remarks.headers or kept:
            self._workbook.set_custom_property("意见", "有", "text")
        self._workbook.close()

    def _list(self, name: str, columns: Sequence[Column], beside: Beside) -> ListSheet:
        return ListSheet(self._workbook, self._styles, name, columns, tuple(beside.headers))

    def _add_form(self, number: int, line: FormLine, rank: int | None, words: Words) -> None:
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
            line.extras,
            line.converted,
            line.status,
        )
        looks = {_STATUS: "error"} if not line.readable else {_STATUS: "warning"} if _stands_out(line) else {}
        if line.is_doubtful:
            looks |= {_RATE: "doubtful_percent"} | ({} if rank is None else {_RANK: "doubtful_rank"})
        if line.errors:
            looks[_ERRORS] = "error_count"
        if line.warnings:
            looks[_ERRORS + 1] = "warning_count"
        self._forms.add(cells, looks, {} if line.output is None else {1: file_link(line.output, line.sheet)}, words)
        for table in self._form_tables:
            table.add(cells)

    def _add_issue(self, line: IssueLine, words: Words) -> None:
        sheet = self._issues[-1]
        if sheet.row >= _LAST_ROW:
            name = f"问题（{len(self._issues) + 1}）"
            sheet = self._list(name, ISSUE_COLUMNS, self.remarks.issues)
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
        sheet.add(cells, {2: f"{line.severity}_label"}, links, words)
        for table in self._issue_tables:
            table.add(cells)

    def _add_skipped(self, skipped: list[tuple[str, str]]) -> None:
        if not skipped:
            return
        sheet = self._list("未处理", SKIPPED_COLUMNS, self.remarks.skipped)
        files = [About(file, text=reason) for file, reason in skipped]
        for number, about in enumerate(files, 1):
            for _about, words in self.remarks.skipped.beside([about], lambda about: about):
                sheet.add((number, about.file, about.text), {}, {}, words)
        sheet.close()

    def _add_left(self) -> None:
        """The remarks without a row."""
        left = self.remarks.left
        if left:
            headers = dict.fromkeys(header for _source, remark in left for header in remark.words)
            sheet = ListSheet(self._workbook, self._styles, LEFT, LEFT_COLUMNS, tuple(headers))
            for number, (source, remark) in enumerate(left, 1):
                sheet.add((number, source, *remark.about.told), {}, {}, remark.words)
            sheet.close()


def _stands_out(line: FormLine) -> bool:
    """Whether a person has to look at it: no grade where one is due, handed in twice, or money that cannot be right."""
    return line.is_copy or line.is_alike or line.is_doubtful or (line.scored and not line.grade)


def _about_form(line: FormLine) -> About:
    return About(line.file, line.sheet, str(line.year or ""), text=line.project, unit=line.unit)


def _about_issue(line: IssueLine) -> About:
    return About(line.file, line.sheet, code=line.code, cell=line.cell, text=line.message)
