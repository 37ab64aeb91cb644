"""The rows of the summary workbook: one a form, with its figures, its doubts and its issues."""

from __future__ import annotations

from decimal import Decimal

import pytest

from perfeval_xl.report.summary_doubts import overspending
from perfeval_xl.report.summary_lines import form_lines
from tests.report.summaries import UNREADABLE, cells, opened, record
from tests.support.forms import changed


def test_one_row_a_form_with_figures_as_numbers() -> None:
    row = cells(opened(record()), "汇总")
    assert (row["文件"], row["类型"], row["项目"], row["年度"]) == ("甲/一.xlsx", "项目支出", "乡村道路养护", 2023)
    assert (row["预算数（万元）"], row["执行数（万元）"], row["执行率"]) == (100, 86.18, 0.8618)
    assert (row["分值合计"], row["得分"], row["等级"], row["同类名次"]) == (100, 97.62, "优", 1)
    assert (row["错误"], row["状态/原因"], row["规则"]) == (0, "正常", "cn-2020")


def test_an_unreadable_file_is_one_row_with_its_reason() -> None:
    row = cells(opened(UNREADABLE), "汇总")
    assert (row["文件"], row["得分"], row["错误"]) == ("坏.xlsx", None, 1)
    assert row["状态/原因"] == "无法处理：“坏.xlsx”不是工作簿"


@pytest.mark.parametrize(
    ("message", "status"),
    [
        (
            "“表.xlsx”里没有自评表：“目标表”是“绩效目标申报（审核）表”，没有评分",
            "没有自评表：“目标表”是“绩效目标申报（审核）表”，没有评分",
        ),
        ("别的", "没有自评表"),
    ],
)
def test_a_workbook_without_a_form_says_what_it_is_instead(message: str, status: str) -> None:
    value = UNREADABLE | {"status": "issues", "issues": [UNREADABLE["issues"][0] | {"message": message}]}
    book = opened(value)
    assert cells(book, "汇总")["状态/原因"] == status
    assert [book["等级统计"].cell(4, column).value for column in (1, 2)] == ["没有自评表", 1]


def test_a_form_handed_in_empty_says_so_and_not_row_by_row() -> None:
    actuals = [
        ("12公里 | 20", " | 20"),
        ("{90.25%}", ""),
        ("5万元 | 10", " | 10"),
        ("达成年度指标", ""),
        ("95%(回收问卷100份)", ""),
    ]
    row = cells(opened(record(changed(*actuals))), "汇总")
    assert row["状态/原因"] == "还没有填写：5条指标的实际完成值都是空的"
    begun = cells(opened(record(changed(*actuals[1:]))), "汇总")
    assert begun["状态/原因"].startswith("未评出总分：有4行未能计分：")


@pytest.mark.parametrize(
    ("severities", "state"), [((), "正常"), (("warning",), "有事项待核"), (("warning", "error"), "有问题待改")]
)
def test_a_form_that_has_no_points_is_only_checked(severities: tuple[str, ...], state: str) -> None:
    value = record()
    value["forms"][0] |= {"scored": False, "score_total": None, "grade": None, "why_not": "没有带分值的行"}
    value["issues"] = [UNREADABLE["issues"][0] | {"severity": severity} for severity in severities]
    book = opened(value)
    assert cells(book, "汇总")["状态/原因"] == f"{state}（表式没有分值，只检查不评分）"
    assert book["汇总"]["U2"].fill.fgColor.rgb == book["汇总"]["E2"].fill.fgColor.rgb  # nothing to look at
    assert book["等级统计"]["A4"].value == "只检查不评分"


def test_amounts_are_brought_to_ten_thousands() -> None:
    value = record()
    value["forms"][0]["amount_unit"] = "元"
    assert form_lines(value)[0].budget == Decimal("0.0100")
    value["forms"][0]["amount_unit"] = "千元"
    assert form_lines(value)[0].budget == 10
    value["forms"][0]["amount_unit"] = "不知道"
    assert form_lines(value)[0].budget is None


ABSURD = changed(("100 | 100 | 86.18 | 10 | 86.18% | < | 8.62", "100 | 100 | 37000 | 10 | 37000% | < | 10"))
"""元 in a form in 万元: the rules give it all points of execution."""


