"""BUD-14: amounts of the fund table are numbers, not negative.

Worked example: 全年执行数 ``已支付完毕`` or ``-12``: an error; the rate stays blank with this reason.
"""

from collections.abc import Iterator

from perfeval_xl.checks.book import Book, check
from perfeval_xl.checks.figures import FUND_COLUMNS
from perfeval_xl.forms.two_values import TWO_VALUES
from perfeval_xl.issues import Issue, IssueKind, Severity
from perfeval_xl.values.model import Meaning

KIND = IssueKind(
    code="BUD-14",
    severity=Severity.ERROR,
    title="金额不是数字",
    message="“{name}”的{column}“{text}”{found}",
    remedy="请只填数字（单位：{unit}），说明文字写到备注或说明里",
)


@check
def amounts_are_numbers(book: Book) -> Iterator[Issue]:
    for form, fund in book.funds():
        for column, title in FUND_COLUMNS.items():
            reading = getattr(fund.row, column)
            if reading.meaning in (Meaning.TEXT, Meaning.QUALITATIVE, Meaning.DATE):
                found = "写了两个数，分不清哪一个是" if TWO_VALUES in reading.notes else "不是数字"
            elif reading.value is not None and reading.value < 0:
                found = "是负数"
            else:
                continue
            yield KIND.at(
                form.form.sheet,
                fund.row.cells.get(column),
                name=fund.row.name,
                column=title,
                text=reading.text,
                found=found,
                unit=form.form.amount_unit,
            )
