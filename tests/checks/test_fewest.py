"""How many rows and how much of the points a check asks for before it says anything."""

from __future__ import annotations

import pytest

from tests.checks.swaps import codes, outputs, table
from tests.support.forms import changed, evaluated, found


def test_three_copied_rows_with_a_sign_are_no_chance() -> None:
    copied = ("≥266米 | ≥266米 | 30 | 30", "90米 | 90米 | 30 | 30", "显著 | 显著 | 40 | 40")
    assert ("IND-08", "E4") in found(outputs(*copied))
    assert "IND-08" not in codes(outputs(*copied[:2]))
    assert "IND-08" not in codes(outputs(*copied[1:], "20米 | 20米 | 30 | 30"))
    assert "IND-08" not in codes(outputs(*copied[:2], "显著 | 未显著 | 40 | 40"))
    assert "IND-08" not in codes(outputs(*copied[:2], "40米 |  | 40 | 40"))


def test_scores_that_are_no_scores_are_told_from_three_rows_and_half_of_all() -> None:
    def unfilled(above: int, other: int) -> str:
        rows = [*[f"≥{40 + at}米 |  | 10 | {40 + at}" for at in range(above)], *["≥5米 |  | 10 | 10"] * other]
        return outputs(*rows)

    assert ("STR-21", "G4") in found(unfilled(3, 3))
    assert "STR-21" not in codes(unfilled(3, 4))
    assert "STR-21" in codes(unfilled(3, 0))
    assert "STR-21" not in codes(unfilled(2, 0))
    exact = outputs("≥40米 |  | 10 | 40", "≥41米 |  | 10 | 41", "≥9米 |  | 10 | 10", "≥9米 |  | 10 | 10")
    assert "STR-21" not in codes(exact)  # 10 of 10 points is no score above


def test_points_in_the_columns_of_values_are_told_from_three_rows() -> None:
    rows = ("20 | 20 | 20 | 20", "30 | 25 | 30 | 25", "50 | 50 | 50 | 50")
    assert ("STR-21", "D4") in found(outputs(*rows))
    assert "STR-21" not in codes(outputs(*rows[:2]))
    assert "STR-21" not in codes(outputs(*rows[:2], "50 | 49 | 50 | 50"))
    assert "STR-21" not in codes(outputs(*rows[:2], "49 | 50 | 50 | 50"))
    assert "STR-21" not in codes(outputs(*["20 | 20 | 20 | 20"] * 3))  # all alike may be chance
    assert "STR-21" in codes(outputs("20 | 20 | 20 | ", "30 | 30 | 30 | ", "50 | 50 | 50 | "))


@pytest.mark.parametrize(
    ("target", "reason", "told"),
    [
        ("≥12公里", "12公里", True),
        ("≥12公里", "雨季未完工", False),
        ("2023年6月底前", "2023年6月20日", True),
        ("≥12公里", "2023年6月20日", False),
        ("明显改善", "达成年度指标", True),
        ("≥12公里", "", False),
    ],
)
def test_a_value_in_the_column_of_reasons(target: str, reason: str, told: bool) -> None:
    row = "| 养护里程 | < | ≥12公里 | 12公里 | 20 | 20 |  | < |"
    empty = f"| 养护里程 | < | {target} |  | 20 | 20 | {reason} | < |"
    assert (("STR-21", "J12") in found(changed((row, empty)))) is told
    filled = f"| 养护里程 | < | {target} | 12公里 | 20 | 20 | {reason} | < |"
    assert "STR-21" not in codes(changed((row, filled)))


@pytest.mark.parametrize("missing", ["产出", "效益", "满意度"])
def test_a_form_of_three_rows_has_every_first_level(missing: str) -> None:
    names = {"产出": "里程", "效益": "出行", "满意度": "满意度"}
    others = [level for level in names if level != missing]
    rows = [f"{level}指标 | 二级 | {names[level]} | ≥5 | 5 | 30 | 30" for level in (*others, others[0])]
    (issue,) = [issue for issue in evaluated(table(*rows)).issues if issue.code == "STR-01"]
    assert (issue.cell, issue.message.endswith(f"没有{missing}指标")) == ("A4", True)
    assert "STR-01" not in codes(table(*rows[:2]))
    whole = [*rows[:2], f"{missing}指标 | 二级 | {names[missing]} | ≥5 | 5 | 40 | 40"]
    assert "STR-01" not in codes(table(*whole))


def test_effects_are_benefits_and_a_satisfaction_may_stand_below_them() -> None:
    rows = ["产出指标 | 数量 | 里程 | ≥5 | 5 | 50 | 50", "效果指标 | 社会效益 | 出行 | ≥5 | 5 | 30 | 30"]
    assert "STR-01" not in codes(table(*rows, "效果指标 | 服务对象 | 群众满意度 | ≥90% | 95% | 20 | 20"))
    assert "STR-01" in codes(table(*rows, "效果指标 | 服务对象 | 群众知晓率 | ≥90% | 95% | 20 | 20"))


