"""IND-19: the mandatory columns of an indicator row are filled: name, target, actual value and points.

Worked example: 质量指标 with points 10 and an empty 实际完成值: an error, the row has no score.
A spare row with nothing in it is no indicator; an 其中 row needs no points.
"""

from collections.abc import Iterator

from perfeval_xl.checks.book import Book, check
from perfeval_xl.issues import Issue, IssueKind, Severity
from perfeval_xl.results import IndicatorResult
from perfeval_xl.values.model import Meaning

KIND = IssueKind(
    code="IND-19",
    severity=Severity.ERROR,
    title="必填栏为空",
    message="“{name}”的{column}未填",
    remedy="请补填{column}；确不适用的，实际完成值填“不适用”",
    clause="自评表必填栏",
)


@check
def mandatory_columns_are_filled(book: Book) -> Iterator[Issue]:
    for form, indicator in book.indicators():
        cells = indicator.row.cells
        for field, title in _missing(indicator):
            if field in cells:
                yield KIND.at(form.form.sheet, cells[field], name=indicator.row.name or "（无名称）", column=title)


def _missing(indicator: IndicatorResult) -> Iterator[tuple[str, str]]:
    row = indicator.row
    if not row.name:
        yield "name", "三级指标名称"
    if row.target.meaning is Meaning.EMPTY:
        yield "target", "年度指标值"
    if row.actual.meaning is Meaning.EMPTY:
        yield "actual", "实际完成值"
    if row.points.meaning is Meaning.EMPTY and not row.name.startswith("其中"):
        yield "points", "分值"
