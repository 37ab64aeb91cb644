"""What people entered into a workbook, as one number to tell it by."""

from __future__ import annotations

import hashlib
from functools import lru_cache

from perfeval_xl.workbook.model import Sheets

_USUAL_WIDTH = 64


def fingerprint(sheets: Sheets) -> str:
    """SHA-256 over what people entered: sheet names and values, independent of how the file was saved."""
    pieces: list[str] = []
    for sheet in sheets:
        pieces.append(f"\x1d{sheet.name}")
        for number, row in enumerate(sheet.rows):
            places = _recurring(number, len(row)) if len(row) <= _USUAL_WIDTH else _places(number, len(row))
            for place, value in zip(places, row, strict=True):
                if value is not None:
                    pieces += (place, value if type(value) is str else str(value))
    return hashlib.sha256("".join(pieces).encode("utf-8", "surrogatepass")).hexdigest()


@lru_cache(maxsize=1024)
def _recurring(row: int, width: int) -> tuple[str, ...]:
    """As :func:`_places`, kept: forms use the same few rows again and again."""
    return _places(row, width)


def _places(row: int, width: int) -> tuple[str, ...]:
    """How the places of a row's cells are spelt."""
    return tuple([f"\x1e{row},{column}\x1f" for column in range(width)])
