"""STR-08/STR-09: cells of the form that show an error value, and formulas that were never calculated.

Worked example: 执行率 ``#DIV/0!``: an error at that cell, never "empty".
A formula saved without a value: open and save once.
"""

from collections.abc import Iterator

from perfeval_xl.checks.book import Book, check
from perfeval_xl.forms.model import Table
from perfeval_xl.issues import Issue, IssueKind, Severity
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
    message="“{name}”的{column}是公式，但文件里没有它的计算结果",
    remedy="请用 Excel、WPS 或 LibreOffice 打开并保存一次，再评分",
)
_KINDS = {Meaning.ERROR: ERROR_VALUE, Meaning.UNCALCULATED: UNCALCULATED}
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


@check
def no_cell_is_an_error(book: Book) -> Iterator[Issue]:
    for sheet, name, column, cell, reading in _cells(book):
        yield _KINDS[reading.meaning].at(sheet, cell, name=name, column=_TITLES.get(column, column), text=reading.text)


_Place = tuple[str, str, str, str | None, Reading | Target]
"""sheet, row's name, column, cell, reading."""


def _cells(book: Book) -> Iterator[_Place]:
    """The cells at fault."""
    yield from _fund_cells(book)
    yield from _indicator_cells(book)
    for result in book.forms:
        form = result.form
        for column, reading in (("points_total", form.entered_points_total), ("score_total", form.entered_total)):
            if reading.meaning in _KINDS:
                yield form.sheet, "总分", column, form.cells.get(column), reading
    for table in book.tables:
        for line in table.rows:
            for column, reading in line.values.items():
                if reading.meaning in _KINDS:
                    yield table.sheet, line.label, _header(table, column), line.cells.get(column), reading


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
        for column, reading in readings:
            if reading.meaning in _KINDS:
                yield form.form.sheet, row.name, column, row.cells.get(column), reading


def _indicator_cells(book: Book) -> Iterator[_Place]:
    for form, indicator in book.indicators():
        row = indicator.row
        readings: tuple[tuple[str, Reading | Target], ...] = (
            ("target", row.target),
            ("actual", row.actual),
            ("points", row.points),
            ("score", row.entered_score),
        )
        for column, reading in readings:
            if reading.meaning in _KINDS:
                yield form.form.sheet, row.name, column, row.cells.get(column), reading
