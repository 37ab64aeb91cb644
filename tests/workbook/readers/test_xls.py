"""Old workbooks (.xls, .et): the same sheets as from .xlsx, and one refusal for each way in which they can be broken."""

from __future__ import annotations

import random
import struct
from datetime import date, datetime, time
from typing import Any

import pytest
import xlrd
import xlwt

from perfeval_xl.issues import WorkbookError
from perfeval_xl.workbook.model import CellError, Merge, Sheet, Sheets, Visibility
from perfeval_xl.workbook.reading import read_workbook
from tests.support.old import xls


def book(fill: Any) -> Sheets:
    return read_workbook(xls(fill), title="表.xls")


def page(fill: Any) -> Sheet:
    return book(lambda made: fill(made.add_sheet("自评表"))).sheets[0]


def style(code: str) -> Any:
    return xlwt.easyxf(num_format_str=code)


def test_values_keep_their_kinds() -> None:
    def fill(sheet: Any) -> None:
        for column, value in enumerate(("项目", 12, 0.5, True, "", " 前后 ", "甲\n乙")):
            sheet.write(0, column, value)

    assert page(fill).rows == [["项目", 12.0, 0.5, True, None, " 前后 ", "甲\n乙"]]


@pytest.mark.parametrize("epoch", [False, True], ids=["1900", "1904"])
def test_dates_of_both_calendars(epoch: bool) -> None:
    def fill(made: Any) -> None:
        made.dates_1904 = epoch
        sheet = made.add_sheet("表")
        sheet.write(0, 0, date(2024, 3, 1), style("yyyy-mm-dd"))
        sheet.write(0, 1, datetime(2024, 3, 1, 12, 30), style("yyyy-mm-dd hh:mm"))
        sheet.write(0, 2, 0.25, style("hh:mm"))
        sheet.write(0, 3, 45352, style("0"))

    assert book(fill).sheets[0].rows == [[date(2024, 3, 1), datetime(2024, 3, 1, 12, 30), time(6), 45352.0]]


def test_percentages_are_known_by_the_format_not_by_a_sign() -> None:
    def fill(sheet: Any) -> None:
        for column, code in enumerate(("0%", "0.00%", '0"%"', "General")):
            sheet.write(0, column, 0.95, style(code))

    assert page(fill).percent == {(0, 0), (0, 1)}


def test_formulas_errors_and_what_lies_under_merges() -> None:
    def fill(sheet: Any) -> None:
        sheet.write(0, 0, 2)
        sheet.write(0, 1, xlwt.Formula("A1*2"))
        sheet.write_merge(1, 2, 0, 1, "合并")
        sheet.row(3).set_cell_error(0, "#DIV/0!")

    found = page(fill)
    assert set(found.formulas) == {(0, 1)}
    assert found.rows[1][0] == "合并"
    assert found.value(2, 1) == "合并"
    assert found.merges == (Merge(1, 0, 2, 1),)
    assert found.rows[3][0] == CellError("#DIV/0!")


def test_hidden_rows_columns_and_sheets() -> None:
    def fill(made: Any) -> None:
        for name, visibility in (("甲", 0), ("乙", 1), ("丙", 2)):
            sheet = made.add_sheet(name)
            sheet.write(3, 3, 1)
            sheet.visibility = visibility
        made.get_sheet(0).row(2).hidden = True
        made.get_sheet(0).col(1).hidden = True

    sheets = book(fill).sheets
    assert [sheet.visibility for sheet in sheets] == [Visibility.VISIBLE, Visibility.HIDDEN, Visibility.VERY_HIDDEN]
    assert (sheets[0].hidden_rows, sheets[0].hidden_columns) == ({2}, {1})


def test_blank_styled_cells_are_empty_and_do_not_make_a_sheet_larger() -> None:
    def fill(sheet: Any) -> None:
        sheet.write(0, 0, 1)
        sheet.write(60000, 200, None, style("0%"))

    assert page(fill).rows == [[1.0]]


def test_a_sheet_without_end_is_refused() -> None:
    def fill(sheet: Any) -> None:
        sheet.write(60000, 200, 1)

    with pytest.raises(WorkbookError) as caught:
        page(fill)
    assert caught.value.issue.code == "IO-20"


@pytest.mark.parametrize(
    ("name", "notes"),
    [
        ("表.xls", ()),
        ("表.ET", ()),
        ("表.xlt", ()),
        ("没有后缀", ()),
        ("表.xlsx", ("wrong_extension",)),
        ("表.ods", ("wrong_extension",)),
    ],
)
def test_content_decides_and_a_wrong_name_is_noted(name: str, notes: tuple[str, ...]) -> None:
    found = read_workbook(xls(lambda made: made.add_sheet("表").write(0, 0, 1)), title=name)
    assert (found.kind, found.notes) == ("xls", notes)


RAISED = [
    xlrd.XLRDError("Expected BOF record"),
    xlrd.compdoc.CompDocError("Not an OLE2 compound document"),
    AssertionError(),
    IndexError("list index out of range"),
    KeyError(5),
    struct.error("unpack requires a buffer of 2 bytes"),
    xlrd.formula.FormulaError("x"),
    UnicodeDecodeError("utf-16-le", b"x", 0, 1, "truncated data"),
    ValueError("x"),
    TypeError("x"),
    AttributeError("x"),
    NotImplementedError("x"),
    OverflowError("x"),
    RecursionError("x"),
]


@pytest.mark.parametrize("error", RAISED, ids=lambda error: type(error).__name__)
def test_whatever_xlrd_raises_is_one_refusal(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(xlrd, "open_workbook", fail)
    with pytest.raises(WorkbookError) as caught:
        read_workbook(xls(lambda made: made.add_sheet("表")), title="报送/表.xls")
    assert caught.value.issue.code == "IO-09"
    assert "“表.xls”" in caught.value.issue.message
    assert "\n" not in caught.value.issue.message


def test_a_password_that_only_xlrd_sees_is_a_password(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise xlrd.XLRDError("Workbook is encrypted")

    monkeypatch.setattr(xlrd, "open_workbook", fail)
    with pytest.raises(WorkbookError) as caught:
        read_workbook(xls(lambda made: made.add_sheet("表")))
    assert caught.value.issue.code == "IO-08"


def filled() -> bytes:
    def fill(made: Any) -> None:
        for name in ("甲", "乙"):
            sheet = made.add_sheet(name)
            for row in range(30):
                sheet.write(row, 0, f"指标{row}")
                sheet.write(row, 1, row / 7, style("0.00%"))
                sheet.write(row, 2, xlwt.Formula(f"B{row + 1}*2"))
            sheet.merge(0, 1, 3, 4)

    return xls(fill)


def reads_or_refuses(content: bytes) -> str:
    try:
        read_workbook(content, title="表.xls")
    except WorkbookError as error:
        assert error.issue.code.startswith("IO-")
        return error.issue.code
    return "read"


def test_a_file_cut_anywhere_is_read_or_refused() -> None:
    content = filled()
    outcomes = {reads_or_refuses(content[:length]) for length in range(0, len(content), 97)}
    assert "IO-09" in outcomes


def test_a_file_with_changed_bytes_is_read_or_refused() -> None:
    content = filled()
    chance = random.Random(7)  # noqa: S311 - the same files in every run
    outcomes = set()
    for _ in range(300):
        broken = bytearray(content)
        for _ in range(chance.randint(1, 8)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        outcomes.add(reads_or_refuses(bytes(broken)))
    assert {"read", "IO-09"} <= outcomes