SPENT = "| 资金 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |  |\n| 年度资金总额 | 100 | 60 | 10 | 60% | 6 |  |\n| 一级指标"


def test_results_above_spending_are_told_of_three_rows() -> None:
    rows = ["≥5米 | 5米 | 30 | 30", "≥6米 | 6米 | 30 | 30", "≥7米 | 7米 | 30 | 30"]
    three = outputs(*rows).replace("| 一级指标", SPENT, 1)
    assert ("TOT-04", "E4") in found(three)
    (issue,) = [issue for issue in evaluated(three).issues if issue.code == "TOT-04"]
    assert "100.00%" in issue.message and "60.00%" in issue.message and "5%" in issue.message
    assert "TOT-04" not in codes(outputs(*rows[:2]).replace("| 一级指标", SPENT, 1))
    unscored = outputs(*rows[:2], "≥7米 | 7米 | 30 | ").replace("| 一级指标", SPENT, 1)
    assert "TOT-04" not in codes(unscored)
    low = outputs(*(row.replace("30 | 30", "30 | 18.9") for row in rows)).replace("| 一级指标", SPENT, 1)
    assert "TOT-04" not in codes(low)  # 63% beside 60%: within a twentieth


MILEAGE = "| 养护里程 | < | ≥12公里 | 12公里 | 20 | 20 |  | < |"
EXECUTION = "| 100 | 100 | 86.18 | 10 | 86.18% | < | 8.62 |"


def test_an_execution_rate_without_points_is_no_part_of_the_total() -> None:
    bare = (EXECUTION, "| 100 | 100 | 86.18 |  | 86.18% | < |  |")
    assert "TOT-01" not in codes(changed(bare, ("97.62", "89")))
    assert ("TOT-01", "I17") in found(changed(bare, ("97.62", "97.62 "), ("| 100 | 97.62", "| 90 | 97.62")))


def test_a_total_without_typed_scores_is_held_against_points_and_scores() -> None:
    untyped = [(MILEAGE, MILEAGE.replace("20 | 20", "20 | "))]
    assert "TOT-01" not in codes(changed(*untyped))
    assert "TOT-01" not in codes(changed(*untyped, ("97.62", "97.63")))
    assert ("TOT-01", "I17") in found(changed(*untyped, ("97.62", "97.64")))
    (above,) = [issue for issue in evaluated(changed(*untyped, ("97.62", "100.01"))).issues if issue.code == "TOT-01"]
    assert "高于分值合计100分" in above.message
    (under,) = [issue for issue in evaluated(changed(*untyped, ("97.62", "100"))).issues if issue.code == "TOT-01"]
    assert "按各行重算为97.62分" in under.message


def test_one_name_may_stand_under_two_headings_or_with_two_targets() -> None:
    twice = "产出指标 | {} | 里程 | {} | 12 | 30 | 30"
    assert ("STR-02", "C5") in found(table(twice.format("数量指标", "≥12"), twice.format("数量指标", "≥12")))
    assert "STR-02" not in codes(table(twice.format("数量指标", "≥12"), twice.format("质量指标", "≥12")))
    assert "STR-02" not in codes(table(twice.format("数量指标", "≥12"), twice.format("数量指标", "≥11")))


def test_scores_without_points_are_not_above_them() -> None:
    rows = ["≥40米 |  |  | 40", *["≥41米 |  | 10 | 41"] * 3]
    (issue,) = [issue for issue in evaluated(outputs(*rows)).issues if issue.code == "STR-21"]
    assert (issue.cell, issue.message[:14]) == ("G5", "“第2段里程”等3行的实际完")


WEIGHTED = """
| 项目支出绩效自评表 | < | < | < | < | < | < | < | < |
| 一级指标 | 二级指标 | 三级指标 | 指标分值 | 指标值 | 实际完成值 | 单项得分 | 权重占比(%) | 折算得分 |
| 产出指标 | 质量指标 | 覆盖率 | 50 | ≥98% | 100% | 50 | 50 | {turned} |
| 效益指标 | 社会效益 | 发放率 | 50 | ≥95% | 100% | 50 | 50 | 25 |
"""


@pytest.mark.parametrize(("turned", "told"), [("24.99", True), ("25", False), ("", False)])
def test_scores_are_weighted_twice_where_less_than_half_is_left(turned: str, told: bool) -> None:
    assert (("WGT-06", "I3") in found(WEIGHTED.format(turned=turned))) is told


def test_the_heading_whose_points_do_not_add_up_is_named() -> None:
    swaps = (("数量指标 | 养护里程", "数量指标(25分) | 养护里程"),)
    (issue,) = [issue for issue in evaluated(changed(*swaps)).issues if issue.code == "WGT-02"]
    assert (issue.cell, "数量指标" in issue.message, "25" in issue.message) == ("C12", True, True)


