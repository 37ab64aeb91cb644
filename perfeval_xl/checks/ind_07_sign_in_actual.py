"""IND-07: an actual value is a value, without the target's sign; the target's sign agrees with 指标性质.

Worked example: target ≥266米, 实际完成值 ``≥266米``: a warning, 266米 is used. Target ``≤5`` in a row of 指标性质 正向:
a warning at the target.
"""

from collections.abc import Iterator

from perfeval_xl.checks.book import Book, check
from perfeval_xl.issues import Issue, IssueKind, Severity

KIND = IssueKind(
    code="IND-07",
    severity=Severity.WARNING,
    title="完成值重复符号，或符号与指标性质不一致",
    message="“{name}”{found}",
    remedy="完成值请填实际达到的数，不带≥、≤或“以上”“以内”；指标值的符号应与指标性质一致",
    clause="一体化系统录入校验：完成值只填数值，指标值符号与指标性质一致",
    verified=False,
)


@check
def signs_stand_where_they_belong(book: Book) -> Iterator[Issue]:
    for form, indicator in book.indicators():
        row = indicator.row
        if row.actual.is_number and "sign" in row.actual.notes:
            found = f"的实际完成值“{row.actual.text}”带有比较符号，看不出实际达到多少，按其中的数计算"
            yield KIND.at(form.form.sheet, row.cells.get("actual"), name=row.name, found=found)
        if "nature_differs" in row.target.notes:
            found = f"的指标值“{row.target.text}”与指标性质“{row.nature}”的方向不一致，按指标值的符号计算"
            yield KIND.at(form.form.sheet, row.cells.get("target"), name=row.name, found=found)
