"""A column 占比 of a table: each row's share of the total that the table prints.

A column of 金额 or 个数 is meant where two rows at least show its shares, and more than do not. Where the column's
own sum is wrong, that is told instead, and shares of 100% in all say that the rows are the parts (``tables.py``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from perfeval_xl.checks.numbers import plain
from perfeval_xl.issues import IssueKind, Severity
from perfeval_xl.proofread.finding import Finding, Report, in_line, report_check
from perfeval_xl.proofread.grids import Cell, Grid, GridRow, bare_header, column_sum, grids_of
from perfeval_xl.proofread.judging import fits, quotient, rounded

KIND = IssueKind(
    code="TXT-35",
    severity=Severity.WARNING,
    title="表中的比率与表中的数不符",
    message="“{name}”的“{column}”写的是{entered}，按{used}÷{base}计算应为{rate}",
    remedy="请核对这一行的数和比率",
)
SHARE_HEADER = re.compile(r"(?:占比|比重|比例|构成|占[^0-9]{0,8}(?:%|百分比))(?:%)?\Z")
_MOST_ROWS = 400


@report_check
def shares_of_the_total(report: Report) -> Iterator[Finding]:
    for grid in grids_of(report.document):
        if grid.total is not None and len(grid.rows) <= _MOST_ROWS:
            for column in share_columns(grid):
                yield from _of_column(grid, column)


def share_columns(grid: Grid) -> list[int]:
    """The columns of percentages whose header says 占比."""
    return [
        column
        for column, head in enumerate(grid.headers)
        if SHARE_HEADER.search(bare_header(head).strip()) and any(_cell(row, column, True) for row in grid.details)
    ]


def adds_to_all(grid: Grid, column: int) -> bool:
    """Whether a column of shares makes 100%, but for rounding: the rows are then all there is."""
    cells = [cell for row in grid.details if (cell := _cell(row, column, True)) is not None]
    if len(cells) < len(grid.details) or len(cells) < 2:
        return False
    room = max(cell.step for cell in cells) * len(cells) / 2
    return abs(sum((cell.value for cell in cells), Decimal(0)) - 100) <= room


def _of_column(grid: Grid, column: int) -> Iterator[Finding]:
    """The shares in a column that are not those of the nearest column of numbers that shows itself as meant."""
    for base in range(column - 1, -1, -1):
        whole = _whole(grid, base)
        if whole is None:
            continue
        pairs = [(row, _cell(row, base, False), _cell(row, column, True)) for row in grid.details]
        known = [(row, part, share) for row, part, share in pairs if part is not None and share is not None]
        wrong = [(row, part, share) for row, part, share in known if not _is_share(part, whole, share)]
        if len(known) - len(wrong) < 2 or len(wrong) * 2 >= len(known):
            continue
        for row, part, share in wrong:
            exact = quotient(part.value, whole.value) or Decimal(0)
            yield in_line(
                KIND, share.line, 0, len(share.line.text), name=row.label, column=grid.header(column),
                entered=share.shown, used=plain(part.value), base=plain(whole.value),
                rate=f"{rounded(exact, max(2, share.decimals))}%",
            )  # fmt: skip
        return


def _whole(grid: Grid, column: int) -> Cell | None:
    """A total that is the sum of its column."""
    whole = _cell(grid.total, column, False) if grid.total is not None else None
    return whole if whole is not None and whole.value and column_sum(grid, column) == whole.value else None


def _is_share(part: Cell, whole: Cell, share: Cell) -> bool:
    return fits(share.value, share.decimals, quotient(part.value, whole.value))


def _cell(row: GridRow, column: int, percent: bool) -> Cell | None:
    cell = row.at(column)
    return cell if cell is not None and cell.percent is percent else None
