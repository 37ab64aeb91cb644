"""Companion tables of a workbook (表1, 表2, 附件1, 基础数据表), found by title and header words."""

from __future__ import annotations

import re
from functools import partial

from perfeval_xl.forms.basics_blocks import KIND as BLOCKS
from perfeval_xl.forms.basics_blocks import read_basics_blocks
from perfeval_xl.forms.fields import DEFAULT_AMOUNT_UNIT, table_kind_of, template_of
from perfeval_xl.forms.grid import HEADER_SEARCH_ROWS, Grid, Place
from perfeval_xl.forms.headers import fields_of_row, read_header
from perfeval_xl.forms.labels import label_key
from perfeval_xl.forms.model import Table, TableColumn, TableRow
from perfeval_xl.forms.rates import as_rate
from perfeval_xl.forms.vocabulary import LABEL, TableWords, form_words, table_words
from perfeval_xl.values.amounts import read_amount
from perfeval_xl.values.model import EMPTY, Meaning, Reading
from perfeval_xl.values.reading import read_value
from perfeval_xl.values.text import normalise
from perfeval_xl.workbook.address import cell_name
from perfeval_xl.workbook.model import RawValue

_UNIT_LINE = re.compile(r"单位:?(亿元|万元|元)")
_TEXT_FIELDS = frozenset(("note", "unit", "nature", "target", "level1", "level2", "reason"))
_INDICATOR_HEADERS = 3
_SPENT = ("used", "executed")
"""What a rate of a line is the share of its budget of."""


def locate_tables(grid: Grid) -> list[Table]:
    """The companion tables of one sheet; a sheet made from our template names its kind itself."""
    declared = table_kind_of(grid.sheet.names)
    if template_of(grid.sheet.names):
        return []
    found: list[Table] = []
    for words in table_words():
        if declared and declared != words.kind:
            continue
        if not declared and not _has_title(grid, words):
            continue
        table = _read_table(grid, words)
        if table is None and words.kind == BLOCKS:
            table = read_basics_blocks(grid, _title(grid, words))
        if table is not None:
            found.append(table)
    return found


def _has_title(grid: Grid, words: TableWords) -> bool:
    if any(word in label_key(grid.sheet.name) for word in words.title):
        return True
    return any(word in grid.head_text for word in words.title)


def _read_table(grid: Grid, words: TableWords) -> Table | None:
    for row in range(min(grid.height, HEADER_SEARCH_ROWS)):
        if not words.label & set(grid.labels[row].values()):
            continue
        header = read_header(grid, row, words.aliases)
        columns = dict(header.columns)
        label_column = columns.pop(LABEL, None)
        if label_column is not None and len(columns) >= words.minimum:
            return _build(grid, words, header.bottom, label_column, columns)
    return None


def _build(grid: Grid, words: TableWords, header: int, label_column: int, columns: dict[str, int]) -> Table:
    unit = _unit_of(grid, header)
    reader = _RowReader(grid, label_column, columns, unit)
    rows: list[TableRow] = []
    for row in range(header + 1, grid.height):
        if rows and _begins_another(grid, row, label_column, columns):
            break
        record = reader.read(row)
        if record is None:
            continue
        if not record.label.strip() or _is_footer(record):
            if rows and _is_footer(record):
                break
            continue
        rows.append(record)
        if record.is_total:
            break
    return Table(
        kind=words.kind,
        sheet=grid.sheet.name,
        title=_title(grid, words),
        columns=tuple(
            TableColumn(field, grid.text(header, columns[field])) for field in sorted(columns, key=columns.__getitem__)
        ),
        rows=tuple(rows),
        amount_unit=unit,
    )


def _begins_another(grid: Grid, row: int, label_column: int, columns: dict[str, int]) -> bool:
    """A heading merged over label and values, or the header of an indicator table: the next part of the sheet."""
    anchor = grid.sheet.anchors.get((row, label_column))
    if anchor is not None and anchor[0] == row:
        heading = all(grid.sheet.anchor(row, column) == anchor for column in columns.values())
        if heading:
            return True
    if len(grid.labels[row]) < _INDICATOR_HEADERS:
        return False
    return len(fields_of_row(grid, row, form_words().indicator)) >= _INDICATOR_HEADERS


class _RowReader:
    """Reads the rows of one table; how the cells of each column are read is settled once for all of them."""

    def __init__(self, grid: Grid, label_column: int, columns: dict[str, int], unit: str) -> None:
        self._grid = grid
        self._unit = unit
        self._label_column = label_column
        amount = partial(read_amount, unit=unit)
        self._columns = [
            (field, column, read_value if field == "rate" or field in _TEXT_FIELDS else amount)
            for field, column in columns.items()
        ]

    def read(self, row: int) -> TableRow | None:
        """The record of a row; ``None`` for an empty one."""
        grid = self._grid
        anchors, own = grid.sheet.anchors, grid.sheet.rows[row]
        width = len(own)
        values: dict[str, Reading] = {}
        cells: dict[str, str] = {}
        for field, column, read in self._columns:
            at = (row, column)
            if at in anchors:
                at, raw = grid.content(row, column)
            else:
                raw = own[column] if column < width else None
            cells[field] = cell_name(*at)
            if at in grid.special:
                values[field] = self._read_special(at, raw, field)
            else:
                values[field] = EMPTY if raw is None else read(raw)
        if "rate" in values:
            spent = next((values[field].value for field in _SPENT if field in values), None)
            budget = values["budget"].value if "budget" in values else None
            values["rate"] = as_rate(values["rate"], spent, budget)
        at, raw = grid.content(row, self._label_column)
        cells[LABEL] = cell_name(*at)
        label = grid.shown(at, raw) or _total_label(grid, row, self._label_column)
        if not label and all(value.meaning is Meaning.EMPTY for value in values.values()):
            return None
        return TableRow(
            label=label,
            values=values,
            cells=cells,
            is_total=label_key(label) in form_words().total,
            level=1 if normalise(label).startswith("其中") else 0,
        )

    def _read_special(self, at: Place, raw: RawValue, field: str) -> Reading:
        """A cell whose format, or formula without a value, matters too."""
        if field == "rate" or field in _TEXT_FIELDS:
            return self._grid.read(at, raw)
        sheet = self._grid.sheet
        return read_amount(raw, percent=at in sheet.percent, uncached=at in sheet.uncached, unit=self._unit)


def _total_label(grid: Grid, row: int, label_column: int) -> str:
    """合计 often stands further left than the names, in a cell of its own or merged over both columns."""
    texts = (grid.text(row, column) for column in range(label_column))
    return next((text for text in texts if label_key(text) in form_words().total), "")


def _is_footer(record: TableRow) -> bool:
    stops = label_key(record.label).startswith(form_words().stop)
    return stops and not any(value.is_number for value in record.values.values())


def _unit_of(grid: Grid, header: int) -> str:
    for row in range(header + 1):
        for value in grid.sheet.rows[row]:
            match = _UNIT_LINE.search(normalise(value)) if isinstance(value, str) else None
            if match is not None:
                return match[1]
    return DEFAULT_AMOUNT_UNIT


def _title(grid: Grid, words: TableWords) -> str:
    for row in range(min(grid.height, HEADER_SEARCH_ROWS)):
        for column, label in grid.labels[row].items():
            if any(word in label for word in words.title):
                return grid.text(row, column)
    return grid.sheet.name
