"""The lists of a summary beside the workbook: as CSV for any spreadsheet, as Parquet where pyarrow is installed."""

from __future__ import annotations

import csv
import importlib
import importlib.util
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import IO, Any, Protocol

from perfeval_xl.report.csv_output import BOM, safe_cell
from perfeval_xl.report.summary_look import Column, clean

_GROUP = 10_000
"""Rows kept in memory before they go to a Parquet file."""
_DIGITS, _PLACES = 38, 10
_KINDS = {"count": "int64", "year": "int64", "amount": "decimal", "number": "decimal", "percent": "decimal"}


class Table(Protocol):
    """Takes the rows of a list one by one."""

    def add(self, cells: Sequence[object]) -> None: ...

    def close(self) -> None: ...


class CsvTable:
    """UTF-8 with BOM, lines ending in CR LF; no cell that a spreadsheet takes for a formula."""

    def __init__(self, stream: IO[str], columns: Sequence[Column]) -> None:
        stream.write(BOM)
        self._writer = csv.writer(stream, lineterminator="\r\n")
        self._writer.writerow([column.header for column in columns])

    def add(self, cells: Sequence[object]) -> None:
        self._writer.writerow([_text(cell) for cell in cells])

    def close(self) -> None:
        """Nothing is held back; the stream belongs to the caller."""


class ParquetTable:
    """Numbers are exact decimals of ten places; one that does not fit is empty."""

    def __init__(self, stream: IO[bytes], columns: Sequence[Column]) -> None:
        self._arrow = importlib.import_module("pyarrow")
        fields = [(column.header, self._type(column.look)) for column in columns]
        self._schema = self._arrow.schema(fields)
        self._writer: Any = importlib.import_module("pyarrow.parquet").ParquetWriter(stream, self._schema)
        self._rows: list[Sequence[object]] = []

    def add(self, cells: Sequence[object]) -> None:
        self._rows.append(cells)
        if len(self._rows) >= _GROUP:
            self._flush()

    def close(self) -> None:
        self._flush()
        self._writer.close()

    def _type(self, look: str) -> Any:
        kind = _KINDS.get(look)
        return (
            self._arrow.decimal128(_DIGITS, _PLACES)
            if kind == "decimal"
            else self._arrow.type_for_alias(kind or "string")
        )

    def _flush(self) -> None:
        if self._rows:
            columns = [list(map(_plain, cells)) for cells in zip(*self._rows, strict=True)]
            arrays = [self._arrow.array(cells, field.type) for cells, field in zip(columns, self._schema, strict=True)]
            self._writer.write_table(self._arrow.table(arrays, schema=self._schema))
            self._rows = []


def has_parquet() -> bool:
    """Whether pyarrow is installed."""
    return importlib.util.find_spec("pyarrow") is not None


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return str(cell) if isinstance(cell, int) else safe_cell(clean(str(cell)))


def _plain(cell: object) -> object:
    if isinstance(cell, Decimal):
        try:
            exact = cell.quantize(Decimal(1).scaleb(-_PLACES), ROUND_HALF_UP)
        except InvalidOperation:
            return None
        return exact if len(exact.as_tuple().digits) <= _DIGITS else None
    return clean(cell) if isinstance(cell, str) else cell
