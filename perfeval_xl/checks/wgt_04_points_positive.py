"""WGT-04: the points of a row are a number above 0.

Rule: 分值 must be numeric and greater than 0 (input check of the integrated budget system).
Worked example: 分值 ``十分`` or ``0``: an error. A blank 分值 is IND-19; an 其中 row carries none, nor does a line
of the fund table below its total, where systems fill in 0.
"""

from collections.abc import Iterator

from perfeval_xl.checks.book import Book, check
from perfeval_xl.checks.numbers import plain
from perfeval_xl.forms.model import FundKey, FundRow
from perfeval_xl.issues import Issue, IssueKind, Severity
from perfeval_xl.values.model import Meaning

KIND = IssueKind(
    code="WGT-04",
    severity=Severity.ERROR,
    title="分值不是大于0的数字",
    message="“{name}”的分值{found}",
    remedy="请填写大于0的数字；不设分值的行请留空",
    clause="一体化系统录入校验：分值应为大于0的数值",
    verified=False,
)


@check
def points_are_positive_numbers(book: Book) -> Iterator[Issue]:
    rows = [(form, fund.row) for form, fund in book.funds()]
    rows += [(form, indicator.row) for form, indicator in book.indicators()]  # type: ignore[misc]
    for form, row in rows:
        points = row.points
        if isinstance(row, FundRow) and row.key is not FundKey.TOTAL and points.value == 0:
            continue
        if points.value is not None and points.value <= 0:
            found = f"为{plain(points.value)}"
        elif points.meaning in (Meaning.TEXT, Meaning.QUALITATIVE, Meaning.DATE):
            found = f"“{points.text}”不是数字"
        else:
            continue
        yield KIND.at(form.form.sheet, row.cells.get("points"), name=row.name, found=found)