def test_money_that_cannot_be_right_is_marked_wherever_the_form_stands_among_others() -> None:
    book = opened(record(), record(ABSURD, "乙.xlsx"), record(ABSURD, "丙.xlsx"))
    page = book["汇总"]
    columns = {cell.value: cell.column for cell in page[1]}
    assert [page.cell(row, columns["同类名次"]).value for row in (2, 3, 4)] == [3, 1, 1]
    for name, plain in (("同类名次", "0"), ("执行率", "0.00%"), ("状态/原因", "General")):
        right, wrong = (page.cell(row, columns[name]) for row in (2, 3))
        assert (right.fill.fgColor.rgb, right.number_format) == ("00000000", plain), name
        assert wrong.fill.fgColor.rgb == "FFFFE699", name
    assert page.cell(3, columns["同类名次"]).number_format == '0" 待核实"'
    assert cells(book, "汇总", 3)["状态/原因"].startswith("待核实：全年执行数是全年预算数的370倍，")
    assert "待核实" not in cells(book, "汇总", 2)["状态/原因"]
    (unit,) = book["单位统计"].iter_rows(min_row=2)
    assert (unit[6].fill.fgColor.rgb, unit[6].value) == ("FFFFE699", 246.9539)
    notes = [row[0] for row in book["等级统计"].iter_rows(values_only=True) if row[0]]
    assert notes[-2].startswith("待核实：有2张表的全年执行数超过全年预算数的2倍") and "仍含这些表" in notes[-1]


def test_a_form_that_spent_a_little_too_much_is_not_marked() -> None:
    over = changed(("100 | 100 | 86.18 | 10 | 86.18% | < | 8.62", "100 | 100 | 111.7 | 10 | 111.7% | < | 10"))
    book = opened(record(), record(over, "乙.xlsx"))
    for sheet in ("汇总", "单位统计", "等级统计"):
        assert not any("待核实" in f"{cell.value}{cell.number_format}" for row in book[sheet] for cell in row)


@pytest.mark.parametrize(
    ("funds", "times"),
    [
        ([{"key": "total", "budget": "100", "executed": "200"}], None),
        ([{"key": "total", "budget": "100", "executed": "200.01"}], "2.0001"),
        ([{"key": "total", "budget": "0", "executed": "5"}], None),
        (
            [{"key": "total", "initial": "10", "executed": "50", "rate": "5"}],
            None,
        ),  # the rule's base is the initial one
        ([{"key": "total", "rate": "5"}], "5"),  # by its parts
        ([{"key": "total"}, {"key": "fiscal", "budget": "1", "executed": "9"}], None),  # a part of a total
        ([{"key": "fiscal", "budget": "1", "executed": "9", "score": "10"}], "9"),
        ([], None),
    ],
)
def test_how_much_a_form_may_spend(funds: list[dict[str, str]], times: str | None) -> None:
    lines = [{"score": None} | fund for fund in funds]
    assert overspending(lines) == (None if times is None else Decimal(times))


def test_issues_of_several_forms_are_counted_with_their_own() -> None:
    value = record(changed(("| 8.62 |", "| 9.9 |")))
    value["forms"].append(value["forms"][0] | {"sheet": "另一表"})
    error = value["issues"][0]
    value["issues"] = [error, error | {"sheet": "另一表"}, error | {"sheet": "另一表"}, error | {"sheet": None}]
    assert [line.errors for line in form_lines(value)] == [2, 2]  # what has no sheet counts with the first


def test_without_skipped_files_there_is_no_sheet_for_them() -> None:
    assert "未处理" not in opened(record()).sheetnames


def test_what_a_workbook_brings_along_is_told_once() -> None:
    twice = record() | {"notes": ["macros", "strict", "external_links"]}
    twice["forms"] = twice["forms"] * 2
    book = opened(twice)
    assert [cells(book, "汇总", row)["附带内容"] for row in (2, 3)] == ["宏、外部链接", None]


@pytest.mark.parametrize(("by", "told"), [("own", ".xls 由本工具转换"), ("libreoffice", ".xls 由LibreOffice转换")])
def test_a_converted_copy_is_told(by: str, told: str) -> None:
    book = opened(record() | {"conversion": {"source": "xls", "by": by, "text": "。"}}, record())
    assert [cells(book, "汇总", row)["格式转换"] for row in (2, 3)] == [told, None]
