"""BUD-02: 年度资金总额 = its parts (当年财政拨款 + 上年结转资金 + 其他资金; 基本支出 + 项目支出), in each column.

Worked example: total 0, parts 90 + 0 + 0 = 90 in 全年预算数: an error at the total's cell; an empty one is 未填.
BUD-20: amounts brought from 元 to 万元 and rounded one by one may miss their sum by 0.01 (the rule pack's tolerance):
a hint, here and in companion tables.
"""

from collections.abc import Iterator
from decimal import Decimal

from perfeval_xl.checks.book import Book, check
from perfeval_xl.checks.figures import FUND_COLUMNS
from perfeval_xl.checks.numbers import decimals_of, plain, sums_to
from perfeval_xl.forms.model import PARTITIONS, FundKey, FundRow
from perfeval_xl.issues import Issue, IssueKind, Severity
from perfeval_xl.results import FormResult

KIND = IssueKind(
    code="BUD-02",
    severity=Severity.ERROR,
    title="资金总额与各项之和不符",
    message="“{name}”的{column}{entered}，各项资金之和为{sum}{unit}{parts}",
    remedy="请核对资金总额与各项资金，使两者相等",
    clause="自评表项目资金：年度资金总额=当年财政拨款+上年结转资金+其他资金",
)
TAIL = IssueKind(
    code="BUD-20",
    severity=Severity.HINT,
    title="合计有尾差",
    message="“{name}”的{column}为{total}，各项之和为{sum}，相差{gap}，可能是四舍五入的尾差",
    remedy="请确认只是尾差；能调平的调平",
)


@check
def funds_add_up(book: Book) -> Iterator[Issue]:
    for form in book.forms:
        for column in FUND_COLUMNS:
            yield from _column(book, form, column)


def _column(book: Book, form: FormResult, column: str) -> Iterator[Issue]:
    total, parts = form.execution, _parts(form)
    if total is None or parts is None:
        return
    values = [value for part in parts if (value := getattr(part, column).value) is not None]
    reading = getattr(total.row, column)
    if not values or (reading.value is None and not reading.is_blank):
        return
    entered = reading.value if reading.value is not None else Decimal(0)
    right = sum(values, Decimal(0))
    if sums_to(entered, (right,)):
        return
    kind = TAIL if is_tail(book, entered, right) else KIND
    yield kind.at(
        form.form.sheet,
        total.row.cells.get(column),
        name=total.row.name,
        column=FUND_COLUMNS[column],
        entered="未填" if reading.value is None else f"为{plain(entered)}{form.form.amount_unit}",
        total=plain(entered),
        sum=plain(right),
        parts=f"（{'+'.join(map(plain, values))}）" if len(values) > 1 else "",
        gap=plain(abs(entered - right)),
        unit=form.form.amount_unit,
    )


def _parts(form: FormResult) -> list[FundRow] | None:
    """The lines below the total; ``None`` where they are not known to be all of it."""
    parts = [fund.row for fund in form.funds if fund.row.key is not FundKey.TOTAL]
    return parts if any({part.key for part in parts} <= keys for keys in PARTITIONS) else None


def is_tail(book: Book, entered: Decimal, right: Decimal) -> bool:
    """Whether two sums differ by no more than rounding may leave behind."""
    tolerance = min((pack.tolerances["amount"].value for pack in book.packs.values()), default=Decimal(0))
    return abs(entered - right) <= tolerance and decimals_of(right) > 0
