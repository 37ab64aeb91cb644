"""Tables in reports as numbers: header, rows with a label, cells with value and printed decimals.

A table of a Word or Markdown report is a grid already. Text copied from a web page has one cell a line, and empty cells
are gone: 片区经费 115 115 107.82 7.18 93.76% under seven headers. Which header each number stands under is told by
signs: percentages stand under 率 or 占比, what is left over under 剩余 or 结余.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import combinations, islice

from perfeval_xl.documents.model import Document, Line, Table
from perfeval_xl.proofread.figures import shaped
from perfeval_xl.values.decimals import NUMBER, from_digits

_VALUE = re.compile(rf"-?(?P<n>{NUMBER})\s*(?P<percent>%?)\Z")
TOTAL = re.compile(r"(?:合计|总计|共计|小计|总额)(?:数|额)?\Z")
_CAPTION = re.compile(r"\s*(?:附?表\s*[0-9一二三四五六七八九十]|单位\s*:|[(]?单位|金额单位)")
RATE_HEADER = re.compile(r"率|占比|比例|比重|进度|%")
REST_HEADER = re.compile(r"剩余|结余|结转|差额|节约|未")
_REMARK = re.compile(r"\([^()]*\)")
_LONGEST_CELL = 40
_PROSE = re.compile(r"[。;!?]|^\s*[•●]|^\s*[(]?[一二三四五六七八九十0-9]{1,2}[).、][^0-9]")
_MOST_CHOICES = 200
_MOST_ROWS = 40
"""Longer tables with cells missing are read without trying where the missing ones were."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One number of a table."""

    line: Line
    value: Decimal
    percent: bool
    decimals: int

    @property
    def step(self) -> Decimal:
        return Decimal(1).scaleb(-self.decimals)

    @property
    def shown(self) -> str:
        return self.line.text.strip()


@dataclass(frozen=True)
class GridRow:
    """One row: its label and its numbers under the headers."""

    label: str
    cells: tuple[Cell | None, ...]

    def at(self, column: int) -> Cell | None:
        """The number in a column; rows may be shorter than their table."""
        return self.cells[column] if column < len(self.cells) else None

    @cached_property
    def is_total(self) -> bool:
        return TOTAL.search(re.sub(r"\s", "", self.label)) is not None


@dataclass(frozen=True)
class Grid:
    """Rows of one table under their headers (the label column left out)."""

    headers: tuple[str, ...]
    rows: tuple[GridRow, ...]

    def header(self, column: int) -> str:
        """What stands above a column, without remarks; its number where nothing does."""
        head = bare_header(self.headers[column]) if column < len(self.headers) else ""
        return head or f"第{column + 2}列"

    @cached_property
    def total(self) -> GridRow | None:
        """The one row of totals, where it is the last or the first."""
        totals = [row for row in self.rows if row.is_total]
        return totals[0] if len(totals) == 1 and totals[0] in (self.rows[0], self.rows[-1]) else None

    @cached_property
    def details(self) -> tuple[GridRow, ...]:
        return tuple(row for row in self.rows if not row.is_total)


def read_cell(line: Line | None) -> Cell | None:
    """A cell that is a number and nothing else."""
    if line is None or len(line.text) > _LONGEST_CELL:
        return None
    text = shaped(line.text).strip()
    match = _VALUE.match(text)
    value = from_digits(match["n"]) if match else None
    if match is None or value is None:
        return None
    sign = -1 if text.startswith("-") else 1
    return Cell(line, value * sign, bool(match["percent"]), len(match["n"].partition(".")[2]))


def grids_of(document: Document) -> Iterator[Grid]:
    """Every table of a document that has numbers under headers."""
    for table in document.tables:
        grid = _of_table(table)
        if grid is not None:
            yield grid
    for run in _runs(document.lines):
        grid = _of_run(run)
        if grid is not None:
            yield grid


def _of_table(table: Table) -> Grid | None:
    first = next((place for place, row in enumerate(table.rows) if any(map(read_cell, row))), 0)
    if not first:
        return None
    width = max(map(len, table.rows))
    label = next((column for column in range(width) if _is_label(table, first, column)), None)
    if label is None:
        return None
    headers = tuple(_header_text(table.rows[:first], column) for column in range(label + 1, width))
    rows = tuple(_row(row, label) for row in table.rows[first:] if any(map(read_cell, row)))
    return Grid(headers, rows) if len(rows) > 1 else None


def _header_text(heads: Sequence[Sequence[Line | None]], column: int) -> str:
    """What the rows of headers say above a column, repeated texts once."""
    lines = [row[column] for row in heads if column < len(row)]
    return "".join(dict.fromkeys(line.text.strip() for line in lines if line is not None))


def _row(cells: Sequence[Line | None], label: int) -> GridRow:
    line = cells[label]
    return GridRow(line.text.strip() if line is not None else "", tuple(map(read_cell, cells[label + 1 :])))


def _is_label(table: Table, first: int, column: int) -> bool:
    """The label column: words in most rows, no numbers."""
    cells = [row[column] for row in table.rows[first:] if column < len(row)]
    words = [cell for cell in cells if cell is not None and read_cell(cell) is None]
    return len(words) * 2 > len(cells)


