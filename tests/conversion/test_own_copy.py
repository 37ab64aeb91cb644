"""Our own copy of an old or OpenDocument workbook: what one sees in it is what one saw in the original."""

from __future__ import annotations

import io
import random
import time
from datetime import date
from typing import Any
from xml.parsers import expat

import openpyxl
import pytest
import xlwt
from openpyxl.workbook import Workbook

from perfeval_xl.conversion.copying import Copy, Source, copies
from perfeval_xl.conversion.ways import Way
from perfeval_xl.issues import WorkbookError
from perfeval_xl.workbook.reading import read_workbook
from tests.support.old import number, ods, row, table, text, xls
from tests.workbook.builders_read import unzipped


def copied(content: bytes, title: str = "表.xls") -> Copy | WorkbookError:
    sheets = read_workbook(content, title=title)
    return copies([Source(title, content, sheets, [sheet.name for sheet in sheets])], Way.OWN)[0]


def opened(content: bytes) -> Workbook:
    made = copied(content)
    assert isinstance(made, Copy), made
    return openpyxl.load_workbook(io.BytesIO(made.content))


def old(fill: Any) -> Workbook:
    return opened(xls(fill))


pytestmark = pytest.mark.filterwarnings("ignore:Cannot parse header or footer")

LOOK = (
    "font: name 仿宋, height 280, bold on, italic on, color red; align: horiz center, vert top, wrap on;"
    "borders: left thin, right medium, top double, bottom thick; pattern: pattern solid, fore_colour yellow"
)


def test_fonts_borders_fills_and_alignment_of_an_old_workbook() -> None:
    cell = old(lambda made: made.add_sheet("表").write(1, 1, "项目", xlwt.easyxf(LOOK)))["表"]["B2"]
    assert (cell.font.name, cell.font.size, cell.font.bold, cell.font.italic) == ("仿宋", 14, True, True)
    assert cell.font.color.rgb == "FFFF0000"
    assert (cell.alignment.horizontal, cell.alignment.vertical, cell.alignment.wrap_text) == ("center", "top", True)
    sides = [getattr(cell.border, side).style for side in ("left", "right", "top", "bottom")]
    assert sides == ["thin", "medium", "double", "thick"]
    assert (cell.fill.fill_type, cell.fill.fgColor.rgb) == ("solid", "FFFFFF00")


def test_widths_heights_merges_and_what_is_hidden() -> None:
    def fill(made: Any) -> None:
        sheet = made.add_sheet("表")
        framed = xlwt.easyxf("borders: bottom thin")
        sheet.write_merge(0, 1, 0, 2, "合并", framed)
        sheet.write(4, 0, 1)
        sheet.col(0).width = 256 * 30
        sheet.col(1).hidden = True
        sheet.row(0).height_mismatch = True
        sheet.row(0).height = 40 * 20
        sheet.row(3).hidden = True
        made.add_sheet("藏").visibility = 1

    book = old(fill)
    page = book["表"]
    assert page.column_dimensions["A"].width == pytest.approx(30, abs=0.2)
    assert page.column_dimensions["B"].hidden
    assert page.row_dimensions[1].height == pytest.approx(40, abs=0.5)
    assert page.row_dimensions[4].hidden
    assert [str(merged) for merged in page.merged_cells.ranges] == ["A1:C2"]
    assert page["A1"].border.bottom.style == "thin"
    assert book["藏"].sheet_state == "hidden"


def test_formulas_become_values_and_errors_stay_errors() -> None:
    def fill(sheet: Any) -> None:
        sheet.write(0, 0, xlwt.Formula("1+1"))
        sheet.row(0).set_cell_error(1, "#DIV/0!")
        sheet.write(0, 2, "=1+1")
        sheet.write(0, 3, date(2024, 3, 1), xlwt.easyxf(num_format_str="yyyy年m月"))
        sheet.write(0, 4, 0.125, xlwt.easyxf(num_format_str="0.0%"))

    content = xls(lambda made: fill(made.add_sheet("表")))
    made = copied(content)
    assert isinstance(made, Copy)
    page = openpyxl.load_workbook(io.BytesIO(made.content))["表"]
    assert page["A1"].data_type == "n"
    assert (page["C1"].data_type, page["C1"].value) == ("s", "=1+1")
    assert page["D1"].number_format == "yyyy年m月"
    assert page["E1"].number_format == "0.0%"
    assert read_workbook(made.content).sheets[0].rows == read_workbook(content, title="表.xls").sheets[0].rows


