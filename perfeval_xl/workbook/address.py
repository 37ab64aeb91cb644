"""A1 addresses. Rows and columns are 0-based inside the program and A1 style for people."""

from __future__ import annotations

import re
from functools import lru_cache

MAX_ROWS = 1_048_576
MAX_COLUMNS = 16_384

_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})\Z")


@lru_cache(maxsize=2048)
def column_name(column: int) -> str:
    """``0 -> A``, ``26 -> AA``."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


@lru_cache(maxsize=2048)
def column_index(name: str) -> int:
    """``A -> 0``, ``AA -> 26``."""
    index = 0
    for letter in name.upper():
        index = index * 26 + ord(letter) - 64
    return index - 1


@lru_cache(maxsize=32768)
def cell_name(row: int, column: int) -> str:
    """``(0, 0) -> A1``."""
    return f"{column_name(column)}{row + 1}"


@lru_cache(maxsize=32768)
def split_cell(name: str) -> tuple[int, int]:
    """``"C5" -> (4, 2)``; ``$`` signs are allowed.

    Raises:
        ValueError: not a cell address of a worksheet.
    """
    match = _CELL.match(name)
    if match is None:
        raise ValueError(f"not a cell address: {name!r}")
    row, column = int(match[2]) - 1, column_index(match[1])
    if not (0 <= row < MAX_ROWS and column < MAX_COLUMNS):
        raise ValueError(f"outside a worksheet: {name!r}")
    return row, column


def quote_sheet(name: str) -> str:
    """A sheet name as formulas and links write it: ``自评表`` stays, ``表 1`` becomes ``'表 1'``."""
    return name if re.fullmatch(r"[^\W\d][\w.]*", name) else "'" + name.replace("'", "''") + "'"


def row_spans(rows: list[int]) -> str:
    """Sorted row numbers in words: ``[12, 13, 15] -> 第12—13、15行``."""
    spans: list[list[int]] = []
    for row in rows:
        if spans and row == spans[-1][1] + 1:
            spans[-1][1] = row
        else:
            spans.append([row, row])
    return f"第{'、'.join(str(a) if a == b else f'{a}—{b}' for a, b in spans)}行"
