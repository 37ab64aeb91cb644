"""Which part of which sheet is a form: by its words and structure, never by row numbers.

A form is recognised by the header of its indicator table (三级指标 with 指标值/完成值 and 分值/得分/一级指标).
Around that header lie the fund table above, the indicator rows below and the 总分 row that ends them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from perfeval_xl.forms.grid import Grid
from perfeval_xl.forms.vocabulary import FormWords, form_words

BLANK_ROWS_END_TABLE = 12
"""This many empty rows in a row end an indicator table that has no 总分 row."""


@dataclass(frozen=True)
class Region:
    """One form on a sheet; rows are 0-based, ``bottom`` exclusive."""

    grid: Grid
    top: int
    header: int
    """Row of the indicator table's (lowest) header."""
    columns: dict[str, int]
    """Indicator field -> column."""
    last: int
    """First row after the indicator rows."""
    total: int | None
    """Row of 总分, where there is one."""
    bottom: int
    fund_header: int | None
    fund_columns: dict[str, int]


def locate_forms(grid: Grid) -> list[Region]:
    """All forms of a sheet, top to bottom."""
    words = form_words()
    headers = list(_indicator_headers(grid, words))
    regions: list[Region] = []
    top = 0
    for number, (header, columns) in enumerate(headers):
        limit = headers[number + 1][0] if number + 1 < len(headers) else grid.height
        last, total = _table_end(grid, words, header, columns, limit)
        fund_header, fund_columns = _fund_header(grid, words, top, header)
        bottom = limit if number + 1 == len(headers) else _next_title(grid, words, last, limit)
        regions.append(Region(grid, top, header, columns, last, total, bottom, fund_header, fund_columns))
        top = bottom
    return regions


def matched_headers(grid: Grid) -> set[str]:
    """The indicator fields of the sheet's best header row: what was seen where no form was found."""
    words = form_words()
    best: set[str] = set()
    for row in range(grid.height):
        found = {words.indicator[label] for _, label in grid.row_labels(row) if label in words.indicator}
        best = max(best, found, key=len)
    return best


def _indicator_headers(grid: Grid, words: FormWords) -> Iterator[tuple[int, dict[str, int]]]:
    row = 0
    while row < grid.height:
        # a header row has the name's header in a cell of its own: a cheap look before the whole match
        promising = any(words.indicator.get(label) == "name" for label in grid.labels[row].values())
        columns = _match(grid, words.indicator, row) if promising else {}
        if _is_indicator_header(columns):
            row = _lowest_header_row(grid, words, row, columns["name"])
            columns = _match(grid, words.indicator, row)
            if row > 0:
                for field, column in _match(grid, words.indicator, row - 1).items():
                    if column not in columns.values():
                        columns.setdefault(field, column)
            yield row, columns
        row += 1


def _is_indicator_header(columns: dict[str, int]) -> bool:
    """A self-evaluation says what came of a target; a table of targets alone (目标申报、审核表) is none."""
    outcome = {"actual", "score"} & columns.keys()
    company = {"level1", "level2", "target", "points", "score", "reason", "nature"} & columns.keys()
    return "name" in columns and bool(outcome) and len(company) >= 2


def _match(grid: Grid, aliases: Mapping[str, str], row: int) -> dict[str, int]:
    columns: dict[str, int] = {}
    for column, label in grid.row_labels(row):
        field = aliases.get(label)
        if field is not None:
            columns.setdefault(field, column)
    return columns


def _lowest_header_row(grid: Grid, words: FormWords, row: int, name_column: int) -> int:
    """A header over two or three rows: go down while 三级指标 (a vertical merge) still covers the row."""
    anchor = grid.sheet.anchor(row, name_column)
    while row + 1 < grid.height and grid.sheet.anchor(row + 1, name_column) == anchor:
        row += 1
    if row + 1 < grid.height and words.indicator.get(grid.label(row + 1, name_column)) == "name":
        row += 1
    return row


def _table_end(
    grid: Grid, words: FormWords, header: int, columns: dict[str, int], limit: int
) -> tuple[int, int | None]:
    blank = 0
    for row in range(header + 1, limit):
        if _is_blank(grid, row, columns["name"]):
            blank += 1
            if blank >= BLANK_ROWS_END_TABLE:
                return row - blank + 1, None
            continue
        blank = 0
        first = _first_label(grid, row, columns["name"])
        if first in words.total:
            return row, row
        if any(first.startswith(word) for word in words.stop) and _looks_like_footer(grid, row, columns):
            return row, None
    return limit, None


def _is_blank(grid: Grid, row: int, name_column: int) -> bool:
    """Nothing in the row, and no merged 一级/二级 cell that reaches down into it."""
    covered = any((row, column) in grid.sheet.anchors for column in range(name_column + 1))
    return not covered and all(value is None for value in grid.sheet.rows[row])


def _first_label(grid: Grid, row: int, name_column: int) -> str:
    """The row's first text that stands at or left of the name column and starts in this very row."""
    return next((label for column, label in sorted(grid.labels[row].items()) if column <= name_column and label), "")


def _looks_like_footer(grid: Grid, row: int, columns: dict[str, int]) -> bool:
    return not any(grid.reading(row, columns[field]).is_number for field in ("points", "score") if field in columns)


def _fund_header(grid: Grid, words: FormWords, top: int, header: int) -> tuple[int | None, dict[str, int]]:
    for row in range(top, header):
        if not any(words.fund.get(label) == "executed" for label in grid.labels[row].values()):
            continue
        columns = _match(grid, words.fund, row)
        if "executed" in columns and ({"initial", "budget"} & columns.keys()):
            return row, columns
    return None, {}


def _next_title(grid: Grid, words: FormWords, start: int, limit: int) -> int:
    """Where the next form on the same sheet begins: at its title, else right after this one's table."""
    for row in range(start, limit):
        if any(any(title in label for title in words.title) for label in grid.labels[row].values()):
            return row
    return min(start + 1, limit)