def test_how_an_old_sheet_is_printed_and_viewed() -> None:
    def fill(made: Any) -> None:
        sheet = made.add_sheet("表")
        sheet.write(0, 0, 1)
        sheet.portrait = False
        sheet.paper_size_code = 9
        sheet.fit_num_pages = 1
        sheet.fit_height_to_pages = 0
        sheet.left_margin = 0.25
        sheet.footer_str = b"&C- &P -"
        sheet.show_grid = False
        sheet.panes_frozen = True
        sheet.horz_split_pos = 2
        sheet.horz_page_breaks = [(3, 0, 255)]

    page = old(fill)["表"]
    assert page.page_setup.orientation == "landscape"
    assert str(page.page_setup.paperSize) == "9"
    assert page.page_margins.left == 0.25
    assert page.oddFooter.center.text == "- &P -"
    assert not page.sheet_view.showGridLines
    assert page.freeze_panes == "A3"
    assert [mark.id for mark in page.row_breaks.brk] == [3]


def printed_parts(content: bytes) -> dict[str, Any]:
    page = opened(content)["自评 表"]
    return {"rows": page.print_title_rows, "columns": page.print_title_cols, "area": page.print_area}


def test_rows_that_repeat_on_each_page_and_the_printed_area_of_an_open_document_are_kept() -> None:
    head = f"<table:table-header-rows>{row(number(1)) * 2}</table:table-header-rows>"
    made = ods(table(head + row(number(3)), "自评 表", **{"print-ranges": "'自评 表'.A1:'自评 表'.D60"}))
    assert printed_parts(made) == {"rows": "$1:$2", "columns": None, "area": "'自评 表'!$A$1:$D$60"}


def test_several_printed_areas_of_an_open_document_are_left_out_and_do_not_become_one() -> None:
    areas = "'自评 表'.A1:'自评 表'.B2 '自评 表'.D4:'自评 表'.E5"
    made = ods(table(row(number(1)), "自评 表", **{"print-ranges": areas}))
    assert printed_parts(made) == {"rows": None, "columns": None, "area": ""}


def test_columns_that_repeat_on_each_page_are_kept() -> None:
    name = (
        '<table:named-expressions><table:named-range table:name="_xlnm.Print_Titles" '
        "table:cell-range-address=\"$'自评 表'.$A:.$B\"/></table:named-expressions>"
    )
    made = ods(table(row(number(1)), "自评 表").replace("</table:table>", f"{name}</table:table>", 1))
    assert printed_parts(made)["columns"] == "$A:$B"


STYLES = """
<style:style style:name="co1" style:family="table-column"><style:table-column-properties style:column-width="6cm"/></style:style>
<style:style style:name="ro1" style:family="table-row"><style:table-row-properties style:row-height="30pt"/></style:style>
<style:style style:name="base" style:family="table-cell"><style:text-properties style:font-name-asian="仿宋" fo:font-size="14pt"/>
<style:table-cell-properties fo:border="0.74pt solid #ff0000" fo:background-color="#ffff00" fo:wrap-option="wrap" style:vertical-align="middle"/></style:style>
<style:style style:name="bold" style:family="table-cell" style:parent-style-name="base"><style:text-properties fo:font-weight="bold" fo:color="#0000ff"/>
<style:paragraph-properties fo:text-align="center"/><style:table-cell-properties fo:border-bottom="2.5pt solid #000000"/></style:style>
<number:percentage-style style:name="N1"><number:number number:decimal-places="1" number:min-integer-digits="1"/><number:text>%</number:text></number:percentage-style>
<style:style style:name="pct" style:family="table-cell" style:data-style-name="N1"/>
<number:date-style style:name="N2"><number:year number:style="long"/><number:text>年</number:text><number:month/><number:text>月</number:text></number:date-style>
<style:style style:name="day" style:family="table-cell" style:data-style-name="N2"/>
<number:number-style style:name="N3"><number:number number:decimal-places="2" number:min-integer-digits="1" number:grouping="true"/></number:number-style>
<style:style style:name="money" style:family="table-cell" style:data-style-name="N3"/>
"""


def test_looks_of_an_opendocument_workbook() -> None:
    columns = '<table:table-column table:style-name="co1" table:number-columns-repeated="3"/>'
    cells = (
        text("项目", 'table:style-name="bold"'),
        number(0.125, 'table:style-name="pct"', kind="percentage"),
        '<table:table-cell table:style-name="day" office:value-type="date" office:date-value="2024-03-01"/>',
        number(1234.5, 'table:style-name="money"'),
    )
    rows = row(*cells).replace("<table:table-row", '<table:table-row table:style-name="ro1"')
    page = opened(ods(table(rows, "表", columns), styles=STYLES))["表"]
    cell = page["A1"]
    assert (cell.font.name, cell.font.size, cell.font.bold, cell.font.color.rgb) == ("仿宋", 14, True, "FF0000FF")
    assert (cell.border.left.style, cell.border.left.color.rgb, cell.border.bottom.style) == (
        "thin",
        "FFFF0000",
        "thick",
    )
    assert (cell.fill.fgColor.rgb, cell.alignment.horizontal, cell.alignment.vertical) == (
        "FFFFFF00",
        "center",
        "center",
    )
    assert cell.alignment.wrap_text
    formats = [page[address].number_format for address in ("B1", "C1", "D1")]
    assert formats == ["0.0%", 'yyyy"年"m"月"', "#,##0.00"]
    assert page.column_dimensions["A"].width == pytest.approx(6 / 2.54 * 96 / 8, abs=0.2)
    assert page.row_dimensions[1].height == 30