def _runs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Stretches of short lines that read like cells."""
    run: list[Line] = []
    for line in [*lines, None]:
        if (
            line is not None
            and not line.in_table
            and line.story == "body"
            and len(line.text.strip()) <= _LONGEST_CELL
            and not _PROSE.search(shaped(line.text))
        ):
            run.append(line)
            continue
        if sum(read_cell(one) is not None for one in run) >= 4:
            yield run
        run = []


def _of_run(run: list[Line]) -> Grid | None:
    first = next((place for place, line in enumerate(run) if read_cell(line) is not None), 0)
    heads = [line.text.strip() for line in run[: first - 1] if not _CAPTION.match(shaped(line.text))] if first else []
    if len(heads) < 3:
        return None
    rows = _rows_of(run[first - 1 :])
    width = max(len(cells) for _, cells in rows)
    if len(rows) < 2 or not 2 <= width <= len(heads):
        return None
    return _aligned(heads[1:], rows, width)


def _rows_of(lines: Sequence[Line]) -> list[tuple[str, list[Cell]]]:
    """Labels with the numbers that follow them; a label may go over several lines."""
    rows: list[tuple[str, list[Cell]]] = []
    for line in lines:
        cell = read_cell(line)
        if cell is not None:
            rows[-1][1].append(cell)
        elif rows and not rows[-1][1]:
            rows[-1] = (rows[-1][0] + line.text.strip(), [])
        else:
            rows.append((line.text.strip(), []))
    return [row for row in rows if row[1]]


def _aligned(heads: list[str], rows: list[tuple[str, list[Cell]]], width: int) -> Grid | None:
    """Rows of one width under headers, the shortest rows filled up as their signs and the totals want it."""
    full = [cells for _, cells in rows if len(cells) == width]
    kinds = [full[0][column].percent for column in range(width)]
    if any([cell.percent for cell in cells] != kinds for cells in full):
        return None
    filled = [GridRow(label, _filled(cells, kinds)) for label, cells in rows]
    grid = Grid(_headers(heads, full, kinds), tuple(filled))
    return _settled(grid, rows, kinds)


def _filled(cells: list[Cell], kinds: list[bool]) -> tuple[Cell | None, ...]:
    return next(iter(_fillings(cells, kinds)), tuple([None] * len(kinds)))


def _fillings(cells: list[Cell], kinds: list[bool]) -> Iterator[tuple[Cell | None, ...]]:
    """The ways in which a row with cells missing can stand under the columns, blanks rather at the right."""
    for places in islice(combinations(range(len(kinds)), len(cells)), _MOST_CHOICES):
        if all(kinds[place] == cell.percent for place, cell in zip(places, cells, strict=True)):
            row: list[Cell | None] = [None] * len(kinds)
            for place, cell in zip(places, cells, strict=True):
                row[place] = cell
            yield tuple(row)


def _settled(grid: Grid, rows: list[tuple[str, list[Cell]]], kinds: list[bool]) -> Grid:
    """Of the ways to fill each short row, the one by which most columns add up."""
    if len(rows) > _MOST_ROWS:
        return grid
    for place, (label, cells) in enumerate(rows):
        if len(cells) == len(kinds):
            continue
        choices = [_with_row(grid, place, GridRow(label, filling)) for filling in _fillings(cells, kinds)]
        grid = max(choices, key=_sums_that_hold, default=grid)
    return grid


def _with_row(grid: Grid, place: int, row: GridRow) -> Grid:
    return Grid(grid.headers, (*grid.rows[:place], row, *grid.rows[place + 1 :]))


def _sums_that_hold(grid: Grid) -> int:
    total = grid.total
    if total is None:
        return 0
    return sum(
        cell is not None and not cell.percent and cell.value == column_sum(grid, column)
        for column, cell in enumerate(total.cells)
    )


def column_sum(grid: Grid, column: int) -> Decimal:
    return sum((cell.value for row in grid.details if (cell := row.at(column)) is not None), Decimal(0))


def _headers(heads: list[str], full: list[list[Cell]], kinds: list[bool]) -> tuple[str, ...]:
    """The headers that the columns stand under; some may have lost all their cells."""
    width = len(kinds)
    if len(heads) == width:
        return tuple(heads)
    if len(heads) < width:
        return tuple(f"第{column + 2}列" for column in range(width))
    rests = {column for column in range(width) if _is_rest(full, column)}

    def fit(places: tuple[int, ...]) -> int:
        signs = zip(places, range(width), strict=True)
        return sum(_sign_fit(heads[place], kinds[column], column in rests) for place, column in signs)

    best = max(islice(combinations(range(len(heads)), width), _MOST_CHOICES), key=fit)
    return tuple(heads[place] for place in best)


def _sign_fit(head: str, percent: bool, rest: bool) -> int:
    head = bare_header(head)
    return (percent == bool(RATE_HEADER.search(head))) * 2 + (rest == bool(REST_HEADER.search(head)))


def bare_header(head: str) -> str:
    """A header without its remarks: ``预期使用资金(不包含上年结转资金) -> 预期使用资金``."""
    return _REMARK.sub("", shaped(head))


def _is_rest(full: list[list[Cell]], column: int) -> bool:
    """Whether a column is the difference of two before it, in most rows."""
    for more in range(column):
        for less in range(column):
            rows = [cells for cells in full if not cells[column].percent]
            holds = sum(cells[more].value - cells[less].value == cells[column].value for cells in rows)
            if more != less and rows and holds * 2 > len(rows) and any(cells[column].value for cells in rows):
                return True
    return False
