"""Rates from the 基础数据表: the published numbers, what a zero base means, and why a rate cannot be computed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from perfeval_xl.rates.catalogue import catalogue, rate_named
from perfeval_xl.rates.computing import compute_rate
from perfeval_xl.rates.model import RateResult, RateStatus
from tests.rates.basics import basics


def computed(name: str, *rows: str, kind: str = "department", definition: str | None = None) -> RateResult:
    rate = rate_named(kind, name)
    assert rate is not None
    return compute_rate(rate, rate.definition(definition), basics(*rows).read)


CASES = {
    "在职136人、编制143人": (
        "在职人员控制率",
        None,
        ["编制数 | 人 | | | 143", "实际在职人数 | 人 | | | 136"],
        "0.951049",
    ),
    "“三公经费”预算63.46万元、上年预算32万元": (
        "“三公经费”变动率",
        "A",
        ["三公经费 | 万元 | 44.29 | 63.46 | 44.29", "上年“三公”经费预算数 | 万元 | 32 | |"],
        "0.983125",
    ),
    "“三公经费”决算下降": ("“三公经费”变动率", "B", ["三公经费合计 | 万元 | 20 | | 15"], "-0.25"),
    "追加767.86万元、年初预算1922.76万元": (
        "预算控制率",
        None,
        ["预算调整 | 万元 | | 1922.76 | 767.86", "其中：本年追加预算 | 万元 | | | 767.86"],
        "0.399353",
    ),
    "预算完成率的湖南口径": (
        "预算完成率",
        "B",
        ["年末结转结余 | 万元 | 100 | | 72", "预算调整 | 万元 | | 800 | 100", "本年追加预算 | 万元 | | | 100"],
        "0.928",
    ),
    "“无”按0计": ("公用经费控制率", None, ["公用经费 | 万元 | | 10 | 无"], "0"),
}


@pytest.mark.parametrize(("name", "definition", "rows", "value"), CASES.values(), ids=CASES)
def test_rates_are_computed_from_the_table(name: str, definition: str | None, rows: list[str], value: str) -> None:
    found = computed(name, *rows, definition=definition)
    assert (found.status, found.value) == (RateStatus.COMPUTED, Decimal(value))


def test_the_working_shows_the_numbers_and_the_inputs_their_cells() -> None:
    found = computed("在职人员控制率", "编制数 | 人 | | | 143", "在职人数 | 人 | | | 136")
    assert found.working == "136 ÷ 143 = 95.10%"
    assert [(item.text, item.cell) for item in found.inputs] == [("136", "基础数据表!E5"), ("143", "基础数据表!E4")]


def test_a_project_counts_quality_over_what_was_produced() -> None:
    rows = ("计划产出数 | 项 | | | 10", "实际产出数 | 项 | | | 8", "质量达标产出数 | 项 | | | 6")
    assert computed("质量达标率", *rows, kind="project").value == Decimal("0.75")


def test_a_project_saves_time_where_a_department_counts_tasks() -> None:
    assert computed(
        "完成及时率", "计划完成时间 | 天 | | | 100", "实际完成时间 | 天 | | | 90", kind="project"
    ).value == Decimal("0.1")
    rows = ("计划工作数 | 项 | | | 100", "及时完成工作数 | 项 | | | 90")
    assert computed("完成及时率", *rows).value == Decimal("0.9")


ZERO = {
    "编制数为0没有可比的基数": ("在职人员控制率", ["编制数 | 人 | | | 0", "在职人数 | 人 | | | 3"], RateStatus.NO_BASE),
    "上年和本年都没有“三公经费”视为没有变动": ("“三公经费”变动率", ["三公经费 | 万元 | 0 | | 0"], RateStatus.UNCHANGED),
    "上年没有而本年有“三公经费”没有基数": ("“三公经费”变动率", ["三公经费 | 万元 | 0 | | 3"], RateStatus.NO_BASE),
    "没有采购预算也没有采购时不适用": ("政府采购执行率", ["政府采购 | 万元 | | 0 | 0"], RateStatus.NOT_APPLICABLE),
    "没有采购预算而有采购时没有基数": ("政府采购执行率", ["政府采购 | 万元 | | 0 | 5"], RateStatus.NO_BASE),
    "基数为负数": ("政府采购执行率", ["政府采购 | 万元 | | -5 | 5"], RateStatus.NO_BASE),
}


@pytest.mark.parametrize(("name", "rows", "status"), ZERO.values(), ids=ZERO)
def test_a_zero_base_means_what_the_rates_policy_says(name: str, rows: list[str], status: RateStatus) -> None:
    found = computed(name, *rows)
    assert (found.status, found.value, found.exact) == (status, None, None)
    assert found.why_not


def test_a_missing_input_is_named_with_its_row() -> None:
    found = computed("在职人员控制率", "编制数 | 人 | | | ", "在职人数 | 人 | | | 136")
    assert found.status is RateStatus.INCOMPLETE
    assert found.why_not == "编制数（本年实际数）（基础数据表!E4）未填"
    absent = computed("在职人员控制率", "在职人数 | 人 | | | 136")
    assert absent.why_not == "基础数据表没有编制数这一项"


def test_absent_rows_are_named_together_and_once() -> None:
    found = computed("预算完成率", "预算调整 | 万元 | | 800 | 100", definition="B")
    assert found.why_not == "基础数据表没有年末结转结余、本年追加预算这几项"


def test_a_table_that_says_nothing_of_a_rate_offers_no_data() -> None:
    assert computed("在职人员控制率", "公用经费 | 万元 | | 10 | 9").status is RateStatus.NO_DATA


def test_words_and_error_values_are_no_numbers() -> None:
    assert "不是数字" in computed("在职人员控制率", "编制数 | 人 | | | 若干", "在职人数 | 人 | | | 136").why_not
    assert "不是数字" in computed("在职人员控制率", "编制数 | 人 | | | {#DIV/0!}", "在职人数 | 人 | | | 136").why_not


def test_absurd_numbers_are_refused_not_rounded() -> None:
    found = computed("公用经费控制率", f"公用经费 | 万元 | | 1{'0' * 40} | 3")
    assert (found.status, found.value) == (RateStatus.INCOMPLETE, None)
    tiny = computed("公用经费控制率", f"公用经费 | 万元 | | 0.{'0' * 20}1 | 1{'0' * 20}")
    assert (tiny.status, tiny.why_not) == (RateStatus.INCOMPLETE, "数值过大，不能精确计算")


def test_rows_in_another_unit_of_money_are_brought_to_the_tables() -> None:
    rows = ("项目支出 | 万元 | | 100 | ", "重点项目支出 | 元 | | 900000 | ")
    assert computed("重点支出安排率", *rows).value == Decimal("0.9")


def test_a_table_with_one_column_of_values_gives_this_years_figures() -> None:
    from perfeval_xl.forms.finding import find_forms
    from perfeval_xl.rates.basics import Basics
    from tests.support.tables import sheet, sheets

    table = """
    | 基础数据表 | < | < |
    | 数据项目 | 单位 | 数值 |
    | 编制数 | 人 | 20 |
    | 在职人数 | 人 | 19 |
    """
    found, _ = find_forms(sheets(sheet(table, name="基础数据表")))
    rate = rate_named("department", "在职人员控制率")
    assert rate is not None
    assert compute_rate(rate, rate.definition(None), Basics(found.tables).read).value == Decimal("0.95")


def test_of_two_rows_with_one_name_the_first_counts() -> None:
    found = computed("在职人员控制率", "编制数 | 人 | | | 100", "编制数 | 人 | | | 50", "在职人数 | 人 | | | 90")
    assert found.value == Decimal("0.9")


def test_the_number_alone_is_that_of_the_figure() -> None:
    rows = ("编制数 | 人 | | | 143", "公用经费 | 元 | | 100000 | 无", "三公经费 | 万元 | 约5 | #DIV/0! | 4.5")
    found = basics(*rows)
    for input_id in catalogue().inputs:
        for column in catalogue().columns:
            assert found.value(input_id, column) == found.find(input_id, column).value


@pytest.mark.parametrize(
    ("name", "definition", "rows", "working"),
    [
        ("“三公经费”变动率", "B", ["三公经费合计 | 万元 | 20 | | 15"], "（15 - 20） ÷ 20 = -25.00%"),
        ("预算控制率", None, CASES["追加767.86万元、年初预算1922.76万元"][2], "767.86 ÷ 1922.76 = 39.94%"),
        (
            "预算完成率",
            "B",
            CASES["预算完成率的湖南口径"][2],
            "（100 + 800 + 100 - 72） ÷ （100 + 800 + 100） = 92.80%",
        ),
    ],
)
def test_sums_and_differences_of_a_working_stand_in_brackets(
    name: str, definition: str | None, rows: list[str], working: str
) -> None:
    assert computed(name, *rows, definition=definition).working == working


@pytest.mark.parametrize(("figure", "fits"), [("1" + "0" * 30, True), ("1" + "0" * 31, False)])
def test_figures_of_up_to_thirty_one_digits_are_reckoned_with(figure: str, fits: bool) -> None:
    found = computed("公用经费控制率", f"公用经费 | 万元 | | {figure} | {figure}")
    assert (found.status, found.value) == ((RateStatus.COMPUTED, 1) if fits else (RateStatus.INCOMPLETE, None))


@pytest.mark.parametrize(("spent", "fits"), [("1" + "0" * 18, True), ("1" + "0" * 19, False)])
def test_rates_of_up_to_nineteen_digits_are_rates(spent: str, fits: bool) -> None:
    found = computed("公用经费控制率", f"公用经费 | 万元 | | 1 | {spent}")
    assert (found.status is RateStatus.COMPUTED) is fits


def test_a_rate_of_nothing_is_a_rate() -> None:
    found = computed("公用经费控制率", "公用经费 | 万元 | | 10 | 0")
    assert (found.status, found.value, found.working) == (RateStatus.COMPUTED, 0, "0 ÷ 10 = 0.00%")


def test_what_a_zero_base_means_is_said() -> None:
    unchanged = computed("“三公经费”变动率", "三公经费 | 万元 | 0 | | 0")
    assert unchanged.why_not.endswith("，本年也为0，按达到计")
    unused = computed("政府采购执行率", "政府采购 | 万元 | | 0 | 0")
    assert unused.why_not.endswith("，本指标不适用")
    less = computed("政府采购执行率", "政府采购 | 万元 | | -5 | 5")
    assert less.why_not == "分母为-5，是负数，不能计算"


@pytest.mark.parametrize("own", ["90万元", "90万", "900000元", "0.009亿元", "900000"])
@pytest.mark.parametrize("unit", ["元", "万元", ""])
def test_a_cell_that_names_its_own_unit_keeps_it_whatever_its_row_says(own: str, unit: str) -> None:
    rows = ("项目支出 | 万元 | | 100 | ", f"重点项目支出 | {unit} | | {own} | ")
    expected = Decimal("0.9") if own != "900000" or unit == "元" else Decimal(9000)
    assert computed("重点支出安排率", *rows).value == expected


def test_a_definition_that_a_rate_does_not_have_is_refused() -> None:
    rate = rate_named("department", "预算完成率")
    assert rate is not None
    assert rate.definition(None) is rate.definitions[0]
    assert [rate.definition(each.id) for each in rate.definitions] == list(rate.definitions)
    with pytest.raises(KeyError):
        rate.definition("Z")
