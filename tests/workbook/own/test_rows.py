"""Rows of our sheets: how texts are laid out, and how wide columns are without a width of their own."""

from __future__ import annotations

import pytest

from perfeval_xl.workbook.editing.styles import Styles, empty_styles
from perfeval_xl.workbook.model import OwnSheet
from perfeval_xl.workbook.own.looks import StyledLooks
from perfeval_xl.workbook.own.rows import OwnRows, _known_text, _text
from tests.workbook.builders_read import MAIN


@pytest.mark.parametrize("text", ["", "短", "甲\n乙", "长" * 200, 'a<b>&"c"', "\x00\ufffe_x0041_\r\n", "a" * 40000])
@pytest.mark.parametrize("room", [None, 6.0, 39.5])
def test_a_text_is_laid_out_the_same_when_it_is_known(text: str, room: float | None) -> None:
    assert _known_text(text, room) == _known_text(text, room) == _text(text, room)


@pytest.mark.parametrize(("text", "lines"), [("甲\n乙", 2), ("甲" * 10, 2), ("a" * 10, 1), ("a" * 11, 2), ("", 1)])
def test_lines_of_a_text(text: str, lines: int) -> None:
    assert _text(text, 10.0)[1] == lines


@pytest.mark.parametrize(
    ("first", "last", "room"), [(0, 0, 9.0), (0, 1, 29.0), (1, 2, 27.43), (2, 3, 15.86), (4, 4, 7.43)]
)
def test_columns_without_a_width_have_the_usual_one(first: int, last: int, room: float) -> None:
    rows = OwnRows(OwnSheet("表", [], (10.0, 20.0)), StyledLooks(Styles(empty_styles(MAIN), "styles.xml")))
    assert rows._room(first, last) == pytest.approx(room)
