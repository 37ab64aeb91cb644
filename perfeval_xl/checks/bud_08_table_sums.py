"""BUD-08: in every companion table the 合计 row is the sum of its rows, and each row balances (预算 − 使用 = 剩余).

Worked example (seed, 表2): 107.82 + 213.8 + 25 = 346.62, printed 349.62; and 471 − 349.62 = 121.38, printed 124.38.
"""

from collections.abc import Iterator
from decimal import Decimal

from perfeval_xl.checks.book import Book, check
from perfeval_xl.checks.bud_02_fund_sum import TAIL, is_tail
from perfeval_xl.checks.bud_03_execution_rate import column_sum
from perfeval_xl.checks.figures import total_row
from perfeval_xl.checks.numbers import added, agrees, plain, sums_to
from perfeval_xl.forms.labels import label_key
from perfeval_xl.forms.model import Table, TableRow
from perfeval_xl.forms.vocabulary import Identity, TableWords, table_words
from perfeval_xl.issues import Issue, IssueKind, Severity

KIND = IssueKind(
    code="BUD-08",
    severity=Severity.ERROR,
    title="表内合计或平衡关系不成立",
    message="“{row}”行的“{column}”为{entered}，按{how}应为{right}",
    remedy="请核对明细与合计，改正后重新计算执行率",
    clause="表内勾稽：合计=各行之和，预算-使用=剩余",
)


@check
def tables_balance(book: Book) -> Iterator[Issue]:
    for table in book.tables:
        words = next(words for words in table_words() if words.kind == table.kind)
        yield from _totals(book, table, words)
        for row in table.rows:
            yield from _identities(book, table, words, row)


def _totals(book: Book, table: Table, words: TableWords) -> Iterator[Issue]:
    total = total_row(table)
    if total is None:
        return
    for field in words.totals:
        entered = total.values[field].value if field in total.values else None
        right = column_sum(table, field)
        if entered is None or right is None or sums_to(entered, (right,)):
            continue
        parts = [row.values[field].value for row in table.rows if not row.is_total and row.level == 0]
        yield _issue(
            book,
            table,
            total,
            field,
            entered,
            right,
            "各行相加（" + added(parts) + "）",
        )


def _identities(book: Book, table: Table, words: TableWords, row: TableRow) -> Iterator[Issue]:
    for identity in words.identities:
        entered = row.values[identity.result].value if identity.result in row.values else None
        left, right = (_operand(row, field) for field in (identity.left, identity.right))
        if entered is None or left is None or right is None:
            continue
        expected = left - right if identity.op == "minus" else left + right
        if not agrees(entered, expected):
            yield _issue(book, table, row, identity.result, entered, expected, _how(table, identity, left, right))


def _operand(row: TableRow, field: str) -> Decimal | None:
    return row.values[field].value if field in row.values else None


def _how(table: Table, identity: Identity, left: Decimal, right: Decimal) -> str:
    sign = "-" if identity.op == "minus" else "+"
    return f"{_header(table, identity.left)}{sign}{_header(table, identity.right)}（{plain(left)}{sign}{plain(right)}）"


def _header(table: Table, field: str) -> str:
    """The column's header without what it says in brackets."""
    return next(label_key(column.header) for column in table.columns if column.field == field)


def _issue(book: Book, table: Table, row: TableRow, field: str, entered: Decimal, right: Decimal, how: str) -> Issue:
    if is_tail(book, entered, right):
        facts = {"total": plain(entered), "sum": plain(right), "gap": plain(abs(entered - right))}
        return TAIL.at(table.sheet, row.cells.get(field), name=row.label, column=_header(table, field), **facts)
    return KIND.at(
        table.sheet,
        row.cells.get(field),
        row=row.label,
        column=_header(table, field),
        entered=plain(entered),
        how=how,
        right=plain(right),
    )
