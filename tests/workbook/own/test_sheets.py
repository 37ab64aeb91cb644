"""The sheets that we add: looks, links, print set-up, names; and the very hidden record."""

from __future__ import annotations

import io
from decimal import Decimal

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from perfeval_xl.workbook.model import Look, Merge, OwnCell, OwnSheet, Visibility
from perfeval_xl.workbook.patching import patch_workbook
from perfeval_xl.workbook.reading import read_workbook
from perfeval_xl.workbook.record.lines import own_sheet_names
from tests.workbook.builders_read import written
from tests.workbook.patching import edit, texts
from tests.workbook.recorded import record_facts

LONG = "预算执行率低于序时进度,请说明原因并提出改进措施。" * 4
ISSUES = OwnSheet(
    "问题清单",
    [
        [OwnCell("绩效自评问题清单", Look.TITLE)],
        [OwnCell("序号", Look.HEADER), OwnCell("问题", Look.HEADER), OwnCell("位置", Look.HEADER), None],
        [OwnCell(1, Look.CENTER), OwnCell(LONG, Look.WRAP), OwnCell("自评表!I12", Look.LINK, "自评表!I12")],
        [OwnCell(Decimal("2"), Look.NUMBER), OwnCell(Decimal("0.667"), Look.PERCENT), OwnCell(None, Look.GOOD)],
        [
            OwnCell("错误", Look.ERROR),
            OwnCell("警告", Look.WARNING),
            OwnCell("=1+1", Look.HINT),
            OwnCell("无", Look.PLAIN),
        ],
    ],
    widths=(8, 40, 20),
    merges=(Merge(0, 0, 0, 2),),
    heights={4: 30.0},
    freeze_rows=2,
    repeat_rows=2,
    filter_row=1,
)


def plain_book(*names: str) -> bytes:
    return written(lambda book: [book.add_worksheet(name).write("A1", "x") for name in names])


def opened(content: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


@pytest.fixture(scope="module")
def book() -> Workbook:
    return opened(patch_workbook(plain_book("自评表"), [], [ISSUES], {"rules": "cn-2020", "note": ""}))


def test_sheets_stand_at_the_end_and_the_record_is_very_hidden(book: Workbook) -> None:
    assert book.sheetnames == ["自评表", "问题清单", "_perfeval"]
    assert [book[name].sheet_state for name in book.sheetnames] == ["visible", "visible", "veryHidden"]
    assert book.active.title == "自评表"


def test_values_and_looks(book: Workbook) -> None:
    sheet = book["问题清单"]
    assert sheet["A1"].value == "绩效自评问题清单"
    assert (sheet["A1"].font.sz, sheet["A1"].font.b, sheet["A1"].font.name) == (16, True, "宋体")
    assert (sheet["A2"].font.b, sheet["A2"].alignment.horizontal, sheet["A2"].border.left.style) == (
        True,
        "center",
        "thin",
    )
    assert sheet["A2"].fill.fgColor.rgb == "FFD9E2F3"
    assert (sheet["A3"].value, sheet["A4"].value) == (1, 2)
    assert (sheet["A4"].number_format, sheet["B4"].number_format) == ("0.00", "0.00%")
    assert sheet["B3"].alignment.wrap_text
    assert sheet["C5"].data_type == "s"
    fills = [sheet[f"{column}5"].fill.fgColor.rgb for column in "ABC"] + [sheet["C4"].fill.fgColor.rgb]
    assert len(set(fills)) == 4
    assert sheet["D5"].border.left.style is None


def test_links_lead_to_cells(book: Workbook) -> None:
    link = book["问题清单"]["C3"].hyperlink
    assert (link.ref, link.location, link.display) == ("C3", "自评表!I12", "自评表!I12")
    assert book["问题清单"]["C3"].font.u == "single"


def test_screen_and_page_set_up(book: Workbook) -> None:
    sheet = book["问题清单"]
    assert sheet.freeze_panes == "A3"
    assert sheet.auto_filter.ref == "A2:D5"
    assert sheet.print_title_rows == "$1:$2"
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.sheet_properties.tabColor is not None
    assert [str(merged) for merged in sheet.merged_cells.ranges] == ["A1:C1"]
    assert sheet.column_dimensions["B"].width == pytest.approx(40.71)


def test_rows_are_as_tall_as_their_texts(book: Workbook) -> None:
    sheet = book["问题清单"]
    lines = -(-len(LONG) * 2 // 39)
    assert sheet.row_dimensions[3].height >= lines * 14
    assert sheet.row_dimensions[5].height == 30
    assert sheet.row_dimensions[4].height is None


def test_the_filter_has_its_hidden_name() -> None:
    parts = texts(patch_workbook(plain_book("a", "自评表"), [], [ISSUES], {}))
    assert (
        '<definedName name="_xlnm._FilterDatabase" localSheetId="2" hidden="1">\'问题清单\'!$A$2:$D$5</definedName>'
        in parts["xl/workbook.xml"]
    )


def test_a_persons_sheets_keep_their_names() -> None:
    content = plain_book("问题清单", "_perfeval", "问题清单(2)")
    patched = patch_workbook(content, [], [ISSUES, ISSUES], {"a": "b"})
    assert opened(patched).sheetnames == [
        "问题清单", "_perfeval", "问题清单(2)", "问题清单(3)", "问题清单(4)", "_perfeval(2)",
    ]  # fmt: skip
    sheets = read_workbook(patched, title="x")
    assert own_sheet_names(sheets) == ("问题清单(3)", "问题清单(4)", "_perfeval(2)")
    assert record_facts(sheets) == {"a": "b"}
    assert patch_workbook(patched, [], [ISSUES, ISSUES], {"a": "b"}) == patched


def test_names_that_no_sheet_can_have_are_mended() -> None:
    sheet = OwnSheet("a/b:c" + "长" * 40, [[OwnCell("x")]], visibility=Visibility.HIDDEN)
    (_, name, _) = opened(patch_workbook(plain_book("自评表"), [], [sheet], {})).sheetnames
    assert name == "a_b_c" + "长" * 26


def test_without_record_there_are_no_facts() -> None:
    sheets = read_workbook(plain_book("自评表"), title="x")
    assert record_facts(sheets) is None
    assert own_sheet_names(sheets) == ()


def test_styles_are_added_once_for_a_look() -> None:
    twice = [ISSUES, ISSUES]
    one = texts(patch_workbook(plain_book("自评表"), [edit("A1", 1)], [ISSUES], {}))["xl/styles.xml"]
    assert texts(patch_workbook(plain_book("自评表"), [edit("A1", 1)], twice, {}))["xl/styles.xml"] == one
