"""The first sheet of a summary (概览): one page for those who decide; the other sheets have the rest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import count
from math import ceil
from typing import Any

from perfeval_xl.report.summary_lines import CHECKED, FormLine
from perfeval_xl.report.summary_look import Styles, file_link, page_setup, write
from perfeval_xl.report.summary_totals import COPIES, NO_GRADE, NO_UNIT, UNREADABLE, Totals
from perfeval_xl.report.summary_worst import Worst
from perfeval_xl.report.width import width

OVERVIEW = "概览"
TITLE = "绩效自评结果概览"
WIDTHS = (6, 28, 34, 9, 9, 10, 16, 16)
_KINDS_SHOWN, _CODES_SHOWN = 6, 10
_KIND_LOOKS = ("count", "text", "text", "count", "number", "percent", "money", "money")
_SCORE_LOOKS = ("count", "text", "text", "number", "center", "percent", "count", "count")
_RATE_LOOKS = ("count", "text", "text", "number", "center", "percent", "money", "money")
_CODE_LOOKS = ("count", "text", "center", "center", "count", "count", "percent", "percent")
_KIND_HEADERS = (
    "序号",
    "类型和年度",
    "各等级份数",
    "份数",
    "平均得分",
    "执行率",
    "预算合计（万元）",
    "执行合计（万元）",
)
_SCORE_HEADERS = ("序号", "单位", "项目", "得分", "等级", "执行率", "错误", "警告")
_RATE_HEADERS = ("序号", "单位", "项目", "得分", "等级", "执行率", "预算数（万元）", "执行数（万元）")
_CODE_HEADERS = ("序号", "问题", "代码", "级别", "次数", "涉及文件", "占比", "累计占比")

_Row = Sequence[object]
_PART = "　"
"""Begins a row that speaks of a part of the one above it, and has no number of its own."""


class Overview:
    """The sheet, which is made first and written last, when all is known."""

    def __init__(self, workbook: Any, styles: Styles) -> None:
        self._sheet = workbook.add_worksheet(OVERVIEW)
        self._styles = styles
        self._row = 0
        page_setup(self._sheet)
        self._sheet.set_portrait()
        self._sheet.fit_to_pages(1, 1)
        self._sheet.hide_gridlines(2)
        for column, wide in enumerate(WIDTHS):
            self._sheet.set_column(column, column, wide)

    def write(self, totals: Totals, worst: Worst, skipped: int) -> None:
        """Write it all, from top to bottom."""
        self._line(TITLE, "title", 30)
        for sentence in (_told(totals, worst), *_to_do(totals, worst, skipped)):
            self._paragraph(sentence)
        self._table("一、等级和执行情况", _KIND_HEADERS, _KIND_LOOKS, list(_kinds(totals, worst)))
        span = f"（{worst.year}年度）" if worst.year else ""
        number = iter("二三四五六七八九")
        for kind, lines in worst.lowest():
            title = f"{next(number)}、{kind}：得分最低的{len(lines)}张{span}"
            self._table(title, _SCORE_HEADERS, _SCORE_LOOKS, [_scored(line) for line in lines], lines)
        if lines := worst.least_spent():
            title = f"{next(number)}、执行率最低的{len(lines)}张{span}"
            self._table(title, _RATE_HEADERS, _RATE_LOOKS, [_spent(line) for line in lines], lines)
        if codes := totals.codes()[:_CODES_SHOWN]:
            rows = [(c.title, c.code, c.severity, c.times, c.files, c.share, c.cumulative) for c in codes]
            self._table(f"{next(number)}、最多的问题", _CODE_HEADERS, _CODE_LOOKS, rows)

    def _line(self, text: str, look: str, height: float) -> None:
        self._sheet.set_row(self._row, height)
        self._sheet.write_string(self._row, 0, text, self._styles[look])
        self._row += 1

    def _paragraph(self, text: str) -> None:
        """A sentence over the whole width."""
        self._sheet.set_row(self._row, 16 * ceil(width(text) / (sum(WIDTHS) - 4)) + 2)
        self._sheet.merge_range(self._row, 0, self._row, len(WIDTHS) - 1, text, self._styles["sentence"])
        self._row += 1

    def _table(
        self,
        title: str,
        headers: Sequence[str],
        looks: Sequence[str],
        rows: Sequence[_Row],
        lines: Sequence[FormLine] = (),
    ) -> None:
        if not rows:
            return
        self._line(title, "subtitle", 26)
        for column, header in enumerate(headers):
            self._sheet.write_string(self._row, column, header, self._styles["header"])
        self._row += 1
        numbers = count(1)
        for place, row in enumerate(rows):
            line = lines[place] if lines else None
            number = None if str(row[0]).startswith(_PART) else next(numbers)
            self._sheet.set_row(self._row, 15 * _lines_of(row) + 3)
            for column, cell in enumerate((number, *row)):
                if column == 1 and line is not None and line.output is not None:
                    link = file_link(line.output, line.sheet)
                    self._sheet.write_url(self._row, column, link, self._styles["link"], str(cell))
                else:
                    write(self._sheet, self._row, column, cell, self._styles[looks[column]])
            self._row += 1


def _lines_of(row: _Row) -> int:
    """Lines that its longest text needs."""
    texts = [(cell, room) for cell, room in zip(row, WIDTHS[1:], strict=True) if isinstance(cell, str)]
    return max([1, *(ceil(width(text) / (room - 0.5)) for text, room in texts)])


def _told(totals: Totals, worst: Worst) -> str:
    """How much of what there is."""
    counts = {name: forms for name, forms, *_ in totals.grades()}
    units = {row.unit for row in totals.units()} - {NO_UNIT}
    forms = sum(row[1] for row in totals.kinds())
    graded = forms - counts.get(NO_GRADE, 0) - counts.get(CHECKED, 0)
    said = [f"评出等级{graded}张", f"未定等级{counts.get(NO_GRADE, 0)}张"]
    said += [f"{CHECKED}{counts[CHECKED]}张"] if CHECKED in counts else []
    return f"共{len(units)}个单位、{worst.files}个文件、{forms}张自评表：{'，'.join(said)}。"


def _to_do(totals: Totals, worst: Worst, skipped: int) -> Iterable[str]:
    """What has to be seen to before the figures are used."""
    counts = {name: forms for name, forms, *_ in totals.grades()}
    if bad := counts.get(UNREADABLE, 0):
        yield f"● 有{bad}个文件无法处理，要退回重报：见“汇总”最后一列标红的行。"
    if counts.get(NO_GRADE, 0):
        yield "● 未定等级的表多是有的行没有填完或公式没有计算：见“汇总”最后一列。"
    if doubtful := totals.all.doubtful:
        yield f"● 有{doubtful}张表的金额待核实，下面的合计、执行率仍含这些表，另列一行不含的：见“汇总”标黄的执行率。"
    if worst.alike:
        yield f"● 有{worst.alike}张表疑似重复报送，都计入了统计：见“汇总”最后一列。"
    if copies := counts.get(COPIES, 0):
        yield f"● 内容完全相同的文件只算一份，另有{copies}张没有计入统计。"
    if skipped:
        yield f"● “未处理”列有{skipped}项，如有绩效目标没有自评表的项目、压缩包。"
    if worst.year and worst.other_years:
        rest = f"其余{worst.other_years}张见“汇总”"
        yield f"● 报送材料里有几个年度：下面得分、执行率最低的表只列{worst.year}年度，{rest}。"


def _kinds(totals: Totals, worst: Worst) -> Iterable[_Row]:
    """The kinds and years with most forms, the most first."""
    order = [name for name, *_ in totals.grades()]
    together = list(zip(totals.kinds(), sorted(worst.grades.items()), strict=True))
    for kind, (key, counts) in sorted(together, key=lambda pair: -pair[0][1])[:_KINDS_SHOWN]:
        name, forms, budget, executed, rate = kind
        told = [f"{grade}{counts[grade]}" for grade in order if counts[grade]]
        told += [f"没有等级{counts['']}"] if counts[""] else []
        yield name, "、".join(told), forms, totals.mean_of(*key), rate, budget, executed
        if settled := totals.settled(*key):
            name, forms, budget, executed, rate = settled
            yield f"{_PART}{name}", "", forms, None, rate, budget, executed


def _scored(line: FormLine) -> _Row:
    return line.unit, line.project, line.score, line.grade, line.rate, line.errors, line.warnings


def _spent(line: FormLine) -> _Row:
    return line.unit, line.project, line.score, line.grade, line.rate, line.budget, line.executed
