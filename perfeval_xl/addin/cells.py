"""An open workbook told cell by cell (by a front end that has no file to give) as the bytes of an .xlsx.

``{"command", "name", "sheets": [{"name", "visible", "cells", "merges"}], "names"}``, a cell being ``[address, value,
formula, format]``: values are numbers, texts, booleans or ``{"error": "#DIV/0!"}``; formulas come without ``=``.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Mapping
from typing import Any

from perfeval_xl.workbook.address import MAX_COLUMNS, MAX_ROWS, split_cell

_KEYS = frozenset(("command", "name", "sheets", "names"))
_SHEET_KEYS = frozenset(("name", "visible", "cells", "merges"))
_CELL = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}")
_MERGE = re.compile(r"([A-Z]{1,3}[1-9][0-9]{0,6}):([A-Z]{1,3}[1-9][0-9]{0,6})")
_MOST_CELLS, _MOST_SHEETS, _LONGEST = 300_000, 255, 32_767


class CellsError(ValueError):
    """What was sent is not a workbook told this way."""


def workbook_of(request: Mapping[str, Any]) -> bytes:
    """The workbook of a request.

    Raises:
        CellsError: it holds anything but cells.
    """
    import xlsxwriter
    from xlsxwriter.exceptions import XlsxWriterException

    _check(set(request) <= _KEYS and isinstance(request.get("sheets"), list) and isinstance(request.get("names"), dict))
    _check(0 < len(request["sheets"]) <= _MOST_SHEETS)
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    formats: dict[str, Any] = {}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # names that .xlsx does not allow are left out
            count = 0
            for sheet in request["sheets"]:
                count += _sheet(book, sheet, formats)
                _check(count <= _MOST_CELLS)
            for name, target in request["names"].items():
                _check(isinstance(target, str))
                book.define_name(str(name), target)
        book.close()
    except (XlsxWriterException, TypeError, ValueError, OverflowError) as error:
        raise CellsError(str(error)) from error
    return buffer.getvalue()


def _sheet(book: Any, sheet: Any, formats: dict[str, Any]) -> int:
    _check(isinstance(sheet, dict) and set(sheet) == _SHEET_KEYS and isinstance(sheet["name"], str))
    cells, merges = sheet["cells"], sheet["merges"]
    _check(isinstance(cells, list) and isinstance(merges, list))
    page = book.add_worksheet(sheet["name"])
    if sheet["visible"] is False:
        page.hide()
    else:
        page.activate()
    for merge in merges:
        found = _MERGE.fullmatch(merge) if isinstance(merge, str) else None
        _check(found is not None)
        assert found is not None  # noqa: S101 - just checked
        (top, left), (bottom, right) = split_cell(found[1]), split_cell(found[2])
        page.merge_range(top, left, bottom, right, "")
    for cell in cells:
        _cell(book, page, cell, formats)
    return len(cells)


def _cell(book: Any, page: Any, cell: Any, formats: dict[str, Any]) -> None:
    _check(isinstance(cell, list) and len(cell) == 4)
    address, value, formula, shown = cell
    _check(isinstance(address, str) and _CELL.fullmatch(address) is not None)
    row, column = split_cell(address)
    _check(row < MAX_ROWS and column < MAX_COLUMNS)
    look = None
    if isinstance(shown, str) and shown:
        look = formats.setdefault(shown, book.add_format({"num_format": shown}) if shown not in formats else None)
    error = isinstance(value, dict)
    if error:
        value = str(value.get("error"))
    _check(isinstance(value, str | int | float | bool) and len(str(value)) <= _LONGEST)
    if isinstance(formula, str):
        page.write_formula(row, column, f"={formula}", look, value)
    elif error:
        page.write_formula(row, column, f"={value}", look, value)
    elif isinstance(value, bool):
        page.write_boolean(row, column, value, look)
    elif isinstance(value, str):
        page.write_string(row, column, value, look)
    else:
        page.write_number(row, column, value, look)


def _check(right: bool) -> None:
    if not right:
        raise CellsError("not a workbook told cell by cell")
