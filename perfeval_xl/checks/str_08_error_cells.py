"""STR-08/STR-09: cells of the form that show an error value, and formulas that were never calculated.

Worked example: 执行率 ``#DIV/0!``: an error at that cell, never "empty".
A formula saved without a value: open and save once. That goes for all of a sheet, so it is told once a sheet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from perfeval_xl.checks.book import Book, check
from perfeval_xl.forms.model import FundRow, IndicatorRow, Table
from perfeval_xl.issues import Issue, IssueKind, Severity
from perfeval_xl.results import FormResult
from perfeval_xl.values.model import Meaning, Reading, Target

ERROR_VALUE = IssueKind(
    code="STR-08",
    severity=Severity.ERROR,
    title="单元格是公式错误值",
    message="“{name}”的{column}是公式错误{text}",
    remedy="请检查公式引用的单元格（如除数为0、引用已删除）并改正",
)
UNCALCULATED = IssueKind(
    code="STR-09",
    severity=Severity.WARNING,
    title="公式没有计算结果",
    message="“{name}”的{column}是公式，但文件里没有它的计算结果{more}",
    remedy="请用 Excel、WPS 或 LibreOffice 打开并保存一次，再评分",
)
_KINDS = (Meaning.ERROR, Meaning.UNCALCULATED)
_MOST_NAMED = 5
_TITLES = {
    "initial": "年初预算数",
    "budget": "全年预算数",
    "executed": "全年执行数",
    "points": "分值",
    "rate": "执行率",
    "score": "得分",
    "actual": "实际完成值",
    "target": "年度指标值",
    "score_total": "总分",
    "points_total": "分值合计",
}


class _Place(NamedTuple):
    sheet: str
    name: str
    """Of the row."""
    column: str
    cell: str | None
    reading: Reading | Target

    @property
    def title(self) -> str:
        return _TITLES.get(self.column, self.column)


@check
def no_cell_is_an_error(book: Book) -> Iterator[Issue]:
    uncalculated: dict[str, list[_Place]] = {}
    for place in _cells(book):
        if place.reading.meaning is Meaning.UNCALCULATED:
            uncalculated.setdefault(place.sheet, []).append(place)
        else:
            yield ERROR_VALUE.at(place.sheet, place.cell, name=place.name, column=place.title, text=place.reading.text)
    for sheet, (first, *rest) in uncalculated.items():
        yield UNCALCULATED.at(sheet, first.cell, name=first.name, column=first.title, more=_more(rest))


def _more(rest: Sequence[_Place]) -> str:
    named = "、".join(place.cell for place in rest[:_MOST_NAMED] if place.cell)
    return f"；{named}{f'等{len(rest)}格' if len(rest) > _MOST_NAMED else ''}也是" if named else ""


def _cells(book: Book) -> Iterator[_Place]:
    """The cells at fault."""
    yield from _fund_cells(book)
    yield from _indicator_cells(book)
    for result in book.forms:
        form = result.form
        for column, reading in (("points_total", form.entered_points_total), ("score_total", form.entered_total)):
            if reading.meaning in _KINDS:
                yield _Place(form.sheet, "总分", column, form.cells.get(column), reading)
    for table in book.tables:
        for line in table.rows:
            for column, reading in line.values.items():
                if reading.meaning in _KINDS:
                    yield _Place(table.sheet, line.label, _header(table, column), line.cells.get(column), reading)


def _header(table: Table, field: str) -> str:
    headers = {column.field: "".join(column.header.split()) for column in table.columns}
    return headers.get(field, field)


def _fund_cells(book: Book) -> Iterator[_Place]:
    for form, fund in book.funds():
        row = fund.row
        readings = (
            ("initial", row.initial),
            ("budget", row.budget),
            ("executed", row.executed),
            ("points", row.points),
            ("rate", row.entered_rate),
            ("score", row.entered_score),
        )
        yield from _of_row(form, row, readings)


def _indicator_cells(book: Book) -> Iterator[_Place]:
    for form, indicator in book.indicators():
        row = indicator.row
        readings = (
            ("target", row.target),
            ("actual", row.actual),
            ("points", row.points),
            ("score", row.entered_score),
        )
        yield from _of_row(form, row, readings)


def _of_row(
    form: FormResult, row: FundRow | IndicatorRow, readings: Iterable[tuple[str, Reading | Target]]
) -> Iterator[_Place]:
    for column, reading in readings:
        if reading.meaning in _KINDS:
            yield _Place(form.form.sheet, row.name, column, row.cells.get(column), reading)
