"""The sheets of figures in a summary: 等级统计 (grades and scores), 单位统计 (by unit), 问题统计 (issues, a Pareto)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from perfeval_xl.report import summary_doubts as doubts
from perfeval_xl.report.summary_look import Column, ListSheet, Styles, page_setup, write
from perfeval_xl.report.summary_totals import BANDS, Totals

GRADES = "等级统计"
UNITS = "单位统计"
CODES = "问题统计"

NOTES = (
    "平均得分和得分分布只算分值合计为100分的表。",
    "完全相同的文件只算一份，其余列为“重复文件”，不计入得分、执行率、名次和单位统计；它的问题照样列出。",
    "名次按类型和年度分别排；有几个年度时，没有写年度的表不排名次。",
)

UNIT_COLUMNS = (
    Column("单位", 30, "text"),
    Column("类型", 10, "center"),
    Column("年度", 8, "year"),
    Column("份数", 8, "count"),
    Column("预算数（万元）", 15, "amount"),
    Column("执行数（万元）", 15, "amount"),
    Column("执行率", 10, "percent"),
    Column("得分率", 10, "percent"),
    Column("平均得分", 10, "number"),
    Column("错误", 8, "count"),
    Column("警告", 8, "count"),
)
CODE_COLUMNS = (
    Column("代码", 10, "center"),
    Column("问题", 34, "text"),
    Column("级别", 8, "center"),
    Column("次数", 9, "count"),
    Column("涉及文件", 10, "count"),
    Column("占比", 9, "percent"),
    Column("累计占比", 10, "percent"),
)
_KINDS = ("类型和年度", "份数", "预算合计（万元）", "执行合计（万元）", "执行率")
_CHARTED_CODES = 20
_FONT = {"name": "宋体"}
_GRID = {"visible": True, "line": {"color": "#D9D9D9"}}


def write_grades(workbook: Any, styles: Styles, totals: Totals) -> None:
    """Add the sheet of grades and scores with both tables and the column charts."""
    sheet = workbook.add_worksheet(GRADES)
    page_setup(sheet)
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 4, 15)
    sheet.set_row(0, 28)
    sheet.write_string(0, 0, "等级统计", styles["title"])
    rows = totals.grades()
    last = _table(sheet, styles, 2, ("等级", "份数", "占比", "平均得分", "执行率"), [*rows, totals.total()])
    bands = last + 2
    last = _table(sheet, styles, bands, ("得分分布", "份数"), totals.bands())
    if kinds := totals.kinds():
        last = _table(sheet, styles, last + 2, _KINDS, kinds, ("center", "count", "amount", "amount", "percent"))
    notes = [(note, "plain") for note in NOTES] + [(note, "doubts") for note in doubts.notes(totals.all.doubtful)]
    for row, (note, look) in enumerate(notes, last + 1):
        sheet.write_string(row, 0, note, styles[look])
    if rows:
        _chart(workbook, sheet, "各等级份数", (3, 2 + len(rows)), "G3")
    _chart(workbook, sheet, "得分分布", (bands + 1, bands + len(BANDS)), "G20")


def write_units(workbook: Any, styles: Styles, totals: Totals) -> None:
    """Add the sheet of execution and score rates by unit."""
    sheet = ListSheet(workbook, styles, UNITS, UNIT_COLUMNS)
    for row in totals.units():
        looks = {6: "doubtful_percent"} if row.is_doubtful else {}
        sheet.add(row[: len(UNIT_COLUMNS)], looks | ({9: "error_count"} if row.errors else {}), {})
    sheet.close()


def write_codes(workbook: Any, styles: Styles, totals: Totals) -> None:
    """Add the sheet of issues by frequency, with the chart of counts and their cumulative share."""
    sheet = ListSheet(workbook, styles, CODES, CODE_COLUMNS)
    looks = {"错误": "error_label", "警告": "warning_label", "提示": "hint_label"}
    for row in totals.codes():
        sheet.add(row, {2: looks[row.severity]}, {})
    if sheet.row:
        _pareto(workbook, sheet.sheet, min(sheet.row, _CHARTED_CODES))
    sheet.close()


def _pareto(workbook: Any, sheet: Any, last: int) -> None:
    chart = workbook.add_chart({"type": "column"})
    codes = [CODES, 1, 0, last, 0]
    chart.add_series(
        {"name": "次数", "categories": codes, "values": [CODES, 1, 3, last, 3], "fill": {"color": "#5B9BD5"}, "gap": 40}
    )
    line = workbook.add_chart({"type": "line"})
    line.add_series(
        {
            "name": "累计占比",
            "categories": codes,
            "values": [CODES, 1, 6, last, 6],
            "y2_axis": True,
            "line": {"color": "#ED7D31", "width": 2},
        }
    )
    chart.combine(line)
    chart.set_title({"name": "问题最多的代码", "name_font": {**_FONT, "size": 13}})
    chart.set_legend({"position": "bottom", "font": _FONT})
    chart.set_x_axis({"num_font": {**_FONT, "rotation": -45}})
    chart.set_y_axis({"num_font": _FONT, "num_format": "0", "major_gridlines": _GRID})
    line.set_y2_axis({"num_font": _FONT, "num_format": "0%", "min": 0, "max": 1})
    chart.set_size({"width": 720, "height": 380})
    sheet.insert_chart("I2", chart)


def _table(
    sheet: Any,
    styles: Styles,
    top: int,
    headers: Sequence[str],
    rows: Sequence[Sequence[object]],
    looks: Sequence[str] = ("center", "count", "percent", "number", "percent"),
) -> int:
    """Write a table; returns the row after its last."""
    for column, header in enumerate(headers):
        sheet.write_string(top, column, header, styles["header"])
    for number, row in enumerate(rows, top + 1):
        for column, cell in enumerate(row):
            write(sheet, number, column, cell, styles[looks[column]])
    return top + 1 + len(rows)


def _chart(workbook: Any, sheet: Any, title: str, rows: tuple[int, int], place: str) -> None:
    first, last = rows
    chart = workbook.add_chart({"type": "column"})
    chart.add_series(
        {
            "name": title,
            "categories": [GRADES, first, 0, last, 0],
            "values": [GRADES, first, 1, last, 1],
            "data_labels": {"value": True},
            "fill": {"color": "#5B9BD5"},
            "gap": 80,
        }
    )
    chart.set_title({"name": title, "name_font": {**_FONT, "size": 13}})
    chart.set_legend({"none": True})
    chart.set_x_axis({"num_font": _FONT})
    chart.set_y_axis({"num_font": _FONT, "num_format": "0", "major_gridlines": _GRID})
    chart.set_size({"width": 660, "height": 300})
    sheet.insert_chart(place, chart)
