"""Putting values into cells of Excel so that they mean what they meant to us."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from perfeval_xl.workbook.editing.number_formats import shows_date, shows_fine_percent
from perfeval_xl.workbook.model import Edit, NumberFormat
from perfeval_xl.workbook.readers.styles import shows_percent

_FIRST_PLAIN = "\u2e80"
"""From here on (Chinese and the like) a text's first character cannot begin a number, a date or a formula."""


def put(cell: Any, value: Decimal | str | bool | None) -> None:
    """Set a constant; a text stays a text though it begins with ``=`` or looks like a number."""
    if value is None:
        cell.value = None
    elif isinstance(value, Decimal):
        cell.value = float(value)
    elif isinstance(value, bool) or value[:1] >= _FIRST_PLAIN:
        cell.value = value
    else:
        cell.value = f"'{value}"


def put_formula(cell: Any, formula: str, *, array: bool = False) -> None:
    """Set a formula given as files spell it."""
    if array:
        cell.formula_array = f"={formula}"
    else:
        cell.formula = f"={formula}"


def shown_as(cell: Any, edit: Edit) -> None:
    """Let a written number show as its edit asks; the cell's own format stays where it does already."""
    if not isinstance(edit.value, Decimal) or edit.show is NumberFormat.AS_IS:
        return
    code = str(cell.number_format)
    if edit.show is NumberFormat.PERCENT:
        if not shows_fine_percent(code):
            cell.number_format = "0.00%"
    elif shows_percent(code) or shows_date(code):
        cell.number_format = "0.00" if edit.value != edit.value.to_integral_value() else "General"


def rgb(fill: str) -> tuple[int, int, int]:
    """``FFC7CE`` as three numbers."""
    return int(fill[:2], 16), int(fill[2:4], 16), int(fill[4:6], 16)


def has_fill(cell: Any, fill: str) -> bool:
    """Whether a cell still has the fill that we gave it."""
    color = cell.color
    return color is not None and tuple(color) == rgb(fill)
