"""What a cell can hold when it comes in: the types that this room accepts, without knowing who read them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Protocol


class ErrorValue(Protocol):
    """An error value of a formula (``#DIV/0!``), as the workbook room hands it over."""

    @property
    def text(self) -> str: ...


Raw = None | str | bool | int | float | Decimal | date | datetime | time | timedelta | ErrorValue
"""A cell as read: ``None`` for empty, numbers, texts, Python dates and error values."""
