"""Cell values as the reader gives them: what is empty, what is an error, what stays text."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import pytest

from perfeval_xl.workbook.model import CellError, Merge, Sheet
from perfeval_xl.workbook.reading import read_workbook
from tests.workbook.builders_read import MAIN, number_formats, raw, row, worksheet, written

TEXT = '<c r="{0}" t="inlineStr"><is><t>{1}</t></is></c>'


def sheet(content: bytes) -> Sheet:
    return read_workbook(content).sheets[0]


def cells(*spelt: str, **options: Any) -> list[Any]:
    return sheet(raw(worksheet(row(*spelt)), **options)).rows[0]


def test_leading_blank_rows_and_columns_do_not_shift_addresses() -> None:
    def fill(workbook: Any) -> None:
        workbook.add_worksheet("自评表").write("C4", "项目名称")

    read = sheet(written(fill))
    assert read.raw(3, 2) == "项目名称"
    assert read.rows[:3] == [[None] * 3] * 3


def test_empty_strings_and_styled_blanks_are_none() -> None:
    def fill(workbook: Any) -> None:
        page = workbook.add_worksheet()
        page.write_blank("A1", None, workbook.add_format({"bold": True}))
        page.write_formula("B1", '=""', None, "")
        page.write("C1", 1)

    assert sheet(written(fill)).rows == [[None, None, 1.0]]


def test_numbers_booleans_and_dates_keep_their_kind() -> None:
    def fill(workbook: Any) -> None:
        page = workbook.add_worksheet()
        page.write_row("A1", [977.2, 0, True, False])
        page.write_datetime("E1", datetime(2024, 3, 1), workbook.add_format({"num_format": "yyyy-mm-dd"}))
        page.write_datetime("F1", time(8, 30), workbook.add_format({"num_format": "hh:mm"}))

    values = sheet(written(fill)).rows[0]
    assert values == [977.2, 0.0, True, False, date(2024, 3, 1), time(8, 30)]
    assert [type(value) for value in values[:4]] == [float, float, bool, bool]


def test_a_zero_duration_is_a_value_and_not_an_empty_cell() -> None:
    assert cells('<c r="A1" s="1"><v>0</v></c>', styles=number_formats("[h]:mm")) != [None]


def test_dates_count_from_1904_where_the_workbook_says_so() -> None:
    def fill(workbook: Any) -> None:
        style = workbook.add_format({"num_format": "yyyy/m/d"})
        workbook.add_worksheet().write_datetime("A1", datetime(2024, 3, 1), style)

    assert sheet(written(fill, date_1904=True)).rows == [[date(2024, 3, 1)]]


@pytest.mark.parametrize(
    "text", ["#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!"]
)
def test_every_error_value_is_an_error_and_never_empty(text: str) -> None:
    assert cells(f'<c r="A1" t="e"><f>1/0</f><v>{text}</v></c>', '<c r="B1"><v>5</v></c>') == [CellError(text), 5.0]


def test_an_error_value_without_formula_or_with_attributes_in_another_order() -> None:
    assert cells('<c r="A1" t="e" s="0"><v>#REF!</v></c>') == [CellError("#REF!")]


def test_text_that_merely_looks_like_an_error_stays_text() -> None:
    assert cells(TEXT.format("A1", "#N/A")) == ["#N/A"]


@pytest.mark.parametrize("number", ["NaN", "inf", "1e400", "-Infinity"])
def test_numbers_that_are_none_become_errors(number: str) -> None:
    assert cells(f'<c r="A1"><v>{number}</v></c>', '<c r="B1"><v>1</v></c>') == [CellError("#NUM!"), 1.0]


def test_huge_but_finite_numbers_stay_numbers() -> None:
    assert cells('<c r="A1"><v>1e308</v></c>', '<c r="B1"><v>1e308</v></c>') == [1e308, 1e308]


def test_inline_rich_and_phonetic_texts_are_joined_without_the_reading_aid() -> None:
    strings = (
        f'<sst xmlns="{MAIN}" count="1" uniqueCount="1"><si><r><t>绩效</t></r><r><rPr><b/></rPr><t>目标</t></r>'
        '<rPh sb="0" eb="2"><t>jixiao</t></rPh></si></sst>'
    )
    rich = '<c r="B1" t="inlineStr"><is><r><t>年度</t></r><r><t>总体</t></r></is></c>'
    assert cells('<c r="A1" t="s"><v>0</v></c>', rich, strings=strings) == ["绩效目标", "年度总体"]


def test_line_breaks_stay_and_escaped_control_characters_are_decoded() -> None:
    values = cells(TEXT.format("A1", "甲\n乙"), TEXT.format("B1", "甲_x000D_乙"), TEXT.format("C1", "_x005F_x000D_"))
    assert values == ["甲\n乙", "甲\r乙", "_x000D_"]


def test_numbers_kept_as_text_stay_text() -> None:
    assert cells(TEXT.format("A1", "007"), '<c r="B1" t="str"><v>12</v></c>') == ["007", "12"]


def test_values_hidden_under_a_merge_are_none_and_the_anchor_stays() -> None:
    content = raw(
        worksheet(
            row('<c r="A1"><v>1</v></c>', '<c r="B1"><v>2</v></c>', '<c r="C1"><v>3</v></c>')
            + row('<c r="A2"><v>4</v></c>', '<c r="B2"><v>5</v></c>', number=2),
            after='<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>',
        )
    )
    read = sheet(content)
    assert read.rows == [[1.0, None, 3.0], [None, None, None]]
    assert read.merges == (Merge(0, 0, 1, 1),)
    assert read.value(1, 1) == 1.0


def test_a_merge_of_a_whole_column_is_read() -> None:
    after = '<mergeCells><mergeCell ref="B1:B1048576"/><mergeCell ref="C1:XFD1"/></mergeCells>'
    read = sheet(raw(worksheet(row('<c r="B1"><v>1</v></c>', '<c r="C1"><v>2</v></c>'), after=after)))
    assert read.rows == [[None, 1.0, 2.0]]
    assert read.merges == (Merge(0, 1, 1_048_575, 1), Merge(0, 2, 0, 16_383))


def test_the_dimension_is_never_believed() -> None:
    for claimed in ("A1:XFD1048576", "A1", "C9:A1", "", "nonsense"):
        content = raw(worksheet(row('<c r="B1"><v>7</v></c>'), before=f'<dimension ref="{claimed}"/>'))
        assert sheet(content).rows == [[None, 7.0]]


def test_rows_and_cells_out_of_order_land_where_they_say() -> None:
    rows = row('<c r="C5"><v>5</v></c>', '<c r="A5"><v>4</v></c>', number=5) + row('<c r="B3"><v>3</v></c>', number=3)
    read = sheet(raw(worksheet(rows)))
    assert (read.raw(4, 2), read.raw(4, 0), read.raw(2, 1)) == (5.0, 4.0, 3.0)


def test_styled_blanks_down_to_the_last_row_do_not_count() -> None:
    rows = row('<c r="A1"><v>1</v></c>') + row('<c r="XFD1048576" s="0"/>', number=1_048_576)
    assert sheet(raw(worksheet(rows))).rows == [[1.0]]


def test_a_sheet_without_cells_has_no_rows() -> None:
    assert sheet(raw(f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>')).rows == []


def test_the_frame_carries_excel_addresses() -> None:
    frame = sheet(raw(worksheet(row('<c r="B2"><v>7</v></c>', number=2)))).frame
    assert frame.loc[2, "B"] == 7.0
