"""Colours of cells, as programs spell them; none of what nobody sees, and none of a damaged workbook."""

from __future__ import annotations

import io

import pytest
from openpyxl import Workbook
from openpyxl.styles import GradientFill, PatternFill
from openpyxl.styles.colors import Color

from perfeval_xl.workbook.marks.fills_told import fills_told


def coloured(fill: object) -> bytes:
    book, stream = Workbook(), io.BytesIO()
    page = book.active
    page.title = "甲"
    page["B3"], page["C3"] = "字", "无色"
    page["B3"].fill = fill
    page["D9"].fill = fill  # nothing written in it
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("fill", "colour"),
    [
        (PatternFill("solid", fgColor="FFFFFF00"), "FFFF00"),
        (PatternFill("solid", fgColor="00ffff00"), "FFFF00"),
        (PatternFill("solid", fgColor=Color(theme=7)), ""),
        (PatternFill("solid", fgColor=Color(theme=0)), None),
        (PatternFill("solid", fgColor="FFFFFFFF"), None),
        (PatternFill("gray125", fgColor="FFFFFF00"), None),
        (PatternFill(), None),
        (GradientFill(stop=("FF0000", "00FF00")), None),
    ],
)
def test_a_solid_colour_is_told_at_its_cells(fill: object, colour: str | None) -> None:
    told = fills_told(coloured(fill), ())
    assert told == ({} if colour is None else {"甲": {(2, 1): colour, (8, 3): colour}})


def test_known_colours_are_left_out() -> None:
    assert fills_told(coloured(PatternFill("solid", fgColor="FFFFFF00")), ("FFFF00",)) == {}


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 and no more", coloured(PatternFill())[:900]])
def test_a_damaged_workbook_has_none(content: bytes) -> None:
    assert fills_told(content, ()) == {}
