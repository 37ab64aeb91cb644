"""What XlsxWriter calls a look, and the numbers by which worksheets store dates and times."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from perfeval_xl.conversion.looks import CellLook, Font, Line
from perfeval_xl.workbook.editing.number_formats import shows_date
from perfeval_xl.workbook.model import CellError, RawValue
from perfeval_xl.workbook.parts.xml import clean_text

_DATE_FORMATS = ((datetime, "yyyy-mm-dd hh:mm"), (date, "yyyy-mm-dd"), (time, "hh:mm:ss"))
_LONGEST_FORMAT, _LONGEST_FONT = 255, 31
_LINE_STYLES = range(1, 14)
_DURATION = "[h]:mm:ss"
_DAY = timedelta(days=1)
_EPOCHS = (datetime(1899, 12, 30), datetime(1904, 1, 1))
_LEAP_DAY = 61
"""Number of 1 March 1900: before it Excel counts a 29 February that never was."""


def properties(look: CellLook) -> dict[str, Any]:
    """XlsxWriter's words for a look."""
    found: dict[str, Any] = {**_font(look.font), "text_wrap": look.wrap}
    found["num_format"] = clean_text(look.number_format)[:_LONGEST_FORMAT] or "General"
    if look.fill:
        found |= {"pattern": 1, "bg_color": f"#{look.fill}"}
    for side in ("left", "right", "top", "bottom"):
        line: Line = getattr(look, side)
        if line.style in _LINE_STYLES:
            found |= {side: line.style, f"{side}_color": f"#{line.color}" if line.color else "#000000"}
    words = {"align": look.across, "indent": look.indent, "rotation": look.rotation, "shrink": look.shrink}
    found |= {word: value for word, value in words.items() if value}
    return found | ({"valign": look.down} if look.down else {})


def _font(font: Font) -> dict[str, Any]:
    found: dict[str, Any] = {"font_name": clean_text(font.name)[:_LONGEST_FONT] or "宋体", "font_size": font.size}
    found |= {"font_family": 0, "font_scheme": "", "underline": int(font.underline)}
    found |= {"bold": font.bold, "italic": font.italic, "font_strikeout": font.strikeout}
    return found | ({"font_color": f"#{font.color}"} if font.color else {})


def other_format(code: str, value: RawValue) -> str | None:
    """A number format that shows the value for what it is, where ``code`` does not."""
    if value is None or isinstance(value, str | bool | CellError):
        return None
    dated = _shows_date(code)
    if isinstance(value, timedelta):
        return None if dated and "[" in code else _DURATION
    for kind, usual in _DATE_FORMATS:
        if isinstance(value, kind):
            return None if dated else usual
    return "General" if dated else None


@lru_cache(maxsize=256)
def _shows_date(code: str) -> bool:
    return shows_date(code)


def serial(value: date | time | timedelta, *, date1904: bool) -> float:
    """The number that stands for a date, a time of day or a duration."""
    if isinstance(value, timedelta):
        return value / _DAY
    if isinstance(value, time):
        return (datetime.combine(date(2000, 1, 1), value) - datetime(2000, 1, 1)) / _DAY
    moment = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
    days = (moment - _EPOCHS[date1904]) / _DAY
    return days - 1 if not date1904 and days < _LEAP_DAY else days
