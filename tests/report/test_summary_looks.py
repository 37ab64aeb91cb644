"""How a summary looks: links, texts that stay texts, headers, widths, charts."""

from __future__ import annotations

import io
import zipfile

import pytest

from perfeval_xl.report.summary_look import MAX_LINKS, clean, file_link
from tests.report.summaries import UNREADABLE, opened, record, summary_content
from tests.support.forms import changed


def test_links_lead_to_the_cell_of_the_scored_copy() -> None:
    book = opened(record(changed(("| 8.62 |", "| 9.9 |"))))
    form = book["汇总"]["B2"].hyperlink
    assert form.target.replace("\\", "/") == "甲/一.xlsx"
    assert form.location == "'自评表'!A1"
    places = {page.hyperlink.location for (page,) in book["问题"].iter_rows(min_row=2, min_col=2, max_col=2)}
    assert "'自评表'!K6" in places


@pytest.mark.parametrize(
    ("path", "link"),
    [
        ("甲/一.xlsx", "external:甲/一.xlsx"),
        ("a#1.xlsx", "external:a%231.xlsx"),
        ("a b%20.xlsx", "external:a%20b%2520.xlsx"),
    ],
)
def test_odd_file_names_are_escaped(path: str, link: str) -> None:
    assert file_link(path) == link
    assert file_link(path, "表 '1'", "B2") == f"{link}#'表 ''1'''!B2"


def test_links_stay_below_what_excel_opens() -> None:
    assert MAX_LINKS <= 65_530


def test_text_is_never_a_formula_or_a_link() -> None:
    value = record(changed(("乡村道路养护", "=HYPERLINK(1)")))
    value["workbook"] = "https://x/一.xlsx"
    value["output"] = None
    page = opened(value)["汇总"]
    assert (page["F2"].value, page["F2"].data_type) == ("=HYPERLINK(1)", "s")
    assert page["B2"].hyperlink is None


def test_what_no_cell_can_hold_is_replaced() -> None:
    assert clean("a\x00b\ud800") == "a\ufffdb\ufffd"
    assert len(clean("长" * 40_000)) == 32_767


def test_headers_are_frozen_filtered_and_printed_on_every_page() -> None:
    book = opened(record(), UNREADABLE, skipped=(("~$一.xlsx", "锁文件"),))
    assert book.sheetnames == ["概览", "汇总", "问题", "等级统计", "单位统计", "问题统计", "未处理"]
    assert [sheet.page_setup.paperSize for sheet in book] == [9, 8, 8, 9, 9, 9, 9]  # A3 where A4 is too narrow
    page = book["汇总"]
    assert page.freeze_panes == "C2"
    assert page.auto_filter.ref == "A1:U3"
    assert page.print_title_rows == "$1:$1"
    assert page.page_setup.orientation == "landscape"
    assert page["A1"].font.name == "黑体"
    assert page["F2"].font.name == "宋体"


@pytest.mark.parametrize(("name", "wide"), [("短.xlsx", 32), ("示例县城市管理局" * 3 + ".xlsx", 55), ("长" * 90, 64)])
def test_the_column_of_names_grows_with_them(name: str, wide: int) -> None:
    sheet = opened(record(name=name))["汇总"]
    assert round(sheet.column_dimensions["B"].width) in (wide, wide + 1)


def test_there_are_charts_of_grades_and_scores() -> None:
    with zipfile.ZipFile(io.BytesIO(summary_content(record()))) as package:
        charts = [name for name in package.namelist() if name.startswith("xl/charts/chart")]
    assert len(charts) == 2  # the Pareto needs issues
