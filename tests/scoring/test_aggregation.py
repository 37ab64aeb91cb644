"""Several units' forms as one: aggregated first, then scored; worked by hand."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from perfeval_xl.forms.model import FundKey, ParsedForm
from perfeval_xl.results import Joint
from perfeval_xl.rules import load_pack
from perfeval_xl.scoring.aggregation import aggregate
from tests.cli.calling import call
from tests.rules.own import own_pack
from tests.scoring.rows import fund, indicator, parsed, reading
from tests.support.books import write_book
from tests.support.forms import changed

HUBEI = load_pack("hubei-2020")
D = Decimal


def form(number: int, budget: int, executed: int, rows: list[Any]) -> ParsedForm:
    return parsed(number, [fund(number, FundKey.TOTAL, budget, executed, 20)], rows)


def rate(number: int, name: str, target: str, actual: str, points: int) -> Any:
    row = indicator(number, name, "ge", 1, 1, points)
    percent = {"unit": "%", "text": ""}
    return replace(
        row,
        target=replace(row.target, value=D(target), **percent),
        actual=replace(row.actual, value=D(actual), **percent),
    )


def scores(joint: Joint) -> dict[str, str]:
    return {row.name: str(row.score) for row in joint.rows}


def test_absolute_values_are_added_and_rates_weighted_by_funds() -> None:
    joint = aggregate(
        [
            form(1, 300, 270, [indicator(1, "里程", "ge", 100, 90, 40), rate(1, "合格率", "0.9", "0.96", 40)]),
            form(2, 100, 50, [indicator(2, "里程", "ge", 50, 45, 40), rate(2, "合格率", "0.9", "0.60", 40)]),
        ],
        HUBEI,
    )
    # 320/400 x 20; 135/150 x 40; (0.96x300 + 0.60x100)/400 = 0.87, 0.87/0.9 x 40
    assert scores(joint) == {"预算执行率": "16.00", "里程": "36.00", "合格率": "38.67"}
    assert (joint.score_total, joint.points_total, joint.grade) == (D("90.67"), 100, "优")
    assert [(row.target, row.actual, row.units) for row in joint.rows[1:]] == [("150", "135", 2), ("90%", "87%", 2)]


def test_scoring_first_and_averaging_then_would_give_another_score() -> None:
    """Aggregate first: what one unit does too much makes up for another; the cap comes last."""
    rows = [indicator(1, "里程", "ge", 100, 200, 80)], [indicator(2, "里程", "ge", 100, 0, 80)]
    joint = aggregate([form(1, 1, 1, rows[0]), form(2, 1, 1, rows[1])], HUBEI)
    assert scores(joint)["里程"] == "80.00"


def test_qualitative_scores_are_weighted_by_funds() -> None:
    def row(number: int, entered: int) -> Any:
        made = indicator(number, "群众出行", "qualitative", "明显改善", "达成年度指标", 80)
        return replace(made, entered_score=reading(entered))

    joint = aggregate([form(1, 300, 300, [row(1, 80)]), form(2, 100, 100, [row(2, 64)])], HUBEI)
    assert scores(joint)["群众出行"] == "76.00"
    assert "按全年预算数加权 = 76.00" in joint.rows[1].trace.working


def test_a_plain_mean_where_the_pack_says_so(tmp_path: Path) -> None:
    pack = own_pack(tmp_path, "aggregation: {absolute: sum, relative: mean, qualitative: mean, source: county}\n")
    forms = [
        form(1, 300, 300, [rate(1, "合格率", "0.9", "0.9", 80)]),
        form(2, 100, 100, [rate(2, "合格率", "0.9", "0.45", 80)]),
    ]
    assert scores(aggregate(forms, pack))["合格率"] == "60.00"


def test_amounts_of_different_units_are_brought_together() -> None:
    first, second = form(1, 300, 270, []), form(2, 1_000_000, 500_000, [])
    second = replace(second, form=replace(second.form, amount_unit="元"))
    joint = aggregate([first, second], HUBEI)
    assert scores(joint) == {"预算执行率": "16.00"}
    (row,) = joint.rows
    assert (row.target, row.actual, row.unit, row.columns) == ("400", "320", "万元", ("全年预算数", "全年执行数"))
    assert row.trace.working == "320 ÷ 400 × 20 = 16.00"


def money(number: int, target: str, actual: str, unit: str) -> Any:
    row = indicator(number, "节约资金", "ge", 1, 1, 80)
    return replace(
        row,
        target=replace(row.target, value=D(target), unit=unit, text=""),
        actual=replace(row.actual, value=D(actual), unit=unit, text=""),
    )


@pytest.mark.parametrize(
    ("second", "target", "actual", "unit", "score"),
    [
        (money(2, "500000", "450000.5", "元"), "150", "135.00005", "万元", "72.00"),
        (money(2, "0.005", "0.0045", "亿元"), "150", "135", "万元", "72.00"),
    ],
)
def test_amounts_of_one_indicator_in_several_units_are_converted_exactly(
    second: Any, target: str, actual: str, unit: str, score: str
) -> None:
    joint = aggregate([form(1, 1, 1, [money(1, "100", "90", "万元")]), form(2, 1, 1, [second])], HUBEI)
    row = joint.rows[1]
    assert (row.target, row.actual, row.unit, str(row.score)) == (target, actual, unit, score)
    assert f"的{second.target.unit}换算为万元；" in row.trace.working


@pytest.mark.parametrize(
    ("first", "second", "named"),
    [
        ("万元", "户", "户"),  # another quantity
        ("万元", "", "没有写单位"),  # nobody knows
        ("公顷", "亩", "亩"),  # in thirds: no exact sum
        ("万元", "万美元", "万美元"),
    ],
)
def test_units_that_cannot_be_converted_exactly_are_told(first: str, second: str, named: str) -> None:
    rows = [money(1, "100", "90", first)], [money(2, "100", "91", second)]
    row = aggregate([form(1, 1, 1, rows[0]), form(2, 1, 1, rows[1])], HUBEI).rows[1]
    assert row.score is None and "度量单位不同" in row.why_not and "不能精确换算" in row.why_not
    assert named in row.why_not


@pytest.mark.parametrize("unit", ["元", "万元", "亿元"])
def test_sums_are_shown_in_the_unit_that_the_forms_share(unit: str) -> None:
    forms = [form(1, 300, 270, []), form(2, 100, 50, [])]
    shared = [replace(one, form=replace(one.form, amount_unit=unit)) for one in forms]
    (row,) = aggregate(shared, HUBEI).rows
    assert (row.target, row.actual, row.unit, str(row.score)) == ("400", "320", unit, "16.00")


@pytest.mark.parametrize(
    ("second", "why"),
    [
        (indicator(2, "里程", "ge", 50, 45, 30), "分值不同"),
        (indicator(2, "里程", "le", 50, 45, 80), "比较方式不同"),
        (indicator(2, "里程", "ge", 50, None, 80), "不能直接相加"),
        (indicator(2, "里程", "ge", 50, "完成", 80), "不能直接相加"),
    ],
)
def test_what_cannot_be_aggregated_is_left_open_and_told(second: Any, why: str) -> None:
    joint = aggregate([form(1, 1, 1, [indicator(1, "里程", "ge", 100, 90, 80)]), form(2, 1, 1, [second])], HUBEI)
    assert (joint.rows[1].score, joint.score_total, joint.grade) == (None, None, None)
    assert why in joint.rows[1].why_not
    assert "“里程”" in joint.why_not


def test_rates_without_funds_cannot_be_weighted() -> None:
    joint = aggregate(
        [parsed(1, [], [rate(1, "合格率", "0.9", "0.9", 100)]), parsed(2, [], [rate(2, "合格率", "0.9", "0.9", 100)])],
        HUBEI,
    )
    assert "不能按资金额度加权" in joint.rows[0].why_not


def test_no_budget_at_all_gives_no_rate() -> None:
    joint = aggregate([form(1, 0, 0, []), form(2, 0, 0, [])], HUBEI)
    assert "没有执行率" in joint.rows[0].why_not


def test_a_pack_that_does_not_say_how_is_refused() -> None:
    with pytest.raises(ValueError, match="cn-2020"):
        aggregate([form(1, 1, 1, [])], load_pack("cn-2020"))


def test_one_form_alone_scores_as_always() -> None:
    alone = form(1, 100, 90, [indicator(1, "里程", "le", 100, 200, 80)])
    assert scores(aggregate([alone], HUBEI)) == {"预算执行率": "18.00", "里程": "40.00"}


def test_the_command(tmp_path: Path) -> None:
    first = write_book(tmp_path / "甲.xlsx")
    second = write_book(
        tmp_path / "乙.xlsx", changed(("12公里 | 20 | 20", "6公里 | 20 | 10"), ("示例县公路中心", "示例市公路中心"))
    )
    answer = call("join", first, second, "--rules", "hubei-2020")
    assert answer.code == 0
    assert "2张表先汇总后计分，规则：hubei-2020" in answer.out
    assert "· 养护里程  得分 15.00 / 分值 20  2个单位" in answer.out
    (found,) = call("join", first, second, "--rules", "hubei-2020", "--format", "json").objects
    row = next(row for row in found["rows"] if row["name"] == "养护里程")
    assert (row["score"], row["actual"], row["target"], row["unit"]) == ("15.00", "18", "24", "公里")
    assert "汇总 指标值24公里，完成值18公里" in answer.out
    assert "汇总 全年预算数200万元，全年执行数172.36万元" in answer.out
    assert "自评表  示例县公路中心  乡村道路养护" in answer.out
    assert "注意：" not in answer.out
    assert row["trace"]["clause"].endswith("（依据待核实）")
    refused = call("join", first, second)
    assert refused.code == 2
    assert "规则包 cn-2020 没有规定怎样汇总" in refused.err
    assert call("join", first, tmp_path / "没有.xlsx", "--rules", "hubei-2020").code == 3


def test_forms_with_nothing_in_common_are_hardly_one_project(tmp_path: Path) -> None:
    names = ("养护里程", "验收合格率", "每公里成本", "群众出行", "群众满意度")
    first = write_book(tmp_path / "甲.xlsx")
    other = write_book(tmp_path / "乙.xlsx", changed(*((name, f"别的{name}") for name in names)))
    assert "这些表多半不是同一项目" in call("join", first, other, "--rules", "hubei-2020").out
    partly = write_book(tmp_path / "丙.xlsx", changed(("群众出行", "别的")))
    told = call("join", first, partly, "--rules", "hubei-2020").out
    assert "注意：有2项不是各表都有" in told and "多半" not in told


def test_forms_of_several_years_are_told(tmp_path: Path) -> None:
    first = write_book(tmp_path / "甲.xlsx")
    other = write_book(tmp_path / "乙.xlsx", changed(("2023年度", "2022年度")))
    assert "注意：这些表不是同一年度（2022、2023）" in call("join", first, other, "--rules", "hubei-2020").out
    (found,) = call("join", first, other, "--rules", "hubei-2020", "--format", "json").objects
    assert [(one["project"], one["year"]) for one in found["forms"]] == [("乡村道路养护", 2023), ("乡村道路养护", 2022)]


def test_several_forms_of_one_unit_are_told(tmp_path: Path) -> None:
    first = write_book(tmp_path / "初稿.xlsx")
    other = write_book(tmp_path / "定稿.xlsx", changed(("12公里 | 20 | 20", "11公里 | 20 | 18.33")))
    third = write_book(tmp_path / "乙.xlsx", changed(("示例县公路中心", "示例市公路中心")))
    told = call("join", first, other, third, "--rules", "hubei-2020").out
    assert told.count("注意：“示例县公路中心”有2张表") == 1 and "示例市公路中心”有" not in told
