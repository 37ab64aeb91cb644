"""BUD-03: a printed 执行率 is 执行数 ÷ 全年预算数, in the form and in the project table (表2).

Precision is that of the print: 93.76% for 93.7565% is right, 74.23% where the rows give 73.59% is wrong,
86.1% for 86.18% is a cut-off and only a hint (BUD-16). Zeros count: 31% for 31.0811% is right, 31.00% is wrong.
Where one amount is in 元 and the other in 万元, a rate that is right but for that is none of the mistakes.
BUD-19 (warning): a bare 1.5 that may be 1.5% or 150%, where no amounts tell or those there fit neither.
An unrounded formula (92.2137736533806%) is right to its fifteen digits.
Worked example: 表2 合计 used 107.82 + 213.8 + 25 = 346.62 of 471 is 73.59%, printed 74.23%.
"""

from collections.abc import Iterator
from decimal import Decimal

from perfeval_xl.checks.book import Book, check
from perfeval_xl.checks.numbers import agrees, decimals_of, in_unit_of, is_truncation, percent, plain, printed_decimals
from perfeval_xl.forms.model import Table, TableRow
from perfeval_xl.forms.rates import UNCLEAR
from perfeval_xl.issues import Issue, IssueKind, Severity
from perfeval_xl.values.decimals import from_digits
from perfeval_xl.values.model import Reading

KIND = IssueKind(
    code="BUD-03",
    severity=Severity.ERROR,
    title="执行率与金额不符",
    message="“{name}”的执行率填{entered}，按{used}÷{base}计算应为{rate}",
    remedy="请按执行数÷全年预算数重算执行率；评分后表里已是这个数的，核对无误不用再改",
    clause="执行率=全年执行数÷全年预算数（自评表表头B/A）",
)
TRUNCATED = IssueKind(
    code="BUD-16",
    severity=Severity.HINT,
    title="执行率截断未四舍五入",
    message="“{name}”的执行率填{entered}，按{used}÷{base}计算四舍五入为{rate}",
    remedy="执行率建议四舍五入到小数点后两位",
)

AMBIGUOUS = IssueKind(
    code="BUD-19",
    severity=Severity.WARNING,
    title="执行率看不出是百分数还是小数",
    message="“{name}”的执行率填{entered}，看不出是{percent}%还是{fraction}%{should}",
    remedy="请写成百分数，如“{percent}%”",
    clause="执行率=全年执行数÷全年预算数（自评表表头B/A）",
)

MOST_DECIMALS = 6
"""A percentage with more was not printed by anyone: a formula gave it, in a spreadsheet's fifteen digits."""
SPREADSHEET_NOISE = Decimal("0.000001")


@check
def printed_rates_are_right(book: Book) -> Iterator[Issue]:
    for form, fund in book.funds():
        row = fund.row
        if UNCLEAR in row.entered_rate.notes:
            yield _ambiguous(form.form.sheet, row.cells.get("rate"), row.name, row.entered_rate, fund.rate)
        if (
            fund.rate is None
            or not row.entered_rate.is_number
            or row.budget.value is None
            or row.executed.value is None
        ):
            continue
        place = form.form.sheet, row.cells.get("rate"), row.name, row.entered_rate
        same_unit = in_unit_of(row.executed.value, row.budget.value)
        if same_unit is not None and not list(_compare(*place, same_unit, row.budget.value)):
            continue  # the rate is right, an amount is in the other unit: BUD-05 and BUD-09 say so
        yield from _compare(*place, row.executed.value, row.budget.value)
    for table in book.tables_of("projects"):
        for line in table.rows:
            yield from _table_row(table, line)


def _ambiguous(sheet: str, cell: str | None, name: str, printed: Reading, rate: Decimal | None) -> Issue:
    """A bare 1.5 without amounts that tell, or with amounts that fit neither 1.5% nor 150%."""
    value = from_digits(printed.text)
    return AMBIGUOUS.at(
        sheet,
        cell,
        name=name,
        entered=printed.text,
        percent=plain(value),
        fraction=plain(None if value is None else value * 100),
        should="" if rate is None else f"；按金额计算应为{percent(rate)}",
    )


def _table_row(table: Table, line: TableRow) -> Iterator[Issue]:
    """表2: a line's rate from its own amounts; the 合计 line's from the sums of the lines above."""
    printed = line.values.get("rate")
    used, base = (line.values[field].value if field in line.values else None for field in ("used", "budget"))
    if line.is_total:
        used, base = column_sum(table, "used") or used, column_sum(table, "budget") or base
    if printed is None:
        return
    if UNCLEAR in printed.notes:
        yield _ambiguous(
            table.sheet, line.cells.get("rate"), line.label, printed, used / base if used and base else None
        )
    if used is None or not base:
        return
    yield from _compare(table.sheet, line.cells.get("rate"), line.label, printed, used, base)


def column_sum(table: Table, field: str) -> Decimal | None:
    """Sum of a column's plain rows (其中 rows and the total left out); ``None`` where no row has a number."""
    values = [
        row.values[field].value
        for row in table.rows
        if not row.is_total and row.level == 0 and field in row.values and row.values[field].value is not None
    ]
    return sum((value for value in values if value is not None), Decimal(0)) if values else None


def _compare(
    sheet: str, cell: str | None, name: str, printed: Reading, used: Decimal, base: Decimal
) -> Iterator[Issue]:
    if printed.value is None or base == 0:
        return
    shown, exact = printed.value * 100, used / base * 100
    decimals = _decimals(printed, shown)
    if agrees(shown, exact, decimals) or (decimals > MOST_DECIMALS and abs(shown - exact) < SPREADSHEET_NOISE):
        return
    kind = TRUNCATED if is_truncation(shown, exact, decimals) else KIND
    yield kind.at(
        sheet,
        cell,
        name=name,
        entered=f"{_as_printed(shown, decimals)}%",
        used=plain(used),
        base=plain(base),
        rate=percent(used / base),
    )


def _as_printed(shown: Decimal, decimals: int) -> str:
    """With the zeros that stand in the cell: 31.00% is wrong for 31.08% where 31% would be right."""
    return plain(shown) if decimals_of(shown) == decimals else format(shown, f".{decimals}f")


def _decimals(printed: Reading, shown: Decimal) -> int:
    """Decimals of the percentage as printed; a bare fraction (0.8618) prints two fewer of them."""
    written = printed_decimals(printed.text, shown if printed.unit else printed.value or shown)
    return written if printed.unit else max(written - 2, 0)