def test_whole_columns_merged_and_the_rest_of_a_sheet_hidden_cost_no_time() -> None:
    wide = 'table:number-columns-spanned="2" table:number-rows-spanned="1048000"'
    hidden = '<table:table-row table:visibility="collapse" table:number-rows-repeated="1048570"><table:table-cell/></table:table-row>'
    far = '<table:table-row table:number-rows-repeated="1000000"><table:table-cell/></table:table-row>'
    framed = '<table:table-cell table:style-name="base" table:number-columns-repeated="16384"/>'
    start = time.process_time()
    made = copied(ods(table(row(text("合并", wide), "", number(1)) + hidden, "表")), "表.ods")
    assert isinstance(made, Copy)
    xml = unzipped(made.content)["xl/worksheets/sheet1.xml"].decode()
    assert '<mergeCell ref="A1:B1048000"/>' in xml
    assert 'zeroHeight="1"' in xml
    assert 'hidden="1"' not in xml[xml.index('<row r="1"') : xml.index("</row>")]
    book = opened(ods(table(row(number(1)) + far + row(framed, repeat=40_000), "表"), styles=STYLES))
    assert book["表"].max_row == 1
    assert time.process_time() - start < 10


def test_a_merge_of_one_cell_is_none() -> None:
    def fill(sheet: Any) -> None:
        sheet.write(0, 0, 1)
        sheet.merged_ranges.append((0, 0, 0, 0))

    assert not old(lambda made: fill(made.add_sheet("表")))["表"].merged_cells.ranges


def test_a_sheet_name_that_excel_cannot_have_is_refused_in_one_sentence() -> None:
    made = copied(ods(table(row(number(1)), "部门整体支出绩效自评表" * 4)), "表.ods")
    assert isinstance(made, WorkbookError)
    assert made.issue.code == "IO-37"
    assert "超过 31 个字符" in made.issue.message


def test_odd_characters_in_names_and_texts_make_no_broken_file() -> None:
    def fill(sheet: Any) -> None:
        style = xlwt.easyxf('font: name "仿\x01宋"', num_format_str='0.0"\x02"')
        sheet.write(0, 0, 1.5, style)
        sheet.write(0, 1, "甲\ufffe乙\x03丙")

    page = old(lambda made: fill(made.add_sheet("表")))["表"]
    assert "\x01" not in page["A1"].font.name
    assert page["B1"].value == "甲\ufffd乙\ufffd丙"


def test_a_damaged_original_whose_values_can_be_read_is_copied_or_refused() -> None:
    """Whatever lies in the formats of a damaged file, there is a whole copy or one sentence."""

    def fill(made: Any) -> None:
        sheet = made.add_sheet("表")
        for line in range(20):
            sheet.write(line, 0, f"指标{line}", xlwt.easyxf(LOOK))
            sheet.write(line, 1, line / 7, xlwt.easyxf("font: bold on", num_format_str="0.00%"))

    content = xls(fill)
    chance = random.Random(11)  # noqa: S311 - the same files in every run
    name = "表".encode("utf-16-le")
    damaged = [content.replace(b"\1\1" + name, b"\1\x88" + name)]  # the sheet is read with a name that none can have
    for _ in range(200):
        broken = bytearray(content)
        for _ in range(chance.randint(1, 10)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        damaged.append(bytes(broken))
    outcomes = set()
    for broken in damaged:
        try:
            made = copied(broken)
        except WorkbookError:
            continue
        outcomes.add(type(made))
        if isinstance(made, Copy):
            for data in unzipped(made.content).values():
                expat.ParserCreate().Parse(data, True)
        else:
            assert made.issue.code in ("IO-37", "IO-09")
    assert outcomes == {Copy, WorkbookError}


def test_the_same_original_gives_the_same_bytes() -> None:
    content = xls(lambda made: made.add_sheet("表").write(0, 0, 1))
    one, other = copied(content), copied(content)
    assert isinstance(one, Copy) and isinstance(other, Copy)
    assert one.content == other.content