UNPRICED = """
| 项目支出绩效自评表 | < | < | < | < | < |
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 得分 |
| 产出指标(60分) | 数量指标{inner} | 里程 | ≥1000 | {done} | {first} |
| ^ | 数量指标{inner} | 桥梁 | ≥3 | 3 | {second} |
| 效益指标(40分) | 社会效益 | 出行 | ≥90% | 95% | 40 |
"""


@pytest.mark.parametrize(
    ("first", "second", "done", "told"),
    [
        ("30", "30", "1000", set()),
        ("30", "30.01", "1000", set()),
        ("30", "30.02", "1000", {("WGT-07", "A3")}),
        ("61", "", "1000", {("WGT-07", "A3")}),
        ("30", "", "1000", set()),
        ("30", "29.99", "1000", set()),
        ("30", "29.98", "1000", {("WGT-08", "A3")}),
        ("30", "29.98", "999", set()),
        ("30", "30", "994", {("WGT-08", "A3")}),
        ("30", "30", "995", set()),
        ("30", "29.99", "994", {("WGT-08", "A3")}),
        ("30", "29.98", "994", set()),
    ],
)
def test_scores_under_a_heading_fit_its_points_and_what_was_done(
    first: str, second: str, done: str, told: set[tuple[str, str]]
) -> None:
    issues = found(UNPRICED.format(inner="", first=first, second=second, done=done))
    assert {issue for issue in issues if issue[0] in ("WGT-07", "WGT-08")} == told


def test_what_an_inner_heading_is_told_of_is_not_told_of_the_outer_one() -> None:
    both = UNPRICED.format(inner="(60分)", first="30", second="31", done="1000")
    assert [(code, cell) for code, cell in found(both) if code == "WGT-07"] == [("WGT-07", "B3")]
    (issue,) = [issue for issue in evaluated(both).issues if issue.code == "WGT-07"]
    assert "“数量指标(60分)”标明60分，其下各行得分合计61分，超出了1分" in issue.message


def test_points_of_headings_that_make_no_hundred_are_told() -> None:
    fine = UNPRICED.format(inner="", first="30", second="30", done="1000")
    assert "WGT-01" not in codes(fine)
    assert "WGT-01" in codes(fine.replace("效益指标(40分)", "效益指标(50分)"))
    assert "WGT-01" not in codes(fine.replace("效益指标(40分)", "效益指标"))  # nobody says how many


@pytest.mark.parametrize(
    ("score", "points", "told"),
    [("0.51", "0.5", True), ("0.5", "0.5", False), ("1.01", "1", True), ("-0.01", "0.5", True), ("5", "0", False)],
)
def test_a_score_lies_within_however_few_points(score: str, points: str, told: bool) -> None:
    row = MILEAGE.replace("20 | 20", f"{points} | {score}")
    assert (("IND-01", "I12") in found(changed((MILEAGE, row)))) is told


def test_other_points_than_the_usual_are_told_of_a_whole_form_alone() -> None:
    swaps = (("产出指标(50分)", "产出指标(60分)"), (MILEAGE, MILEAGE.replace("20 | 20", "30 | 30")))
    assert "WGT-03" not in codes(changed(*swaps))
    whole = (*swaps, ("效益指标(30分)", "效益指标(20分)"), ("达成年度指标 | 30 | 30", "达成年度指标 | 20 | 20"))
    assert ("WGT-03", "B12") in found(changed(*whole))


@pytest.mark.parametrize(("score", "points"), [("0", "50"), ("50", ""), ("50", "50.01")])
def test_weighted_scores_of_nothing_or_beyond_a_hundred_are_left_alone(score: str, points: str) -> None:
    rows = WEIGHTED.format(turned="1").replace("| 50 | ≥95% | 100% | 50 |", f"| {points} | ≥95% | 100% | {score} |")
    assert "WGT-06" in codes(WEIGHTED.format(turned="1"))
    none = rows.replace("| 50 | ≥98% | 100% | 50 |", f"| 50 | ≥98% | 100% | {score} |") if score == "0" else rows
    assert "WGT-06" not in codes(none)


def test_one_actual_value_that_is_filled_speaks_against_a_slip_of_columns() -> None:
    rows = [f"≥{40 + at}米 |  | 10 | {40 + at}" for at in range(3)]
    assert "STR-21" in codes(outputs(*rows))
    assert "STR-21" not in codes(outputs(*rows, "≥5米 | 5米 | 10 | 10"))


@pytest.mark.parametrize(("score", "told"), [("5", "IND-28"), ("6", "IND-02")])
def test_the_formulas_in_use_hold_for_targets_of_one_and_less(score: str, told: str) -> None:
    for target, actual in (("≤1万元", "2万元"), ("≤0.5万元", "1万元")):
        row = f"| 每公里成本 | < | {target} | {actual} | 10 | {score} | 油价上涨 | < |"
        old = "| 每公里成本 | < | ≤5万元 | 5万元 | 10 | 10 |  | < |"
        assert (told, "I14") in found(changed((old, row)))
